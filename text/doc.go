// Package text holds an article and the layers the stages add to it: sentences, tokens, entities, the language
// engine's proposals, and what mentions stand for. Plain types, no I/O; it decides nothing.
package text
