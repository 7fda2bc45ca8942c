package actor

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/ground/country"
)

// composed is what the words of a noun phrase say by themselves.
type composed struct {
	agent   agent
	known   bool // the head is a noun of the lexicon
	from    int  // first token of the noun
	code    string
	sector  string
	why     []string
	generic bool       // "foreign", "neighbouring": of no one country
	owner   *meaning   // whose it is
	also    []*meaning // whose else, where several are joined: "Russian and Ukrainian ministers"
	former  bool
}

// nominal resolves a common noun, or a name the base lacks that ends in one: "Iraqi troops", "South Simcoe Police".
func (s *session) nominal(sentence, token int) *meaning {
	v := s.views[sentence]
	if u := v.Tokens[token].UPOS; u != "NOUN" && u != "PROPN" && u != "ADJ" && u != "NUM" && u != "X" {
		return nil
	}
	p := v.phrase(token)
	c := s.compose(sentence, p)
	if !c.known && c.owner == nil && !s.actingKind(v, token) {
		return nil
	}
	m := &meaning{code: c.code, sector: c.sector, sure: c.code != "", vague: c.agent.neutral && c.sector == "CVL"}
	m.human = c.agent.class == person && c.known || v.Tokens[token].Kind == "person"
	m.plural = c.agent.plural || strings.Contains(v.Tokens[token].Feats, "Number=Plur")
	if !c.known && !s.actingKind(v, token) && !agentive(v, token) {
		if v.Tokens[token].UPOS == "PROPN" {
			return nil
		}
		return &meaning{code: c.owner.code, sector: c.owner.sector, name: c.owner.name, thing: true, sure: c.owner.sure,
			reason: "a thing of theirs: " + strings.Join(c.why, "; ")}
	}
	if !c.known {
		m.vague = c.sector == ""
		m.sector, c.why = s.unlisted(v, token, c), append(c.why, "no list has the noun")
	}
	m.reason = strings.Join(c.why, "; ")
	if s.anaphora(sentence, p, c, m) {
		return m
	}
	s.coalition(c, m)
	s.whose(sentence, p, c, m)
	m.join(c)
	s.security(sentence, token, c, m)
	if c.known {
		s.arms(sentence, token, m)
	}
	return m
}

// join makes one of each country of a plural whose owners are joined.
func (m *meaning) join(c composed) {
	if len(c.also) == 0 || !m.plural || m.code == "" || c.agent.code != "" {
		return
	}
	first := *m
	first.others = nil
	m.others = []*meaning{&first}
	for _, o := range c.also {
		other := first
		other.code, other.name = o.code, o.name
		m.others = append(m.others, &other)
	}
}

// whose gives a noun without an owner the country that the article means: none for those of no one country, the publisher's for its own
// officials, else that of the same noun elsewhere, of the armed group it writes of, or of where it happens.
func (s *session) whose(sentence int, p phrase, c composed, m *meaning) {
	token := p.head
	if countries[c.agent.key] && m.plural && m.code == "" && c.owner == nil {
		c.generic = true // "more countries", "the governments of the region"
	}
	if friends[c.agent.key] && m.plural && (c.owner == nil && c.agent.sector == "GOV" || c.owner != nil && (c.owner.land || supranational[c.owner.code] != "")) {
		c.generic, m.sector = true, "GOV" // "its partners": states, and not of the country whose they are
		if c.owner != nil && c.agent.code == "" {
			m.code = ""
		}
	}
	if m.sector == "UNK" && m.code == "" && c.known && c.agent.sector == "UNK" {
		c.generic = true // analysts and observers are of no country that counts
	}
	if away[c.agent.key] && m.code == "" && !s.sameNoun(sentence, token, c, m) {
		c.generic = true
	}
	if c.agent.key == "party" && m.plural && c.owner == nil && s.disputing(p) {
		m.sector = "UNK"
		m.reason += "; parties to a dispute"
	}
	if s.publisher != nil && m.code == "" && m.sector == "GOV" && !m.plural && c.agent.key != "regime" && (s.publisher.sector == "GOV" || s.publisher.sector == "MIL") {
		m.code, m.sure = s.publisher.code, true
		m.reason += "; " + s.publisher.reason
	}
	m.abroad = c.agent.key == "regime"
	if m.code == "" && !c.generic && c.agent.code == "" && !s.sameNoun(sentence, token, c, m) && !s.ofArmy(c, m) {
		s.fromFocus(m, sentence, token)
	}
	if c.generic {
		m.reason += "; said of no one country"
		if m.sector == "BUS" && m.code == "" {
			m.code = "MNC"
		}
	}
}

