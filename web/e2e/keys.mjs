// A review session by keys alone: a correction that picks words in the text, saved, taken back, and one that is left.
import assert from 'node:assert/strict'

/** Presses Tab until an element has the focus, as somebody without a mouse does. */
async function tabTo(page, name, most = 60) {
  for (let i = 0; i < most; i++) {
    const at = await page.evaluate(() => { const e = document.activeElement; return e?.getAttribute('aria-label') || e?.labels?.[0]?.textContent?.trim() || e?.textContent?.trim() || '' })
    if (at.startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} is not reached by ${most} tabs`)
}

export async function keys({ page, open, api, check, quiet, faults }) {
  await check('a review session by keys alone', async () => {
    await open('/', 'main ol > li')
    await tabTo(page, 'Review')
    await page.keyboard.press('Enter')
    await page.waitForSelector('blockquote')
    await page.keyboard.press('c')
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT')
    await tabTo(page, 'Did it happen?')
    await page.keyboard.type('den')
    await tabTo(page, 'Who')
    await tabTo(page, 'The text')
    const trigger = await page.evaluate(() => getSelection().toString())
    assert.ok(trigger && (await page.locator('dl dd').first().innerText()).includes(trigger), 'the text is entered where the trigger stands')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    const words = await page.evaluate(() => getSelection().toString())
    assert.equal(words.split(/\s+/).length, 2, words)
    await page.keyboard.press('Enter')
    await page.getByText(`«${words}»`).first().waitFor()
    assert.deepEqual(await faults(), [])
    await tabTo(page, 'Save the correction')
    await page.keyboard.press('Enter')
    await page.getByText('Last: corrected.').waitFor()
    const made = (await api('review/history?limit=1')).reviews[0]
    assert.equal(made.corrected.status, 'denied')
    assert.ok(made.corrected.actor.some((a) => a.text === words))
    await page.keyboard.press('Backspace')
    await page.getByText('Last: correct taken back.').waitFor()
    await page.keyboard.press('c')
    await page.waitForSelector('.pick')
    await page.keyboard.press('Escape') // the focus is in a field
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    await page.keyboard.press(' ')
    await page.getByText('Last: skipped.').waitFor()
    await page.keyboard.press('Backspace')
    await page.getByText('Last: skip taken back.').waitFor()
    quiet()
  })
}
