// Package conllu reads and writes CoNLL-U, Universal Dependencies' text format, and turns its sentences into documents
// and back. It knows the format and where words stand in the text; it knows no treebank's labels.
//
// The format: https://universaldependencies.org/format.html. Mentions in MISC: GUM's `Entity=` brackets (CorefUD).
package conllu
