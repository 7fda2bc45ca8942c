package when

import "strings"

// direction says on which side of the day of writing a time lies.
type direction int8

const (
	unknown direction = iota
	past
	future
)

func (d direction) String() string {
	return [...]string{"no tense to go by", "a past verb", "a verb of the future"}[d]
}

// direction looks for the verb that the words first to last belong to: up the tree where there is one, else the nearest
// word of the clause that shows a tense.
func (s *scanner) direction(first, last int) direction {
	if s.parsed(last) {
		if d := s.treeDirection(first, last); d != unknown {
			return d
		}
	}
	return s.nearDirection(first, last)
}

func (s *scanner) parsed(i int) bool { return s.toks[i].UPOS != "" && s.toks[i].Deprel != "" }

// maxClimb is how far up the tree the verb is looked for.
const maxClimb = 8

func (s *scanner) treeDirection(first, last int) direction {
	at := last
	for i := last; i >= first; i-- {
		if h := s.toks[i].Head; h < first || h > last {
			at = i
		}
	}
	switch h := s.toks[at].Head; {
	case s.toks[at].Deprel == "nmod:poss" && (h < 0 || !s.lex.agenda[s.low[h]]): // "Friday's massacre"
		return past
	case s.caseIs(at, "for") && h >= 0 && h < len(s.toks) && s.toks[h].UPOS == "NOUN": // "called a boycott for Monday"
		return future
	case s.caseIs(at, "of") && h >= 0 && h < len(s.toks) && s.toks[h].UPOS == "NOUN" && !s.lex.agenda[s.low[h]]: // "the attempt of July 15"
		return past
	}
	noun := false
	for range maxClimb {
		h := s.toks[at].Head
		if h < 0 || h >= len(s.toks) {
			return unknown
		}
		if noun && s.lex.object[s.low[h]] {
			return past
		}
		if d := s.verbDirection(h); d != unknown {
			return d
		}
		noun = noun || s.toks[h].UPOS == "NOUN"
		at = h
	}
	return unknown
}

// verbDirection is the direction a verb gives, with its auxiliaries and with the verb it completes ("plans to meet").
func (s *scanner) verbDirection(v int) direction {
	t := s.toks[v]
	if s.lex.future[s.low[v]] && t.UPOS != "VERB" && t.UPOS != "AUX" {
		return future // upcoming, due
	}
	if t.UPOS != "VERB" && t.UPOS != "AUX" && !s.hasCopula(v) {
		return unknown
	}
	d := unknown
	for i, c := range s.toks {
		if c.Head != v || i == v || (c.Deprel != "aux" && c.Deprel != "aux:pass" && c.Deprel != "cop") {
			continue
		}
		switch w := s.low[i]; {
		case w == "will" || w == "'ll" || w == "’ll" || w == "wo" || w == "shall":
			return future
		case (w == "would" || w == "may" || w == "might" || w == "could" || w == "should" || w == "must") && !s.perfect(v):
			return future
		case strings.Contains(c.Feats, "Tense=Past") || w == "has" || w == "have" || w == "'ve" || w == "’ve":
			d = past
		}
	}
	switch {
	case d == past && !s.lex.future[s.low[v]]:
		return past
	case s.lex.future[s.low[v]] && t.UPOS == "VERB":
		return future // scheduled, expected
	case d == past || strings.Contains(t.Feats, "Tense=Past") || strings.HasSuffix(s.low[v], "ed") && strings.Contains(t.Feats, "VerbForm=Fin"):
		return past // the tagger takes some forms in -ed for the present
	case strings.Contains(t.Feats, "VerbForm=Inf"):
		return s.infinitive(v)
	case strings.Contains(t.Feats, "Tense=Pres") && strings.Contains(t.Feats, "VerbForm=Fin") && t.UPOS == "VERB" && s.scheduled:
		return future // the court meets on Friday
	}
	return unknown
}

func (s *scanner) hasCopula(v int) bool {
	for _, c := range s.toks {
		if c.Head == v && c.Deprel == "cop" {
			return true
		}
	}
	return false
}

// perfect reports whether the verb has "have" for an auxiliary: "would have left".
func (s *scanner) perfect(v int) bool {
	for i, c := range s.toks {
		if c.Head == v && (s.low[i] == "have" || s.low[i] == "'ve" || s.low[i] == "’ve") {
			return true
		}
	}
	return false
}

// infinitive looks at what the infinitive hangs on: "expected to meet", "are to meet".
func (s *scanner) infinitive(v int) direction {
	h := s.toks[v].Head
	switch {
	case h < 0 || h >= len(s.toks):
	case s.lex.future[s.low[h]], s.toks[v].Deprel == "xcomp" && (s.is(h, "is", "are", "'s", "’s", "'re", "’re", "am") || s.lex.intent[s.low[h]]):
		return future
	}
	for i := max(1, v-3); i < v; i++ { // the parser may take "is" of "is to meet" for an auxiliary
		if s.is(i, "to") && s.is(i-1, "is", "are") && s.toks[i].Head == v {
			return future
		}
	}
	return unknown
}

// caseIs reports whether a token has a preposition.
func (s *scanner) caseIs(i int, preposition string) bool {
	for k, c := range s.toks {
		if c.Head == i && c.Deprel == "case" && s.low[k] == preposition {
			return true
		}
	}
	return false
}

// reach is how many words away a verb is looked for without a tree.
const reach = 12

// nearDirection looks to the left, then to the right, for the nearest word that shows a tense, within the clause.
func (s *scanner) nearDirection(first, last int) direction {
	for i := first - 1; i >= max(0, first-reach); i-- {
		if s.clauseEnd(i) {
			break
		}
		if d := s.cue(i); d != unknown {
			return d
		}
	}
	for i := last + 1; i < min(len(s.toks), last+reach); i++ {
		if s.is(i, ";") {
			break
		}
		if d := s.cue(i); d != unknown {
			return d
		}
	}
	return unknown
}

func (s *scanner) clauseEnd(i int) bool { return s.is(i, ";", ":", "\"", "“", "”", "that") }

// cue is the direction one word shows.
func (s *scanner) cue(i int) direction {
	w := s.low[i]
	switch {
	case s.lex.future[w]:
		return future
	case w == "to" && s.is(i-1, "are", "is") && s.is(i+1, "be", "meet", "hold", "visit", "begin", "start", "leave", "attend", "travel", "sign"):
		return future
	case s.is(i-1, "be") && s.is(i-2, "to") && (s.lex.past[w] || strings.HasSuffix(w, "ed")):
		return future // to be held
	case s.lex.past[w]:
		return past
	case len(w) > 4 && strings.HasSuffix(w, "ed") && !s.capital(i) && s.toks[i].UPOS != "ADJ" && w != "need" && w != "armed" && w != "united":
		return past
	}
	return unknown
}
