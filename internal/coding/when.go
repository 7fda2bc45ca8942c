package coding

import (
	"fmt"
	"time"

	"dateline/event"
	"dateline/text"
)

// whenThreshold is the probability from which a day of the sentence is taken for the event's.
const whenThreshold = 0.50

// dayWeights weigh the clues of dayClues.
var dayWeights = []weight{
	{"always", 0.24},
	{"the engine's belief", 0.34},
	{"steps from the trigger", -1.60},
	{"attached to the trigger", 0.78},
	{"governed by the trigger", 0.54},
	{"governed by the trigger's governor", 0.29},
	{"the only day of the sentence", 0.17},
	{"of a verb of saying", -0.26},
	{"governed by another event", -0.47},
	{"within five words", 0.03},
	{"without a preposition", 0.94},
	{"in, during or over it", -0.08},
	{"for what has not happened", -1.25},
	{"no other trigger is nearer", 0.52},
	{"before the trigger", -0.11},
	{"in the title", -0.90},
	{"for what somebody says happened", -0.53},
	{"for a noun", 0.23},
	{"still to come, for what has happened", -2.97},
}

// setWhen gives a mention the days of the time expression that the engine or the grammar joins to its trigger. What the text
// does not say stays null: never the article's own date.
func (r *reading) setWhen(m *mention) {
	best, p := likeliest(r.dayChoices(m), dayWeights)
	if p < whenThreshold {
		m.reason.Date = "the sentence names no day for it"
		return
	}
	m.date = &event.Date{Text: r.doc.Slice(best.Span), Start: best.Start, End: best.End, Precision: best.Precision, Span: best.Span}
	m.reason.Date = fmt.Sprintf("«%s» belongs to the trigger with probability %.2f (engine %.2f); %s", m.date.Text, p,
		r.belief(m, "date", best.Span), best.Reason)
	r.judgeAge(m)
}

// judgeAge marks what happened long before the article as background.
func (r *reading) judgeAge(m *mention) {
	if longPast(m.date.End, r.doc.Published) {
		m.historical = true
	}
}

// dayChoices are the time expressions of a mention's sentence.
func (r *reading) dayChoices(m *mention) (out []choice[*text.Time]) {
	t := r.trees[m.sentence]
	var near []*text.Time
	for k := range r.doc.Times {
		if when := &r.doc.Times[k]; when.Sentence == m.sentence && when.Start != "" && tokenIn(t, when.Span) >= 0 {
			near = append(near, when)
		}
	}
	for _, when := range near {
		out = append(out, choice[*text.Time]{when, r.dayClues(t, m, when, len(near))})
	}
	return out
}

// dayClues are what speaks for a time expression of a mention's sentence, one of n.
func (r *reading) dayClues(t *tree, m *mention, when *text.Time, n int) clues {
	head := tokenIn(t, when.Span)
	governor, at := t.Tokens[head].Head, t.caseOf(head)
	return clues{
		1,
		odds(r.belief(m, "date", when.Span)),
		float64(min(t.distance(m.token, head), 8)) / 4,
		is(r.attached(t, m, head)),
		is(governor == m.token),
		is(governor >= 0 && governor == t.Tokens[m.token].Head),
		is(n == 1),
		is(governor >= 0 && governor != m.token && r.book.says[t.lemma(governor)]),
		is(r.governedByAnother(t, m, head)),
		is(head-m.token <= 5 && m.token-head <= 5),
		is(at == ""),
		is(at == "in" || at == "during" || at == "over"),
		is(m.status == event.Planned || m.status == event.Demanded || m.status == event.Possible || m.status == event.Threatened),
		is(r.nearestTrigger(t, head) == m),
		is(head < m.token),
		is(t.Part != text.Body),
		is(m.content != nil),
		is(t.class(m.token) == "n"),
		is(r.doc.Published != "" && when.End > r.doc.Published && m.status == event.Actual),
	}
}

// longPast reports whether a day lies more than a year before the article's: what happened then is told as background.
func longPast(end, published string) bool {
	day, err1 := time.Parse(time.DateOnly, end)
	now, err2 := time.Parse(time.DateOnly, published)
	return err1 == nil && err2 == nil && day.AddDate(1, 0, 0).Before(now)
}

// tokenIn is the token of a span that governs the others, or -1.
func tokenIn(t *tree, s text.Span) int {
	for k := range t.Tokens {
		if s.Contains(t.Tokens[k].Span) {
			if h := t.Tokens[k].Head; h < 0 || !s.Contains(t.Tokens[h].Span) {
				return k
			}
		}
	}
	return -1
}
