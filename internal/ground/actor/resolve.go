package actor

import (
	"fmt"
	"strings"

	"dateline/internal/ground/country"
)

// resolve says whom the phrase of a token stands for; nil when nothing does.
func (s *session) resolve(sentence, token int) *meaning {
	m := s.whoever(sentence, token)
	if m != nil && m.sector == "CVL" && (m.human || m.plural || s.views[sentence].lemma(token) == "people") && s.views[sentence].uprooted(token) {
		m.sector = "REF"
		m.reason += "; uprooted, by the words beside it"
	}
	return m
}

// uprooting are the verbs of those who leave their homes.
var uprooting = set("displace flee uproot exile")

// refuge is what those seek who are uprooted.
var refuge = set("asylum refuge shelter sanctuary")

// uprooted reports whether a participle or a relative clause says of somebody that they were driven from home: "displaced Syrians", "families who
// have fled Mosul", "people seeking asylum"; or that they live abroad without papers.
func (v *view) uprooted(token int) bool {
	for _, k := range v.kids[token] {
		if r := v.rel(k); (r == "amod" || r == "acl" || r == "compound") && uprooting[v.lemma(k)] || strings.HasPrefix(v.lower(k), "undocumented") {
			return true
		} else if r == "acl" && v.lemma(k) == "seek" {
			if o := v.child(k, "obj"); o >= 0 && refuge[v.lemma(o)] {
				return true
			}
		}
	}
	return false
}

// whoever says whom the phrase of a token stands for by its own words, those it refers to and the article's country.
func (s *session) whoever(sentence, token int) *meaning {
	v := s.views[sentence]
	tok := &v.Tokens[token]
	if p := s.personAt[at{sentence, token}]; p != nil {
		return s.ofPerson(p, at{sentence, token})
	}
	if k := pronouns[v.lower(token)]; k.kind != 0 && (tok.Form == "I" || len(tok.Form) < 2 || tok.Form != strings.ToUpper(tok.Form) || v.shout) && (tok.UPOS == "PRON" || tok.UPOS == "DET" || tok.Deprel == "nmod:poss") {
		return s.pronoun(sentence, token, k)
	}
	if m := s.quantity(sentence, token); m != nil {
		return m
	}
	if m := s.named(sentence, token); m != nil {
		return m
	}
	if m := s.byLand(sentence, token); m != nil {
		return m
	}
	if a, ok := s.abbrev[tok.Form]; ok && a != (at{sentence, token}) {
		m := *s.at(a.sentence, a.token)
		m.reason, m.refers, m.linked = fmt.Sprintf("the article introduces %q as short for it; %s", tok.Form, m.reason), a, true
		return &m
	}
	return s.nominal(sentence, token)
}

// named resolves a phrase whose head stands in a name of the base: "Islamic State", "the Muslim Brotherhood".
func (s *session) named(sentence, token int) *meaning {
	v := s.views[sentence]
	n := v.ofTok[token]
	if n < 0 {
		return nil
	}
	m := v.names[n]
	e := s.pick(m.refs)
	if e == nil {
		return nil
	}
	// "Islamic State militants", "the Obama administration": the name only says whose the head is.
	if m.last < token || s.headless(v, m, token) {
		return nil
	}
	return s.ofEntry(e, sentence, token)
}

// headless reports whether a name within a longer phrase only modifies the head, so that the name must not stand for all of it.
func (s *session) headless(v *view, m match, token int) bool {
	h := v.Tokens[token].Head
	return token <= m.last && h > m.last && (v.rel(token) == "flat") && v.Tokens[h].UPOS == "NOUN"
}

func (s *session) ofEntry(e *Entry, sentence, token int) *meaning {
	r, sure := e.At(s.day)
	m := &meaning{code: r.Code, sector: r.Sector, name: e.Name, wikidata: e.Wikidata, named: true, gender: e.Gender, sure: true,
		human: e.Kind == Person || e.Kind == People, plural: e.Kind == People}
	m.reason = fmt.Sprintf("named in our list as %s", e.Name)
	if r.Office != "" {
		m.reason += ", " + r.Office
	}
	if !sure && s.day > 0 {
		m.reason += "; no office there holds the article's date, the nearest counts"
	}
	m.reason += " (" + e.Source + ")"
	if e.Kind == People && m.code == "" && m.sector != "REL" { // believers are of no one country
		s.fromFocus(m, sentence, token)
	}
	return m
}

// pick chooses among the meanings of a name: one whose country the article writes about most; a weak one needs such support.
func (s *session) pick(refs []ref) *Entry {
	var best *Entry
	score := -1.0
	for i, r := range refs {
		e := &s.base.entries[r.entry]
		role, sure := e.At(s.day)
		x := s.ground.weight[role.Code] + s.ground.bodies[role.Code]
		for _, c := range e.In {
			x = max(x, s.ground.weight[c])
		}
		if r.weak && (x <= 0 || !sure && s.day > 0 && !recent(e, role, s.day)) {
			continue
		}
		if !r.weak {
			x += 0.5
		}
		if sure {
			x += 0.5
		}
		if x -= float64(i) * 0.01; x > score {
			best, score = e, x
		}
	}
	return best
}

