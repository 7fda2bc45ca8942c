package coding

import (
	"fmt"
	"slices"
	"strings"

	"dateline/text"
)

// role is what somebody is to an event.
type role uint8

const (
	noRole role = iota
	actor
	recipient
)

// The probabilities from which a candidate is taken to do it, and to have it done to them.
const (
	actorThreshold     = 0.40
	recipientThreshold = 0.40
	leastForThing      = 0.03 // the engine's least belief for what is no person or body
	leastToDecide      = 0.15 // where the engine believes no more of any candidate, it has no say
)

// actorWeights weigh the clues of roleClues that somebody does it.
var actorWeights = []weight{
	{"always", -0.87},
	{"the engine's belief", 0.68},
	{"the engine's belief in the other role", -0.03},
	{"grammar says so", 0.48},
	{"grammar says the other", -0.79},
	{"subject", -0.06},
	{"object", 0.53},
	{"subject of the passive", 0.00},
	{"agent", 0.69},
	{"possessor", -0.59},
	{"modifier of the noun", -0.51},
	{"by its preposition", 0.51},
	{"understood subject", 0.67},
	{"through a light verb", -0.75},
	{"steps from the trigger", -0.57},
	{"before the trigger", 0.35},
	{"a name", -0.35},
	{"a pronoun", 0.03},
	{"known by code or sector", 0.67},
	{"a place's name", 0.32},
	{"in a phrase of place", -0.06},
	{"the likeliest for the engine", 0.53},
	{"no other trigger is nearer", 0.40},
	{"part of another event's word", -0.47},
	{"for a noun", 0.04},
	{"for what is said", -0.09},
	{"for talks", -0.02},
	{"for force", -0.14},
	{"for coercion", -0.25},
	{"for protest", -0.06},
	{"for help", -0.01},
	{"grammar says so, for a noun", 0.32},
	{"grammar says so, the engine does not", -0.95},
}

// recipientWeights weigh the clues of roleClues that it is done to somebody.
var recipientWeights = []weight{
	{"always", -0.73},
	{"the engine's belief", 0.83},
	{"the engine's belief in the other role", -0.01},
	{"grammar says so", 0.51},
	{"grammar says the other", -0.88},
	{"subject", 0.00},
	{"object", -0.63},
	{"subject of the passive", -0.28},
	{"agent", 0.00},
	{"possessor", 0.33},
	{"modifier of the noun", 0.00},
	{"by its preposition", 0.03},
	{"understood subject", 0.62},
	{"through a light verb", 0.43},
	{"steps from the trigger", -0.57},
	{"before the trigger", -0.05},
	{"a name", -0.06},
	{"a pronoun", 0.00},
	{"known by code or sector", 0.36},
	{"a place's name", 0.27},
	{"in a phrase of place", -0.31},
	{"the likeliest for the engine", 0.50},
	{"no other trigger is nearer", 0.19},
	{"part of another event's word", -0.51},
	{"for a noun", 0.19},
	{"for what is said", 0.38},
	{"for talks", 0.23},
	{"for force", 0.41},
	{"for coercion", 0.49},
	{"for protest", -0.01},
	{"for help", 0.57},
	{"grammar says so, for a noun", -0.59},
	{"grammar says so, the engine does not", -0.44},
}

// candidate is a token that may take part in an event.
type candidate struct {
	token  int
	syntax role
	path   string // the kind of syntactic path
	why    string // the syntactic path
	engine [3]float64
}

