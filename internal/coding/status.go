package coding

import (
	"fmt"
	"math"
	"slices"

	"dateline/event"
)

// How much, in units of log probability, the grammar's status counts beside the engine's: what it found, and that it found nothing which lowers
// "actual" (docs/quality.md).
const (
	ruleWeight    = 2.0
	silenceWeight = 1.0
)

// finding is a status that the grammar around a trigger shows, and why.
type finding struct {
	status  event.Status
	negated bool
	why     string
}

// setStatus decides what the article asserts about a mention, from the grammar around it and the engine's belief.
func (r *reading) setStatus(m *mention) {
	f := r.grammarStatus(m)
	m.status, m.negated = f.status, f.negated
	m.reason.Status = f.why
	if m.proposal == nil {
		return
	}
	best, score := m.status, math.Inf(-1)
	for k, s := range event.Statuses {
		v := math.Log(float64(m.proposal.Status[k]) + 1e-6)
		if s == f.status {
			v += f.weight()
		}
		if v > score {
			best, score = s, v
		}
	}
	p := m.proposal.Status[slices.Index(event.Statuses[:], best)]
	if best == f.status {
		m.reason.Status = fmt.Sprintf("%s; the language engine agrees with probability %.2f", f.why, p)
	} else {
		m.reason.Status = fmt.Sprintf("the language engine says %s with probability %.2f, against the grammar (%s)", best, p, f.why)
		m.negated = m.proposal.Negated > 0.5
	}
	m.status = best
	m.historical = m.proposal.Historical > 0.5
}

// weight is how much a finding of the grammar adds to the log of the engine's belief: little where it found nothing.
func (f finding) weight() float64 {
	if f.status == event.Actual {
		return silenceWeight
	}
	return ruleWeight
}

// grammarStatus climbs from the trigger through what governs it and takes the first status it meets.
func (r *reading) grammarStatus(m *mention) finding {
	t := r.trees[m.sentence]
	f := finding{status: event.Actual, why: "nothing in the sentence lowers it"}
	i := m.token
	if h := t.Tokens[i].Head; m.names && h >= 0 {
		i = h // "calls the deal an insult" has the status of the calling
	}
	denied := ""
	if hostile[m.kind] && conditionalWill(t, m.token) {
		return finding{status: event.Threatened, why: "a hostile act that will follow on a condition"}
	}
	planned := finding{}
	for range t.Tokens {
		if w := negation(t, i); w != "" && denied == "" {
			denied = w
		}
		s, why := r.ownStatus(t, i)
		h := t.Tokens[i].Head
		if s == "" && h >= 0 {
			s, why = r.governorStatus(t, i, h)
		}
		if s != "" && s != event.Planned {
			return settle(finding{status: s, why: why}, denied)
		}
		if s == event.Planned && planned.status == "" {
			planned = finding{status: s, why: why} // "ordered them to prepare to leave": what stands above may say more
		}
		if h < 0 || !r.passesStatus(t, i, h) {
			break
		}
		i = h
	}
	if planned.status != "" {
		return settle(planned, denied)
	}
	if headlineInfinitive(t, m.token) {
		f = finding{status: event.Planned, why: "an infinitive as a headline's verb announces"}
	}
	return settle(f, denied)
}

// hostile are the types whose announcement on a condition is a threat.
var hostile = map[string]bool{"ASSAULT": true, "COERCE": true, "SANCTION": true, "MOBILIZE": true}

// conditionalWill reports a verb with will or would and an if-clause: "would hit the buses if they moved".
func conditionalWill(t *tree, i int) bool {
	will := false
	for _, k := range t.children(i, "aux") {
		switch t.lemma(k) {
		case "will", "would", "'ll", "shall":
			will = true
		}
	}
	for _, k := range t.children(i, "advcl") {
		if m := t.child(k, "mark"); will && m >= 0 && (t.lemma(m) == "if" || t.lemma(m) == "unless") {
			return true
		}
	}
	return false
}

// settle joins a negation with a status: what is negated and not merely wanted or feared is denied.
func settle(f finding, denied string) finding {
	if denied == "" {
		return f
	}
	if f.status == event.Actual || f.status == event.Denied {
		return finding{status: event.Denied, why: "negated by «" + denied + "»"}
	}
	f.negated = true
	f.why += ", negated by «" + denied + "»"
	return f
}

// negation is the word that negates token i, or the empty string.
func negation(t *tree, i int) string {
	for _, k := range t.kids[i] {
		switch t.lemma(k) {
		case "not", "never", "n't", "neither", "nor":
			return t.Tokens[k].Form
		case "no", "without":
			if t.rel(k) == "det" || t.rel(k) == "case" || t.rel(k) == "mark" {
				return t.Tokens[k].Form
			}
		}
	}
	if t.class(i) != "v" {
		return ""
	}
	for _, k := range t.children(i, "nsubj", "obj") { // "not a single shot was fired", "nobody was killed"
		switch t.lemma(k) {
		case "nobody", "none", "nothing", "no-one":
			return t.Tokens[k].Form
		}
		if w := negation(t, k); w != "" && t.class(k) == "n" {
			return w
		}
	}
	return ""
}

