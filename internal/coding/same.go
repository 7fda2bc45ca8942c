package coding

import (
	"math"
	"slices"
	"strings"

	"dateline/event"
)

// sameThreshold is the probability from which a mention is taken to tell again of an earlier one. On gold dev it finds three in four of
// gold's links; of those among mentions that gold leaves out because they bring nothing new, three in four are right (docs/quality.md).
const sameThreshold = 0.2

// linkSame marks a later mention of a happening that the article has already told: the likeliest of the earlier ones of its type.
func (r *reading) linkSame() {
	for i, m := range r.mentions {
		best := sameThreshold
		for _, earlier := range r.mentions[:i] {
			if earlier.kind != m.kind {
				continue
			}
			if p := r.sameHappening(earlier, m); p >= best {
				best, m.same = p, earlier.root()
			}
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

// sameWeights are those of a logistic regression over pairs of mentions of one type, fitted to the gold articles' same_as with the
// coder's own values of the mentions (70 training articles, 1,325 pairs, 213 of them the same).
var sameWeights = struct {
	bias, stem, status, mode, otherMode, actor, actorWords, otherActor, crossed, place, otherPlace, day, otherDay, count, definite, the,
	sentence, near, far, title, background float64
}{bias: -3.00, stem: 1.39, status: 0.84, mode: 0.28, otherMode: -1.25, actor: 0.16, actorWords: 0.35, otherActor: -1.00, crossed: -0.49,
	place: 1.01, otherPlace: -0.24, day: 0.33, otherDay: -0.27, count: 0.25, definite: 0.41, the: 0.72, sentence: -0.89, near: 0.42, far: -0.40,
	title: 0.51, background: -0.38}

// sameHappening is the probability that the later b tells of the same happening as a.
func (r *reading) sameHappening(a, b *mention) float64 {
	w, sum := &sameWeights, sameWeights.bias
	add := func(holds bool, weight float64) {
		if holds {
			sum += weight
		}
	}
	ta, tb := r.trees[a.sentence], r.trees[b.sentence]
	add(stem(ta.lemma(a.token)) == stem(tb.lemma(b.token)), w.stem)
	add(a.status == b.status, w.status)
	add(share(a.modes, b.modes), w.mode)
	add(differ(a.modes, b.modes), w.otherMode)
	add(share(codes(a.actors), codes(b.actors)), w.actor)
	add(share(words(a.actors), words(b.actors)), w.actorWords)
	add(differ(codes(a.actors), codes(b.actors)), w.otherActor)
	add(share(codes(a.actors), codes(b.recipients)), w.crossed)
	if a.place != nil && b.place != nil {
		same := strings.EqualFold(a.place.Text, b.place.Text)
		add(same, w.place)
		add(!same && (event.Text(a.place.Country) != event.Text(b.place.Country) || a.place.Precision != "country" && b.place.Precision != "country"), w.otherPlace)
	}
	if a.date != nil && b.date != nil {
		apart := a.date.Start > b.date.End || b.date.Start > a.date.End
		add(!apart, w.day)
		add(apart, w.otherDay)
	}
	add(sameCounts(a, b), w.count)
	add(takenUp(tb, b.token, 3), w.definite)
	add(takenUp(tb, b.token, 1), w.the)
	add(a.sentence == b.sentence, w.sentence)
	add(b.sentence-a.sentence <= 3, w.near)
	add(b.sentence-a.sentence > 12, w.far)
	add(ta.Part != 0, w.title)
	add(a.historical != b.historical, w.background)
	return 1 / (1 + math.Exp(-sum))
}

func sameCounts(a, b *mention) bool {
	for _, x := range a.counts {
		for _, y := range b.counts {
			if x.What == y.What && (x.Low == nil && y.Low == nil || x.Low != nil && y.Low != nil && *x.Low == *y.Low) {
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
			out = append(out, p.actor.Code)
		}
	}
	return out
}

// words are what people are called in the text.
func words(ps []participant) []string {
	var out []string
	for _, p := range ps {
		out = append(out, strings.ToLower(p.actor.Text))
	}
	return out
}

// share reports whether two lists have something in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// differ reports whether two lists are both there and share nothing.
func differ(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !share(a, b)
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

// takenUp reports whether the, this, that, these or those is among the n words before a token.
func takenUp(t *tree, i, n int) bool {
	for k := max(0, i-n); k < i; k++ {
		if slices.Contains([]string{"the", "this", "that", "these", "those"}, strings.ToLower(t.Tokens[k].Form)) {
			return true
		}
	}
	return false
}
