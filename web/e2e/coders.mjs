// Two people code a sample without seeing each other's, and the page says how far they agree: Krippendorff's alpha of each field, here
// reckoned a second time by its definition, from the pairs of values.
import assert from 'node:assert/strict'

/** Nominal alpha by its definition: 1 - disagreement observed / expected, over all pairs of values of units that two coders judged. */
function alpha(units) {
  const kept = units.filter((u) => u.length > 1), all = kept.flat()
  let observed = 0, expected = 0
  for (const u of kept) for (let i = 0; i < u.length; i++) for (let k = 0; k < u.length; k++) if (i !== k && u[i] !== u[k]) observed += 1 / (u.length - 1)
  for (let i = 0; i < all.length; i++) for (let k = 0; k < all.length; k++) if (all[i] !== all[k]) expected++
  return expected ? 1 - ((all.length - 1) * observed) / expected : null
}

/** What each does with the six reports, in the order they were drawn. A status is a correction. Ann skips the last, so that it says nothing. */
const PLAN = { ann: ['a', 'a', 'x', 'denied', 'a', ' '], ben: ['a', 'x', 'x', 'denied', 'planned', 'a'] }
const DONE = { a: 'accepted', x: 'rejected', ' ': 'skipped' }

async function judge({ page, open }, who) {
  await open('/review?sample=blind-e2e', 'main h1')
  await page.getByLabel('You are').fill(who)
  await page.keyboard.press('Enter')
  await page.getByText('0 decided, 6 left').waitFor()
  const seen = []
  for (const [i, act] of PLAN[who].entries()) {
    await page.waitForSelector('blockquote')
    seen.push((await page.locator('main article').innerText()).replace(/\s+/g, ' '))
    await page.locator('h1').click()
    if (DONE[act]) await page.keyboard.press(act)
    else {
      await page.keyboard.press('c')
      await page.getByLabel('Did it happen?').selectOption(act)
      await page.getByRole('button', { name: 'Save the correction' }).click()
    }
    await page.getByText(`${i + 1} decided, ${5 - i} left`).waitFor()
    await page.getByText(`Last: ${DONE[act] ?? 'corrected'}.`).waitFor()
  }
  return seen
}

async function drawn({ page, open, api }) {
  await open('/samples')
  await page.getByLabel('For').selectOption('agreement')
  assert.match(await page.getByLabel('Name').inputValue(), /^blind-\d{4}-\d\d-\d\d$/, 'a sample for agreement is named so that it is judged blind')
  await page.getByLabel('Name').fill('blind-e2e')
  await page.getByLabel('Size').fill('6')
  await page.getByLabel('Query').fill('review=none')
  await page.getByRole('button', { name: 'Draw' }).click()
  await page.getByText('blind-e2e is drawn').waitFor()
  return (await api('review/next?sample=blind-e2e&reviewer=nobody&n=6')).items.map((i) => i.report)
}

export async function coders(t) {
  const { page, open, api, check, quiet } = t
  await check('two code a sample blind', async () => {
    const reports = await drawn(t)
    const ann = await judge(t, 'ann')
    const ben = await judge(t, 'ben')
    assert.deepEqual(ben, ann, 'ben sees what ann saw, and nothing of what she did')
    for (const r of reports) {
      const now = await api(`reports/${r.id}`)
      assert.deepEqual([now.report.status, now.review, now.history.length], [r.status, 'none', 0], 'a blind decision changes nothing and is told nobody')
    }
    assert.equal((await api('review/history?limit=1000')).reviews.filter((r) => ['ann', 'ben'].includes(r.reviewer)).length, 0)
    quiet()
  })

  await check('the page says how far they agree, field by field', async () => {
    const { items } = await api('review/next?sample=blind-e2e&reviewer=nobody&n=6')
    const kept = (who, i) => (PLAN[who][i] === 'x' || PLAN[who][i] === ' ' ? null : PLAN[who][i] === 'a' ? items[i].report.status : PLAN[who][i])
    const decision = (who, i) => (PLAN[who][i] === ' ' ? null : PLAN[who][i] === 'x' ? 'reject' : 'keep')
    const units = (of) => items.map((_, i) => [of('ann', i), of('ben', i)].filter(Boolean))
    await open('/samples')
    const row = page.getByRole('row', { name: /blind-e2e/ })
    assert.match(await row.innerText(), /ann 5\/6, ben 6\/6/)
    await row.getByRole('button', { name: 'figures' }).click()
    await page.getByRole('heading', { name: 'Agreement on blind-e2e' }).waitFor()
    assert.match(await page.locator('main').innerText(), /over 5 reports that ann and ben judged without seeing/)
    const cells = async (field) => (await page.getByRole('region', { name: 'Agreement, field by field' }).getByRole('row', { name: new RegExp(`^${field} `) }).locator('td').allInnerTexts()).slice(1, 3)
    assert.deepEqual(await cells('decision'), ['0.571', '5'])
    assert.equal(alpha(units(decision)).toFixed(3), '0.571', 'as by its definition')
    assert.deepEqual(await cells('status'), [alpha(units(kept))?.toFixed(3) ?? '—', '3'])
    await page.getByText(/^\d+ disagreements?$/).click()
    assert.deepEqual(await t.faults(), [])
    assert.match(await page.locator('details ul').innerText(), new RegExp(`${items[1].report.id} decision: ann keep / ben reject`))
    assert.match(await page.locator('details ul').innerText(), new RegExp(`${items[4].report.id} status: ann ${items[4].report.status} / ben planned`))
    quiet()
  })
}
