import type { Form, Meta } from './types'

/** What went wrong, as the server says it. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string, readonly faults: { location: string; message: string }[]) { super(message) }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T // fails where the asker has gone away in the middle
  const body = await response.json().catch(() => null)
  throw new ApiError(response.status, body?.detail ?? body?.title ?? response.statusText, body?.errors ?? [])
}

export const get = async <T>(path: string, signal?: AbortSignal) => answer<T>(await fetch('/api/' + path, { signal, headers: { accept: 'application/json' } }))

export const post = async <T>(path: string, body: unknown) =>
  answer<T>(await fetch('/api/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))

let meta: Promise<Meta> | undefined
/** What the store and the program are, asked once. */
export const about = () => (meta ??= get<Meta>('meta'))

let forms: Promise<Form[]> | undefined
/** The forms that data can be taken away in, asked once. */
export const exportForms = () => (forms ??= get<{ formats: Form[] }>('export/formats').then((p) => p.formats))

export const query = (...parts: (string | undefined | false)[]) => {
  const all = parts.filter(Boolean).join('&')
  return all ? '?' + all : ''
}
