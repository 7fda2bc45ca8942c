import { get } from './api'

/** Something the API is asked for whenever its path changes; the last answer stays while the next is on its way. */
export function load<T>(path: () => string | null) {
  const state = $state<{ value: T | null; error: string; busy: boolean }>({ value: null, error: '', busy: false })
  $effect(() => {
    const to = path()
    if (to === null) return
    const ask = new AbortController()
    state.busy = true
    get<T>(to, ask.signal).then(
      (value) => Object.assign(state, { value, error: '', busy: false }),
      (e: Error) => { if (!ask.signal.aborted) Object.assign(state, { error: e.message, busy: false }) },
    )
    return () => ask.abort()
  })
  return state
}
