package actor

import (
	"fmt"
	"strings"
)

// anaphora resolves definite phrases that take up somebody named before: "the group", "the minister", "the two leaders".
func (s *session) anaphora(sentence int, p phrase, c composed, m *meaning) bool {
	return s.takesUp(sentence, p, c, m)
}

// takesUp looks for the one that a definite phrase without an owner means, and copies code, sector and name.
func (s *session) takesUp(sentence int, p phrase, c composed, m *meaning) bool {
	v := p.v
	det := p.determiner()
	if two := s.twoOf(v, p); two {
		if both := s.pair(sentence, p.head, c.agent.key); both != nil && len(both.others) > 1 {
			*m = *both
			return true
		}
	}
	if !c.known || c.owner != nil {
		return false
	}
	definite := det == "the" || det == "this" || det == "that" || det == "these" || det == "those"
	if !definite && !(det == "" && p.first == p.head && c.agent.class == group && bodies[c.agent.key]) {
		return false
	}
	here := at{sentence, p.first}
	best, score := at{-1, -1}, 0.0
	s.eachBefore(here, 8, func(a at, dist int) {
		if x := s.namesakes(a, c); x > 0 {
			if x -= 0.4 * float64(dist); x > score {
				best, score = a, x
			}
		}
	})
	if best.sentence < 0 {
		return false
	}
	r := s.refer(best, s.textAt(sentence, p.head))
	r.plural = m.plural
	if !c.agent.neutral && c.sector != "" && r.sector != c.sector && !(c.agent.class == group && bodies[c.agent.key]) && supranational[r.code] == "" {
		r.sector = c.sector
	}
	*m = *r
	return true
}

func (s *session) textAt(sentence, head int) string {
	t, _ := s.textOf(sentence, head)
	return t
}

// bodies are nouns that take up a body named before.
var bodies = set("group organization organisation movement party agency commission network company station channel court militia coalition charity union newspaper ministry council committee news-agency country nation bloc alliance insurgency junta")

// anyBody are the nouns that take up a body whatever it is called; the others must stand in its name or be of its sector.
var anyBody = set("group organization organisation movement party militia")

// namesakes weighs whether an earlier mention can be what "the minister" or "the group" means; 0 for not.
func (s *session) namesakes(a at, c composed) float64 {
	v := s.views[a.sentence]
	m := s.at(a.sentence, a.token)
	if m.code == "" && m.sector == "" {
		return 0
	}
	switch {
	case c.agent.key == "country" || c.agent.key == "nation" || c.agent.key == "kingdom" || c.agent.key == "republic":
		if m.land && isState(m.code) && !c.agent.plural {
			return 2.5
		}
		return 0
	case c.agent.class == person && !c.agent.plural:
		return s.officeholder(m, c)
	case c.agent.class == group || c.agent.neutral:
		if m.human || m.land || !m.named || !bodies[c.agent.key] {
			return 0
		}
		x := 0.0
		if strings.Contains(" "+strings.Join(keyWords(m.name), " ")+" ", " "+c.agent.key+" ") ||
			strings.HasSuffix(" "+strings.ToLower(s.textAt(a.sentence, a.token)), " "+c.agent.key) {
			x += 5
		}
		if m.sector == c.sector && c.sector != "" {
			x += 3
		}
		if anyBody[c.agent.key] && c.agent.neutral || c.agent.key == "party" && (m.sector == "OPP" || m.sector == "PTY") || c.agent.key == "organization" || c.agent.key == "movement" {
			x += 2
			if m.sector == "REB" || m.sector == "OPP" || m.sector == "PTY" || m.sector == "SOC" || m.code == "NGO" {
				x++
			}
		}
		if v.rel(a.token) == "nsubj" && x > 0 {
			x += 0.5
		}
		return x
	}
	return 0
}

// officeholder weighs whether a person of the article is "the president", "the judge".
func (s *session) officeholder(m *meaning, c composed) float64 {
	if m.who == nil || m.plural {
		return 0
	}
	if e := m.who.entry; e != nil {
		r, _ := e.At(s.day)
		if strings.Contains(strings.ToLower(r.Office), c.agent.key) {
			return 5
		}
	}
	if strings.Contains(m.reason, fmt.Sprintf("%q", c.agent.key)) {
		return 5
	}
	if c.sector == m.sector && c.sector != "CVL" && c.sector != "GOV" {
		return 2.5
	}
	return 0
}