// roleClues are what speaks for a candidate having a role in a mention, one of all its candidates.
func (r *reading) roleClues(m *mention, c candidate, as role, all []candidate) clues {
	t := r.trees[m.sentence]
	other := actor + recipient - as
	holds := c.syntax == as
	path := func(name string) float64 { return is(holds && c.path == name) }
	first := c.engine[as] > 0
	for _, o := range all {
		first = first && o.engine[as] <= c.engine[as]
	}
	tok := &t.Tokens[c.token]
	a := r.resolve(m.sentence, c.token)
	placed := slices.ContainsFunc(r.doc.Places, func(p text.Place) bool { return p.Sentence == m.sentence && p.Contains(tok.Span) })
	h := tok.Head
	noun := t.class(m.token) == "n"
	return clues{
		1, odds(c.engine[as]), odds(c.engine[other]),
		is(holds), is(c.syntax == other), path("subject"), path("object"), path("subject of the passive"), path("agent"), path("possessor"),
		path("modifier of the noun"), path("by its preposition"), path("understood subject"), path("through a light verb"),
		float64(min(t.distance(m.token, c.token), 8)) / 4, is(c.token < m.token), is(personLike(tok)), is(tok.UPOS == "PRON"),
		is(a.Code != "" || a.Sector != ""), is(placed), is(placed && locates(m, t, c.token)), is(first), is(r.nearestTrigger(t, c.token) == m),
		is(h >= 0 && h != m.token && r.mentionAt(m.sentence, h) != nil), is(noun), is(spoken[m.kind]), is(m.kind == "CONSULT"),
		is(m.kind == "ASSAULT"), is(m.kind == "COERCE" || m.kind == "SANCTION"), is(m.kind == "PROTEST"), is(m.kind == "AID" || m.kind == "COOPERATE"),
		is(holds && noun), is(holds && c.engine[as] == 0),
	}
}

// setParticipants finds who did it and to whom.
func (r *reading) setParticipants(m *mention) {
	found := r.candidates(m)
	for _, c := range found {
		r.admit(m, c, found)
	}
	m.reason.Actor = participantReason(m.actors, m.reason.Actor, "the sentence names nobody who does it")
	m.reason.Recipient = participantReason(m.recipients, m.reason.Recipient, "the sentence names nobody it is done to")
}

