package eval

import (
	"strings"

	"dateline/text"
)

// saidRule is the dependency rule that finding attributions is compared with: a verb of saying, its subject, its clausal complement.
func saidRule(d *text.Document, says func(lemma string) bool) []text.Attribution {
	var out []text.Attribution
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for v, t := range s.Tokens {
			if t.UPOS != "VERB" || !says(strings.ToLower(t.Lemma)) {
				continue
			}
			subject, clause := dependant(s, v, "nsubj"), dependant(s, v, "ccomp")
			if subject >= 0 && clause >= 0 {
				out = append(out, text.Attribution{Source: subtree(s, subject), Cue: t.Span, Content: []text.Span{subtree(s, clause)}})
			}
		}
	}
	return out
}

// dependant is the first word that hangs on a word by a relation, or -1.
func dependant(s *text.Sentence, head int, rel string) int {
	for k, t := range s.Tokens {
		if t.Head == head && t.Deprel == rel {
			return k
		}
	}
	return -1
}

// subtree is the span from the first to the last word at or under a word.
func subtree(s *text.Sentence, top int) text.Span {
	out := s.Tokens[top].Span
	for k, t := range s.Tokens {
		for i, n := k, 0; i >= 0 && n <= len(s.Tokens); i, n = s.Tokens[i].Head, n+1 {
			if i == top {
				out = text.Span{Start: min(out.Start, t.Start), End: max(out.End, t.End)}
			}
		}
	}
	return out
}

// headOf is the head word of pieces of a text: the first word in them, marks left aside, that hangs on a word outside them. Pieces
// without a word are their own head.
func headOf(d *text.Document, pieces []text.Span) text.Span {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for _, t := range s.Tokens {
			if t.UPOS != "PUNCT" && overlap(pieces, []text.Span{t.Span}) && (t.Head < 0 || !overlap(pieces, []text.Span{s.Tokens[t.Head].Span})) {
				return t.Span
			}
		}
	}
	return hull(pieces)
}

// asPolNeAR is attributions as PolNeAR has them.
func asPolNeAR(all []text.Attribution) []polnear {
	out := make([]polnear, len(all))
	for i, a := range all {
		out[i] = polnear{source: []text.Span{a.Source}, content: a.Content}
	}
	return out
}
