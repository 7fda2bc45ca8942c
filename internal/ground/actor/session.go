package actor

import (
	"fmt"
	"strings"
	"sync"

	"dateline/internal/ground/country"
	"dateline/internal/speech"
	"dateline/text"
)

// session is one document with what resolution learned of it.
type session struct {
	base      *Base
	doc       *text.Document
	sentences int
	day       int // the article's date as YYYYMMDD, 0 when unknown
	views     []*view
	ground    ground
	people    []*bearerOf
	personAt  map[at]*bearerOf
	owners    map[string][]owned // by a common noun's singular: whose the article says it is
	abbrev    map[string]at      // abbreviations the article introduces, to the head of what they stand for
	armies    map[string]float64 // the armed groups the article names, by how much it writes of them
	army      *meaning           // the one that it writes of most, if one stands out
	publisher *meaning           // who publishes, where it is a state's or an organisation's organ and not the press
	fighters  int                // how often the article speaks of armed groups
	protests  int                // how often it speaks of protesters
	rebels    bool               // the article names armed groups
	police    bool               // the article names police
	crime     bool               // the article tells of organised crime
	allied    bool               // the article writes of a coalition of states
	passages  []int              // of each sentence the one that gives it to a speaker, or -1

	mu    sync.Mutex
	memo  map[at]*meaning
	busy  map[at]bool
	index map[at]int // of a listed mention in Document.Actors
}

// at is a token of a sentence.
type at struct{ sentence, token int }

// owned is a common noun that the article gave an owner: "Syrian rebels".
type owned struct {
	at
	code, sector string
}

// meaning is whom a phrase stands for.
type meaning struct {
	code, sector, name, wikidata, reason string
	title                                string // the noun that the article calls a person by
	refers                               at     // the earlier mention it refers to
	linked                               bool
	human                                bool // a person or people
	plural                               bool
	land                                 bool // a state by its name
	named                                bool // it has a name of its own
	armed                                bool // a state that is MIL only because it fights here
	thing                                bool // what somebody owns, and no actor by itself
	nation                               bool // people called by their nationality
	abroad                               bool // not of the publisher's country
	vague                                bool // a person or people of whom nothing says what they are
	gender                               byte
	who                                  *bearerOf
	sure                                 bool // the article or the base says so; otherwise it was taken from the article's focus
	others                               []*meaning
}

func newSession(b *Base, d *text.Document) *session {
	s := &session{base: b, doc: d, sentences: len(d.Sentences), day: dayOf(d.Published), personAt: map[at]*bearerOf{},
		owners: map[string][]owned{}, armies: map[string]float64{}, abbrev: map[string]at{}, memo: map[at]*meaning{}, busy: map[at]bool{}, index: map[at]int{}}
	s.views = make([]*view, len(d.Sentences))
	for i := range d.Sentences {
		s.views[i] = b.view(&d.Sentences[i])
	}
	s.ground.survey(s)
	s.passages = speech.Passages(d, func(i int) int {
		if k := s.speakers(i); len(k) > 0 {
			return k[0]
		}
		return -1
	})
	s.findAbbreviations()
	s.findPeople()
	s.findArmy()
	s.findPublisher()
	s.findOwners()
	return s
}

// findPublisher finds whose word an article is that a ministry, a command or an organisation publishes itself: "we" and
// "the Department" are theirs.
func (s *session) findPublisher() {
	key := strings.Join(keyWords(s.doc.Source), " ")
	for n := 8; n > 0 && key != ""; n-- {
		ws := strings.Fields(key)
		for i := 0; i+n <= len(ws); i++ {
			for _, r := range s.base.index[strings.Join(ws[i:i+n], " ")] {
				if e := &s.base.entries[r.entry]; e.Kind != Media && e.Kind != Person && !r.weak {
					role, _ := e.At(s.day)
					s.publisher = &meaning{code: role.Code, sector: role.Sector, name: e.Name, named: true, sure: true, reason: "the article's publisher, " + e.Name}
					return
				}
			}
		}
	}
	s.publisher = ofMinistry(s.doc.Source)
}

