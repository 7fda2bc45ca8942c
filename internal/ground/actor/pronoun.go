package actor

import (
	"fmt"
	"strings"
)

// pronoun is what a pronoun can refer to: one person 'p', several 's', a body or state 'b', the speaker 'w', somebody
// unnamed 'u' ("those who"), what a relative clause hangs on 'r'; ' ' for none of them ("there").
type pronoun struct {
	kind   byte
	gender byte
}

var pronouns = map[string]pronoun{
	"he": {'p', 'm'}, "him": {'p', 'm'}, "his": {'p', 'm'}, "himself": {'p', 'm'}, "she": {'p', 'f'}, "her": {'p', 'f'}, "hers": {'p', 'f'}, "herself": {'p', 'f'},
	"they": {'s', 0}, "them": {'s', 0}, "their": {'s', 0}, "theirs": {'s', 0}, "themselves": {'s', 0},
	"it": {'b', 0}, "its": {'b', 0}, "itself": {'b', 0},
	"we": {'w', 0}, "us": {'w', 0}, "our": {'w', 0}, "ours": {'w', 0}, "ourselves": {'w', 0}, "i": {'w', 0}, "me": {'w', 0}, "my": {'w', 0}, "myself": {'w', 0},
	"who": {'r', 0}, "whom": {'r', 0}, "whose": {'r', 0}, "which": {'r', 0}, "that": {'r', 0},
	"those": {'u', 0}, "these": {'u', 0}, "others": {'u', 0}, "everyone": {'u', 0}, "everybody": {'u', 0}, "anyone": {'u', 0}, "someone": {'u', 0}, "nobody": {'u', 0},
	"no-one": {'u', 0}, "somebody": {'u', 0}, "anybody": {'u', 0}, "many": {'u', 0}, "some": {'u', 0}, "several": {'u', 0}, "most": {'u', 0}, "few": {'u', 0}, "none": {'u', 0},
	"both": {'2', 0}, "all": {'u', 0}, "each": {'u', 0}, "one": {'u', 0}, "another": {'u', 0},
	"you": {' ', 0}, "your": {' ', 0}, "there": {' ', 0}, "this": {' ', 0}, "what": {' ', 0}, "whatever": {' ', 0}, "something": {' ', 0}, "nothing": {' ', 0}, "anything": {' ', 0}, "everything": {' ', 0},
}

// back is how many sentences an antecedent may lie behind.
const back = 4

func (s *session) pronoun(sentence, token int, k pronoun) *meaning {
	v := s.views[sentence]
	switch k.kind {
	case 'r':
		return s.relative(sentence, token)
	case 'w':
		return s.speaker(sentence, token)
	case '2':
		return s.pair(sentence, token, "both")
	case 'u':
		return s.unnamed(sentence, token)
	case ' ':
		return &meaning{reason: fmt.Sprintf("%q refers to nobody in particular", v.lower(token))}
	}
	if k.kind == 'b' && v.rel(token) == "expl" {
		return &meaning{reason: "it stands for nothing here"}
	}
	here := at{sentence, token}
	best, score := at{-1, -1}, -1e9
	s.eachBefore(here, back, func(c at, dist int) {
		if x, ok := s.fits(c, here, k, dist); ok && x > score {
			best, score = c, x
		}
	})
	if best.sentence < 0 {
		return &meaning{reason: fmt.Sprintf("nothing before %q that it could refer to", v.lower(token)), human: k.kind != 'b'}
	}
	m := s.refer(best, v.Tokens[token].Form)
	if k.kind == 's' {
		s.andOthers(best, m)
	}
	s.arms(sentence, token, m)
	return m
}

// andOthers gives "they" all that is joined to whom it refers to: "five Bulgarian nurses and a Palestinian doctor".
func (s *session) andOthers(to at, m *meaning) {
	if len(m.others) > 0 {
		return
	}
	v := s.views[to.sentence]
	all := []*meaning{m}
	for _, k := range v.kids[to.token] {
		if v.rel(k) != "conj" || !v.canAct(k) {
			continue
		}
		if o := s.at(to.sentence, k); o.code != "" && o.code != m.code && len(o.others) == 0 && o.human == m.human {
			all = append(all, o)
		}
	}
	if len(all) > 1 {
		first := *m
		all[0] = &first
		m.others = all
	}
}

// refer makes the meaning of a phrase that stands for an earlier one.
func (s *session) refer(to at, form string) *meaning {
	m := *s.at(to.sentence, to.token)
	text, _ := s.textOf(to.sentence, to.token)
	m.reason = fmt.Sprintf("%q refers to %q: %s", form, text, m.reason)
	m.linked, m.refers = true, to
	if m.armed { // it fought there, which says nothing of here
		m.sector, m.armed = "GOV", false
	}
	return &m
}

