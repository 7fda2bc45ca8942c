/** Shows a wide figure from its end, where the newest is, whenever what it shows changes. */
export const fromTheEnd = (shown: unknown) => (figure: HTMLElement) => { void shown; figure.scrollLeft = figure.scrollWidth }
