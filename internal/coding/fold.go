package coding

import "slices"

// fold takes out verbs that only lend themselves to another word's event, which inherits what they tell of it: light verbs
// ("launched an attack"), results of a deed in the same clause ("killed in an air strike"), and verbs that name something
// ("what it calls its campaign"). A further word of another trigger's phrase ("fired tear gas") is no event beside it.
func (r *reading) fold() {
	var folded []*mention
	for _, m := range r.mentions {
		if t := r.trees[m.sentence]; r.inPhrase(t, m) || t.class(m.token) == "v" && r.folds(t, m) {
			folded = append(folded, m)
		}
	}
	r.mentions = slices.DeleteFunc(r.mentions, func(m *mention) bool { return slices.Contains(folded, m) })
}

// inPhrase reports whether the mention is a further word of the phrase that triggers another.
func (r *reading) inPhrase(t *tree, m *mention) bool {
	own := t.Tokens[m.token].Span
	for _, other := range r.mentions {
		if other.sentence == m.sentence && other.token < m.token && own.End <= other.span.End {
			r.pass(m, "a word of the phrase of «%s»", t.Tokens[other.token].Form)
			return true
		}
	}
	return false
}

func (r *reading) folds(t *tree, m *mention) bool {
	verb := t.lemma(m.token)
	if r.book.verbs["naming"][verb] && onlyNames(t, m.token) {
		r.pass(m, "it only says what something is called")
		return true
	}
	if r.book.verbs["naming"][verb] {
		for _, k := range append(t.children(m.token, "obj"), nameGiven(t, m.token)) {
			if k < 0 {
				continue
			}
			if name := r.mentionAt(m.sentence, k); name != nil && name.kind == "ACCUSE" && t.class(k) == "n" {
				name.inherit(m)
				name.names = true
				r.pass(m, "the event is what it is called: «%s»", t.Tokens[k].Form)
				return true
			}
		}
	}
	if r.book.verbs["light"][verb] {
		for _, k := range t.children(m.token, "obj", "nsubj:pass") {
			if noun := r.mentionAt(m.sentence, k); noun != nil && t.class(k) == "n" && t.Tokens[k].Deprel != "nsubj" {
				r.pass(m, "a light verb: the event is «%s»", t.Tokens[k].Form)
				return true
			}
		}
	}
	if !r.book.verbs["result"][verb] || m.kind != "ASSAULT" {
		return false
	}
	for _, k := range t.children(m.token, "obl") {
		if deed := r.mentionAt(m.sentence, k); deed != nil && deed.kind == "ASSAULT" && slices.Contains(means, t.caseOf(k)) {
			deed.inherit(m)
			r.pass(m, "it tells the result of «%s»", t.Tokens[k].Form)
			return true
		}
	}
	return false
}

// means are the prepositions between a result and the deed that had it.
var means = []string{"in", "by", "during", "from", "with"}

// nameGiven is what a naming verb calls something: its complement, which the parser also takes for an oblique without preposition;
// -1 where there is none.
func nameGiven(t *tree, verb int) int {
	for _, k := range t.children(verb, "xcomp", "obl") {
		if t.rel(k) == "xcomp" && !t.feat(k, "VerbForm=Inf") || t.Tokens[k].Deprel == "obl" && t.class(k) == "n" && t.caseOf(k) == "" {
			return k
		}
	}
	return -1
}

// onlyNames reports a naming verb in "what it calls …" or "as it calls it".
func onlyNames(t *tree, verb int) bool {
	for k := range t.Tokens {
		if word := t.lemma(k); word == "what" && (t.below(k, verb) || t.Tokens[verb].Head == k) || word == "as" && t.Tokens[k].Head == verb && t.rel(k) == "mark" {
			return true
		}
	}
	return false
}

// inherit takes the recipients of a folded mention, and its actors where m has none.
func (m *mention) inherit(from *mention) {
	for _, p := range from.recipients {
		if p.token != m.token && !slices.ContainsFunc(m.recipients, func(q participant) bool { return q.token == p.token }) {
			m.recipients = append(m.recipients, p)
		}
	}
	if len(from.recipients) > 0 {
		m.reason.Recipient = from.reason.Recipient
	}
	if len(m.actors) == 0 {
		m.actors, m.reason.Actor = from.actors, from.reason.Actor
	}
	m.actors = slices.DeleteFunc(slices.Clone(m.actors), func(p participant) bool { return p.token == m.token })
}
