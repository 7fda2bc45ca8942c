package coding

import (
	"fmt"
	"slices"
	"strings"

	"dateline/event"
	"dateline/text"
)

// sourceThreshold is the engine's probability from which its source is taken where the grammar shows none; sourceVeto the one
// under which a source that the grammar shows only by a paragraph's quotation is not taken.
const sourceThreshold = 0.5

// source is one link of an attribution chain on its way to a report.
type source struct {
	sentence, token int
	cue             string
	why             string
}

// setSources finds on whose word a mention rests, outermost first, and the speech act it is the content of.
func (r *reading) setSources(m *mention) {
	chain := r.climbForSources(m)
	if len(chain) == 0 {
		if s, ok := r.accordingTo(m.sentence, m.token); ok {
			chain = append(chain, s)
		}
	}
	if len(chain) == 0 {
		if s, ok := r.engineSource(m); ok {
			chain = append(chain, s)
		}
	}
	if len(chain) == 0 {
		if s, ok := r.quotedSource(m); ok {
			chain = append(chain, s)
		}
	}
	chain = slices.DeleteFunc(chain, func(s source) bool { return s.sentence == m.sentence && m.content == nil && speaksItself(m, s.token) })
	m.chain = chain
	m.reason.Attribution = "the article's own word: no word of saying governs it"
	for k, s := range chain {
		if k == 0 {
			m.reason.Attribution = s.why
		} else {
			m.reason.Attribution += "; within that, " + s.why
		}
	}
}

// speaksItself reports whether a token is the speaker of a mention that is a speech act: that somebody demanded is the article's
// word, not the demander's.
func speaksItself(m *mention, token int) bool {
	return speechTypes[m.kind] && slices.ContainsFunc(m.actors, func(p participant) bool { return p.token == token })
}

// speechTypes are the types whose events are words.
var speechTypes = map[string]bool{"AGREE": true, "CONCEDE": true, "REQUEST": true, "ACCUSE": true, "REJECT": true, "THREATEN": true,
	"SUPPORT": true}

// climbForSources collects the subjects of the words of saying above the trigger, innermost first, and returns them outermost
// first.
func (r *reading) climbForSources(m *mention) []source {
	t := r.trees[m.sentence]
	var chain []source
	i := m.token
	for range t.Tokens {
		if s, ok := r.interruptingSource(m.sentence, i, m.token); ok {
			chain = append(chain, s)
		}
		h := t.Tokens[i].Head
		if h < 0 {
			break
		}
		if s, ok := r.governingSource(m, i, h); ok {
			if c, ok := r.cited(m.sentence, h, s.token); ok {
				chain = append(chain, c)
			}
			chain = append(chain, s)
		}
		i = h
	}
	slices.Reverse(chain)
	return r.shorten(chain)
}

// shorten drops from a chain what names no further source: the same token twice, and a pronoun within what somebody says, who
// then speaks of himself ("Obama said he had directed …").
func (r *reading) shorten(chain []source) []source {
	var out []source
	for _, s := range chain {
		s = r.author(s)
		repeated := slices.ContainsFunc(out, func(o source) bool { return o.sentence == s.sentence && o.token == s.token })
		pronoun := r.trees[s.sentence].Tokens[s.token].UPOS == "PRON"
		if !repeated && !r.firstPerson(s) && (len(out) == 0 || !pronoun && !r.writing(s)) {
			out = append(out, s)
		}
	}
	return out
}

// writing reports a source that is a thing somebody says something in: a report, a statement.
func (r *reading) writing(s source) bool {
	t := r.trees[s.sentence]
	return !personLike(&t.Tokens[s.token]) && t.class(s.token) == "n" && r.book.sayNouns[t.lemma(s.token)]
}