// candidates are those whom the syntax around the trigger and the engine's roles give, in the order of the sentence.
func (r *reading) candidates(m *mention) (found []candidate) {
	at := func(token int) *candidate {
		for k := range found {
			if found[k].token == token {
				return &found[k]
			}
		}
		found = append(found, candidate{token: token})
		return &found[len(found)-1]
	}
	for _, p := range r.syntaxRoles(m) {
		c := at(p.token)
		if c.syntax == noRole {
			c.syntax, c.path, c.why = p.syntax, p.path, p.why
		}
	}
	if m.proposal != nil {
		for _, p := range m.proposal.Roles {
			if role := roleNamed(p.Name); role != noRole {
				c := at(p.Token)
				c.engine[role] = max(c.engine[role], float64(p.P))
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.token - b.token })
	return found
}

func roleNamed(name string) role {
	switch name {
	case "actor":
		return actor
	case "recipient":
		return recipient
	}
	return noRole
}

// admit adds a candidate and what is coordinated with it to the mention when the clues for its likelier role suffice.
func (r *reading) admit(m *mention, c candidate, all []candidate) {
	as := r.roleOf(m, c, all)
	t := r.trees[m.sentence]
	if as == noRole || m.span.Overlaps(t.Tokens[c.token].Span) {
		return
	}
	for _, k := range t.conjuncts(c.token) {
		if k == m.token || r.takesPart(m, k) {
			continue
		}
		for _, a := range r.meant(m, as, k) {
			if r.admissible(m, c, as, k, a) {
				r.enter(m, as, k, a, c.explain(as))
			}
		}
	}
}

// roleOf is the likelier role of a candidate, or none. Where the engine believes in no role of anybody, the grammar decides alone.
func (r *reading) roleOf(m *mention, c candidate, all []candidate) role {
	if !believes(all) {
		return c.syntax
	}
	does, done := probability(actorWeights, r.roleClues(m, c, actor, all)), probability(recipientWeights, r.roleClues(m, c, recipient, all))
	switch {
	case does >= done && does >= actorThreshold:
		return actor
	case done > does && done >= recipientThreshold:
		return recipient
	}
	return noRole
}

// believes reports whether the engine believes in a role of one of the candidates.
func believes(all []candidate) bool {
	return slices.ContainsFunc(all, func(o candidate) bool { return max(o.engine[actor], o.engine[recipient]) > leastToDecide })
}

// meant is whom a token stands for in a role: one actor, or each of several that a phrase sums up.
func (r *reading) meant(m *mention, as role, k int) []text.Actor {
	return r.actors.ResolveAll(r.doc, m.sentence, k, doingOf(m, as))
}

// doingOf is what a role in a mention tells of who has it.
func doingOf(m *mention, as role) text.Doing {
	switch {
	case as == actor && (m.kind == "ASSAULT" || m.kind == "MOBILIZE" && (slices.Contains(m.modes, "troops") || slices.Contains(m.modes, "weapons"))):
		return text.Fights
	case as == actor && (m.kind == "CONSULT" || m.kind == "AGREE"):
		return text.Talks
	case as == recipient && slices.Contains(m.modes, "expel"):
		return text.Flees
	}
	return text.Any
}

// admissible reports whether somebody may take part: known, or a person or body, or strongly believed by the engine; and not
// somebody who takes part already. What is no person or body stands for whose it is ("the deal", "their buildings"), and needs
// the engine's belief.
func (r *reading) admissible(m *mention, c candidate, as role, k int, a text.Actor) bool {
	tok := &r.trees[m.sentence].Tokens[k]
	if !personLike(tok) && tok.UPOS != "PRON" {
		if r.mentionAt(m.sentence, k) != nil { // a deed takes no part in another
			return false
		}
		if m.proposal != nil && c.engine[as] < leastForThing || a.Code == "" && a.Sector == "" && c.engine[as] < 0.5 {
			return false
		}
	}
	return !r.named(m, a)
}

// enter writes a participant and why into the mention.
func (r *reading) enter(m *mention, as role, k int, a text.Actor, why string) {
	why = "«" + r.trees[m.sentence].Tokens[k].Form + "»: " + why
	if a.Reason != "" {
		why += ", " + a.Reason
	}
	if as == actor {
		m.actors = append(m.actors, participant{k, a})
		m.reason.Actor = join(m.reason.Actor, why)
	} else {
		m.recipients = append(m.recipients, participant{k, a})
		m.reason.Recipient = join(m.reason.Recipient, why)
	}
}

func (c candidate) explain(as role) string {
	if c.syntax == as {
		return fmt.Sprintf("%s (engine %.2f)", c.why, c.engine[as])
	}
	return fmt.Sprintf("the language engine's role, probability %.2f", c.engine[as])
}

func (r *reading) takesPart(m *mention, token int) bool {
	has := func(ps []participant) bool {
		return slices.ContainsFunc(ps, func(p participant) bool { return p.token == token })
	}
	return has(m.actors) || has(m.recipients)
}

// named reports whether the same somebody takes part already, under another word: "Hollis … and he".
func (r *reading) named(m *mention, a text.Actor) bool {
	same := func(p participant) bool {
		b := p.actor
		return a.Name != "" && a.Name == b.Name && a.Code == b.Code && a.Sector == b.Sector || a.Span == b.Span && a.Text == b.Text && a.Code == b.Code && a.Sector == b.Sector ||
			a.Refers >= 0 && a.Refers == b.Refers
	}
	return slices.ContainsFunc(m.actors, same) || slices.ContainsFunc(m.recipients, same)
}

// personLike reports whether a token may stand for somebody who acts.
func personLike(t *text.Token) bool {
	return t.Kind == "person" || t.Kind == "organization" || t.UPOS == "PROPN" && t.Kind != "time"
}

func participantReason(ps []participant, why, none string) string {
	if len(ps) == 0 {
		return none
	}
	return why
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// syntaxRoles are the participants that the tree around the trigger names.
func (r *reading) syntaxRoles(m *mention) []candidate {
	t := r.trees[m.sentence]
	if t.class(m.token) == "n" {
		return r.nounRoles(t, m)
	}
	return r.verbRoles(t, m)
}

// verbRoles reads subject, object, agent and obliques of a verb, and its understood subject where it has none.
func (r *reading) verbRoles(t *tree, m *mention) []candidate {
	var out []candidate
	add := func(k int, as role, path, why string) {
		if k >= 0 {
			out = append(out, candidate{token: antecedent(t, k), syntax: as, path: path, why: why})
		}
	}
	passive := isPassive(t, m.token)
	add(t.child(m.token, "nsubj:pass"), recipient, "subject of the passive", "subject of the passive")
	add(t.child(m.token, "obl:agent"), actor, "agent", "agent of the passive")
	if k := activeSubject(t, m.token); k >= 0 {
		add(k, actor, "subject", "subject of the verb")
	}
	for _, k := range t.children(m.token, "obj", "iobj") {
		add(k, objectRole(m), "object", "object of the verb")
	}
	for _, k := range t.children(m.token, "obl") {
		if t.Tokens[k].Deprel != "obl:agent" && t.Tokens[k].Deprel != "obl:tmod" {
			if as := r.byPreposition(m, t, k); as != noRole {
				add(k, as, "by its preposition", "«"+t.caseOf(k)+"» phrase of the verb")
			}
		}
	}
	if t.child(m.token, "nsubj", "nsubj:pass", "csubj") < 0 {
		if k, why := understoodSubject(t, m.token); k >= 0 {
			if passive {
				add(k, recipient, "understood subject", why)
			} else {
				add(k, actor, "understood subject", why)
			}
		}
	}
	return out
}

// objectRole: what one meets or clashes with takes part as an actor (PLOVER: all parties of a reciprocal event).
func objectRole(m *mention) role {
	if m.kind == "CONSULT" && !slices.Contains(m.modes, "visit") {
		return actor
	}
	return recipient
}

// activeSubject is a verb's subject, -1 for none. Where the parser hangs two on a word of saying ("Police closed the road, the ministry said"),
// the nearer one says it.
func activeSubject(t *tree, i int) int {
	best := -1
	for _, k := range t.children(i, "nsubj") {
		if t.Tokens[k].Deprel != "nsubj:pass" && (best < 0 || max(k-i, i-k) < max(best-i, i-best)) {
			best = k
		}
	}
	return best
}

// isPassive reports whether a verb is passive: by its auxiliary or subject, or as a bare participle after a noun.
func isPassive(t *tree, i int) bool {
	if t.child(i, "nsubj:pass", "aux:pass", "obl:agent") >= 0 || t.feat(i, "Voice=Pass") {
		return true
	}
	return t.rel(i) == "acl" && t.feat(i, "VerbForm=Part") && t.feat(i, "Tense=Past")
}

// antecedent is what a relative pronoun refers to: the noun its clause modifies.
func antecedent(t *tree, k int) int {
	if t.feat(k, "PronType=Rel") {
		for up := t.Tokens[k].Head; up >= 0; up = t.Tokens[up].Head {
			if t.rel(up) == "acl" && t.Tokens[up].Head >= 0 {
				return t.Tokens[up].Head
			}
		}
	}
	return k
}

// understoodSubject is the subject that a verb without one shares: of the verb that governs its infinitive (the object,
// where the verb above has one: "ordered troops to withdraw"), of its coordinate, of the clause it stands in, or the noun it
// modifies.
func understoodSubject(t *tree, i int) (int, string) {
	for range t.Tokens {
		h := t.Tokens[i].Head
		if h < 0 {
			return -1, ""
		}
		switch t.rel(i) {
		case "acl":
			if t.class(h) == "n" && !t.feat(i, "VerbForm=Inf") {
				return antecedent(t, h), "the noun that the participle modifies"
			}
			if k := t.child(h, "nmod:poss"); k >= 0 {
				return k, "possessor of the noun above the infinitive"
			}
			i = h
			continue
		case "xcomp", "ccomp", "advcl":
			if t.rel(i) == "xcomp" || gerundAfter(t, i) {
				if k := t.child(h, "obj", "iobj"); k >= 0 {
					return antecedent(t, k), "object of the verb that governs the infinitive"
				}
			}
		case "conj", "obj", "obl", "nmod", "parataxis":
		default:
			return -1, ""
		}
		if k := t.child(h, "nsubj", "nsubj:pass"); k >= 0 {
			return antecedent(t, k), "subject shared with «" + t.Tokens[h].Form + "»"
		}
		i = h
	}
	return -1, ""
}

// gerundAfter reports a gerund that a preposition joins to a verb with an object, whose object does it: "accused the rebels of
// shelling", "kept the convoy from leaving".
func gerundAfter(t *tree, i int) bool {
	for _, k := range t.children(i, "mark", "case") {
		switch t.lemma(k) {
		case "of", "from", "for":
			return true
		}
	}
	return false
}

// nounRoles reads the possessor, modifiers and prepositional phrases of an event noun, and the subject of its light verb.
func (r *reading) nounRoles(t *tree, m *mention) []candidate {
	var out []candidate
	add := func(k int, as role, path, why string) {
		out = append(out, candidate{token: antecedent(t, k), syntax: as, path: path, why: why})
	}
	for _, k := range t.kids[m.token] {
		switch t.Tokens[k].Deprel {
		case "nmod:poss":
			add(k, possessorRole(m, t), "possessor", "possessor of the noun")
		case "compound", "amod", "nmod":
			if t.caseOf(k) == "" {
				if a := r.resolve(m.sentence, k); a.Code != "" || a.Sector != "" {
					add(k, actor, "modifier of the noun", "modifier of the noun")
				}
				continue
			}
			if as := r.byPreposition(m, t, k); as != noRole {
				add(k, as, "by its preposition", "«"+t.caseOf(k)+"» phrase of the noun")
			}
		}
	}
	return append(out, r.lightVerbRoles(t, m)...)
}

// aimed are the types whose act is aimed at the deeds of others.
var aimed = map[string]bool{"ACCUSE": true, "REQUEST": true, "REJECT": true, "THREATEN": true, "SUPPORT": true, "PROTEST": true}

// lightVerbRoles reads the participants off the verb an event noun belongs to: "launched an attack", "talks were held by".
func (r *reading) lightVerbRoles(t *tree, m *mention) []candidate {
	var out []candidate
	h := t.Tokens[m.token].Head
	if h < 0 || t.class(h) != "v" {
		return nil
	}
	if above := r.mentionAt(m.sentence, h); above != nil && aimed[above.kind] { // who condemns an attack does not attack
		return nil
	}
	undergoes := r.book.verbs["undergo"][t.lemma(h)] && (m.kind == "ASSAULT" || m.kind == "COERCE" || m.kind == "SANCTION" || m.kind == "AID")
	switch t.Tokens[m.token].Deprel {
	case "obl":
		if k := activeSubject(t, h); k >= 0 && t.caseOf(m.token) == "under" {
			out = append(out, candidate{token: antecedent(t, k), syntax: recipient, path: "through a light verb", why: "subject of what is under it"})
		}
	case "obj":
		if k := activeSubject(t, h); k >= 0 && undergoes {
			out = append(out, candidate{token: antecedent(t, k), syntax: recipient, path: "through a light verb", why: "subject of «" + t.Tokens[h].Form + "», which undergoes it"})
		} else if k >= 0 {
			out = append(out, candidate{token: antecedent(t, k), syntax: actor, path: "through a light verb", why: "subject of «" + t.Tokens[h].Form + "»"})
		} else if k, why := understoodSubject(t, h); k >= 0 {
			out = append(out, candidate{token: k, syntax: actor, path: "through a light verb", why: why})
		}
	case "nsubj:pass":
		if k := t.child(h, "obl:agent"); k >= 0 {
			out = append(out, candidate{token: k, syntax: actor, path: "through a light verb", why: "agent of «" + t.Tokens[h].Form + "»"})
		}
	case "nsubj":
		if k := t.child(h, "obj"); k >= 0 && (m.kind == "ASSAULT" || m.kind == "COERCE") {
			out = append(out, candidate{token: k, syntax: recipient, path: "through a light verb", why: "object of «" + t.Tokens[h].Form + "»"})
		}
	}
	for _, k := range t.children(h, "obl") {
		if t.Tokens[k].Deprel == "obl" && k > m.token {
			if as := r.byPreposition(m, t, k); as == recipient {
				out = append(out, candidate{token: k, syntax: recipient, path: "through a light verb", why: "«" + t.caseOf(k) + "» phrase of the verb"})
			}
		}
	}
	return out
}

// possessorRole: in "his arrest" and "the president's trial" the possessor suffers the event; elsewhere it acts.
func possessorRole(m *mention, t *tree) role {
	suffers := []string{"arrest", "deport", "convict", "expel", "allege", "targeted", "abduct", "release"}
	if slices.ContainsFunc(m.modes, func(mode string) bool { return slices.Contains(suffers, mode) }) {
		return recipient
	}
	switch t.lemma(m.token) {
	case "death", "killing", "murder", "displacement", "rescue":
		return recipient
	}
	return actor
}

// byPreposition is the role the codebook gives a phrase by its preposition, for somebody who can take part.
func (r *reading) byPreposition(m *mention, t *tree, k int) role {
	prep := t.caseOf(k)
	table := r.book.prepositions(m.kind)
	if prep == "of" && m.entry != nil && m.entry.ofActor {
		return actor
	}
	if !personLike(&t.Tokens[k]) && t.Tokens[k].UPOS != "PRON" {
		if a := r.resolve(m.sentence, k); a.Code == "" && a.Sector == "" {
			return noRole
		}
	}
	switch {
	case slices.Contains(table.actor, prep):
		return actor
	case slices.Contains(table.recipient, prep) && !strings.Contains(t.Tokens[k].Kind, "time"):
		return recipient
	}
	return noRole
}
