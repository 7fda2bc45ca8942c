// What people corrected and accepted comes down from the page as gold, to train on and to measure with: the same bytes as by the verb.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const lines = (raw) => raw.trim().split('\n').map((line) => JSON.parse(line))

async function download({ page, open }, search, format) {
  await open('/' + search)
  await page.getByLabel('Take away as').selectOption(format)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download', exact: true }).click()])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

/** Somebody accepts one report, rejects another and corrects a third. */
async function decided({ api, origin }) {
  const { items } = await api('review/next?order=random&reviewer=gold&review=none&n=3')
  const post = (body) => fetch(`${origin}/api/review`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reviewer: 'gold', ...body }) })
  const answers = [await post({ report: items[0].report.id, decision: 'accept' }), await post({ report: items[1].report.id, decision: 'reject' }),
    await post({ report: items[2].report.id, decision: 'correct', corrected: { ...items[2].report, status: 'denied' } })]
  for (const a of answers) assert.ok(a.ok, await a.text())
}

export async function gold(t) {
  const { api, binary, check, db, quiet, work } = t
  const verb = (...args) => execFileSync(binary, ['export', '--db', db, '--format', 'gold', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

  await check('corrected and accepted records come down from the page as gold, the same as by the verb', async () => {
    await decided(t)
    const file = await download(t, '', 'gold')
    assert.equal(file.name, 'dateline-reports.gold.jsonl')
    assert.equal(file.text, verb())
    const events = lines(file.text).flatMap((a) => a.events.map((e) => ({ ...e, article: a })))
    const reviews = (await api('review/history?limit=1000')).reviews.filter((r) => !r.undone)
    const corrected = reviews.find((r) => r.decision === 'correct').corrected
    const line = events.find((e) => e.trigger_text === corrected.evidence.trigger.text && e.article.id === corrected.document.id && e.decision === 'correct')
    assert.equal(line.status, corrected.status, 'the correction is what is learned from')
    assert.deepEqual(line.actor.map((a) => a.text), corrected.actor.map((a) => a.text))
    assert.ok(events.some((e) => e.decision === 'accept'), 'what was accepted is there')
    const rejected = reviews.filter((r) => r.decision === 'reject').map((r) => r.report)
    assert.ok(rejected.length && !events.some((e) => rejected.includes(e.id)), 'what was rejected is not')
    for (const e of events) assert.equal(Array.from(e.article.text).slice(...e.trigger).join(''), e.trigger_text, 'spans are code points of the text beside them')
    quiet()
  })

  await check('gold of a filtered view, and the verb that measures reads it', async () => {
    const file = await download(t, '?status=denied', 'gold')
    assert.equal(file.text, verb('--status', 'denied'))
    assert.ok(lines(file.text).every((a) => a.events.every((e) => e.status === 'denied')))
    const path = join(work, 'page.gold.jsonl')
    writeFileSync(path, file.text)
    const said = execFileSync(binary, ['eval', 'events', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    assert.match(said, /F1/i)
  })

  await check('beside the data come its codebook, statement and losses', async () => {
    await t.open('/?status=denied')
    await t.page.getByLabel('Take away as').selectOption('csv')
    for (const [name, says] of [['codebook', /report_id/], ['statement', /status=denied/], ['losses', /csv/]]) {
      const [file] = await Promise.all([t.page.waitForEvent('download'), t.page.getByRole('link', { name, exact: true }).click()])
      assert.match(readFileSync(await file.path(), 'utf8'), says)
    }
    quiet()
  })
}