// ofMinistry reads "UK Foreign Office", "Government of Canada": a country's name and a word for an organ of its government.
func ofMinistry(source string) *meaning {
	var c *country.Country
	organ := false
	for _, w := range strings.Fields(source) {
		if x := country.Default().ByName(w); x != nil {
			c = x
		} else if x := country.Default().ByDemonym(w); x != nil {
			c = x
		}
		switch strings.ToLower(w) {
		case "government", "ministry", "department", "office", "embassy", "foreign", "gov.uk", "gov":
			organ = true
		}
	}
	if c == nil || !organ {
		return nil
	}
	return &meaning{code: c.ISO3, sector: "GOV", name: c.Name, named: true, sure: true, reason: "the article's publisher, " + source}
}

// findArmy finds the armed group that bare words like "the militants" mean: the one that the article writes of most, by far.
func (s *session) findArmy() {
	top := heaviest(s.armies)
	if top == "" {
		return
	}
	for name, w := range s.armies {
		if name != top && w*2 > s.armies[top] {
			return
		}
	}
	for _, r := range s.base.index[strings.Join(keyWords(top), " ")] {
		if e := &s.base.entries[r.entry]; e.Name == top {
			role, _ := e.At(s.day)
			s.army = &meaning{code: role.Code, sector: role.Sector, name: e.Name, wikidata: e.Wikidata}
			return
		}
	}
}

func dayOf(published string) int {
	if len(published) < 10 {
		return 0
	}
	d, err := parseDay(published[:10], false)
	if err != nil {
		return 0
	}
	return d
}

// mentions resolves every head that can be an actor and lists those that are.
func (s *session) mentions() []text.Actor {
	var out []text.Actor
	for i, v := range s.views {
		for t := range v.Tokens {
			if !v.canAct(t) {
				continue
			}
			m := s.at(i, t)
			if m.thing || m.code == "" && m.sector == "" && !m.human && !m.named {
				continue
			}
			s.index[at{i, t}] = len(out)
			out = append(out, s.toActor(i, t, m))
		}
	}
	return out
}

// canAct reports whether a token may head the mention of an actor: nouns and names that head a phrase of their own, pronouns,
// and adjectives of nationality, which stand for the state in "Russian airstrikes".
func (v *view) canAct(t int) bool {
	tok := &v.Tokens[t]
	switch tok.UPOS {
	case "NOUN", "PROPN":
		if r := v.rel(t); r == "flat" || r == "goeswith" || r == "fixed" {
			return false
		}
		return !v.within(t)
	case "PRON":
		return pronouns[v.lower(t)].kind != ' '
	case "ADJ", "NUM":
		_, land := v.landAt(t)
		return land || v.rel(t) == "nsubj" || v.rel(t) == "obj"
	}
	return false
}

// within reports whether a token stands inside a name whose last token is another one's: "Islamic" of "Islamic State".
func (v *view) within(t int) bool {
	if n := v.ofTok[t]; n >= 0 {
		m := v.names[n]
		return t != v.headOfRun(m.first, m.last)
	}
	if n := v.ofLnd[t]; n >= 0 && v.lands[n].first < v.lands[n].last {
		l := v.lands[n]
		return t != v.headOfRun(l.first, l.last)
	}
	return false
}

const noToken = "there is no such token"

