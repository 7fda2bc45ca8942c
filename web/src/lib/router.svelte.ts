/** Where we are: every view is a URL. */
export const at = $state({ path: location.pathname, search: location.search })

function sync() { at.path = location.pathname; at.search = location.search }

export function go(to: string, replace = false) {
  if (to === location.pathname + location.search) return
  if (replace) history.replaceState(null, '', to)
  else {
    history.pushState(null, '', to)
    window.scrollTo(0, 0)
  }
  sync()
}

/** Follows links inside the page without loading it anew. */
export function follow(e: MouseEvent) {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
  const link = (e.target as Element).closest('a')
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || link.pathname.startsWith('/api/')) return
  e.preventDefault()
  go(link.pathname + link.search)
}

window.addEventListener('popstate', sync)
