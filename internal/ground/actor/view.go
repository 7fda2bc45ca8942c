package actor

import (
	"strings"

	"dateline/text"
)

// view is a sentence with what the base knows of its words.
type view struct {
	*text.Sentence
	kids  [][]int
	words [][]string // keyWords of each token
	names []match    // names of the base, longest first at each token, not overlapping
	lands []land     // names of countries, their people and capitals
	ofTok []int      // index of the name that covers a token, or -1
	ofLnd []int      // index of the land that covers a token, or -1
	ent   []int      // index of the Entity that covers a token, or -1
	shout bool       // the sentence is in capitals
}

// match is a name of the base at tokens first to last (inclusive).
type match struct {
	first, last int
	refs        []ref
}

func (b *Base) view(s *text.Sentence) *view {
	v := &view{Sentence: s, kids: make([][]int, len(s.Tokens)), words: make([][]string, len(s.Tokens)),
		ofTok: fill(len(s.Tokens)), ofLnd: fill(len(s.Tokens)), ent: fill(len(s.Tokens))}
	upper, letters := 0, 0
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if t.Head >= 0 && t.Head < len(s.Tokens) && t.Head != i {
			v.kids[t.Head] = append(v.kids[t.Head], i)
		}
		v.words[i] = keyWords(t.Form)
		if len(t.Form) > 3 {
			letters++
			if t.Form == strings.ToUpper(t.Form) {
				upper++
			}
		}
	}
	v.shout = letters > 2 && upper*10 > letters*9
	for i, e := range s.Entities {
		for t := max(e.First, 0); t <= e.Last && t < len(s.Tokens); t++ {
			v.ent[t] = i
		}
	}
	v.lands = findLands(v)
	v.names = b.findNames(v)
	return v
}

func fill(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// findNames marks the longest names of the base from left to right.
func (b *Base) findNames(v *view) (out []match) {
	for i := 0; i < len(v.Tokens); i++ {
		if len(v.words[i]) == 0 {
			continue
		}
		m, ok := b.longest(v, i)
		if !ok {
			continue
		}
		for t := m.first; t <= m.last; t++ {
			v.ofTok[t] = len(out)
		}
		out = append(out, m)
		i = m.last
	}
	return out
}

// longest is the longest name that begins at a token.
func (b *Base) longest(v *view, i int) (best match, found bool) {
	limit, ok := b.first[v.words[i][0]]
	if !ok {
		return best, false
	}
	key, n := "", 0
	for j := i; j < len(v.Tokens) && n < limit; j++ {
		for _, w := range v.words[j] {
			if n++; n > 1 {
				key += " "
			}
			key += w
		}
		if len(v.words[j]) == 0 && !joins(v.Tokens[j].Form) {
			break // a comma or a bracket ends a name
		}
		if refs := v.standing(b.index[key], i, j); len(refs) > 0 && len(v.words[j]) > 0 {
			best, found = match{i, j, refs}, true
		}
	}
	return best, found
}

// joins reports whether a name may run on over a token without words.
func joins(form string) bool {
	switch form {
	case "-", "'", "’", "/", ".", "‘", "&":
		return true
	}
	return false
}

// standing keeps the meanings whose way of writing the text has.
func (v *view) standing(refs []ref, first, last int) (out []ref) {
	if len(refs) == 0 {
		return nil
	}
	capital, upper := capitalised(v.Tokens[last].Form) || capitalised(v.Tokens[first].Form), true
	for t := first; t <= last; t++ {
		if v.Tokens[t].Form != strings.ToUpper(v.Tokens[t].Form) {
			upper = false
		}
	}
	for _, r := range refs {
		switch {
		case r.caps && (!upper || v.shout):
		case !r.lower && !capital:
		case first == last && first == 0 && !r.caps && v.Tokens[first].UPOS != "PROPN" && v.Tokens[first].UPOS != "X" && !r.lower:
			// a common word that begins a sentence
		case first == last && !r.caps && !r.lower && (v.Tokens[first].UPOS == "VERB" || v.Tokens[first].UPOS == "AUX" || v.Tokens[first].UPOS == "ADP"):
		default:
			out = append(out, r)
		}
	}
	return out
}

// rel is a token's relation without its subtype.
func (v *view) rel(i int) string {
	r, _, _ := strings.Cut(v.Tokens[i].Deprel, ":")
	return r
}

// lower is a token's form in small letters.
func (v *view) lower(i int) string { return strings.ToLower(v.Tokens[i].Form) }

// lemma is a token's lemma in small letters, its form where it has none.
func (v *view) lemma(i int) string {
	if l := v.Tokens[i].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return v.lower(i)
}

// child is the first dependant of i with one of the relations, full or without subtype; -1 for none.
func (v *view) child(i int, rels ...string) int {
	for _, k := range v.kids[i] {
		for _, r := range rels {
			if v.Tokens[k].Deprel == r || v.rel(k) == r {
				return k
			}
		}
	}
	return -1
}

// caseOf is the preposition of a nominal, in small letters; empty for none.
func (v *view) caseOf(i int) string {
	if k := v.child(i, "case"); k >= 0 {
		return v.lower(k)
	}
	return ""
}

// edge is the leftmost token of i's subtree that is at or right of from.
func (v *view) edge(i, from int) int {
	left := i
	for _, k := range v.kids[i] {
		if e := v.edge(k, from); e < left && e >= from {
			left = e
		}
	}
	return left
}

func spanOf(v *view, m personSpan) text.Span {
	return text.Span{Start: v.Tokens[m.first].Start, End: v.Tokens[m.last].End}
}
