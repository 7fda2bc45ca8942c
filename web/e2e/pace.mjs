// How long each page takes to be usable over a large store: `DATELINE_BIN=dateline node e2e/pace.mjs STORE`. It prints, for each page, the milliseconds from going
// there to its content standing (median of three, the program and the browser warm). It asserts nothing: times are the machine's.
import { browser, serve } from './browser.mjs'

const [store] = process.argv.slice(2)
if (!store || !process.env.DATELINE_BIN) throw new Error('DATELINE_BIN=dateline node e2e/pace.mjs STORE: name the program and the store to measure')
const server = await serve(process.env.DATELINE_BIN, store)
const b = await browser()
const page = b.context.pages()[0] ?? (await b.context.newPage())
const api = async (path) => (await fetch(`${server.origin}/api/${path}`)).json()

const report = (await api('reports?limit=1&status=actual')).reports[0]
const event = (await api('events?limit=1')).events[0]
const story = (await api('stories?limit=1')).stories?.[0]
const actor = (await api('dyads?top=5')).actors[0]
const PAGES = [
  ['events', '/', 'main ol > li'], ['events, filtered', '/?status=actual&type=ASSAULT', 'main ol > li'], ['events, words', '/?text=attack', 'main ol > li'],
  ['map', '/map', '.map canvas'], ['timeline', '/timeline', 'main svg rect'], ['who', '/who', 'main svg a'],
  ['actor', `/actors/${encodeURIComponent(actor.id)}`, 'main h1'], ['event', `/events/${event?.id}`, 'main h1'], ['stories', '/stories', 'main h1'],
  ...(story ? [['story', `/stories/${story.id}`, 'main h1']] : []), ['report', `/reports/${report.report.id}`, 'main h1'],
  ['article', `/articles/${encodeURIComponent(report.report.document.id)}`, 'main .text'], ['review', '/review', 'blockquote'], ['samples', '/samples', 'main h1'],
]
for (const [name, path, content] of PAGES) {
  const times = []
  for (let i = 0; i < 4; i++) {
    const begin = performance.now()
    await page.goto(server.origin + path, { waitUntil: 'commit' })
    const stands = await page.waitForSelector(content, { timeout: 20_000 }).then(() => true, () => false)
    times.push(stands ? performance.now() - begin : Infinity)
  }
  const sorted = times.slice(1).sort((x, y) => x - y)
  console.log(`${name.padEnd(18)} ${sorted[1].toFixed(0).padStart(6)} ms   first ${times[0].toFixed(0)} ms`)
}
await b.close()
server.stop()