// author is, for something written, who wrote or issued it where the sentence says so: "a report released by the office".
func (r *reading) author(s source) source {
	if !r.writing(s) {
		return s
	}
	t := r.trees[s.sentence]
	by := t.children(s.token, "nmod")
	for _, k := range t.children(s.token, "acl") {
		by = append(by, t.children(k, "obl")...)
	}
	for _, k := range by {
		if t.caseOf(k) == "by" && r.canSpeak(s.sentence, k) {
			s.why = "by «" + t.Tokens[k].Form + "», " + s.why
			s.token = k
			return s
		}
	}
	return s
}

// firstPerson reports a source that calls itself I or we.
func (r *reading) firstPerson(s source) bool {
	switch r.trees[s.sentence].lemma(s.token) {
	case "i", "we":
		return true
	}
	return false
}

// antecedentOf is the first mention of whom a pronoun or a definite phrase stands for, or nil.
func (r *reading) antecedentOf(a text.Actor) *text.Actor {
	if a.Refers < 0 || a.Refers >= len(r.doc.Actors) || a.Text == "" {
		return nil
	}
	return &r.doc.Actors[a.Refers]
}

// governingSource is the source when h says what i is: "officials said [ … ]", "a report that [ … ]", "accused of [ … ]".
func (r *reading) governingSource(m *mention, i, h int) (source, bool) {
	t := r.trees[m.sentence]
	speech := r.mentionAt(m.sentence, h)
	content := speech != nil && speech != m && vouches(speech, m.status)
	if !r.says(t, i, h) && !(content && isComplement(t, i)) {
		return source{}, false
	}
	if content && m.content == nil {
		m.content = speech
	}
	k := r.speaker(t, h)
	if k < 0 || r.book.notSaid[t.lemma(k)] || !r.canSpeak(m.sentence, k) {
		return source{}, false
	}
	return source{m.sentence, k, t.Tokens[h].Form, "said by «" + t.Tokens[k].Form + "» («" + t.Tokens[h].Form + "»)"}, true
}

// canSpeak reports whether a token names somebody who can vouch for something: a person, a body, or what the actor stage knows.
func (r *reading) canSpeak(sentence, k int) bool {
	tok := &r.trees[sentence].Tokens[k]
	if m := r.mentionAt(sentence, k); m != nil && m.kind != "PROTEST" && !personLike(tok) { // a deed says nothing
		return false
	}
	if personLike(tok) || tok.UPOS == "PRON" || r.book.sayNouns[r.trees[sentence].lemma(k)] {
		return true
	}
	a := r.resolve(sentence, k)
	return a.Code != "" || a.Sector != ""
}

// says reports whether h is a word of saying whose clause is i: a verb with a clause, a noun with a that-clause.
func (r *reading) says(t *tree, i, h int) bool {
	switch t.rel(i) {
	case "ccomp", "parataxis":
		return t.class(h) == "v" && r.book.says[t.lemma(h)] && !standsApart(t, i)
	case "advcl": // "quoted officials as saying that …"
		return quoting[t.lemma(h)] && asSaying(t, i) && r.book.says[t.lemma(i)]
	case "acl":
		return t.class(h) == "n" && r.book.sayNouns[t.lemma(h)] && t.Tokens[i].Deprel != "acl:relcl"
	}
	return false
}

// standsApart reports a clause that a semicolon sets beside another: "the rebels said they had won; the army said it had".
func standsApart(t *tree, i int) bool {
	first, _ := t.subtree(i)
	return t.rel(i) == "parataxis" && (t.Tokens[first].Form == ";" || first > 0 && t.Tokens[first-1].Form == ";")
}

// quoting are verbs whose object is whom one quotes.
var quoting = map[string]bool{"quote": true, "cite": true}

// asSaying reports a verb in "as saying".
func asSaying(t *tree, i int) bool {
	k := t.child(i, "mark", "case")
	return k >= 0 && t.lemma(k) == "as"
}

