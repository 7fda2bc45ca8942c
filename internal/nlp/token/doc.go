// Package token cuts an article into paragraphs, sentences and words: words as UD English EWT cuts them, sentences as news
// writes them. It looks at characters and short word lists (data/), not at grammar; every input takes linear time.
package token
