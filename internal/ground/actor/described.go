package actor

import (
	"fmt"
	"slices"
	"strings"
)

// described is what the article says of a person: a title before the name, an apposition, a predicate; nil for nothing.
func (s *session) described(b *bearerOf) *meaning {
	var best *meaning
	rank := 0
	for _, m := range b.mentions {
		for _, try := range []func(personSpan) *meaning{s.byTitle, s.byApposition, s.byPredicate, s.byHome} {
			x := try(m)
			if x == nil {
				continue
			}
			r := 1
			if x.sure {
				r++
			}
			if x.sector != "CVL" && x.sector != "UNK" {
				r++
			}
			if r > rank {
				best, rank = x, r
			}
		}
	}
	if best == nil {
		return nil
	}
	c := *best
	return &c
}

// byTitle reads the words before the name: "U.S. Pacific Fleet commander", "Judge", "Israel's Prime Minister".
func (s *session) byTitle(m personSpan) *meaning {
	v := s.views[m.sentence]
	last := m.first - 1
	if last < 0 || v.Tokens[last].UPOS != "NOUN" && v.Tokens[last].UPOS != "PROPN" {
		return nil
	}
	first := last
	for first > 0 && titular(v, first-1) {
		first--
	}
	p := phrase{v: v, head: last, first: first, last: last, poss: -1}
	for t := first; t <= last; t++ {
		if v.lower(t) == "'s" || v.lower(t) == "’s" || v.lower(t) == "'" {
			if o := t - 1; o >= first {
				p.poss, p.first = o, t+1
			}
		}
	}
	c := s.compose(m.sentence, p)
	if !c.known {
		return nil
	}
	return s.fromTitle(c, "title before the name")
}

func (s *session) fromTitle(c composed, how string) *meaning {
	x := &meaning{code: c.code, sector: c.sector, title: c.agent.key, human: true, sure: c.code != "", reason: how + ": " + strings.Join(c.why, "; ")}
	return x
}

// titular reports whether a token can be part of a title before a name.
func titular(v *view, t int) bool {
	switch v.Tokens[t].UPOS {
	case "NOUN", "PROPN", "ADJ":
		return true
	}
	f := v.Tokens[t].Form
	return f == "-" || f == "'s" || f == "’s" || f == "'" || f == "."
}

// byApposition reads "X, deputy leader of Y" and "the commander of Y, General X".
func (s *session) byApposition(m personSpan) *meaning {
	v := s.views[m.sentence]
	h := v.headOfRun(m.first, m.last)
	var at []int
	for _, k := range v.kids[h] {
		if v.rel(k) == "appos" || v.rel(k) == "list" || v.rel(k) == "nmod" && v.caseOf(k) == "" && k > h && v.Tokens[k].Deprel != "nmod:poss" {
			at = append(at, k)
		}
	}
	if g := v.Tokens[h].Head; g >= 0 && v.rel(h) == "appos" {
		at = append(at, g)
	}
	titles := v.descriptors(m)
	for _, k := range slices.Concat(titles, at) {
		if (v.Tokens[k].UPOS == "NOUN" || v.Tokens[k].UPOS == "PROPN") && (s.personAtRun(m.sentence, k) == nil || slices.Contains(titles, k)) {
			if c := s.compose(m.sentence, v.phrase(k)); c.known || c.owner != nil && v.Tokens[k].UPOS == "NOUN" {
				x := s.fromTitle(c, "apposition")
				if !c.known {
					x.sector = s.unlisted(v, k, c)
					if x.sector == "UNK" {
						x.sector = "CVL"
					}
				}
				return x
			}
		}
	}
	return s.afterComma(m)
}

// afterComma reads the noun phrase after a name and a comma, whatever the parser hangs it on: "X, the State Department spokesman,".
func (s *session) afterComma(m personSpan) *meaning {
	v := s.views[m.sentence]
	first := m.last + 2
	if first >= len(v.Tokens) || v.Tokens[m.last+1].Form != "," {
		return nil
	}
	last := -1
	for t := first; t < len(v.Tokens) && t < first+8; t++ {
		if !titular(v, t) && v.Tokens[t].UPOS != "DET" || s.personAt[at{m.sentence, t}] != nil {
			break
		}
		if u := v.Tokens[t].UPOS; u == "NOUN" || u == "PROPN" {
			last = t
		}
	}
	if last < 0 || last+1 < len(v.Tokens) && v.Tokens[last+1].UPOS == "AUX" {
		return nil
	}
	p := v.phrase(last)
	p.first = first
	c := s.compose(m.sentence, p)
	if !c.known || c.agent.class == group || c.agent.plural {
		return nil
	}
	return s.fromTitle(c, "apposition after a comma")
}

func (s *session) personAtRun(sentence, token int) *bearerOf { return s.personAt[at{sentence, token}] }

// byPredicate reads "X is the leader of Y" and "X, who heads Y" as a predicate noun.
func (s *session) byPredicate(m personSpan) *meaning {
	v := s.views[m.sentence]
	h := v.headOfRun(m.first, m.last)
	g := v.Tokens[h].Head
	if g < 0 || v.rel(h) != "nsubj" || v.Tokens[g].UPOS != "NOUN" || v.child(g, "cop") < 0 {
		return nil
	}
	if c := s.compose(m.sentence, v.phrase(g)); c.known {
		return s.fromTitle(c, "the article says he or she is it")
	}
	return nil
}

// byHome reads "X of Human Rights Watch", "X from the Brookings Institution".
func (s *session) byHome(m personSpan) *meaning {
	v := s.views[m.sentence]
	h := v.headOfRun(m.first, m.last)
	for _, k := range v.kids[h] {
		prep := v.caseOf(k)
		if v.rel(k) != "nmod" || prep != "of" && prep != "from" && prep != "with" && prep != "at" {
			continue
		}
		if code := s.ground.placeAt(m.sentence, k); code != "" {
			return &meaning{code: code, sector: "CVL", human: true, sure: true, reason: "from a place of " + countryName(code)}
		}
		if o := s.at(m.sentence, k); o.named && !o.human && !o.land {
			return &meaning{code: o.code, sector: o.sector, human: true, sure: true, reason: fmt.Sprintf("%s %s", prep, orName(o))}
		}
	}
	return nil
}
