package count

import "strings"

// single takes "a", "an" and "another" with one person after it.
func (s *sentence) single(i int) number {
	switch s.low(i) {
	case "a", "an", "another":
	default:
		return number{}
	}
	p := s.phraseAfter(i + 1)
	if p.noun.unit != People || p.noun.plural || p.last < p.first || s.predicate(p.head) || s.low(p.last+1) == "'s" || s.low(p.last+1) == "’s" {
		return number{}
	}
	n := plain(1, i+1)
	n.article = true
	return n
}

// predicate reports whether the noun says what somebody is: "she is a doctor".
func (s *sentence) predicate(head int) bool {
	for _, t := range s.toks {
		if t.Head == head && t.Deprel == "cop" {
			return true
		}
	}
	return false
}

// unit decides what the number of the words [i,end) counts, and why; empty when it counts nothing known.
func (s *sentence) unit(i, end int, n number, p *phrase) (unit, why string) {
	switch s.low(i - 1) {
	case "$", "€", "£", "¥", "us$", "c$", "a$", "hk$", "u$", "₹", "₽", "₪":
		*p = phrase{head: end - 1, last: -1}
		return "money", "a currency sign stands before it"
	}
	if w := s.low(n.next); w == "%" || w == "percent" || w == "per" && s.low(n.next+1) == "cent" {
		*p = phrase{first: n.next, last: n.next, head: n.next}
		return "percent", "a percentage"
	}
	if s.strong(n.next) {
		*p = phrase{first: n.next + 1, last: n.next + 1, head: n.next + 1}
		return People, "so many strong"
	}
	if p.last >= p.first && p.noun.unit != "" {
		return p.noun.unit, "“" + s.low(p.head) + "” is counted: " + p.noun.unit
	}
	if s.bare(i, n, *p) {
		*p = phrase{head: end - 1, last: -1}
		return People, "a number without a noun, where the clause tells what befell people"
	}
	return "", ""
}

// strong reports whether "-strong" stands at j: "a 300-strong force".
func (s *sentence) strong(j int) bool { return s.low(j) == "-" && s.low(j+1) == "strong" }

// farCue is how many words away a bare number's cue may stand.
const farCue = 9

// bare reports whether a number without a noun counts people by the words near it: "killed 12 and wounded 30".
func (s *sentence) bare(i int, n number, p phrase) bool {
	if p.last >= p.first && !s.verbAt(p.first) {
		return false // a noun that the lists do not have
	}
	if n.is(1) || n.article {
		return false
	}
	if plurals[s.low(n.next-1)] > 0 && n.next < len(s.toks) && s.low(n.next) != "of" && s.verbAt(n.next) {
		return true // hundreds marched
	}
	if s.capital(i-1) && i > 1 {
		return false // a name: "Soyuz 12"
	}
	if s.numberOf(i) {
		return true
	}
	for k := i - 1; k >= max(0, i-farCue) && !s.clause(k); k-- {
		if s.lex.cues[s.low(k)] {
			return true
		}
	}
	for k := n.next; k < min(len(s.toks), n.next+farCue) && !s.clause(k); k++ {
		if s.lex.cues[s.low(k)] {
			return true
		}
	}
	return false
}

// numberOf reports whether the number at i tells how many of some people there are: "put the number of attackers at 300".
func (s *sentence) numberOf(i int) bool {
	switch s.low(i - 1) {
	case "at", "to", "reached", "was", "is", "of":
	default:
		return false
	}
	people := false
	for k := i - 2; k >= max(0, i-farCue) && !s.clause(k); k-- {
		people = people || s.nounAt(k).unit == People
		if people && s.low(k) == "number" && s.low(k+1) == "of" {
			return true
		}
	}
	return false
}

// verbAt reports whether the word may be the verb whose subject or object the number is.
func (s *sentence) verbAt(k int) bool {
	t := s.toks[k]
	if t.UPOS != "" {
		return t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "ADV"
	}
	w := s.low(k)
	return s.lex.cues[w] || stopWords[w] || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing")
}

func (s *sentence) clause(k int) bool { return s.low(k) == ";" || s.low(k) == ":" || s.low(k) == "." }
