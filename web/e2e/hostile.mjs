// A hundred payloads that would run if captured text were ever taken for anything but text.
const CALL = 'window.__hit=1'
const base = [
  `<script>${CALL}</script>`, `"><script>${CALL}</script>`, `'><script>${CALL}</script>`, `</title><script>${CALL}</script>`, `</textarea><script>${CALL}</script>`,
  `<img src=x onerror=${CALL}>`, `<img src="x" onerror="${CALL}">`, `"><img src=x onerror=${CALL}>`, `<svg onload=${CALL}>`, `<svg><script>${CALL}</script></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`, `<body onload=${CALL}>`, `<iframe src="javascript:${CALL}"></iframe>`, `<iframe srcdoc="<script>parent.__hit=1</script>">`,
  `<object data="javascript:${CALL}">`, `<embed src="javascript:${CALL}">`, `<a href="javascript:${CALL}">x</a>`, `javascript:${CALL}`, `JaVaScRiPt:${CALL}`, `java\tscript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`, `<math><mtext><script>${CALL}</script></mtext></math>`, `<details open ontoggle=${CALL}>`, `<video><source onerror=${CALL}></video>`,
  `<audio src=x onerror=${CALL}>`, `<input autofocus onfocus=${CALL}>`, `<select autofocus onfocus=${CALL}>`, `<marquee onstart=${CALL}>`, `<style>@import 'javascript:${CALL}'</style>`,
  `<link rel=stylesheet href="javascript:${CALL}">`, `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`, `<base href="javascript:${CALL}//">`, `<form action="javascript:${CALL}"><button>x`,
  `<button formaction="javascript:${CALL}">x</button>`, `<template><script>${CALL}</script></template>`, `<noscript><img src=x onerror=${CALL}></noscript>`, `<xmp><img src=x onerror=${CALL}></xmp>`,
  `{{constructor.constructor('${CALL}')()}}`, `\${${CALL}}`, `#{${CALL}}`, `<%= ${CALL} %>`, `{@html '<img src=x onerror=${CALL}>'}`, `{#await eval('${CALL}')}`, `__proto__`, `constructor`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`, `&#60;script&#62;${CALL}&#60;/script&#62;`, `%3Cscript%3E${CALL}%3C/script%3E`, `\\u003cscript\\u003e${CALL}`, `\\x3cscript\\x3e${CALL}`,
  `\u202e<script>${CALL}</script>\u202c`, `\u2066<img src=x onerror=${CALL}>\u2069`, `\u200b<script>${CALL}</script>`, `\ufeff<script>${CALL}</script>`, `<scr\u0130pt>${CALL}</scr\u0130pt>`,
  `<a href="http://example.invalid/steal">x</a>`, `<img src="http://example.invalid/x.png">`, `http://example.invalid/steal`, `//example.invalid/x`, `<link rel=prefetch href=http://example.invalid/>`,
  `=cmd|' /C calc'!A0`, `+1+1`, `@SUM(1)`, `-2+3`, `'; DROP TABLE report; --`, `" OR 1=1 --`, `\\`, `' "`, '`', '*/',
]
const wrapped = base.slice(0, 30).map((p) => `--><!-- ${p} -->`)
export const PAYLOADS = [...base, ...wrapped].slice(0, 100)

/** Articles with a payload in every field that a page shows, and words around it that make events of them. */
export const articles = PAYLOADS.map((p, i) => JSON.stringify({
  id: i % 3 === 0 ? `h${i}-${p}` : `h${i}`, title: `${p} Rebels attack ${i}`, subtitle: p, byline: p, source: `Paper ${p}`, published: '2017-09-03', url: i % 2 ? p : `https://example.org/${i}`,
  text: `Rebels attacked the town of Aleppo on Friday and killed at least ${i + 2} soldiers, ${p} said.\nThe Syrian army threatened to bomb ${p} if the rebels did not withdraw. Officials in Damascus denied that ${p} was shelled.`,
})).join('\n') + '\n'