// eachBefore gives the heads before a token, nearest sentence first.
func (s *session) eachBefore(here at, sentences int, f func(c at, dist int)) {
	for i := here.sentence; i >= 0 && i >= here.sentence-sentences; i-- {
		v := s.views[i]
		for t := range v.Tokens {
			if i == here.sentence && t >= here.token {
				break
			}
			switch v.Tokens[t].UPOS {
			case "NOUN", "PROPN":
				if v.canAct(t) {
					f(at{i, t}, here.sentence-i)
				}
			}
		}
	}
}

// fits weighs an antecedent: nearness, subjecthood, whether it is a person, a body or several, and gender.
func (s *session) fits(c, here at, k pronoun, dist int) (float64, bool) {
	v := s.views[c.sentence]
	if c.sentence == here.sentence && s.governs(v, c.token, here.token) {
		return 0, false
	}
	m := s.at(c.sentence, c.token)
	if m.code == "" && m.sector == "" {
		return 0, false
	}
	x := -1.6*float64(dist) + v.salience(c.token)
	switch k.kind {
	case 'p':
		if !m.human || m.plural || m.land {
			return 0, false
		}
		g := m.gender
		if g == 0 {
			g = s.genderOf(v, c.token)
		}
		if g != 0 && g != k.gender {
			return 0, false
		}
		if m.who != nil {
			x++
		}
		if g == k.gender {
			x += 0.5
		}
	case 's':
		switch {
		case m.plural:
			x++
		case m.human || m.land:
			return 0, false
		default:
			x -= 0.5
		}
	case 'b':
		if m.human || m.plural && !m.land {
			return 0, false
		}
		if m.land || m.named {
			x += 0.5
		}
		if m.land && v.locates(place{c.token, c.token, ""}) {
			x -= 1.5 // "in Iraq" is where, not who
		}
	}
	return x, true
}

// salience is how much a token stands out in its sentence: subjects most, of the main clause above all, possessors least.
func (v *view) salience(t int) float64 {
	x := 0.02 * float64(t-len(v.Tokens))
	switch v.Tokens[t].Deprel {
	case "nsubj", "nsubj:pass":
		x += 1.5
		if h := v.Tokens[t].Head; h >= 0 && (v.rel(h) == "root" || v.Tokens[h].Head < 0) {
			x++
		}
	case "obj", "obl", "iobj":
		x += 0.4
	case "nmod:poss", "nmod", "compound", "amod":
		x -= 0.8
	}
	return x
}

// governs: a pronoun that is the possessor within a phrase ("his lawyer") cannot mean the phrase's head.
func (s *session) governs(v *view, head, token int) bool {
	for t, n := token, 0; t >= 0 && t < len(v.Tokens) && n < 6; n++ {
		if t == head {
			return true
		}
		if v.Tokens[t].Deprel != "nmod:poss" && v.rel(t) != "nmod" && v.rel(t) != "det" {
			return false
		}
		t = v.Tokens[t].Head
	}
	return false
}

// men and women are nouns and titles whose gender is plain.
var (
	men   = set("man boy father son brother husband king prince mr sir lord uncle grandfather businessman policeman spokesman congressman imam priest sheikh pope bishop emir sultan")
	women = set("woman girl mother daughter sister wife widow queen princess mrs ms aunt grandmother businesswoman policewoman spokeswoman congresswoman nun lady")
)

func (s *session) genderOf(v *view, head int) byte {
	for t := max(0, head-3); t <= head; t++ {
		w := strings.TrimSuffix(v.lemma(t), ".")
		if men[w] {
			return 'm'
		}
		if women[w] {
			return 'f'
		}
	}
	return 0
}

// relative follows "who" to the noun its clause hangs on.
func (s *session) relative(sentence, token int) *meaning {
	v := s.views[sentence]
	for t, n := v.Tokens[token].Head, 0; t >= 0 && n < 5; n++ {
		if v.Tokens[t].Deprel == "acl:relcl" {
			if h := v.Tokens[t].Head; h >= 0 {
				m := s.refer(at{sentence, h}, v.Tokens[token].Form)
				s.arms(sentence, token, m)
				return m
			}
		}
		t = v.Tokens[t].Head
	}
	return nil
}

// saying are the verbs that a speaker is the subject of.
var saying = set("say tell add warn announce declare state note explain claim argue insist acknowledge write report vow pledge promise stress urge ask demand call describe reiterate comment confirm deny reply respond suggest complain remark continue conclude")