// ownStatus is the status that auxiliaries and markers of token i itself give.
func (r *reading) ownStatus(t *tree, i int) (event.Status, string) {
	if beTo(t, i) {
		return event.Planned, "«is to»"
	}
	for _, k := range t.kids[i] {
		form := t.lemma(k)
		switch t.rel(k) {
		case "aux":
			switch form {
			case "will", "shall", "'ll", "wo":
				return event.Planned, "future «" + t.Tokens[k].Form + "»"
			case "may", "might", "could", "can", "would":
				return event.Possible, "«" + t.Tokens[k].Form + "»"
			case "must", "should", "ought":
				return event.Demanded, "«" + t.Tokens[k].Form + "»"
			}
		case "mark":
			if r.book.status[form+"/m"] == "possible" {
				return event.Possible, "conditional «" + t.Tokens[k].Form + "»"
			}
		case "amod", "advmod", "compound":
			if s := event.Status(r.book.status[form+"/"+t.class(k)]); s.Valid() && s != event.Denied && t.class(i) == "n" {
				return s, "«" + t.Tokens[k].Form + "» modifies it"
			}
		}
	}
	return "", ""
}

// beTo reports an infinitive with a form of be: "is to go on trial", "was to take place".
func beTo(t *tree, i int) bool {
	to := false
	for _, k := range t.children(i, "mark") {
		to = to || t.lemma(k) == "to"
	}
	if !to {
		return false
	}
	for _, k := range t.children(i, "aux", "cop") {
		if t.lemma(k) == "be" && t.Tokens[k].Deprel != "aux:pass" {
			return true
		}
	}
	h := t.Tokens[i].Head
	return h >= 0 && t.lemma(h) == "be" && (t.rel(i) == "xcomp" || t.rel(i) == "ccomp")
}

// governorStatus is the status that the word above gives to what stands under it.
func (r *reading) governorStatus(t *tree, i, h int) (event.Status, string) {
	s := event.Status(r.statusOf(t, h))
	if !s.Valid() {
		return "", ""
	}
	switch t.rel(i) {
	case "xcomp", "ccomp", "acl", "advcl", "csubj":
		if t.rel(i) == "acl" && t.Tokens[i].Deprel == "acl:relcl" || t.rel(i) == "advcl" && !t.feat(i, "VerbForm=Inf") {
			return "", ""
		}
	case "obj", "nsubj":
		if r.book.verbs["naming"][t.lemma(h)] && nameGiven(t, h) >= 0 { // "called the attack an outrage": nobody asks for it
			return "", ""
		}
		if t.rel(i) == "nsubj" && t.Tokens[i].Deprel != "nsubj:pass" {
			return "", ""
		}
		if t.lemma(h) == "be" {
			return "", ""
		}
	case "obl", "nmod":
		if r.book.verbs["naming"][t.lemma(h)] && i == nameGiven(t, h) {
			return "", ""
		}
		switch t.caseOf(i) {
		case "of", "for", "from", "to", "on", "about", "":
		default:
			return "", ""
		}
	default:
		return "", ""
	}
	return s, "«" + t.Tokens[h].Form + "» governs it"
}

// statusOf is what the codebook says of the word at h, of a verb with its particle first: "call_off/v".
func (r *reading) statusOf(t *tree, h int) string {
	class := t.class(h)
	if k := t.child(h, "compound:prt"); k >= 0 {
		if s := r.book.status[t.lemma(h)+"_"+t.lemma(k)+"/"+class]; s != "" {
			return s
		}
	}
	return r.book.status[t.lemma(h)+"/"+class]
}

// passesStatus reports whether the status above token i reaches it: through coordination and complements, and through a light
// verb ("talks will be held"); not out of a relative clause, an adverbial clause or a modifier.
func (r *reading) passesStatus(t *tree, i, h int) bool {
	switch t.Tokens[i].Deprel {
	case "nsubj", "nsubj:pass", "obj":
		return t.class(i) == "n" && r.statusOf(t, h) == "transparent" || t.rel(i) == "obj"
	case "obl":
		return t.class(i) == "n" && r.statusOf(t, h) == "transparent" && t.class(h) == "v" // "go on trial"
	case "nmod":
		return t.caseOf(i) == "of" && r.statusOf(t, h) == "transparent" // "a round of talks"
	case "acl:relcl", "parataxis", "appos", "amod", "obl:tmod", "nmod:poss", "advmod", "compound":
		return false
	case "advcl":
		return t.feat(i, "VerbForm=Inf")
	}
	return true
}

// headlineInfinitive reports a title whose main verb is an infinitive: "Bahrain to Put Activist on Trial".
func headlineInfinitive(t *tree, i int) bool {
	if t.Part == 0 || !t.feat(i, "VerbForm=Inf") {
		return false
	}
	for _, k := range t.kids[i] {
		if t.rel(k) == "mark" && t.lemma(k) == "to" {
			return t.rel(i) == "root" || t.child(i, "nsubj") >= 0
		}
	}
	return false
}
