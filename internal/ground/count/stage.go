package count

import (
	"fmt"
	"strings"

	"dateline/text"
)

// Stage adds the counts to a document. It reads the tree and the kinds of mentions where they are, and the times, whose
// numbers count nothing; it goes by the words where they are not.
type Stage struct{ lex *lexicon }

// New makes the stage; it is safe for concurrent use.
func New() *Stage { return &Stage{lex: loadLexicon()} }

// Name is "count".
func (*Stage) Name() string { return "count" }

// Requires is the sentences and the syntax.
func (*Stage) Requires() []text.Layer { return []text.Layer{text.LayerSentences, text.LayerSyntax} }

// Adds is the counts.
func (*Stage) Adds() []text.Layer { return []text.Layer{text.LayerCounts} }

// Process finds the document's counts. It never fails.
func (s *Stage) Process(d *text.Document) error {
	d.Counts = nil
	t := 0
	for i := range d.Sentences {
		st := newSentence(s.lex, d, i)
		for t < len(d.Times) && d.Times[t].Sentence < i {
			t++
		}
		for ; t < len(d.Times) && d.Times[t].Sentence == i; t++ {
			st.markTime(d.Times[t].Span)
		}
		d.Counts = append(d.Counts, st.counts(d, i)...)
	}
	return nil
}

// sentence is one sentence's words.
type sentence struct {
	lex    *lexicon
	toks   []text.Token
	lows   []string
	parsed bool
	time   []bool // the word is in a time expression; nil: none is
}

func newSentence(lex *lexicon, d *text.Document, i int) *sentence {
	s := &sentence{lex: lex, toks: d.Sentences[i].Tokens}
	s.lows = make([]string, len(s.toks))
	for k, t := range s.toks {
		s.lows[k] = strings.ToLower(t.Form)
	}
	s.parsed = len(s.toks) > 0 && s.toks[0].UPOS != ""
	return s
}

func (s *sentence) markTime(span text.Span) {
	if s.time == nil {
		s.time = make([]bool, len(s.toks))
	}
	for k, t := range s.toks {
		if span.Contains(t.Span) {
			s.time[k] = true
		}
	}
}

// low is the lower-case form at i; empty outside the sentence.
func (s *sentence) low(i int) string {
	if i < 0 || i >= len(s.lows) {
		return ""
	}
	return s.lows[i]
}

func (s *sentence) capital(i int) bool {
	if i < 0 || i >= len(s.toks) {
		return false
	}
	c := s.toks[i].Form[0]
	return c >= 'A' && c <= 'Z'
}

func (s *sentence) nounAt(i int) noun {
	if i < 0 || i >= len(s.toks) {
		return noun{}
	}
	return s.lex.noun(s.lows[i], s.toks[i].Form, s.capital(i))
}

// counts are the sentence's counts from left to right.
func (s *sentence) counts(d *text.Document, index int) []text.Count {
	var all []text.Count
	for i := 0; i < len(s.toks); {
		c, next, ok := s.at(d, i)
		if ok {
			c.Sentence = index
			all = append(all, c)
		}
		i = max(next, i+1)
	}
	return all
}

// at is the count whose number begins at i, and the word after the number.
func (s *sentence) at(d *text.Document, i int) (text.Count, int, bool) {
	n := s.number(i)
	if n.next == 0 {
		if n = s.single(i); n.next == 0 {
			return text.Count{}, 0, false
		}
	}
	end := n.next
	if s.notCount(i, end) {
		return text.Count{}, end, false
	}
	first, ranged := s.ranged(i, &n)
	how := "a range"
	if !ranged {
		first, how = s.bounded(i, &n)
	}
	if s.dash(n.next) && !s.strong(n.next) && (s.attached(n.next) || s.number(n.next+1).next > 0) || s.dash(i-1) && s.number(i-2).next == i-1 && !ranged {
		return text.Count{}, n.next, false // 3-2
	}
	p := s.withOthers(s.phraseAfter(n.next))
	unit, why := s.unit(i, end, n, &p)
	if unit == "" {
		return text.Count{}, end, false
	}
	c := text.Count{Span: text.Span{Start: s.toks[first].Start, End: s.toks[n.next-1].End}, Low: n.low, High: n.high, Unit: unit,
		Head: p.head, Reason: reason(n, how, why)}
	if p.last >= p.first {
		c.Who = d.Slice(text.Span{Start: s.toks[p.first].Start, End: s.toks[p.last].End})
	}
	return c, n.next, true
}

// dash reports whether a hyphen or a dash stands at i.
func (s *sentence) dash(i int) bool {
	w := s.low(i)
	return w == "-" || w == "–" || w == "—"
}

// attached reports whether no space stands before the word at i.
func (s *sentence) attached(i int) bool {
	return i > 0 && i < len(s.toks) && s.toks[i].Start == s.toks[i-1].End
}

func reason(n number, how, why string) string {
	low, high := "open", "open"
	if n.low != nil {
		low = fmt.Sprint(*n.low)
	}
	if n.high != nil {
		high = fmt.Sprint(*n.high)
	}
	if how != "" {
		how = "“" + how + "”: "
	}
	return how + low + " to " + high + "; " + why
}

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

// age: "John Smith, 39, said", "a 25-year-old" (compound), "12 years old".
func (s *sentence) age(i, next int) bool {
	if s.low(i-1) == "," && (s.low(next) == "," || s.low(next) == "." || s.low(next) == ")" || next >= len(s.toks)) && s.capital(i-2) {
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