// speaker finds who says "we". Within quotation marks and in a passage that somebody is given it is the subject of the sentence's verb of
// saying, or of the last one's before it or the next one's after it; elsewhere first of all the publisher that is no paper.
func (s *session) speaker(sentence, token int) *meaning {
	form := s.views[sentence].Tokens[token].Form
	if i := s.passages[sentence]; i >= 0 {
		if k := s.saidBy(i); k >= 0 {
			return s.refer(at{i, k}, form)
		}
	}
	if s.publisher != nil && !s.quoted(sentence, token) {
		return s.ofPublisher()
	}
	for _, i := range []int{sentence, sentence - 1, sentence + 1, sentence - 2, sentence - 3} {
		if i < 0 || i >= len(s.views) {
			continue
		}
		if k := s.saidBy(i); k >= 0 && !(i == sentence && k == token) {
			return s.refer(at{i, k}, form)
		}
	}
	if s.publisher != nil {
		return s.ofPublisher()
	}
	return &meaning{reason: fmt.Sprintf("the article does not say who speaks of %q", form)}
}

// saidBy is the subject of a sentence's verb of saying that is somebody known, or -1.
func (s *session) saidBy(sentence int) int {
	for _, k := range s.speakers(sentence) {
		if m := s.at(sentence, k); m.code != "" || m.sector != "" {
			return k
		}
	}
	return -1
}

// speakers are the subjects of a sentence's verbs of saying.
func (s *session) speakers(sentence int) (out []int) {
	v := s.views[sentence]
	for t := range v.Tokens {
		if !saying[v.lemma(t)] || v.Tokens[t].UPOS != "VERB" {
			continue
		}
		if k := v.child(t, "nsubj"); k >= 0 && pronouns[v.lower(k)].kind != 'w' && pronouns[v.lower(k)].kind != 'b' {
			out = append(out, k)
		}
	}
	return out
}

// ofPublisher is who publishes the article, of whom it says "we". A command that writes of a coalition of states speaks for that.
func (s *session) ofPublisher() *meaning {
	m := *s.publisher
	m.plural = true
	if m.sector == "MIL" && s.allied {
		m.code, m.name, m.wikidata = "IGO", "", ""
		m.reason += ", for the coalition that it writes of"
	}
	return &m
}

// quoted reports whether a token stands within quotation marks that its paragraph opens.
func (s *session) quoted(sentence, token int) bool {
	open := false
	first := sentence
	for first > 0 && s.views[first-1].Paragraph == s.views[sentence].Paragraph {
		first--
	}
	for i := first; i <= sentence; i++ {
		for t := range s.views[i].Tokens {
			if i == sentence && t >= token {
				break
			}
			switch f := s.views[i].Tokens[t].Form; f {
			case "\"", "''", "``":
				open = !open
			case "“":
				open = true
			case "”":
				open = false
			}
		}
	}
	return open
}

// unnamed resolves "those who …", "some of the men", "many": by what it is of, else people of the country in focus.
func (s *session) unnamed(sentence, token int) *meaning {
	v := s.views[sentence]
	if m := s.ofWhom(sentence, token); m != nil {
		return m
	}
	m := &meaning{sector: "CVL", human: true, plural: true, reason: fmt.Sprintf("%q: people the article does not name", v.lower(token))}
	if v.rel(token) == "det" {
		return nil
	}
	for _, k := range v.kids[token] { // "those responsible for …", "those in Aleppo"
		if code := s.ground.placeAt(sentence, k); code != "" {
			m.code, m.sure = code, true
			m.reason += "; of " + countryName(code)
			return m
		}
	}
	s.fromFocus(m, sentence, token)
	return m
}

// ofWhom resolves "three of the men", "thousands of refugees" as the men and the refugees.
func (s *session) ofWhom(sentence, token int) *meaning {
	v := s.views[sentence]
	for _, k := range v.kids[token] {
		if v.rel(k) == "nmod" && (v.caseOf(k) == "of" || v.caseOf(k) == "among") && k > token {
			if m := s.at(sentence, k); m.code != "" || m.sector != "" {
				c := *m
				c.plural = true
				if c.land {
					c.sector, c.land, c.human = "CVL", false, true
				}
				c.reason = "of whom: " + m.reason
				return &c
			}
		}
	}
	return nil
}

// quantity resolves numbers and words of amount that stand for people: "hundreds were detained", "five were killed".
func (s *session) quantity(sentence, token int) *meaning {
	v := s.views[sentence]
	l := v.lemma(token)
	number := v.Tokens[token].UPOS == "NUM"
	if !number && !(numerals[l] || numerals[v.lower(token)]) {
		return nil
	}
	if m := s.pair(sentence, token, l); m != nil && len(m.others) > 1 {
		return m
	}
	if m := s.ofWhom(sentence, token); m != nil {
		return m
	}
	if r := v.rel(token); number && r != "nsubj" && r != "obj" && r != "obl" && r != "root" && r != "conj" || l == "group" || l == "one" && !number {
		return nil
	}
	if number && v.Tokens[token].UPOS == "NUM" && v.rel(token) == "obl" {
		return nil // "in 2013"
	}
	m := &meaning{sector: "CVL", human: true, plural: true, reason: "a number of people the article does not name"}
	s.fromFocus(m, sentence, token)
	return m
}
