package coding

import (
	"cmp"
	"slices"
	"strings"

	"dateline/text"
)

// Attributions lists what a document gives as somebody's word or thought, in the order of contents, whether or not it tells of an
// event. The rules are those that find a report's sources, asked of every word of saying. The document must have the layers that
// Requires lists. What is said without a source ("it was reported") is not listed.
func (c *Coder) Attributions(doc *text.Document) []text.Attribution {
	r := c.read(doc, nil)
	var all []saying
	for i, t := range r.trees {
		for h := range t.Tokens {
			if s, ok := r.sayingAt(i, h); ok {
				all = append(all, s)
			}
		}
	}
	all = r.runOn(all)
	out := make([]text.Attribution, 0, len(all))
	for _, s := range all {
		t := r.trees[s.by.sentence]
		a := text.Attribution{Source: t.source(s.by.token), Content: s.content}
		if s.cue >= 0 {
			a.Cue = r.trees[s.sentence].Tokens[s.cue].Span
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b text.Attribution) int { return cmp.Compare(a.Content[0].Start, b.Content[0].Start) })
	return out
}

// Says reports whether a verb is one of saying.
func (c *Coder) Says(lemma string) bool { return c.book.says[lemma] }

// saying is an attribution on its way: who says it, the word of saying (-1 for none in the sentence), what is said.
type saying struct {
	by       source
	sentence int
	cue      int
	content  []text.Span
}

// sayingAt is what the word h attributes to somebody.
func (r *reading) sayingAt(i, h int) (saying, bool) {
	t := r.trees[i]
	s := saying{by: source{sentence: i, token: -1}, sentence: i, cue: h}
	var of func(k int) bool
	switch {
	case strings.HasPrefix(t.caseOf(h), "according"):
		s.by.token, s.cue, of = h, t.child(h, "case"), r.attributedTo(t, h)
	case r.tells(t, h):
		s.by.token, of = r.speaker(t, h), r.contentAt(t, h)
	}
	if s.by.token < 0 || of == nil || r.book.notSaid[t.lemma(s.by.token)] {
		return saying{}, false
	}
	s.content = t.pieces(of)
	return s, len(s.content) > 0
}

// tells reports whether h is a word of speech or thought.
func (r *reading) tells(t *tree, h int) bool {
	switch l := t.lemma(h); t.class(h) {
	case "v":
		return r.book.says[l] || r.book.thoughts[l]
	case "n":
		return r.book.sayNouns[l]
	case "a":
		return r.book.minds[l]
	}
	return false
}

// contentAt is what a word of speech or thought reports: the clauses under it, or else the clause that it interrupts or follows, or else
// its object.
func (r *reading) contentAt(t *tree, h int) func(k int) bool {
	under := func(tops []int) func(k int) bool {
		return func(k int) bool { return slices.ContainsFunc(tops, func(c int) bool { return t.below(k, c) }) }
	}
	if clauses := r.clausesOf(t, h); len(clauses) > 0 {
		return under(clauses)
	}
	if t.class(h) != "v" || isPassive(t, h) {
		return nil
	}
	if over := t.Tokens[h].Head; over >= 0 && r.aside(t, h) {
		return func(k int) bool { return t.below(k, over) && !t.below(k, h) }
	}
	if things := r.matters(t, h); len(things) > 0 {
		return under(things)
	}
	return nil
}

// matters are the phrases for what a word of speech or thought is about: its object, unless that is who is spoken to, or what a
// preposition of concern brings in.
func (r *reading) matters(t *tree, h int) []int {
	var out []int
	for _, k := range t.kids[h] {
		switch t.rel(k) {
		case "obj":
			if t.Tokens[k].UPOS != "PRON" && (!personLike(&t.Tokens[k]) || r.book.thoughts[t.lemma(h)]) {
				out = append(out, k)
			}
		case "obl":
			if len(out) == 0 && concern[t.caseOf(k)] {
				out = append(out, k)
			}
		}
	}
	return out
}

// concern are prepositions for what one speaks or thinks of.
var concern = map[string]bool{"about": true, "against": true, "for": true, "of": true}

// clausesOf are the clauses that a word of speech or thought governs.
func (r *reading) clausesOf(t *tree, h int) []int {
	var out []int
	for _, k := range t.kids[h] {
		if r.tells(t, k) && r.aside(t, k) && t.child(k, "ccomp") < 0 { // another's word about all of it
			continue
		}
		switch t.rel(k) {
		case "ccomp":
			if t.class(h) != "n" {
				out = append(out, k)
			}
		case "xcomp":
			if t.class(h) != "n" && t.feat(k, "VerbForm=Inf") {
				out = append(out, k)
			}
		case "parataxis":
			if r.says(t, k, h) && k > h {
				out = append(out, k)
			}
		case "acl":
			if r.says(t, k, h) {
				out = append(out, k)
			}
		}
	}
	return out
}

// aside reports a word of saying in or after what it reports: "…, he said", "as the mayor puts it".
func (r *reading) aside(t *tree, h int) bool {
	switch {
	case saysSomethingElse(t, h):
		return false
	case t.rel(h) == "advcl":
		return asSaying(t, h)
	}
	return t.rel(h) == "parataxis" || t.rel(h) == "ccomp" && tag(t, h)
}

// attributedTo is the clause that "according to" the phrase of k attributes to it.
func (r *reading) attributedTo(t *tree, k int) func(k int) bool {
	over := t.Tokens[k].Head
	for over >= 0 && t.nominal(over) && t.Tokens[over].Head >= 0 {
		over = t.Tokens[over].Head
	}
	if over < 0 {
		return nil
	}
	return func(i int) bool { return t.below(i, over) && !t.below(i, k) }
}

// runOn adds the sentences of running quotations: to what their speaker said in the paragraph before them, or as sayings of their own.
func (r *reading) runOn(all []saying) []saying {
	for i, q := range r.quotes {
		if !q.inside || !q.known || slices.ContainsFunc(all, func(s saying) bool { return s.sentence == i && s.by.sentence == i }) {
			continue
		}
		whole := r.trees[i].pieces(func(int) bool { return true })
		at := slices.IndexFunc(all, func(s saying) bool {
			return s.by.sentence == q.speaker.sentence && s.by.token == q.speaker.token && r.trees[s.sentence].Paragraph == r.trees[i].Paragraph
		})
		if at >= 0 {
			all[at].content = append(all[at].content, whole...)
		} else {
			all = append(all, saying{by: q.speaker, sentence: i, cue: -1, content: whole})
		}
	}
	for i := range all {
		slices.SortFunc(all[i].content, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	return all
}

// pieces are the runs of chosen words, marks between chosen words with them.
func (t *tree) pieces(chosen func(k int) bool) []text.Span {
	var out []text.Span
	broken := true
	for k := range t.Tokens {
		switch mark := t.Tokens[k].UPOS == "PUNCT"; {
		case mark:
		case !chosen(k):
			broken = true
		case broken:
			out, broken = append(out, t.Tokens[k].Span), false
		default:
			out[len(out)-1].End = t.Tokens[k].End
		}
	}
	return out
}

// source is the span of a phrase without the preposition that brings it in.
func (t *tree) source(top int) text.Span {
	p := t.pieces(func(k int) bool {
		return k == top || t.below(k, top) && !slices.ContainsFunc(t.children(top, "case"), func(c int) bool { return t.below(k, c) && c < top })
	})
	if len(p) == 0 { // a mark
		return t.Tokens[top].Span
	}
	return text.Span{Start: p[0].Start, End: p[len(p)-1].End}
}
