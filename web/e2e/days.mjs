// Days are typed and shown as YYYY-MM-DD whatever the browser's locale, by keys alone; one report of 1948 stretches no scale and is still reached.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Thirty days with two reports each, and one long before. */
const TOWNS = ['Aleppo', 'Damascus', 'Homs', 'Mosul', 'Baghdad', 'Tripoli']
const day = (i) => new Date(Date.UTC(2017, 7, 1 + i)).toISOString().slice(0, 10)
const told = (at, town, n) => JSON.stringify({ id: `${at}-${n}`, title: `Rebels attack ${town}`, published: at, source: 'Paper', text: `Rebels attacked the town of ${town} on ${at} and killed ${n + 2} soldiers.` })
export const outlier = (work) => {
  const path = join(work, 'outlier.jsonl')
  writeFileSync(path, [told('1948-05-14', 'Haifa', 0), ...Array.from({ length: 60 }, (_, i) => told(day(i % 30), TOWNS[i % TOWNS.length], i))].join('\n') + '\n')
  return path
}

export async function typed({ page, open, check, quiet, api, faults }) {
  await check('a day is typed as it is written everywhere, by keys', async () => {
    await open('/')
    assert.equal(await page.locator('input[type=date]').count(), 0, 'the browser would show it by its locale')
    const from = page.getByLabel('from', { exact: true }), to = page.getByLabel('to', { exact: true })
    await from.focus()
    await page.keyboard.type('20170801')
    assert.equal(await from.inputValue(), '2017-08-01')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL(/from=2017-08-02/)
    await to.focus()
    await page.keyboard.type('2017-08')
    await page.keyboard.press('Tab')
    await page.waitForURL(/to=2017-08-31/)
    assert.equal(await to.inputValue(), '2017-08-31', 'a month alone ends with its last day')
    const { total } = await api('reports?limit=1&from=2017-08-02&to=2017-08-31')
    await page.waitForFunction((n) => document.querySelector('h1')?.textContent?.startsWith(`${n} report`), total)
    await to.fill('03/09/2017')
    await to.press('Enter')
    await page.getByRole('alert').getByText('no day').waitFor()
    assert.deepEqual(await faults(), [])
    assert.match(page.url(), /to=2017-08-31/, 'what could be two days is none')
    await to.fill('')
    await to.press('Enter')
    await page.waitForURL((url) => !url.search.includes('to='))
    quiet()
  })
}

export async function stretched({ page, check }, origin) {
  const open = async (path, wait) => { await page.goto(origin + path); await page.waitForSelector(wait) }
  await check('one report of 1948 does not stretch the slider of the map, and is reached', async () => {
    await open('/map', 'fieldset.slider')
    const slider = page.getByLabel('First day, by slider')
    assert.match(await page.locator('fieldset.slider legend').innerText(), /nearly all from 2017-08-01 to 2017-08-30, \d before \(since 1948-05-14\)/)
    assert.deepEqual([await slider.getAttribute('min'), await slider.getAttribute('max')], ['-1', '29'], 'a step a day')
    const rows = () => page.getByRole('region', { name: 'Places' }).locator('tbody tr').allInnerTexts()
    assert.ok((await rows()).some((r) => r.includes('Haifa')))
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    assert.equal(await page.getByLabel('First day', { exact: true }).inputValue(), '2017-08-01')
    assert.ok(!(await rows()).some((r) => r.includes('Haifa')))
    await page.keyboard.press('Home')
    assert.ok((await rows()).some((r) => r.includes('Haifa')), 'the end of the slider lets in what is before')
    await page.getByLabel('Last day', { exact: true }).fill('1948')
    await page.keyboard.press('Enter')
    assert.deepEqual((await rows()).length, 1, 'and a day that is typed is reached however far it is')
  })
  await check('nor the timeline, where it stands apart and leads to its reports', async () => {
    await open('/timeline', 'main svg rect')
    await page.locator('main svg').getByText('2017-08-01', { exact: true }).waitFor()
    const bars = page.locator('main svg a')
    assert.equal(await bars.count(), 31)
    assert.match(await bars.first().getAttribute('aria-label'), /^1948-05-14: \d+ report/)
    await bars.first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/from=1948-05-14&to=1948-05-14/)
    await page.waitForFunction(() => /^\d+ report/.test(document.querySelector('h1')?.textContent ?? ''))
    assert.match(await page.locator('main ol').innerText(), /Haifa/)
  })
}
