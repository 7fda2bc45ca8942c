package coding

import (
	"slices"
	"strings"

	"dateline/text"
)

// tree is a sentence's dependency tree, with each token's dependants in order.
type tree struct {
	*text.Sentence
	kids [][]int
}

func newTree(s *text.Sentence) *tree {
	t := &tree{Sentence: s, kids: make([][]int, len(s.Tokens))}
	for i := range s.Tokens {
		if h := s.Tokens[i].Head; h >= 0 && h < len(s.Tokens) && h != i {
			t.kids[h] = append(t.kids[h], i)
		}
	}
	return t
}

// rel is a token's relation without its subtype: nsubj for nsubj:pass.
func (t *tree) rel(i int) string {
	r, _, _ := strings.Cut(t.Tokens[i].Deprel, ":")
	return r
}

// child is the first dependant of i with one of the relations (full or without subtype), or -1.
func (t *tree) child(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		if slices.Contains(rels, t.Tokens[k].Deprel) || slices.Contains(rels, t.rel(k)) {
			return k
		}
	}
	return -1
}

// children lists the dependants of i with one of the relations.
func (t *tree) children(i int, rels ...string) []int {
	var out []int
	for _, k := range t.kids[i] {
		if slices.Contains(rels, t.Tokens[k].Deprel) || slices.Contains(rels, t.rel(k)) {
			out = append(out, k)
		}
	}
	return out
}

// lemma is a token's lemma in lower case, its form where it has none.
func (t *tree) lemma(i int) string {
	if l := t.Tokens[i].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return strings.ToLower(t.Tokens[i].Form)
}

// class is the one-letter part of speech of the codebook: v, n, a, x (auxiliary), p, d, m or the empty string.
func (t *tree) class(i int) string {
	switch t.Tokens[i].UPOS {
	case "VERB":
		return "v"
	case "NOUN", "PROPN":
		return "n"
	case "ADJ":
		return "a"
	case "AUX":
		return "x"
	case "ADP":
		return "p"
	case "DET":
		return "d"
	case "SCONJ", "PART", "ADV", "CCONJ":
		return "m"
	}
	return ""
}

// feat reports whether a token has a morphological feature, as "VerbForm=Inf".
func (t *tree) feat(i int, feature string) bool {
	for f := range strings.SplitSeq(t.Tokens[i].Feats, "|") {
		if f == feature {
			return true
		}
	}
	return false
}

// caseOf is the preposition that introduces a nominal, in lower case; "'s" for a possessive.
func (t *tree) caseOf(i int) string {
	var words []string
	for _, k := range t.kids[i] {
		if t.rel(k) == "case" {
			words = append(words, strings.ToLower(t.Tokens[k].Form))
			for _, f := range t.children(k, "fixed") {
				words = append(words, strings.ToLower(t.Tokens[f].Form))
			}
		}
	}
	return strings.Join(words, "_")
}

// conjuncts lists i and what is coordinated with it: "Britain, France and Germany".
func (t *tree) conjuncts(i int) []int {
	out := []int{i}
	for n := 0; n < len(out); n++ {
		for _, k := range t.children(out[n], "conj") {
			if t.nominal(k) {
				out = append(out, k)
			}
		}
	}
	return out
}

func (t *tree) nominal(i int) bool {
	switch t.Tokens[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	}
	return t.child(i, "det") >= 0 // "the wounded"
}

// ancestors lists the tokens above i from its head to the root; a broken tree ends the list.
func (t *tree) ancestors(i int) []int {
	var out []int
	for h := t.Tokens[i].Head; h >= 0 && h < len(t.Tokens) && len(out) <= len(t.Tokens); h = t.Tokens[h].Head {
		out = append(out, h)
	}
	return out
}

// distance is the number of edges between two tokens of the tree.
func (t *tree) distance(a, b int) int {
	up := append([]int{a}, t.ancestors(a)...)
	for n, x := range append([]int{b}, t.ancestors(b)...) {
		if m := slices.Index(up, x); m >= 0 {
			return m + n
		}
	}
	return len(t.Tokens)
}

// below reports whether token i is a or stands under a.
func (t *tree) below(i, a int) bool {
	return i == a || slices.Contains(t.ancestors(i), a)
}

// subtree is the span of tokens [first, last] under i.
func (t *tree) subtree(i int) (first, last int) {
	first, last = i, i
	for k := range t.Tokens {
		if t.below(k, i) {
			first, last = min(first, k), max(last, k)
		}
	}
	return first, last
}
