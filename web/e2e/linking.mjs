// Events are split and merged in the page, several times in a row, and every step is taken back: the reports end where they began.
import assert from 'node:assert/strict'

const WHY = 'Why', PANEL = 'details.sheet'

/** What stands where: each report's event, as the store has it. */
const where = async ({ api }, reports) => Object.fromEntries(await Promise.all(reports.map(async (r) => [r, (await api(`reports/${r}`)).event])))

async function panel({ page, open }, event) {
  await open(`/events/${event}`)
  await page.locator(`${PANEL} > summary`).click()
  await page.getByLabel(WHY, { exact: true }).waitFor()
}

/** Splits a report off and gives the new event's id and the decision's number. */
async function split(t, event, report, why) {
  const { page, api } = t
  await panel(t, event)
  await page.locator(`${PANEL} input[value="${report}"]`).check()
  assert.ok(await page.getByRole('button', { name: 'Split' }).isDisabled(), 'nothing is decided without a reason')
  await page.getByLabel(WHY, { exact: true }).fill(why)
  await page.getByRole('button', { name: 'Split' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith(event))
  await page.waitForFunction(() => /^1 report /.test(document.querySelector('main header p:nth-of-type(2)')?.textContent ?? ''))
  const made = new URL(page.url()).pathname.split('/').pop()
  return { event: made, decision: (await api(`events/${made}`)).decisions.find((d) => d.why === why).decision }
}

async function merge(t, event, other, why, reports) {
  const { page } = t
  await panel(t, event)
  await page.getByLabel(WHY, { exact: true }).fill(why)
  await page.getByLabel('Id of the other event').fill(other)
  await page.getByRole('button', { name: 'Merge' }).click()
  await page.waitForFunction((n) => document.querySelector('main header p:nth-of-type(2)')?.textContent?.startsWith(`${n} report`), reports)
  const id = new URL(page.url()).pathname.split('/').pop()
  return { event: id, decision: (await t.api(`events/${id}`)).decisions.find((d) => d.why === why).decision }
}

/** Takes a decision back from an event's page; the page then shows an event that has reports. */
async function undo(t, event, decision) {
  const { page } = t
  await panel(t, event)
  const button = page.getByRole('button', { name: `Undo decision ${decision}`, exact: true })
  assert.ok(await button.isDisabled())
  await page.getByLabel(WHY, { exact: true }).fill(`e2e: back from ${decision}`)
  const answer = page.waitForResponse((r) => r.url().endsWith('/api/events/undo'))
  await button.click()
  assert.equal((await answer).status(), 200)
  const { event: now } = await t.api(`events/${event}`) // an event that lost all its reports is where they went
  await page.waitForURL((url) => url.pathname === `/events/${now.id}`)
  await page.waitForFunction((n) => document.querySelector('main header p:nth-of-type(2)')?.textContent?.startsWith(`${n} report`), now.reports.length)
}

export async function linking(t) {
  const { api, check, page, quiet } = t
  const events = (await api('events?limit=400')).events.sort((x, y) => y.reports.length - x.reports.length)

  await check('events are split twice and both splits undone', async () => {
    const x = events.find((e) => e.reports.length === 3)
    const before = await where(t, x.reports)
    await panel(t, x.id)
    assert.deepEqual(await t.faults(), [])
    const one = await split(t, x.id, x.reports[0], 'e2e: another shooting')
    const two = await split(t, x.id, x.reports[1], 'e2e: and yet another')
    const apart = await where(t, x.reports)
    assert.deepEqual([apart[x.reports[0]], apart[x.reports[1]], apart[x.reports[2]]], [one.event, two.event, x.id])
    await undo(t, two.event, two.decision) // from the page of the event that the split made, which is empty after
    assert.equal(new URL(page.url()).pathname, `/events/${x.id}`)
    await undo(t, one.event, one.decision)
    assert.deepEqual(await where(t, x.reports), before)
    quiet()
  })

  await check('events are merged one into another, split again, and all of it undone in turn', async () => {
    const [a, b, c] = events.filter((e) => e.reports.length === 2)
    const all = [...a.reports, ...b.reports, ...c.reports]
    const before = await where(t, all)
    const ab = await merge(t, a.id, b.id, 'e2e: one matter', 4)
    const abc = await merge(t, ab.event, c.id, 'e2e: and this too', 6)
    assert.deepEqual(new Set(Object.values(await where(t, all))), new Set([abc.event]))
    const off = await split(t, abc.event, a.reports[0], 'e2e: not this one')
    await undo(t, off.event, off.decision)
    assert.deepEqual(new Set(Object.values(await where(t, all))), new Set([abc.event]))
    await undo(t, abc.event, abc.decision)
    await undo(t, ab.event, ab.decision)
    assert.deepEqual(await where(t, all), before)
    quiet()
  })

  await check('an undoing is undone', async () => {
    const x = events.filter((e) => e.reports.length === 3)[1]
    const made = await split(t, x.id, x.reports[0], 'e2e: apart')
    await undo(t, made.event, made.decision)
    const { decisions } = await api(`events/${x.id}`)
    const back = decisions.find((d) => d.kind === 'undo' && d.undoes === made.decision)
    await undo(t, x.id, back.decision)
    assert.equal((await where(t, x.reports))[x.reports[0]], made.event)
    quiet()
  })
}
