package coding

import (
	"slices"

	"dateline/event"
	"dateline/text"
)

// setWhere gives a mention the place that the words around its trigger name: the nearest place in its own clause, else in
// its sentence when no other event of the sentence stands nearer to it.
func (r *reading) setWhere(m *mention) {
	t := r.trees[m.sentence]
	best, cost := -1, 1<<30
	for k := range r.doc.Places {
		p := &r.doc.Places[k]
		if p.Sentence != m.sentence || !locates(t, p) {
			continue
		}
		d := 10*t.distance(m.token, p.Head) + abs(m.token-p.Head)
		if r.nearerMention(t, m, p.Head) {
			d += 40
		}
		if d < cost {
			best, cost = k, d
		}
	}
	if best >= 0 && cost < 100 {
		m.place = place(&r.doc.Places[best], r.doc)
		m.reason.Place = "«" + m.place.Text + "» stands nearest in the sentence; " + r.doc.Places[best].Reason
		return
	}
	m.reason.Place = "the sentence names no place for it"
}

// locates reports whether a place stands where something happens and is not the name of an actor: after a preposition of
// place, or as such a phrase's genitive.
func locates(t *tree, p *text.Place) bool {
	if p.Head < 0 || p.Head >= len(t.Tokens) {
		return false
	}
	for i := p.Head; i >= 0; i = t.Tokens[i].Head {
		switch t.caseOf(i) {
		case "in", "at", "near", "inside", "outside", "across", "around", "on", "into", "throughout", "within", "over", "along",
			"toward", "towards", "through", "from", "to", "of", "between", "off", "north_of", "south_of", "east_of", "west_of", "outside_of":
			return true
		}
		switch t.rel(i) {
		case "appos", "compound", "flat", "conj", "nmod", "amod":
			continue
		case "obj":
			return p.Precision != "country"
		}
		break
	}
	return false
}

// nearerMention reports whether another mention of the sentence stands between the place and this one in the tree.
func (r *reading) nearerMention(t *tree, m *mention, head int) bool {
	d := t.distance(m.token, head)
	return slices.ContainsFunc(r.mentions, func(o *mention) bool {
		return o != m && o.sentence == m.sentence && t.distance(o.token, head) < d
	})
}

func abs(n int) int { return max(n, -n) }

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

// setWhen gives a mention the days of the time expression that stands nearest in its clause. What the text does not say
// stays null: never the article's own date.
func (r *reading) setWhen(m *mention) {
	t := r.trees[m.sentence]
	best, cost := -1, 1<<30
	for k := range r.doc.Times {
		when := &r.doc.Times[k]
		if when.Sentence != m.sentence || when.Start == "" {
			continue
		}
		head := tokenIn(t, when.Span)
		if head < 0 {
			continue
		}
		d := 10*t.distance(m.token, head) + abs(m.token-head)
		if r.nearerMention(t, m, head) {
			d += 25
		}
		if d < cost {
			best, cost = k, d
		}
	}
	if best < 0 || cost >= 80 {
		m.reason.Date = "the sentence names no day for it"
		return
	}
	w := r.doc.Times[best]
	m.date = &event.Date{Text: r.doc.Slice(w.Span), Start: w.Start, End: w.End, Precision: w.Precision, Span: w.Span}
	m.reason.Date = "«" + m.date.Text + "» stands nearest in the clause; " + w.Reason
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
