package coding

import (
	"fmt"
	"slices"
	"time"

	"dateline/event"
	"dateline/text"
)

// roleBelief is the engine's probability of a place or a day from which it is taken though the grammar does not join it to the
// trigger; roleDoubt the one under which it is not taken though the grammar does. Set on held-out folds (docs/quality.md).
const (
	roleBelief = 0.70
	roleDoubt  = 0.04
)

// setWhere gives a mention the place that the engine or the grammar joins to its trigger, the more believed and the nearer first.
func (r *reading) setWhere(m *mention) {
	t := r.trees[m.sentence]
	best, score := -1, 0.0
	for k := range r.doc.Places {
		p := &r.doc.Places[k]
		if r.insidePlace(k) || p.Sentence != m.sentence || p.Head < 0 || p.Head >= len(t.Tokens) || p.Head == m.token {
			continue
		}
		belief := r.belief(m, "place", p.Span)
		if s := joined(belief, locates(m, t, p.Head) && r.attached(t, m, p.Head)) - 0.01*float64(t.distance(m.token, p.Head)); s > score {
			best, score = k, s
		}
	}
	if best < 0 {
		m.reason.Place = "the sentence names no place for it"
		return
	}
	m.place = place(&r.doc.Places[best], r.doc)
	m.reason.Place = fmt.Sprintf("«%s» belongs to the trigger (engine %.2f); %s", m.place.Text, r.belief(m, "place", m.place.Span), r.doc.Places[best].Reason)
}

// insidePlace reports whether a place is a part of a longer one's name: Syria in "the Lebanon–Syria border".
func (r *reading) insidePlace(k int) bool {
	span := r.doc.Places[k].Span
	return slices.ContainsFunc(r.doc.Places, func(o text.Place) bool { return o.Contains(span) && o.Len() > span.Len() })
}

// joined is how strongly a place or a time belongs to a trigger, 0 when not: by the engine's belief, or by the grammar where the
// engine does not contradict.
func joined(belief float64, grammar bool) float64 {
	switch {
	case grammar && belief >= roleDoubt:
		return 0.5 + belief
	case belief >= roleBelief:
		return belief
	}
	return 0
}

// belief is the engine's probability that a span has a role to a mention; a mention without proposal has no say against.
func (r *reading) belief(m *mention, name string, span text.Span) float64 {
	if m.proposal == nil {
		return roleDoubt
	}
	best := 0.0
	for _, role := range m.proposal.Roles {
		if role.Name == name && span.Contains(r.trees[m.sentence].Tokens[role.Token].Span) {
			best = max(best, float64(role.P))
		}
	}
	return best
}

// attached reports whether the word that governs a place or time is the trigger, or stands above it with no word of saying, or
// below it with no verb between: "officials said Wednesday" does not date what they said.
func (r *reading) attached(t *tree, m *mention, head int) bool {
	above := append([]int{m.token}, t.ancestors(m.token)...)
	for _, i := range t.ancestors(head) {
		if n := slices.Index(above, i); n >= 0 {
			return n == 0 || !(t.class(i) == "v" && r.book.says[t.lemma(i)])
		}
		if t.class(i) == "v" {
			return false
		}
	}
	return false
}

// locates reports whether a place stands where something happens: in a phrase of place, or as such a phrase's genitive.
func locates(m *mention, t *tree, head int) bool {
	for i := head; i >= 0 && i != m.token; i = t.Tokens[i].Head {
		switch c := t.caseOf(i); c {
		case "in", "at", "near", "inside", "outside", "across", "around", "on", "into", "throughout", "within", "along", "off",
			"through", "outside_of", "north_of", "south_of", "east_of", "west_of":
			return true
		case "to":
			return m.kind == "CONSULT" || m.kind == "MOBILIZE"
		case "from":
			return m.kind == "RETREAT" || m.kind == "SANCTION"
		case "of", "":
		default:
			return false
		}
		switch t.rel(i) {
		case "appos", "compound", "flat", "conj", "nmod":
		case "obj":
			return m.kind == "COERCE" || m.kind == "ASSAULT"
		default:
			return false
		}
	}
	return false
}

func place(p *text.Place, doc *text.Document) *event.Place {
	out := &event.Place{Text: doc.Slice(p.Span), Name: event.Null(p.Name), Country: event.Null(p.Country),
		Admin1: event.Null(p.Admin1), Precision: p.Precision, Span: p.Span}
	if p.HasPoint {
		out.Lat, out.Lon = &p.Lat, &p.Lon
	}
	if p.GeoNames != 0 {
		out.GeoNames = &p.GeoNames
	}
	return out
}

// setWhen gives a mention the days of the time expression that the engine or the grammar joins to its trigger. What the text
// does not say stays null: never the article's own date.
func (r *reading) setWhen(m *mention) {
	t := r.trees[m.sentence]
	best, score := -1, 0.0
	for k := range r.doc.Times {
		when := &r.doc.Times[k]
		if when.Sentence != m.sentence || when.Start == "" {
			continue
		}
		head := tokenIn(t, when.Span)
		if head < 0 {
			continue
		}
		if s := joined(r.belief(m, "date", when.Span), r.attached(t, m, head)) - 0.01*float64(t.distance(m.token, head)); s > score {
			best, score = k, s
		}
	}
	if best < 0 {
		m.reason.Date = "the sentence names no day for it"
		return
	}
	w := r.doc.Times[best]
	m.date = &event.Date{Text: r.doc.Slice(w.Span), Start: w.Start, End: w.End, Precision: w.Precision, Span: w.Span}
	m.reason.Date = fmt.Sprintf("«%s» belongs to the trigger (engine %.2f); %s", m.date.Text, r.belief(m, "date", w.Span), w.Reason)
	if longPast(w.End, r.doc.Published) {
		m.historical = true
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
