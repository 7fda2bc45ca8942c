package coding

import (
	"cmp"
	"slices"

	"dateline/event"
	"dateline/plover"
	"dateline/text"
)

// Deed is what one named party may be said to do to another in a sentence, when it is known that it does something.
type Deed struct {
	Type      string // PLOVER's
	Status    event.Status
	WhyStatus string
	P         float64 // its share of all that may be meant, 0 to 1
}

// leastBetween is the least probability of an event that is weighed where two parties are given, and leastRole that somebody has a role.
const (
	leastBetween = 0.02
	leastRole    = 0.02
)

// Between gives what a source may be said to do to a target, both of them spans of the document's text, the likeliest first; nothing where
// no word of their sentence may be an event. Every such word speaks for its types as much as it is likely to be an event that the source
// does and the target undergoes, so that a pair is judged by all that the sentence says of it.
func (c *Coder) Between(doc *text.Document, source, target text.Span) []Deed {
	r := c.open(doc)
	var out []Deed
	total := 0.0
	for i := range doc.Sentences {
		if s := doc.Sentences[i].Span; !s.Overlaps(source) && !s.Overlaps(target) {
			continue
		}
		for _, m := range r.possible(i) {
			may := r.mayDo(m, source, target)
			for k, kind := range plover.Types {
				out = append(out, Deed{kind, m.status, m.reason.Status, may[k]})
				total += may[k]
			}
		}
	}
	for k := range out {
		out[k].P /= total
	}
	slices.SortStableFunc(out, func(a, b Deed) int { return cmp.Compare(b.P, a.P) })
	return out
}

// possible are the words of a sentence that may be events, and enters them as mentions with modes and status.
func (r *reading) possible(sentence int) (out []*mention) {
	t := r.trees[sentence]
	proposals := map[int]*text.Trigger{}
	for k := range t.Triggers {
		proposals[t.Triggers[k].Token] = &t.Triggers[k]
	}
	for token := range t.Tokens {
		p, entries := proposals[token], r.book.lookUp(t, token)
		if p == nil && len(entries) == 0 {
			continue
		}
		kind, e := weigh(entries, p)
		m := &mention{sentence: sentence, token: token, kind: kind, entry: e, proposal: p, span: t.Tokens[token].Span, p: leastBetween}
		if p != nil {
			m.p = max(m.p, 1-float64(p.None))
		}
		out = append(out, m)
	}
	r.mentions = append(r.mentions, out...)
	for _, m := range out {
		r.setModes(m)
		r.setParticipants(m)
		r.setStatus(m)
	}
	return out
}

// mayDo gives for each of PLOVER's types the probability that a mention is an event of it which the source does and the target undergoes, or
// of which both are parties.
func (r *reading) mayDo(m *mention, source, target text.Span) (out [len(plover.Types)]float64) {
	does, _ := r.partsIn(m, source)
	alsoDoes, undergoes := r.partsIn(m, target)
	shares := typeShares(r.book.lookUp(r.trees[m.sentence], m.token), m.proposal)
	for k, kind := range plover.Types {
		done := undergoes
		if reciprocal[kind] {
			done = max(done, alsoDoes)
		}
		out[k] = m.p * shares[k] * does * done * r.stands(m)
	}
	return out
}

// How much a word counts that what is said of the pair does not rest on: one that another possible event governs, whose content it is, and one
// that tells what has not happened.
const (
	contentShare = 0.3
	unrealShare  = 0.3
	leastGoverns = 0.3 // the probability from which a word above is an event
)

// stands is how much a mention counts for what a pair has to do with each other: what is refused, demanded or feared counts less than the refusal, the
// demand, the fear.
func (r *reading) stands(m *mention) float64 {
	share := 1.0
	t := r.trees[m.sentence]
	if slices.ContainsFunc(t.ancestors(m.token), func(i int) bool {
		o := r.mentionAt(m.sentence, i)
		return o != nil && o.p >= leastGoverns
	}) {
		share *= contentShare
	}
	if m.status != event.Actual && m.status != event.Planned {
		share *= unrealShare
	}
	return share
}

// reciprocal are the types whose parties all do it.
var reciprocal = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true, "SUPPORT": true}

// partsIn is the probability that somebody in a span does a mention's deed, and that it is done to them. Where the engine believes in no role of
// anybody, the grammar decides alone.
func (r *reading) partsIn(m *mention, span text.Span) (does, undergoes float64) {
	does, undergoes = leastRole, leastRole
	found := r.candidates(m)
	t := r.trees[m.sentence]
	p := func(c candidate, as role, weights []weight) float64 {
		if !believes(found) {
			return max(leastRole, is(c.syntax == as))
		}
		return probability(weights, r.roleClues(m, c, as, found))
	}
	for _, c := range found {
		for _, k := range t.conjuncts(c.token) {
			if span.Overlaps(t.Tokens[k].Span) {
				does = max(does, p(c, actor, actorWeights))
				undergoes = max(undergoes, p(c, recipient, recipientWeights))
			}
		}
	}
	return does, undergoes
}
