package count

import "strings"

// notCount reports whether the number's words [i,next) name or date something, or tell an age, a score, a part.
func (s *sentence) notCount(i, next int) bool {
	w := s.low(i)
	switch {
	case s.time != nil && s.time[i]:
		return true
	case s.lex.labels[s.low(i-1)] == "any", s.lex.labels[s.low(i-1)] == "capital" && s.capital(i-1), s.low(i-1) == "#":
		return true
	case (w == "scores" || w == "tens") && (possessives[s.low(i-1)] || s.low(next) != "of" && s.low(i-1) == "the"):
		return true // exam scores
	case plurals[w] > 0 && s.low(next) == "and" && s.low(next+1) == w:
		return true // thousands and thousands: the second counts
	case s.age(i, next), s.year(i, next), s.compound(i, next):
		return true
	case w == "one" && (s.low(i-1) == "no" || s.low(i-1) == "any" || s.low(i-1) == "every" || s.low(i-1) == "each" || s.low(i-1) == "this" || s.low(i-1) == "another" || s.low(next) == "another"):
		return true
	case w == "one" && s.low(next) == "of" && s.low(next+2) == "most":
		return true
	case len(w) > 7 && !strings.Contains(w, ",") && w[0] >= '0' && w[0] <= '9':
		return true // a telephone number
	case s.low(next) == "/" || s.low(i-1) == "/" || s.low(next) == ":" && next < len(s.toks) && s.toks[next].Start == s.toks[next-1].End:
		return true
	}
	return false
}

// possessives stand before what somebody has.
var possessives = map[string]bool{"my": true, "your": true, "his": true, "her": true, "its": true, "our": true, "their": true, "test": true, "exam": true}

// age: "John Smith, 39, said", "a 25-year-old" (compound), "12 years old", "under the age of 10".
func (s *sentence) age(i, next int) bool {
	if s.low(i-1) == "," && (s.low(next) == "," || s.low(next) == "." || s.low(next) == ")" || next >= len(s.toks)) && s.capital(i-2) {
		return true
	}
	if s.low(i-1) == "of" && (s.low(i-2) == "age" || s.low(i-2) == "ages") || s.low(i-1) == "age" || s.low(i-1) == "aged" {
		return true
	}
	return s.low(next) == "years" && s.low(next+1) == "old" || s.low(next) == "and" && s.low(i-1) == "aged"
}

// year: "in 2014", "the 2006 war".
func (s *sentence) year(i, next int) bool {
	w := s.low(i)
	if len(w) != 4 || next != i+1 || w < "1800" || w > "2099" || w[0] < '0' || w[0] > '9' || strings.ContainsAny(w, ",.") {
		return false
	}
	switch s.low(i - 1) {
	case "in", "since", "of", "by", "until", "during", "from", "before", "after", "early", "late", "mid", "through", "the", "and", "to", "(", ",":
		return true
	}
	n := s.phraseAfter(next).noun
	return n.unit != People || !n.plural
}

// compound: "two-man", "five-member", "25-year-old": the number is a part of a word. "10-15" is a range, "300-strong" counts.
func (s *sentence) compound(i, next int) bool {
	if i > 0 && s.low(i-1) == "-" && s.toks[i-1].End == s.toks[i].Start && i > 1 && s.toks[i-2].End == s.toks[i-1].Start {
		return true // F-16, and the second half of a range
	}
	if s.low(next) != "-" || s.toks[next].Start != s.toks[next-1].End || s.strong(next) || s.low(next+1) == "plus" {
		return false
	}
	n := s.number(next + 1)
	return n.next == 0 || s.toks[next+1].Start != s.toks[next].End
}