// cited is whom a speaker cites for what he says: "the agency, citing residents, said".
func (r *reading) cited(sentence, saying, speaker int) (source, bool) {
	t := r.trees[sentence]
	for _, k := range append(t.children(saying, "advcl"), t.children(speaker, "acl", "advcl")...) {
		if !quoting[t.lemma(k)] || !t.feat(k, "VerbForm=Ger") && !t.feat(k, "VerbForm=Part") {
			continue
		}
		if whom := t.child(k, "obj"); whom >= 0 && r.canSpeak(sentence, whom) {
			return source{sentence, whom, t.Tokens[k].Form, "cited («" + t.Tokens[k].Form + " " + t.Tokens[whom].Form + "»)"}, true
		}
	}
	return source{}, false
}

// isComplement reports whether i can be what the word above it is about: a clause, an object or a phrase.
func isComplement(t *tree, i int) bool {
	switch t.Tokens[i].Deprel {
	case "ccomp", "xcomp", "acl", "advcl", "obj", "obl", "nmod":
		return true
	}
	return false
}

// vouches reports whether a speech act is the source of what it is about, when that has a status: who demands, threatens,
// accuses or promises speaks of what is not done yet. Who condemns or refuses presupposes it: that is the article's own word.
func vouches(speech *mention, s event.Status) bool {
	switch speech.kind {
	case "REQUEST":
		return s == event.Demanded
	case "THREATEN":
		return s == event.Threatened || s == event.Possible || s == event.Planned
	case "ACCUSE":
		return s == event.Possible && !slices.Contains(speech.modes, "disapprove")
	case "AGREE":
		return s == event.Planned
	}
	return false
}

// speaker is the token of who speaks at a word of saying: its subject, the agent of a passive, a possessor, a shared subject.
func (r *reading) speaker(t *tree, h int) int {
	if t.class(h) == "n" {
		if k := t.child(h, "nmod:poss"); k >= 0 {
			return k
		}
		for _, k := range t.children(h, "nmod") {
			if p := t.caseOf(k); p == "by" || p == "from" {
				return k
			}
		}
		if g := t.Tokens[h].Head; g >= 0 && t.class(g) == "v" && t.rel(h) == "obj" {
			return activeSubject(t, g)
		}
		return -1
	}
	if g := t.Tokens[h].Head; g >= 0 && asSaying(t, h) && quoting[t.lemma(g)] {
		if k := t.child(g, "obj", "nsubj:pass"); k >= 0 {
			return k
		}
	}
	if k := activeSubject(t, h); k >= 0 {
		return antecedent(t, k)
	}
	if k := t.child(h, "obl:agent"); k >= 0 {
		return k
	}
	if t.child(h, "nsubj:pass") >= 0 || isPassive(t, h) {
		return -1 // "two men accused of" say nothing
	}
	k, _ := understoodSubject(t, h)
	return k
}

// interruptingSource is the source when a word of saying stands in or after what it reports: "The road, officials said, is cut".
func (r *reading) interruptingSource(sentence, i, trigger int) (source, bool) {
	t := r.trees[sentence]
	for _, k := range t.children(i, "parataxis", "ccomp") {
		if k == trigger || t.below(trigger, k) || t.class(k) != "v" || !r.book.says[t.lemma(k)] || t.child(k, "ccomp") >= 0 {
			continue
		}
		if t.rel(k) == "ccomp" && !tag(t, k) || saysSomethingElse(t, k) {
			continue
		}
		if s := r.speaker(t, k); s >= 0 && !r.book.notSaid[t.lemma(s)] && s != trigger {
			return source{sentence, s, t.Tokens[k].Form, "said by «" + t.Tokens[s].Form + "» («" + t.Tokens[k].Form + "»)"}, true
		}
	}
	return source{}, false
}

// tag reports a clause of saying that a comma parts from what it reports, whatever the tree calls it: "…, the ministry said".
func tag(t *tree, k int) bool {
	first, _ := t.subtree(k)
	return first > 0 && t.Tokens[first-1].Form == "," && t.child(k, "mark") < 0
}