// twoOf reports whether a phrase means two that were named: "the two leaders", "both sides".
func (s *session) twoOf(v *view, p phrase) bool {
	for t := p.first; t <= p.head; t++ {
		w := v.lower(t)
		if w == "both" && (t+1 == p.head || t == p.head) || w == "two" && p.determiner() == "the" || (w == "warring" || w == "rival") && v.lemma(p.head) == "side" {
			return true
		}
	}
	return false
}

// pair finds the two last different ones of a kind before a token: states and their leaders for leaders and countries, else parties
// to whatever is told.
func (s *session) pair(sentence, token int, noun string) *meaning {
	v := s.views[sentence]
	w := v.lower(token)
	if w != "both" && w != "two" && noun != "leader" && noun != "side" && noun != "country" && noun != "man" && noun != "nation" && noun != "party" && noun != "government" && noun != "group" && noun != "minister" && noun != "president" && noun != "official" {
		return nil
	}
	if noun == "side" && s.warring(v, token) {
		if m := s.insurgents(sentence, token); m != nil {
			return m
		}
	}
	var found []*meaning
	var ref at
	for i := sentence; i >= max(0, sentence-3) && len(found) < 2; i-- {
		var here []*meaning
		for t := range s.views[i].Tokens {
			if i == sentence && t >= token {
				break
			}
			if u := s.views[i].Tokens[t].UPOS; u != "NOUN" && u != "PROPN" || !s.views[i].canAct(t) {
				continue
			}
			m := s.at(i, t)
			if !pairable(m, noun) || m.code == "" || m.land && s.views[i].locates(place{t, t, ""}) {
				continue
			}
			here = append(here, m)
			ref = at{i, t}
		}
		for n := len(here) - 1; n >= 0 && len(found) < 2; n-- {
			if len(found) == 0 || found[0].code != here[n].code || noun == "side" && governs[found[0].sector] != governs[here[n].sector] {
				found = append(found, here[n])
			}
		}
	}
	if len(found) < 2 {
		return nil
	}
	a, b := *found[1], *found[0]
	for _, x := range []*meaning{&a, &b} {
		if noun == "country" || noun == "nation" || noun == "government" {
			x.sector = "GOV"
		}
	}
	m := a
	m.others = []*meaning{&a, &b}
	m.plural, m.linked, m.refers = true, true, ref
	m.reason = fmt.Sprintf("two named before it: %s and %s", orName(&a), orName(&b))
	return &m
}

// warring reports whether a phrase speaks of sides at war.
func (s *session) warring(v *view, token int) bool {
	p := v.phrase(token)
	for t := p.first; t < token; t++ {
		if w := v.lower(t); w == "warring" || w == "fighting" || w == "combatant" {
			return true
		}
	}
	return false
}

// warBack is how many sentences back those are looked for who fight a government.
const warBack = 8

// insurgents are the sides of a war within a country: the last rebels named before a token and their country's government; nil where the
// article names none.
func (s *session) insurgents(sentence, token int) *meaning {
	var rebels *meaning
	var ref at
	s.eachBefore(at{sentence, token}, warBack, func(c at, _ int) {
		if rebels != nil && c.sentence != ref.sentence {
			return
		}
		if m := s.at(c.sentence, c.token); m.sector == "REB" && isState(m.code) {
			rebels, ref = m, c
		}
	})
	if rebels == nil {
		return nil
	}
	a, b := meaning{code: rebels.code, sector: "GOV", sure: true}, *rebels
	m := a
	m.others = []*meaning{&a, &b}
	m.plural, m.linked, m.refers = true, true, ref
	m.reason = fmt.Sprintf("the sides of the war: the government of %s and %s", countryName(a.code), orName(&b))
	return &m
}

// governs are the sectors of one side of a conflict within a country; its others are against that.
var governs = map[string]bool{"GOV": true, "MIL": true, "COP": true}

func pairable(m *meaning, noun string) bool {
	switch noun {
	case "leader", "man", "minister", "president", "official":
		return m.who != nil
	case "country", "nation", "government":
		return m.land || m.who != nil || m.sector == "GOV"
	case "group":
		return m.named && !m.land && !m.human && m.sector != "JRN" && m.sector != ""
	}
	return m.land || m.sector == "GOV" || m.sector == "REB" || m.sector == "MIL" || m.sector == "OPP" || m.sector == "PTY"
}