// agentive reports whether a noun that no list has is formed like one for people: "monitors", "organisers", "islanders".
func agentive(v *view, token int) bool {
	if v.Tokens[token].UPOS != "NOUN" {
		return false
	}
	l := v.lemma(token)
	for _, end := range []string{"er", "or", "ist", "man", "woman", "ian", "ee"} {
		if strings.HasSuffix(l, end) && len(l) > 5 {
			return true
		}
	}
	return false
}

// actingKind reports whether the language engine takes a token for a person or a body.
func (s *session) actingKind(v *view, token int) bool {
	k := v.Tokens[token].Kind
	if k == "person" || k == "organization" {
		return true
	}
	e := v.ent[token]
	return e >= 0 && v.Entities[e].Label != "LOC"
}

// friends are states by what they are to another: whose they are is not what they are.
var friends = set("partner ally neighbour neighbor")

// away are people who are not in their own country, or of none: where they are does not say whose they are.
var away = map[string]bool{"refugee": true, "migrant": true, "asylum seeker": true,
	"smuggler": true, "trafficker": true, "human trafficker": true, "people smuggler": true}

// disputing reports whether parties are those of a conflict or of talks, not political ones: "all parties", "parties to the deal".
func (s *session) disputing(p phrase) bool {
	for t := p.first; t < p.head; t++ {
		switch p.v.lower(t) {
		case "all", "various", "warring", "relevant", "concerned", "conflicting", "negotiating":
			return true
		}
	}
	for _, k := range p.post {
		if p.v.caseOf(k) == "to" {
			return true
		}
	}
	return false
}

// unlisted is the sector of a phrase whose noun no list has.
func (s *session) unlisted(v *view, token int, c composed) string {
	if c.sector != "" {
		return c.sector
	}
	if v.Tokens[token].Kind == "person" || v.ent[token] >= 0 && v.Entities[v.ent[token]].Label == "PER" {
		return "CVL"
	}
	if c.owner != nil && c.owner.sector != "" && !c.owner.land {
		return c.owner.sector
	}
	return "UNK"
}

// compose reads the noun, the words before it, the possessor and what hangs after it.
func (s *session) compose(sentence int, p phrase) (c composed) {
	v := p.v
	first := p.first // the parser may cut a compound that the lexicon knows
	for first > 0 && first > p.head-4 && (v.Tokens[first-1].UPOS == "NOUN" || v.Tokens[first-1].UPOS == "ADJ" || v.Tokens[first-1].Form == "-") {
		first--
	}
	c.agent, c.from, c.known = s.base.agentAt(v, p.head, first)
	c.sector, c.code = c.agent.sector, c.agent.code
	if c.known {
		c.why = append(c.why, fmt.Sprintf("%q is %s in our lexicon", c.agent.key, orNone(c.sector)))
	}
	s.modify(sentence, p, &c)
	if p.poss >= 0 && c.owner == nil {
		s.own(&c, s.at(sentence, p.poss), "possessive")
	}
	for _, k := range p.post {
		s.attach(sentence, p, k, &c)
	}
	s.follow(sentence, p, &c)
	return c
}

