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
