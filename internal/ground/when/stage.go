package when

import (
	"dateline/text"
)

// Stage adds the times to a document. Without a syntax layer's tags it goes by the words alone.
type Stage struct{ lex *lexicon }

// New makes the stage; it is safe for concurrent use.
func New() *Stage { return &Stage{lex: loadLexicon()} }

// Name is "when".
func (*Stage) Name() string { return "when" }

// Requires is the sentences and the syntax.
func (*Stage) Requires() []text.Layer { return []text.Layer{text.LayerSentences, text.LayerSyntax} }

// Adds is the times.
func (*Stage) Adds() []text.Layer { return []text.Layer{text.LayerTimes} }

// Process finds and resolves the document's times. It never fails.
func (s *Stage) Process(d *text.Document) error {
	found := make([]sentenceTimes, len(d.Sentences))
	for i := range d.Sentences {
		sc := newScanner(s.lex, d.Sentences[i].Tokens)
		found[i] = sentenceTimes{sc, sc.all()}
		sc.scheduled = d.Sentences[i].Part == text.Body && found[i].caption() == nil
	}
	c := &context{}
	c.writtenOn(d, found)
	d.Times = nil
	for i := range found {
		if p := d.Sentences[i].Paragraph; p != c.told.paragraph || i > c.told.sentence+1 {
			c.told = yearTold{paragraph: p}
		}
		d.Times = append(d.Times, c.sentence(i, &found[i])...)
	}
	return nil
}

// sentenceTimes is a sentence and the expressions found in it.
type sentenceTimes struct {
	*scanner
	found []expr
}

// nearTop is within how many sentences a line with the article's date stands.
const nearTop = 8

// farFromPublication is how many days a date in the text may lie before publication and still be the day of writing.
const farFromPublication = 10

// writtenOn sets the day of writing: the date of a line of its own or of a dateline near the top, when it agrees with the
// date of publication or there is none; else the date of publication.
func (c *context) writtenOn(d *text.Document, found []sentenceTimes) {
	published, known := parseDay(d.Published)
	c.known, c.writing, c.whence = known, published, "the date of publication, "+published.String()
	for i := range min(len(found), nearTop) {
		for k := range found[i].found {
			e := &found[i].found[k]
			if e.form != fDate || e.m == 0 || e.d == 0 || !found[i].heads(e) {
				continue
			}
			y := e.y
			if y == 0 {
				if !known {
					continue
				}
				y = nearest(func(y int) interval { return interval{ymd(y, e.m, e.d), ymd(y, e.m, e.d)} }, published, past)
			}
			if !valid(y, e.m, e.d) {
				continue
			}
			n := ymd(y, e.m, e.d)
			if known && (n > published || n < published-farFromPublication) {
				continue
			}
			c.known, c.writing, c.whence = true, n, "the article's own date, "+n.String()
			return
		}
	}
}

// heads reports whether the expression is all of its sentence, or stands in a dateline: "BAGHDAD, Jan. 5 —".
func (s *sentenceTimes) heads(e *expr) bool {
	if e.first == 0 && e.last >= len(s.toks)-2 {
		return true
	}
	last := s.word(len(s.toks) - 1)
	return len(s.toks) < 16 && (last == "—" || last == "-" || last == "--" || last == "–") && len(s.toks[0].Form) > 1
}

// caption is the full date that ends a sentence after a comma, as a photograph's caption does: "A boy runs, May 4, 2014."
// What the sentence tells, it tells from that day. Nil when there is none.
func (s *sentenceTimes) caption() *expr {
	if len(s.found) == 0 {
		return nil
	}
	e := &s.found[len(s.found)-1]
	if e.form != fDate || e.y == 0 || e.d == 0 || e.first < 2 || e.last < len(s.toks)-2 || !s.is(e.first-1, ",") {
		return nil
	}
	return e
}

// sentence resolves one sentence's times, from left to right.
func (c *context) sentence(i int, st *sentenceTimes) []text.Time {
	if i-c.refSentence > farRef {
		c.refUnit = ""
	}
	if e := st.caption(); e != nil && valid(e.y, e.m, e.d) {
		copied := *c
		defer func() { c.known, c.writing, c.whence = copied.known, copied.writing, copied.whence }()
		c.known, c.writing = true, ymd(e.y, e.m, e.d)
		c.whence = "the caption's date, " + c.writing.String()
	}
	c.year, c.parsed = 0, len(st.toks) > 0 && st.parsed(0)
	results := make([]result, len(st.found))
	for k := range st.found {
		e := &st.found[k]
		r := c.resolve(e, func() direction { return st.direction(e.first, e.last) })
		if e.since && r.ok && c.known && r.iv.start < c.writing {
			r.iv.end, r.precision = c.writing, "range"
			r.reason += ", and since then up to " + c.whence
		}
		results[k] = r
		c.remember(e, r, i)
	}
	c.join(st.found, results, i)
	times := make([]text.Time, len(results))
	for k := range results {
		times[k] = st.found[k].toTime(st.toks, results[k], i)
	}
	return times
}

// remember keeps a resolved time for those told from it.
func (c *context) remember(e *expr, r result, sentence int) {
	if e.form == fDate && e.y > 0 && e.m == 0 && e.first <= 1 {
		c.year = e.y // "In 2013, … in August"
	}
	if e.form == fDate && e.y > 0 {
		c.told.year, c.told.sentence = e.y, sentence
	}
	if !r.ok || e.since || e.form == fPastN || e.form == fDecade || e.form == fCentury {
		return
	}
	c.ref, c.refUnit, c.refSentence = r.iv, r.precision, sentence
}

// join gives both ends of a range its whole stretch, and a time of day the day of the nearest time in its sentence.
func (c *context) join(found []expr, results []result, sentence int) {
	for k := range found {
		if to := found[k].to; to > k && results[k].ok && results[to].ok && results[k].iv.start <= results[to].iv.end {
			iv := interval{results[k].iv.start, results[to].iv.end}
			for _, j := range []int{k, to} {
				results[j].iv, results[j].precision = iv, "range"
				results[j].reason += ", an end of the range " + spell(iv)
			}
		}
		if found[k].form == fClock {
			results[k] = c.onDay(found, results, k, sentence)
		}
	}
}

// onDay puts a time of day on the day of the nearest time known to the day in the sentence, else on that of the text.
func (c *context) onDay(found []expr, results []result, k, sentence int) result {
	best, distance := -1, 1<<30
	for j, r := range results {
		if j == k || !r.ok || r.iv.start != r.iv.end || found[j].form == fClock {
			continue
		}
		if away := max(found[j].first-found[k].last, found[k].first-found[j].last); away < distance {
			best, distance = j, away
		}
	}
	var iv interval
	var why string
	switch {
	case best >= 0:
		iv, why = results[best].iv, "a time of day on the day the sentence names"
	case c.refUnit == "day" && sentence-c.refSentence <= 1:
		iv, why = c.ref, "a time of day on the day that the sentence before names"
	default:
		return results[k]
	}
	return resolved(iv, iv.start.String()+clockValue(&found[k]), "day", "%s", why)
}
