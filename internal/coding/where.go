package coding

import (
	"fmt"
	"math"
	"slices"
	"time"

	"dateline/event"
	"dateline/text"
)

// whereThreshold and whenThreshold are the probabilities from which a place or a day of the sentence is taken for the event's.
// They and the weights of placeWeight and dayWeight come from logistic regressions over the places and days of the sentences of
// 97 gold articles' mentions (27 of them not seen by the model of stage 1, which gave their beliefs); docs/quality.md.
const (
	whereThreshold = 0.50
	whenThreshold  = 0.45
)

// evidence is a sum of weights in units of log odds.
type evidence float64

func (e *evidence) add(holds bool, weight float64) {
	if holds {
		*e += evidence(weight)
	}
}

func (e evidence) probability() float64 { return 1 / (1 + math.Exp(-float64(e))) }

// odds is the logarithm of a belief's odds, the belief kept off 0 and 1.
func odds(belief float64) float64 {
	p := min(max(belief, 0.003), 0.997)
	return math.Log(p / (1 - p))
}

// setWhere gives a mention the place of its sentence that is likeliest its own.
func (r *reading) setWhere(m *mention) {
	t := r.trees[m.sentence]
	var near []*text.Place
	for k := range r.doc.Places {
		p := &r.doc.Places[k]
		if p.Sentence == m.sentence && p.Head >= 0 && p.Head < len(t.Tokens) && p.Head != m.token && !r.insidePlace(k) {
			near = append(near, p)
		}
	}
	best, score := -1, whereThreshold
	for k, p := range near {
		if s := r.placeWeight(t, m, p, near).probability(); s > score {
			best, score = k, s
		}
	}
	if best < 0 {
		m.reason.Place = "the sentence names no place for it"
		return
	}
	m.place = place(near[best], r.doc)
	m.reason.Place = fmt.Sprintf("«%s» belongs to the trigger with probability %.2f (engine %.2f); %s", m.place.Text, score,
		r.belief(m, "place", m.place.Span), near[best].Reason)
}

// placeWeight weighs a place of a mention's sentence: by the engine's belief, the tree, and what kind of place and deed it is.
func (r *reading) placeWeight(t *tree, m *mention, p *text.Place, near []*text.Place) evidence {
	sum := evidence(0.48 + 0.26*odds(r.belief(m, "place", p.Span)))
	at, relation := t.caseOf(p.Head), t.Tokens[p.Head].Deprel
	inAnother := at == "" && slices.ContainsFunc(near, func(o *text.Place) bool {
		c := t.caseOf(o.Head)
		return o != p && (c == "in" || c == "at")
	})
	sum.add(r.attached(t, m, p.Head), 0.72)
	sum.add(locates(m, t, p.Head), 0.58)
	sum.add(p.Span.Start < m.span.Start, -0.38)
	sum.add(len(near) == 1, -0.43)
	sum.add(r.governedByAnother(t, m, p.Head), -0.51)
	sum.add(inAnother, 0.86)
	sum.add(relation == "nmod:poss", 0.70)
	sum.add(relation == "appos" || relation == "nmod:npmod", 0.75)
	sum.add(p.Precision == "country", -0.67)
	sum.add(p.Country == "", -2.45)
	sum.add(spoken[m.kind], -1.26)
	sum.add(m.kind == "CONSULT", -0.45)
	sum.add(at == "of", 0.50)
	return sum
}

// spoken are the types of what is said or agreed more than done at a place.
var spoken = map[string]bool{"ACCUSE": true, "REQUEST": true, "SUPPORT": true, "REJECT": true, "THREATEN": true, "AGREE": true, "CONCEDE": true}

// governedByAnother reports whether the word that governs a token is another mention's trigger.
func (r *reading) governedByAnother(t *tree, m *mention, token int) bool {
	h := t.Tokens[token].Head
	return h >= 0 && h != m.token && r.mentionAt(m.sentence, h) != nil
}

// insidePlace reports whether a place is a part of a longer one's name: Syria in "the Lebanon–Syria border".
func (r *reading) insidePlace(k int) bool {
	span := r.doc.Places[k].Span
	return slices.ContainsFunc(r.doc.Places, func(o text.Place) bool { return o.Contains(span) && o.Len() > span.Len() })
}

// belief is the engine's probability that a span has a role to a mention; where it proposed none, a small one.
func (r *reading) belief(m *mention, name string, span text.Span) float64 {
	if m.proposal == nil {
		return 0.04
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
	var near []int
	for k := range r.doc.Times {
		if when := &r.doc.Times[k]; when.Sentence == m.sentence && when.Start != "" && tokenIn(t, when.Span) >= 0 {
			near = append(near, k)
		}
	}
	best, score := -1, whenThreshold
	for _, k := range near {
		if s := r.dayWeight(t, m, &r.doc.Times[k], len(near)).probability(); s > score {
			best, score = k, s
		}
	}
	if best < 0 {
		m.reason.Date = "the sentence names no day for it"
		return
	}
	w := r.doc.Times[best]
	m.date = &event.Date{Text: r.doc.Slice(w.Span), Start: w.Start, End: w.End, Precision: w.Precision, Span: w.Span}
	m.reason.Date = fmt.Sprintf("«%s» belongs to the trigger with probability %.2f (engine %.2f); %s", m.date.Text, score, r.belief(m, "date", w.Span), w.Reason)
	if longPast(w.End, r.doc.Published) {
		m.historical = true
	}
}

// dayWeight weighs a time expression of a mention's sentence, one of n.
func (r *reading) dayWeight(t *tree, m *mention, when *text.Time, n int) evidence {
	head := tokenIn(t, when.Span)
	governor, at := t.Tokens[head].Head, t.caseOf(head)
	sum := evidence(-0.33 + 0.26*odds(r.belief(m, "date", when.Span)) - 1.13*float64(min(t.distance(m.token, head), 8))/4)
	sum.add(r.attached(t, m, head), 0.43)
	sum.add(governor == m.token, 0.46)
	sum.add(governor >= 0 && governor == t.Tokens[m.token].Head, 0.59)
	sum.add(n == 1, 0.81)
	sum.add(governor >= 0 && governor != m.token && r.book.says[t.lemma(governor)], -0.86)
	sum.add(r.governedByAnother(t, m, head), -0.80)
	sum.add(head-m.token <= 5 && m.token-head <= 5, 0.65)
	sum.add(at == "", 0.39)
	sum.add(at == "in" || at == "during" || at == "over", -0.38)
	sum.add(m.status == event.Planned || m.status == event.Demanded || m.status == event.Possible || m.status == event.Threatened, -0.73)
	return sum
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
