package when

import (
	"strings"

	"dateline/text"
)

// scanner finds the expressions of one sentence.
type scanner struct {
	lex  *lexicon
	toks []text.Token
	low  []string // the forms in lower case
	ent  []*entry // what the words can be; none is &nothing

	scheduled bool // a verb in the present tells of what is to come: not so in headlines and captions
}

var nothing = &entry{}

func newScanner(lex *lexicon, toks []text.Token) *scanner {
	s := &scanner{lex: lex, toks: toks, low: make([]string, len(toks)), ent: make([]*entry, len(toks))}
	for i, t := range toks {
		s.low[i] = strings.ToLower(t.Form)
		if s.ent[i] = lex.words[s.low[i]]; s.ent[i] == nil {
			s.ent[i] = nothing
		}
	}
	return s
}

// all are the expressions from left to right; they do not overlap.
func (s *scanner) all() []expr {
	var found []expr
	for i := 0; i < len(s.toks); {
		e, next := s.at(i)
		if next <= i {
			i++
			continue
		}
		e.first, e.last, e.to, e.from = i, next-1, -1, -1
		e.since = s.is(i-1, "since")
		found = append(found, e)
		i = next
	}
	s.ranges(found)
	return found
}

// at is the expression that begins at i, and the word after it (0 when none begins there).
func (s *scanner) at(i int) (expr, int) {
	for _, try := range []func(int) (expr, int){s.feastAt, s.modified, s.relative, s.dated, s.named, s.counted, s.repeated, s.clock} {
		if e, next := try(i); next > i {
			return e, next
		}
	}
	return expr{}, 0
}

// word is the lower-case form at i; empty outside the sentence.
func (s *scanner) word(i int) string {
	if i < 0 || i >= len(s.low) {
		return ""
	}
	return s.low[i]
}

func (s *scanner) entry(i int) *entry {
	if i < 0 || i >= len(s.ent) {
		return nothing
	}
	return s.ent[i]
}

// is reports whether one of the words stands at i.
func (s *scanner) is(i int, words ...string) bool {
	w := s.word(i)
	for _, x := range words {
		if w == x && w != "" {
			return true
		}
	}
	return false
}

func (s *scanner) capital(i int) bool {
	if i < 0 || i >= len(s.toks) {
		return false
	}
	c := s.toks[i].Form[0]
	return c >= 'A' && c <= 'Z'
}

// digits is the number at i when it is 1 to 4 digits only, with its length; -1 when it is not.
func (s *scanner) digits(i int) (n, length int) {
	w := s.word(i)
	if w == "" || len(w) > 4 {
		return -1, 0
	}
	for _, c := range []byte(w) {
		if c < '0' || c > '9' {
			return -1, 0
		}
		n = n*10 + int(c-'0')
	}
	return n, len(w)
}

// dayOfMonth is the day 1 to 31 at i, also "2nd", "third"; 0 when there is none.
func (s *scanner) dayOfMonth(i int) int {
	w := s.word(i)
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if n, ok := strings.CutSuffix(w, suffix); ok && len(n) <= 2 && len(n) > 0 && n[0] >= '0' && n[0] <= '9' {
			w = n
			break
		}
	}
	if len(w) > 2 || w == "" {
		return s.entry(i).ordinal
	}
	n := 0
	for _, c := range []byte(w) {
		if c < '0' || c > '9' {
			return s.entry(i).ordinal
		}
		n = n*10 + int(c-'0')
	}
	if n > 31 {
		return 0
	}
	return n
}

// yearAt is the four-digit year at i, 1000 to 2199; 0 when there is none.
func (s *scanner) yearAt(i int) int {
	if n, length := s.digits(i); length == 4 && n >= 1000 && n < 2200 {
		return n
	}
	return 0
}

// monthAt is the month named at i, when the word is the month and not a verb or a name: "May", "March".
func (s *scanner) monthAt(i int) int {
	m := s.entry(i).month
	if m == 0 || !s.capital(i) {
		return 0
	}
	w := s.word(i)
	if w != "may" && w != "march" && w != "mar" && w != "sep" && w != "jan" && w != "jun" && w != "dec" && w != "nov" && w != "august" {
		return m
	}
	if s.dayOfMonth(i+1) > 0 || s.yearAt(i+1) > 0 || s.is(i+1, "of", ",") && s.yearAt(i+2) > 0 || s.is(i-1, "of") && s.dayOfMonth(i-2) > 0 {
		return m
	}
	if s.toks[i].UPOS == "AUX" || s.toks[i].UPOS == "VERB" {
		return 0
	}
	if n, _ := s.digits(i - 1); n > 0 && n <= 31 {
		return m
	}
	if s.is(i-1, "in", "since", "until", "till", "by", "from", "last", "next", "this", "early", "late", "mid", "through", "during", "before", "after",
		"to", "and", "between", "for", "of", "the", "-", "or", "end", "every", "each", "’s", "'s") && (w != "may" || !s.is(i-1, "and", "the", "or", "to", "'s", "’s")) {
		return m
	}
	if w == "august" || w == "march" && s.toks[i].UPOS == "PROPN" && i > 0 {
		return m
	}
	return 0
}

// weekdayAt is the weekday named at i: 1 Monday to 7 Sunday. Short forms need a date after them.
func (s *scanner) weekdayAt(i int) int {
	d := s.entry(i).weekday
	if d == 0 || !s.capital(i) {
		return 0
	}
	if w := s.word(i); len(w) <= 5 && !strings.HasSuffix(w, ".") && !strings.HasSuffix(w, "day") {
		j := i + 1
		if s.is(j, ",") {
			j++
		}
		if s.monthAt(j) == 0 && s.dayOfMonth(j) == 0 {
			return 0
		}
	}
	return d
}