// saysSomethingElse reports whether a word of saying has what it says as its own object: "a truce that Baghdad calls an insult". Whom
// one tells is no such object: "he told Reuters".
func saysSomethingElse(t *tree, k int) bool {
	return slices.ContainsFunc(t.children(k, "obj"), func(o int) bool { return !personLike(&t.Tokens[o]) })
}

// accordingTo is the source that "according to" names in the clauses above the trigger.
func (r *reading) accordingTo(sentence, token int) (source, bool) {
	t := r.trees[sentence]
	for _, i := range append([]int{token}, t.ancestors(token)...) {
		for _, k := range t.children(i, "obl", "nmod", "advmod", "parataxis", "advcl") {
			if strings.HasPrefix(t.caseOf(k), "according") && k != token && !t.below(token, k) {
				return r.author(source{sentence, k, "according to", "according to «" + t.Tokens[k].Form + "»"}), true
			}
		}
		for _, k := range t.children(i, "case") {
			if strings.EqualFold(t.Tokens[k].Form, "according") && i != token {
				return r.author(source{sentence, i, "according to", "according to «" + t.Tokens[i].Form + "»"}), true
			}
		}
	}
	return source{}, false
}

// engineSource is the source the language engine proposes, where the grammar shows none.
func (r *reading) engineSource(m *mention) (source, bool) {
	if m.proposal == nil {
		return source{}, false
	}
	best, p := -1, float32(sourceThreshold)
	for _, role := range m.proposal.Roles {
		if role.Name == "source" && role.P >= p {
			best, p = role.Token, role.P
		}
	}
	if best < 0 || best == m.token {
		return source{}, false
	}
	t := r.trees[m.sentence]
	cue := ""
	if h := t.Tokens[best].Head; h >= 0 && t.class(h) == "v" {
		cue = t.Tokens[h].Form
	}
	return source{m.sentence, best, cue, fmt.Sprintf("the language engine's source «%s», probability %.2f", t.Tokens[best].Form, p)}, true
}

// mentionAt is the mention whose trigger is the token, or nil.
func (r *reading) mentionAt(sentence, token int) *mention {
	for _, m := range r.mentions {
		if m.sentence == sentence && m.token == token {
			return m
		}
	}
	return nil
}

// sources writes a chain as RECORD.md has it.
func (r *reading) sources(chain []source) []event.Source {
	out := make([]event.Source, 0, len(chain))
	for _, s := range chain {
		a := r.resolve(s.sentence, s.token)
		words, span := a.Text, a.Span
		if named := r.antecedentOf(a); named != nil {
			words = named.Text // "she" rests on whoever she is; the span stays where the text says it
		} else if name := r.apposedName(s); name >= 0 {
			named := r.resolve(s.sentence, name)
			words, span = named.Text, named.Span
		}
		if words == "" {
			span = r.phrase(s.sentence, s.token)
			words = r.doc.Slice(span)
		}
		out = append(out, event.Source{Text: words, Code: event.Null(a.Code), Sector: event.Null(a.Sector),
			Cue: event.Null(s.cue), Span: span})
	}
	return out
}

// apposedName is the name that stands beside a source's common noun ("his father, Omar Nour"), or -1.
func (r *reading) apposedName(s source) int {
	t := r.trees[s.sentence]
	if t.Tokens[s.token].UPOS != "NOUN" {
		return -1
	}
	for _, k := range t.children(s.token, "appos") {
		if t.Tokens[k].UPOS == "PROPN" {
			return k
		}
	}
	return -1
}

// phrase is the span of a noun with what stands before it: the shortest run that names it.
func (r *reading) phrase(sentence, token int) text.Span {
	t := r.trees[sentence]
	first, last := token, token
	for _, k := range t.kids[token] {
		switch t.rel(k) {
		case "amod", "compound", "nummod", "flat", "nmod":
			if k < token || t.rel(k) == "flat" {
				a, b := t.subtree(k)
				first, last = min(first, a), max(last, b)
			}
		}
	}
	return text.Span{Start: t.Tokens[first].Start, End: t.Tokens[last].End}
}
