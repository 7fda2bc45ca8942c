package coding

import (
	"slices"
	"strings"
)

// linkSame marks a later mention of a happening that the article has already told: of the same type and status, with the same
// kind of trigger or a definite phrase that takes it up, and no participant, place or day that differs.
func (r *reading) linkSame() {
	for i, m := range r.mentions {
		for k := i - 1; k >= 0; k-- {
			if r.sameHappening(r.mentions[k], m) {
				m.same = r.mentions[k]
				if m.same.same != nil {
					m.same = m.same.same
				}
				break
			}
		}
	}
	r.sharePlace()
}

// sharePlace gives each mention of a happening the place that another mention of it has, where it has none. Days are not
// shared: they belong to what a sentence tells of the happening (tried and dropped, docs/quality.md).
func (r *reading) sharePlace() {
	first := map[*mention]*mention{} // root to the mention with the place
	for _, m := range r.mentions {
		if m.place != nil && first[m.root()] == nil {
			first[m.root()] = m
		}
	}
	for _, m := range r.mentions {
		if from := first[m.root()]; m.place == nil && from != nil {
			m.place, m.reason.Place = from.place, "as another mention of the same happening has it; "+from.reason.Place
		}
	}
}

// root is the first mention of the happening that m is of.
func (m *mention) root() *mention {
	if m.same != nil {
		return m.same
	}
	return m
}

func (r *reading) sameHappening(a, b *mention) bool {
	if a.kind != b.kind || a.status != b.status || a.sentence == b.sentence {
		return false
	}
	if !slices.Equal(a.modes, b.modes) && len(a.modes) > 0 && len(b.modes) > 0 {
		return false
	}
	if differ(codes(a.actors), codes(b.actors)) || differ(codes(a.recipients), codes(b.recipients)) {
		return false
	}
	if a.date != nil && b.date != nil && (a.date.Start > b.date.End || b.date.Start > a.date.End) {
		return false
	}
	if a.place != nil && b.place != nil && !strings.EqualFold(a.place.Text, b.place.Text) && a.place.Precision != "country" && b.place.Precision != "country" {
		return false
	}
	if len(a.counts) > 0 && len(b.counts) > 0 && !sameCounts(a, b) {
		return false
	}
	ta, tb := r.trees[a.sentence], r.trees[b.sentence]
	return stem(ta.lemma(a.token)) == stem(tb.lemma(b.token)) || definite(tb, b.token) || ta.Part != 0
}

func sameCounts(a, b *mention) bool {
	for _, x := range a.counts {
		for _, y := range b.counts {
			if x.What == y.What && (x.Low == nil || y.Low == nil || *x.Low == *y.Low) {
				return true
			}
		}
	}
	return false
}

func codes(ps []participant) []string {
	var out []string
	for _, p := range ps {
		if p.actor.Code != "" {
			out = append(out, p.actor.Code+p.actor.Sector)
		}
	}
	return out
}

// differ reports whether two lists are both there and share nothing.
func differ(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// stem joins the verb and the noun of one act: kill and killing, protest and protests.
func stem(lemma string) string {
	for _, end := range []string{"ing", "ment", "ion", "er", "e", "s"} {
		if len(lemma) > len(end)+3 && strings.HasSuffix(lemma, end) {
			return strings.TrimSuffix(lemma, end)
		}
	}
	return lemma
}

// definite reports a noun taken up by the, this, that, these, those.
func definite(t *tree, i int) bool {
	d := t.child(i, "det")
	return t.class(i) == "n" && d >= 0 && slices.Contains([]string{"the", "this", "that", "these", "those"}, t.lemma(d))
}
