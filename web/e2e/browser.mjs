// A headless Chromium that talks to nobody but the server under test, and that server over a store of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']

export async function browser() {
  const profile = mkdtempSync(join(tmpdir(), 'dateline-e2e-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS, viewport: { width: 1440, height: 900 },
  })
  return { context, close: async () => { await context.close(); rmSync(profile, { recursive: true, force: true }) } }
}

const freePort = () => new Promise((resolve) => { const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)) }) })

/** Starts `dateline serve` over a store and gives its address. */
export async function serve(binary, db, ...args) {
  const port = await freePort()
  const child = spawn(binary, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`, ...(process.env.DATELINE_PAGES ? ['--pages', process.env.DATELINE_PAGES] : []), ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  const origin = `http://127.0.0.1:${port}`
  for (let i = 0; ; i++) {
    const ok = await fetch(origin + '/api/health').then((r) => r.ok, () => false)
    if (ok) return { origin, stop: () => child.kill() }
    if (i > 100 || child.exitCode !== null) throw new Error('the server did not start')
    await new Promise((r) => setTimeout(r, 200))
  }
}

/** Every request that a page makes elsewhere, and every error it has. */
export function watch(page, origin) {
  const out = { elsewhere: [], errors: [] }
  page.on('request', (r) => { if (!r.url().startsWith(origin) && !/^(data|blob):/.test(r.url())) out.elsewhere.push(r.url()) })
  page.on('pageerror', (e) => out.errors.push(String(e)))
  page.on('console', (m) => { if (m.type() === 'error') out.errors.push(m.text()) })
  return out
}