func (s *session) actor(sentence, head int) text.Actor {
	if sentence < 0 || sentence >= len(s.views) || head < 0 || head >= len(s.views[sentence].Tokens) {
		return text.Actor{Refers: -1, Sentence: sentence, Head: head, Reason: noToken}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.toActor(sentence, head, s.at(sentence, head))
}

func (s *session) all(sentence, head int, doing text.Doing) []text.Actor {
	if a := s.actor(sentence, head); a.Reason == noToken {
		return []text.Actor{a}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.at(sentence, head)
	if len(m.others) == 0 {
		return []text.Actor{s.toActor(sentence, head, m.byDoing(doing))}
	}
	var out []text.Actor
	for _, o := range m.others {
		c := *o
		c.reason = m.reason
		out = append(out, s.toActor(sentence, head, c.byDoing(doing)))
	}
	return out
}

// byDoing is the meaning of somebody of whom an event tells more: states and nations fight by their armies and talk by their
// governments, and people driven from home are refugees.
func (m *meaning) byDoing(doing text.Doing) *meaning {
	c := *m
	switch {
	case doing == text.Fights && isState(m.code) && m.sector == "GOV":
		c.sector, c.reason = "MIL", m.reason+"; it takes part in fighting"
	case doing == text.Fights && m.nation && m.plural:
		c.sector, c.reason = "MIL", m.reason+"; they take part in fighting"
	case doing == text.Talks && m.vague && m.sector == "CVL" && isState(m.code):
		c.sector, c.reason = "GOV", m.reason+"; who talks for a country is of its government"
	case doing == text.Flees && m.sector == "CVL" && m.code != "" && m.human && (m.plural || m.vague):
		c.sector, c.reason = "REF", m.reason+"; they are driven from home"
	}
	return &c
}

func (s *session) toActor(sentence, head int, m *meaning) text.Actor {
	v := s.views[sentence]
	a := text.Actor{Name: m.name, Code: m.code, Sector: m.sector, Wikidata: m.wikidata, Refers: -1, Reason: m.reason,
		Sentence: sentence, Head: head}
	a.Text, a.Span = s.textOf(sentence, head)
	if m.linked {
		if i, ok := s.index[m.refers]; ok && (m.refers.sentence < sentence || m.refers.sentence == sentence && m.refers.token < head) {
			a.Refers = i
		}
	}
	if a.Text == "" {
		a.Text, a.Span = v.Tokens[head].Form, v.Tokens[head].Span
	}
	return a
}

// textOf is the phrase as short as names it: a person's name alone, the name or the noun with what stands before it else.
func (s *session) textOf(sentence, head int) (string, text.Span) {
	v := s.views[sentence]
	if p := s.personAt[at{sentence, head}]; p != nil {
		if e := v.spanOfPerson(head); e.first >= 0 {
			span := text.Span{Start: v.Tokens[e.first].Start, End: v.Tokens[e.last].End}
			return strings.Join(strings.Fields(s.doc.Slice(span)), " "), span
		}
	}
	switch v.Tokens[head].UPOS {
	case "NOUN", "PROPN", "NUM":
		return v.phrase(head).text(s.doc)
	}
	return v.Tokens[head].Form, v.Tokens[head].Span
}

// at resolves a token, once. A phrase that is resolved by way of itself stays unknown.
func (s *session) at(sentence, token int) *meaning {
	key := at{sentence, token}
	if m := s.memo[key]; m != nil {
		return m
	}
	if s.busy[key] {
		return &meaning{reason: "it would be resolved by way of itself"}
	}
	s.busy[key] = true
	m := s.resolve(sentence, token)
	delete(s.busy, key)
	if m == nil {
		m = &meaning{reason: fmt.Sprintf("no list and no word beside it says who %q is", s.views[sentence].Tokens[token].Form)}
	}
	if supranational[m.code] != "" && m.sector != "MIL" && m.sector != "REB" && m.sector != "BUS" && m.sector != "JRN" && m.sector != "CRM" && m.sector != "SPY" && m.sector != "PRM" {
		m.sector = "" // the guidelines give international bodies and their officials no sector
	}
	s.memo[key] = m
	return m
}

// findAbbreviations notes what "Movement for Democratic Change (MDC)" introduces.
func (s *session) findAbbreviations() {
	for i, v := range s.views {
		for t := 1; t+2 < len(v.Tokens); t++ {
			if v.Tokens[t].Form != "(" || v.Tokens[t+2].Form != ")" || !allCaps(v.Tokens[t+1].Form) {
				continue
			}
			if v.ofTok[t+1] >= 0 && v.ofTok[t-1] < 0 {
				continue // the base knows the abbreviation and not the long form
			}
			head := t - 1
			for h := v.Tokens[head].Head; h >= 0 && h < t && t-h < 10 && v.Tokens[h].UPOS != "VERB"; h = v.Tokens[head].Head {
				head = h
			}
			s.abbrev[v.Tokens[t+1].Form] = at{i, head}
		}
	}
}