// recent reports whether somebody of the hand-written lists left office not long before a day, so that a surname still means him or her.
func recent(e *Entry, r Role, day int) bool {
	return e.raw == "" && r.To > 0 && r.To < day && day-r.To < 15*10000
}

// byLand resolves names of countries, of their people and of what stands for their governments.
func (s *session) byLand(sentence, token int) *meaning {
	v := s.views[sentence]
	l, ok := v.landAt(token)
	if !ok || v.lands[v.ofLnd[token]].last < token {
		return nil
	}
	c := l.Country
	m := &meaning{code: c.ISO3, name: c.Name, sure: true, named: true}
	switch l.Use {
	case country.Name, country.Part:
		m.sector, m.land, m.reason = "GOV", true, "a state named alone"
		if l.Use == country.Part {
			m.reason = "a part of " + c.Name + " named alone"
		}
	case country.Capital:
		m.sector, m.land, m.reason = "GOV", true, "the capital stands for the government of "+c.Name
	case country.Seat:
		m.sector, m.land, m.reason = "GOV", true, "a seat that stands for the government of "+c.Name
	default:
		m = s.byNationality(sentence, token, m)
	}
	if m.land && l.Use != country.Part {
		m.wikidata = c.Wikidata
	}
	s.arms(sentence, token, m)
	return m
}

// byNationality tells people ("Iraqis", "7 Japanese", "the French") from the state that an adjective means ("Russian airstrikes").
func (s *session) byNationality(sentence, token int, m *meaning) *meaning {
	v := s.views[sentence]
	tok := &v.Tokens[token]
	l, _ := v.landAt(token)
	if h := tok.Head; tok.UPOS == "ADJ" && v.rel(token) == "conj" && h >= 0 && v.rel(h) == "amod" { // "Russian and Ukrainian ministers"
		m.sector, m.reason, m.land = "GOV", "an adjective of nationality stands for the state", true
		return m
	}
	noun := l.Use == country.Noun || l.Use == country.Plural || tok.UPOS == "NOUN" || tok.UPOS == "PROPN" && v.rel(token) != "compound"
	if noun || v.rel(token) != "amod" && v.rel(token) != "compound" {
		m.sector, m.human, m.plural = "CVL", true, l.Use == country.Plural || v.child(token, "nummod") >= 0
		m.reason, m.land, m.nation, m.vague = "people called by their nationality", false, true, true
		return m
	}
	m.sector, m.reason = "GOV", "an adjective of nationality stands for the state"
	m.land = true
	return m
}

// arms makes a state or its government MIL where it fires, bombs or fights.
func (s *session) arms(sentence, token int, m *meaning) {
	if m.sector == "GOV" && isState(m.code) && s.views[sentence].fights(token) {
		m.sector, m.armed = "MIL", true
		m.reason += "; it fights here"
	}
}

// violent are the words for using force, of verbs and of nouns.
var violent = stems(`bomb bombard shell strike attack fire shoot kill fight clash invade overrun storm raid airstrike bombing bombardment
	shelling air-strike offensive assault raid fighting clash warplane jet missile rocket artillery airstrikes strikes pound target hit troop
	battle incursion invasion launch retake recapture capture seize besiege siege advance withdraw pilot soldier fighter tank warship
	plane bomber drone sortie bombardier operation withdrawal fought struck shot overran counteroffensive counterattack`)

// launching verbs fight only with a violent object.
var launching = stems("began launch carry conduct step continue resume begin start wage mount intensify suspend halt stop join participate")

func (v *view) fights(token int) bool {
	h := v.Tokens[token].Head
	if h < 0 || h >= len(v.Tokens) {
		return false
	}
	switch v.rel(token) {
	case "nsubj", "obl", "conj", "amod", "compound", "nmod":
	default:
		return false
	}
	if v.rel(token) == "obl" && v.caseOf(token) != "by" {
		return false
	}
	if v.rel(token) == "nmod" && v.caseOf(token) != "" && v.Tokens[token].Deprel != "nmod:poss" {
		return false
	}
	l := stem(v.lower(h))
	if launching[l] {
		for _, k := range v.kids[h] {
			if r := v.rel(k); (r == "obj" || r == "obl") && violent[stem(v.lower(k))] {
				return true
			}
		}
		return false
	}
	if v.Tokens[token].Deprel == "nsubj:pass" {
		return false
	}
	return violent[l]
}

// stem cuts the endings of English inflection, so that a lemmatiser's slips do no harm: "battling", "battle" to "battl".
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s", "e"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

func stems(words string) map[string]bool {
	m := map[string]bool{}
	for w := range set(words) {
		m[stem(w)] = true
	}
	return m
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	w := ""
	for _, r := range words + " " {
		if r == ' ' || r == '\n' || r == '\t' {
			if w != "" {
				m[w] = true
			}
			w = ""
			continue
		}
		w += string(r)
	}
	return m
}
