package actor

import (
	"fmt"
	"strings"
)

// modify reads the words before the noun, from the noun outwards.
func (s *session) modify(sentence int, p phrase, c *composed) {
	v := p.v
	filled := false
	for t := min(c.from, p.head) - 1; t >= p.first; t-- {
		if p.poss >= 0 && t <= p.poss && v.Tokens[t].UPOS != "ADJ" {
			break
		}
		if against(v, t) {
			s.opposed(v, t, c)
			t -= 2
			continue
		}
		if whose, ok := strings.CutPrefix(v.lower(t), "pro-"); ok && governments[whose] { // where the tokeniser leaves it whole
			c.loyal()
			continue
		}
		if first := s.ownerBefore(sentence, p, t, c); first >= 0 {
			t = first
			continue
		}
		if v.lower(t) == "coalition" && c.owner == nil && (c.sector == "MIL" || c.agent.neutral) && (t == 0 || !parties[v.lower(t-1)]) {
			c.code, c.sector, c.agent.code, c.agent.neutral = "IGO", "MIL", "IGO", false
			c.why = append(c.why, "of a coalition of states")
		}
		if w := v.lower(t); generics[w] || several[w] && countries[c.agent.key] {
			c.generic = true
		}
		if m, ok := s.base.modifierAt(v, t, c.from); ok {
			filled = c.take(m, v.lower(t), filled)
		}
	}
	if c.former && (c.sector == "GOV" || c.sector == "LEG" || c.sector == "JUD") {
		c.sector = "ELI"
		c.why = append(c.why, "out of office")
	}
	if filled {
		c.agent.neutral = false
	}
}

// opposed reads a word after pro-, anti- or ex-: those who fight for a government are no rebels.
func (s *session) opposed(v *view, t int, c *composed) {
	if v.lower(t-2) == "pro" && governments[v.lower(t)] {
		c.loyal()
	}
	c.former = c.former || v.lower(t-2) == "ex"
}

// governments are the words for the state that somebody is for.
var governments = set("government regime state")

// loyal makes those who fight for a government no rebels.
func (c *composed) loyal() {
	if c.sector == "REB" {
		c.sector = "PRM"
		c.why = append(c.why, "they fight for the government")
	}
}

// ownerBefore reads a name, a person, a country or a place that ends at a token before the noun, and gives its first token; -1
// for none.
func (s *session) ownerBefore(sentence int, p phrase, t int, c *composed) int {
	v := p.v
	if n := v.ofTok[t]; n >= 0 && c.owner == nil && v.names[n].last < c.from {
		if e := s.pick(v.names[n].refs); e != nil && !s.led(v, v.names[n].last, p.head, e.Name, c) {
			s.own(c, s.ofEntry(e, sentence, t), "named before it")
			return v.names[n].first
		}
	}
	if w := s.personAt[at{sentence, t}]; w != nil && c.owner == nil && w.span(sentence, t).last < c.from {
		s.own(c, s.ofPerson(w, at{sentence, t}), "named before it")
		return max(w.span(sentence, t).first, 0)
	}
	if l, ok := v.landAt(t); ok {
		ln := v.lands[v.ofLnd[t]]
		switch {
		case s.led(v, ln.last, p.head, l.Country.ISO3, c):
		case c.owner == nil:
			s.own(c, s.ofLand(l), "its country is named before it")
		case c.owner.land && c.owner.code != l.Country.ISO3 && ln.last+1 < len(v.Tokens) && separates(v.lower(ln.last+1)):
			c.also = append([]*meaning{s.ofLand(l)}, c.also...)
		}
		return ln.first
	}
	if code := s.ground.placeAt(sentence, t); code != "" && c.owner == nil {
		s.own(c, &meaning{code: code, land: true, sector: "GOV"}, "a place of "+countryName(code)+" before it")
		return t
	}
	return -1
}

// separates reports whether a word joins two countries of which each is meant.
func separates(word string) bool {
	return word == "and" || word == "," || word == "-" || word == "–" || word == "or"
}

// take applies a modifier to the noun; filled says, before and after, whether one has given it a sector.
func (c *composed) take(m modifier, word string, filled bool) bool {
	switch {
	case m.sector == "ELI":
		c.former = true
	case m.over && c.sector != m.sector && overrules(m.sector, c):
		c.sector = m.sector
		c.why = append(c.why, fmt.Sprintf("%q makes it %s", word, m.sector))
		return true
	case !m.over && (c.agent.neutral || !c.known) && !filled && !(m.sector == "GOV" && forces[c.agent.key]):
		c.sector = m.sector
		c.why = append(c.why, fmt.Sprintf("%q says %s", word, m.sector))
		return true
	}
	return filled
}

// overrules: a word of a camp overrules a noun's sector only where people of that camp can be meant.
func overrules(sector string, c *composed) bool {
	switch c.sector {
	case "CVL":
		return c.agent.neutral || !c.known || sector == "OPP" || sector == "EDU" || sector == "REF"
	case "REB":
		return sector != "OPP"
	case "JRN", "MED", "REL", "EDU", "BUS", "JUD":
		return sector == "OPP" && c.sector == "REL"
	}
	return true
}

// generics are words that take a phrase out of any one country.
var generics = set("foreign neighboring neighbouring world international global western donor overseas")

// parties are the words before a coalition of parties.
var parties = set("ruling governing opposition government party coalition national")

// several words take nouns for states out of any one.
var several = set("several various many other some few member regional different")

var countries = set("country nation state government power")

// against reports whether a word is governed by pro- or anti-: "anti-government protesters", "pro-Russian".
func against(v *view, t int) bool {
	if t >= 2 && v.Tokens[t-1].Form == "-" {
		w := v.lower(t - 2)
		return w == "anti" || w == "pro" || w == "ex" || w == "non"
	}
	return false
}

// led reports whether a name before a noun only leads or backs it ("US-led coalition", "Turkish-backed rebels"), and then says so.
func (s *session) led(v *view, last, head int, name string, c *composed) bool {
	for t := last + 1; t < min(head, c.from) && t <= last+2; t++ {
		w := v.lower(t)
		if i := strings.LastIndexByte(w, '-'); i >= 0 {
			w = w[i+1:]
		}
		switch w {
		case "led":
			if c.agent.key == "coalition" || c.agent.key == "alliance" || c.agent.key == "force" {
				c.code, c.sector, c.agent.code = "IGO", "MIL", "IGO"
			}
			fallthrough
		case "backed", "supported", "allied", "funded", "trained", "sponsored", "brokered", "mediated", "armed", "equipped",
			"friendly", "aligned", "linked", "affiliated", "style", "speaking", "brokering", "occupied", "held", "controlled", "inspired", "dominated":
			c.why = append(c.why, name+" only "+w+" it")
			return true
		}
	}
	return false
}