// follow reads an "of" that the parser hung elsewhere: "government of Iraq", "members of civil society".
func (s *session) follow(sentence int, p phrase, c *composed) {
	v := p.v
	if c.owner != nil || !c.known || p.last+2 >= len(v.Tokens) || v.lower(p.last+1) != "of" {
		return
	}
	for t := p.last + 2; t < len(v.Tokens) && t < p.last+5; t++ {
		if l, ok := v.landAt(t); ok && v.Tokens[t].UPOS == "PROPN" {
			s.own(c, s.ofLand(l), "of")
			return
		}
		u := v.Tokens[t].UPOS
		if u == "NOUN" && s.collective(v, p.head) && (t+1 == len(v.Tokens) || v.Tokens[t+1].UPOS != "NOUN") {
			s.own(c, s.at(sentence, t), "of it")
			return
		}
		if u != "DET" && u != "ADJ" && u != "NOUN" {
			return
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "without a sector"
	}
	return s
}

// joined are the countries that stand beside one: "the presidents of Venezuela and Guyana".
func (s *session) joined(v *view, token int) (out []*meaning) {
	for _, k := range v.kids[token] {
		if l, ok := v.landAt(k); ok && v.rel(k) == "conj" {
			out = append(out, s.ofLand(l))
		}
	}
	return out
}

func (s *session) ofLand(l country.Meaning) *meaning {
	return &meaning{code: l.Country.ISO3, name: l.Country.Name, sector: "GOV", land: true, sure: true}
}

// attach reads what hangs after the noun: "people of Thailand", "forces loyal to Assad", "spokesman for the ministry".
func (s *session) attach(sentence int, p phrase, k int, c *composed) {
	v := p.v
	switch v.rel(k) {
	case "nmod":
		prep := v.caseOf(k)
		if prep == "of" && (c.agent.neutral && s.collective(v, p.head) || numerals[v.lemma(p.head)]) {
			// "group of lawyers", "members of the judiciary"
			s.own(c, s.at(sentence, k), "of it")
			return
		}
		switch prep {
		case "of", "for", "from", "in", "to", "at", "with", "on", "within", "inside", "near", "around", "under":
			if code := s.ground.placeAt(sentence, k); code != "" && prep != "with" && prep != "to" && prep != "for" {
				if c.owner == nil {
					s.own(c, &meaning{code: code, land: true, sector: "GOV", sure: true}, "a place of "+countryName(code)+" after it")
					if prep == "of" {
						c.also = append(c.also, s.joined(v, k)...)
					}
				}
				return
			}
			if c.owner == nil && (prep != "to" && prep != "with" && prep != "on" || c.agent.neutral || c.agent.class == person) {
				if m := s.at(sentence, k); m.code != "" && (m.sure || m.named || m.linked) {
					s.own(c, m, prep+" whom")
				}
			}
		}
	case "acl", "amod":
		w := v.lemma(k)
		if w == "loyal" || w == "allied" || w == "affiliated" || w == "close" || w == "represent" || w == "link" || w == "affiliate" || w == "ally" {
			for _, o := range v.kids[k] {
				if r := v.rel(o); (r == "obl" || r == "obj" || r == "nmod") && c.owner == nil {
					s.own(c, s.at(sentence, o), w)
				}
			}
		}
	}
}

var numerals = set("one two three four five six some many most several dozens hundreds thousands half majority number group all none dozen hundred thousand lot part rest quarter couple handful")

// collective heads are of their "of" phrase's kind.
func (s *session) collective(v *view, head int) bool {
	switch v.lemma(head) {
	case "group", "boat", "boatload", "busload", "convoy", "column", "wave", "crowd", "member", "leader", "number", "representative", "team", "majority", "supporter", "head", "part", "element", "dozen", "side", "figure", "chief", "spokesman", "spokeswoman", "delegation", "commander", "founder":
		return true
	}
	return false
}

// own gives a phrase its owner: the country, and the sector where the noun has none of its own.
func (s *session) own(c *composed, o *meaning, how string) {
	if o == nil || o.code == "" && o.sector == "" || c.owner != nil {
		return
	}
	c.owner = o
	if c.generic && c.agent.plural && strings.HasPrefix(how, "a place") {
		return // "foreign ambassadors in Turkey"
	}
	if c.agent.code == "" || c.agent.code == "NGO" && o.code == "UNO" || c.agent.code == "UNO" {
		if c.code == "" || o.code != "" {
			c.code = o.code
		}
	}
	c.why = append(c.why, fmt.Sprintf("%s: %s %s", how, orName(o), o.code))
	switch {
	case o.land, o.sector == "" && isState(o.code):
	case supranational[o.code] != "" && o.sector == "":
		if c.sector != "MIL" || o.code == "UNO" || o.code == "EUR" {
			c.sector = ""
		}
	case c.agent.neutral || !c.known || c.agent.code == "UNO" || follower[c.agent.key]:
		if o.sector != "" && !(o.human && o.sector == "CVL" && c.sector != "") {
			c.sector, c.agent.neutral = o.sector, false
		}
		if o.who != nil && supporters[c.agent.key] { // a leader's supporters do not govern, nor need they fight
			switch o.sector {
			case "GOV":
				c.sector = "PTY"
			case "REB", "MIL":
				c.sector = "OPP"
			}
		}
		if o.human && o.sector == "GOV" && forces[c.agent.key] {
			c.sector = "MIL"
		}
	case c.sector == "GOV" && c.agent.class == person && o.named && !o.human && o.sector != "" && isState(o.code):
		c.sector = o.sector // "NAACP president", "Pentagon official"
	case (o.sector == "REB" || o.sector == "CRM" || o.sector == "PRM") && armed[c.sector]:
		c.sector = o.sector
	}
}

func orName(o *meaning) string {
	if o.name != "" {
		return o.name
	}
	return "somebody of"
}

// follower nouns are of the camp they follow.
var follower = set("supporter follower backer loyalist sympathizer member leader fighter fighters militant militia commander leadership ally candidate official")

var supporters = set("supporter follower backer loyalist sympathizer")

var forces = set("force unit convoy position base plane aircraft helicopter troop vehicle")

// armed are the sectors that an armed owner takes over: "Islamic State judge", "Hezbollah commander".
var armed = map[string]bool{"GOV": true, "MIL": true, "JUD": true, "REB": true, "UAF": true, "LEG": true, "COP": true, "ELI": true, "PTY": true, "PRM": true, "SPY": true}

// militants are the words that mean the armed group of an article without naming it. Rebels may be of many groups.
var militants = set(`militant jihadist jihadi extremist terrorist fighter fighters`)

// ofArmy gives the bare militants of an article to the one armed group that it writes of.
func (s *session) ofArmy(c composed, m *meaning) bool {
	if s.army == nil || !c.known || m.sector != "REB" && m.sector != "UAF" && c.agent.key != "enemy" {
		return false
	}
	last := c.agent.key[strings.LastIndexByte(c.agent.key, ' ')+1:]
	if !militants[last] && c.agent.class != group && last != "enemy" {
		return false
	}
	m.code, m.sector, m.name, m.wikidata, m.sure = s.army.code, s.army.sector, s.army.name, s.army.wikidata, true
	m.reason += "; the armed group that the article writes of is " + s.army.name
	return true
}

// coalition: states that fight together are an organisation of states.
func (s *session) coalition(c composed, m *meaning) {
	if !c.known || c.agent.key != "coalition" && c.agent.key != "alliance" || c.owner != nil && !c.owner.land || c.sector != "CVL" {
		if c.agent.code == "IGO" {
			m.code = "IGO"
		}
		return
	}
	m.code, m.sector, m.sure = "IGO", "MIL", true
	m.reason += "; a coalition of states"
}

// security: unspecified security forces fight armed groups as soldiers and face others as police.
func (s *session) security(sentence, token int, c composed, m *meaning) {
	switch c.agent.key {
	case "security forces", "security force":
		if !s.rebels || s.protests >= s.fighters {
			m.sector = "COP"
			m.reason += "; the article tells of no armed group that they fight, or rather of protests"
		}
	case "officer":
		if !s.police && m.sector == "COP" {
			m.sector = "MIL"
			m.reason += "; the article names no police"
		}
	case "terrorist":
		if m.code != "" && s.fighters > 1 {
			m.sector = "REB"
			m.reason += "; the article tells of armed groups"
		}
	case "gunman", "attacker", "assailant", "armed man", "masked man":
		if s.crime && m.sector == "UAF" {
			m.sector = "CRM"
			m.reason += "; the article tells of organised crime"
		}
	}
}

// sameNoun gives a bare noun the owner that the article gives the same noun elsewhere: "rebels" after "Syrian rebels".
func (s *session) sameNoun(sentence, token int, c composed, m *meaning) bool {
	list := s.owners[c.agent.key]
	if !c.known || len(list) == 0 {
		return false
	}
	best := list[0]
	for _, o := range list {
		if o.sentence < sentence || o.sentence == sentence && o.token < token {
			best = o
		}
	}
	if best.code != s.ground.here && sentence-best.sentence > 1 { // not just before: rather those of where it happens
		for _, o := range list {
			if o.code == s.ground.here {
				best = o
			}
		}
	}
	if before := best.sentence < sentence || best.sentence == sentence && best.token < token; !before && len(slices.CompactFunc(slices.Clone(list), func(a, b owned) bool { return a.code == b.code })) > 1 {
		return false // later ones differ: none of them is meant for sure
	}
	m.code, m.linked, m.refers, m.sure = best.code, true, best.at, true
	if best.sector != "" && (c.agent.neutral || armed[m.sector] && armed[best.sector]) {
		m.sector = best.sector
	}
	m.reason += fmt.Sprintf("; the article calls them %s elsewhere", best.code)
	return true
}

// findOwners notes the common nouns whose country or camp the article says, and what else the article is about.
func (s *session) findOwners() {
	for i, v := range s.views {
		for t := range v.Tokens {
			if v.Tokens[t].UPOS != "NOUN" && v.Tokens[t].UPOS != "PROPN" {
				continue
			}
			p := v.phrase(t)
			a, from, ok := s.base.agentAt(v, t, p.first)
			if !ok {
				continue
			}
			s.rebels = s.rebels || a.sector == "REB"
			switch {
			case a.sector == "REB" || a.key == "terrorist":
				s.fighters++
			case strings.HasPrefix(a.key, "protest") || strings.HasSuffix(a.key, "demonstrator") || strings.HasSuffix(a.key, "protester"):
				s.protests++
			}
			s.allied = s.allied || a.key == "coalition" && (t == 0 || !parties[v.lower(t-1)])
			s.police = s.police || strings.Contains(a.key, "police")
			s.crime = s.crime || a.key == "cartel" || a.key == "drug cartel" || a.key == "gang" || strings.HasPrefix(a.key, "drug ")
			if from > p.first || p.poss >= 0 || len(p.post) > 0 {
				c := s.compose(i, p)
				if c.owner != nil && c.code != "" && !c.generic && (c.owner.sure || c.owner.land) {
					s.owners[a.key] = append(s.owners[a.key], owned{at{i, t}, c.code, c.sector})
				}
			}
		}
		for _, m := range v.names {
			if e := s.pick(m.refs); e != nil {
				if r, _ := e.At(s.day); r.Sector == "REB" {
					s.rebels = true
				}
			}
		}
	}
	clear(s.memo) // what was resolved on the way lacked the owners found after it
}
