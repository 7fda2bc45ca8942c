// End to end: every page and the whole review loop in headless Chromium over a store built from the sample reports, by mouse, by keys, at
// two widths and in both colours; no serious fault of accessibility; a hundred hostile payloads of which none runs; nothing asked of any
// other host. `npm run e2e`; --screens FOLDER writes pictures of every page; --only WORDS
// runs the checks whose name has them. DATELINE_BIN names a built program, DATELINE_PAGES a folder of built pages other than its own.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browser, serve, watch } from './browser.mjs'
import { coders } from './coders.mjs'
import { outlier, stretched, typed } from './days.mjs'
import { gold } from './gold.mjs'
import { articles, PAYLOADS } from './hostile.mjs'
import { keys } from './keys.mjs'
import { linking } from './linking.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const work = mkdtempSync(join(tmpdir(), 'dateline-e2e-'))
const binary = process.env.DATELINE_BIN ?? join(work, 'dateline')
if (!process.env.DATELINE_BIN) execFileSync('go', ['build', '-o', binary, './cmd/dateline'], { cwd: root, stdio: 'inherit' })
const screens = process.argv.includes('--screens') ? process.argv[process.argv.indexOf('--screens') + 1] : ''

const ingest = (db, ...paths) => execFileSync(binary, ['ingest', '--db', db, '--published', '2017-09-03', ...paths], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
const only = process.argv.includes('--only') ? new RegExp(process.argv[process.argv.indexOf('--only') + 1]) : /./
let failed = 0
async function check(name, run) {
  if (!only.test(name)) return
  const begin = Date.now()
  try { await run(); console.log(`ok    ${name} (${Date.now() - begin} ms)`) } catch (e) { failed++; console.log(`FAIL  ${name}\n      ${String(e.stack ?? e).split('\n').slice(0, 16).join('\n      ')}`)
    for (const said of await page.locator('.error, [role=alert]').allInnerTexts().catch(() => [])) console.log(`      the page says: ${said}`)
    seen.errors.length = seen.elsewhere.length = 0
  }
}

const samples = join(work, 'samples.db')
ingest(samples, 'samples')
const server = await serve(binary, samples)
const b = await browser()
const page = b.context.pages()[0] ?? (await b.context.newPage())
// The tester's own script: the pages' policy lets none be made of text.
await b.context.addInitScript({ content: readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') })
const seen = watch(page, server.origin)
const api = async (path) => (await fetch(`${server.origin}/api/${path}`)).json()
const open = async (path, wait = 'main h1, main article, main .sheet') => { await page.goto(server.origin + path); await page.waitForSelector(wait); await page.waitForLoadState('networkidle').catch(() => {}) }
const quiet = () => { const errors = seen.errors.splice(0), elsewhere = seen.elsewhere.splice(0); assert.deepEqual({ errors, elsewhere }, { errors: [], elsewhere: [] }) }

/** What axe-core finds serious in the page as it stands. */
const faults = () => page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
  .filter((v) => ['serious', 'critical'].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')}`))

const first = (await api('reports?limit=1&status=actual')).reports[0]
const events = (await api('events?limit=400')).events.sort((x, y) => y.reports.length - x.reports.length)
const stories = (await api('stories?limit=5')).stories ?? []
const actor = (await api('dyads?top=5')).actors[0]
const VIEWS = { events: '/', map: '/map', timeline: '/timeline', who: '/who', actor: `/actors/${encodeURIComponent(actor.id)}`, event: `/events/${events[0].id}`, stories: '/stories',
  ...(stories[0] ? { story: `/stories/${stories[0].id}` } : {}), report: `/reports/${first.report.id}`, article: `/articles/${encodeURIComponent(first.report.document.id)}`, review: '/review', samples: '/samples' }

await check('what the pages ask for first is what the server counts at its start', async () => {
  const warm = new Set(readFileSync(join(root, 'internal/server/warm.go'), 'utf8').match(/"\/api\/[^"]+"/g).map((s) => s.slice(1, -1)))
  const counts = /^\/api\/(meta|facets|dyads|map|timeline|stories)\b/
  const asked = []
  const note = (r) => asked.push(decodeURIComponent(r.url().slice(server.origin.length)))
  page.on('request', note)
  for (const name of ['events', 'map', 'timeline', 'who', 'stories']) await open(VIEWS[name])
  page.off('request', note)
  assert.deepEqual(asked.filter((path) => counts.test(path) && !warm.has(path) && path !== '/api/timeline?by=month' && path !== '/api/timeline?by=day'), [])
  assert.deepEqual([...warm].filter((path) => !asked.includes(path)), [])
})

for (const [name, path] of Object.entries(VIEWS)) for (const [width, height] of [[1440, 900], [390, 844]]) for (const theme of ['light', 'dark']) {
  await check(`${name} at ${width}, ${theme}`, async () => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await open(path)
    if (name === 'map') await page.waitForSelector('.map[data-drawn]')
    await page.waitForTimeout(150)
    quiet()
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'the page is wider than the window')
    assert.deepEqual(await faults(), [])
    if (screens && theme === 'light') { mkdirSync(screens, { recursive: true }); await page.screenshot({ path: join(screens, `${name}-${width}.jpg`), type: 'jpeg', quality: 72 }) }
    if (screens && theme === 'dark' && width === 1440 && name === 'event') await page.screenshot({ path: join(screens, `${name}-dark.jpg`), type: 'jpeg', quality: 72 })
  })
}
await page.setViewportSize({ width: 1440, height: 900 })

await check('filters are in the URL, count, and go back', async () => {
  await open('/')
  await page.getByRole('button', { name: /^planned/ }).first().click()
  await page.waitForURL(/status=planned/)
  await page.waitForFunction(() => [...document.querySelectorAll('main ol > li .status .word')].every((e) => e.textContent === 'planned') && document.querySelector('main ol > li'))
  const total = (await api('reports?limit=1&status=planned')).total
  assert.match(await page.locator('h1').innerText(), new RegExp(`^${total} report`))
  await page.goBack()
  await page.waitForFunction(() => !location.search)
  await page.fill('#words', 'convoy')
  await page.press('#words', 'Enter')
  await page.waitForURL(/text=convoy/)
  await page.goto(page.url())
  await page.waitForSelector('main ol > li')
  quiet()
})

await check('what happened never looks like what was threatened', async () => {
  await open('/')
  const marks = await page.evaluate(() => {
    const out = {}
    for (const e of document.querySelectorAll('.view .status')) out[e.querySelector('.word')?.textContent] = e.querySelector('svg')?.innerHTML
    return out
  })
  assert.ok(Object.keys(marks).length >= 3 && new Set(Object.values(marks)).size === Object.keys(marks).length, 'two statuses share a shape')
})

await check('an article shows the words of each value and why a sentence was not coded', async () => {
  await open(VIEWS.article)
  await page.locator('button.event').first().click()
  await page.waitForSelector('.values dl')
  assert.ok(await page.locator('mark.trigger').count())
  assert.ok((await page.locator('mark.trigger').first().getAttribute('title')).length > 10)
  await page.getByLabel('Why was a sentence not coded?').check()
  await page.waitForSelector('.passed li')
  quiet()
})

await check('by keyboard alone from the events to an actor', async () => {
  await open('/')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content')
  await page.keyboard.press('Enter')
  await page.goto(server.origin + '/who')
  await page.waitForSelector('svg a[href^="/actors/"]')
  await page.locator('svg a[href^="/actors/"]').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/actors\//)
  await page.waitForSelector('h1')
  quiet()
})

const left = async () => Number((await page.locator('[aria-live]').first().innerText()).match(/([\d,]+) left/)?.[1].replace(',', ''))
await check('the review loop by keys: accept, reject, skip, undo', async () => {
  await open('/review', 'blockquote')
  const before = await left()
  const words = () => page.locator('blockquote mark.trigger').first().innerText()
  const quote = () => page.locator('blockquote').innerText()
  for (const [key, said] of [['a', 'accepted'], ['x', 'rejected'], [' ', 'skipped']]) {
    await words()
    const was = await quote() + (await page.locator('dl').innerText())
    await page.locator('h1').click()
    await page.keyboard.press(key)
    await page.getByText(`Last: ${said}.`).waitFor()
    assert.notEqual(await quote() + (await page.locator('dl').innerText()), was, 'the next report comes')
  }
  assert.equal(await left(), before - 3)
  await page.keyboard.press('Backspace')
  await page.getByText('Last: skip taken back.').waitFor()
  await page.keyboard.press('Backspace')
  await page.getByText('Last: reject taken back.').waitFor()
  assert.equal(await left(), before - 1)
  quiet()
})

await check('a correction picks words in the text', async () => {
  await open('/review', 'blockquote')
  await page.locator('h1').click()
  await page.keyboard.press('c')
  await page.waitForSelector('.pick')
  const word = await page.evaluate(() => {
    const text = document.querySelector('.pick').firstChild
    const found = /\p{L}{6,}/u.exec(text.data)
    const range = document.createRange()
    range.setStart(text, found.index)
    range.setEnd(text, found.index + found[0].length)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    return found[0]
  })
  await page.getByLabel('Who', { exact: true }).check()
  await page.evaluate(() => 0)
  await page.evaluate((w) => { const text = document.querySelector('.pick').firstChild; const i = text.data.indexOf(w); const r = document.createRange(); r.setStart(text, i); r.setEnd(text, i + w.length); getSelection().removeAllRanges(); getSelection().addRange(r) }, word)
  await page.getByRole('button', { name: 'Take the selected words' }).click()
  await page.getByText(`«${word}»`).first().waitFor()
  await page.getByLabel('Did it happen?').selectOption('denied')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.getByText('Last: corrected.').waitFor()
  const reviews = (await api('review/history?limit=5')).reviews
  const made = reviews.find((r) => r.decision === 'correct')
  assert.equal(made.corrected.status, 'denied')
  assert.ok(made.corrected.actor.some((a) => a.text === word))
  assert.equal((await api(`reports/${made.corrected.id}`)).report.status, 'denied')
  quiet()
})

await check('a sample is drawn and judged, and its precision printed', async () => {
  await open('/samples')
  await page.getByLabel('Size').fill('6')
  await page.getByLabel('Name').fill('e2e-precision')
  await page.getByRole('button', { name: 'Draw' }).click()
  await page.getByText('e2e-precision').first().waitFor()
  await open('/review?sample=e2e-precision', 'blockquote')
  for (let i = 0; i < 6; i++) {
    await page.waitForSelector('blockquote')
    const done = Number((await page.locator('[aria-live]').first().innerText()).match(/^(\d+) decided/)?.[1])
    await page.locator('h1').click()
    await page.keyboard.press(i === 0 ? 'x' : 'a')
    await page.waitForFunction((n) => Number(document.querySelector('[aria-live]')?.textContent?.match(/^(\d+) decided/)?.[1]) > n, done)
  }
  await open('/samples')
  await page.getByRole('button', { name: 'figures' }).first().click()
  await page.waitForSelector('.figure')
  assert.match(await page.locator('.figure').innerText(), /83\.3 %/)
  quiet()
})

const t = { page, origin: server.origin, seen, api, open, quiet, check, faults, binary, work, db: samples }
await typed(t)
await keys(t)
await coders(t)
await linking(t)
await gold(t)

await check('filtered exports come down as files', async () => {
  const formats = (await api('export/formats')).formats ?? []
  assert.ok(formats.length > 3, 'no formats')
  for (const f of formats) {
    const response = await fetch(`${server.origin}/api/export?format=${f.name}&status=actual`)
    assert.equal(response.status, 200, f.name)
    assert.match(response.headers.get('content-disposition') ?? '', /attachment/, f.name)
    await response.arrayBuffer()
  }
})
server.stop()

const stretchedDB = join(work, 'outlier.db')
ingest(stretchedDB, outlier(work))
const far = await serve(binary, stretchedDB)
await stretched(t, far.origin)
far.stop()
seen.errors.length = seen.elsewhere.length = 0 // what is noted there is of another origin

const hostile = join(work, 'hostile.db')
writeFileSync(join(work, 'hostile.jsonl'), articles)
ingest(hostile, join(work, 'hostile.jsonl'))
const bad = await serve(binary, hostile)
await check(`${PAYLOADS.length} hostile payloads: none runs in any view, nothing is asked of another host`, async () => {
  const there = watch(page, bad.origin)
  page.on('dialog', (d) => { there.errors.push('a dialog: ' + d.message()); void d.dismiss() })
  const get = async (path) => (await fetch(`${bad.origin}/api/${path}`)).json()
  const all = (await get('reports?limit=500')).reports
  assert.ok(all.length >= PAYLOADS.length, `${all.length} reports of ${PAYLOADS.length} hostile articles`)
  const documents = [...new Set(all.map((i) => i.report.document.id))]
  const paths = ['/', '/map', '/timeline', '/who', '/stories', '/review', '/samples', ...PAYLOADS.slice(0, 12).map((p) => '/?text=' + encodeURIComponent(p)), ...PAYLOADS.slice(0, 12).map((p) => '/actors/' + encodeURIComponent(p)),
    ...documents.map((d) => '/articles/' + encodeURIComponent(d)), ...all.filter((_, i) => i % 6 === 0).map((i) => '/reports/' + i.report.id), ...[...new Set(all.map((i) => i.event).filter(Boolean))].slice(0, 30).map((e) => '/events/' + e)]
  for (const path of paths) {
    await page.goto(bad.origin + path)
    await page.waitForSelector('main :is(h1, .error, .sheet)')
    await page.waitForTimeout(40)
    assert.equal(await page.evaluate(() => window.__hit), undefined, path)
    assert.deepEqual(there.elsewhere, [], path)
  }
  await page.goto(bad.origin + '/articles/' + encodeURIComponent(documents[0]))
  await page.waitForSelector('.text')
  for (const button of await page.locator('button.event').all()) await button.click()
  assert.equal(await page.evaluate(() => window.__hit), undefined)
  assert.deepEqual(there.errors.filter((e) => !/404|400|422/.test(e)), [])
})
bad.stop()
await b.close()
rmSync(work, { recursive: true, force: true })
console.log(failed ? `${failed} failed` : 'all passed')
process.exit(failed ? 1 : 0)
