package actor

import (
	"slices"
	"strings"

	"dateline/text"
)

// bearerOf is one person of the article: the mentions by name and what the article and the base say of him or her.
type bearerOf struct {
	words    []string // of the fullest name
	mentions []personSpan
	meaning  *meaning
	busy     bool
	entry    *Entry
}

type personSpan struct{ sentence, first, last int }

func (b *bearerOf) span(sentence, token int) personSpan {
	for _, m := range b.mentions {
		if m.sentence == sentence && m.first <= token && token <= m.last {
			return m
		}
	}
	return personSpan{-1, -1, -1}
}

// spanOfPerson is the tokens of the person's name at or under a head; first is -1 for none.
func (v *view) spanOfPerson(head int) personSpan {
	for _, e := range whole(v) {
		if e.Label == "PER" && e.First <= head && head <= e.Last {
			return personSpan{0, e.First, e.Last}
		}
	}
	if n := v.ofTok[head]; n >= 0 {
		return personSpan{0, v.names[n].first, v.names[n].last}
	}
	// "President Barack Obama" headed by the title
	p := v.phrase(head)
	for t := head + 1; t <= p.last; t++ {
		if e := v.ent[t]; e >= 0 && v.Entities[e].Label == "PER" {
			return personSpan{0, v.Entities[e].First, v.Entities[e].Last}
		}
	}
	return personSpan{-1, -1, -1}
}

// findPeople gathers the mentions of people by name: full names first make a person, later surnames belong to one.
func (s *session) findPeople() {
	var spans []personSpan
	for i, v := range s.views {
		spans = append(spans, s.personSpans(i, v)...)
	}
	defer s.findSurnames()
	for _, full := range []bool{true, false} {
		for _, sp := range spans {
			ws := bareWords(s.nameWords(sp))
			if (len(ws) > 1) == full {
				s.join(sp, ws)
			}
		}
	}
}

// surname reports whether a word ends a full name of a person of the article: "Jordan" after "Michael Jordan".
func (s *session) surname(v *view, t int) bool {
	for _, o := range s.views {
		for _, e := range o.Entities {
			if e.Label == "PER" && e.Last > e.First && e.Last < len(o.Tokens) && o.Tokens[e.Last].Form == v.Tokens[t].Form && o.ofLnd[e.First] < 0 {
				return true
			}
		}
	}
	return false
}

// findSurnames finds the names that the engine overlooked: a lone name that ends the full name of somebody of the article.
func (s *session) findSurnames() {
	for i, v := range s.views {
		for t := range v.Tokens {
			if v.Tokens[t].UPOS != "PROPN" || s.personAt[at{i, t}] != nil || len(v.words[t]) == 0 || v.ofLnd[t] >= 0 || v.ent[t] >= 0 && v.Entities[v.ent[t]].Label == "ORG" {
				continue
			}
			if n := v.ofTok[t]; n >= 0 && v.names[n].first < v.names[n].last {
				continue
			}
			for _, p := range s.people {
				if len(p.words) > 1 && p.words[len(p.words)-1] == v.words[t][len(v.words[t])-1] && len(v.words[t]) == 1 {
					s.join(personSpan{i, t, t}, v.words[t])
					break
				}
			}
		}
	}
}

// personSpans are a sentence's names of people: the engine's entities, and what only the base knows.
func (s *session) personSpans(i int, v *view) (out []personSpan) {
	covered := map[int]bool{}
	for _, e := range whole(v) {
		if e.Label != "PER" || e.First < 0 || e.Last >= len(v.Tokens) {
			continue
		}
		if n := v.ofTok[e.Last]; n >= 0 && v.names[n].last >= e.Last && !s.mayBePerson(v.names[n]) {
			continue // the base knows it as a body: "Boko Haram", "Hezbollah"
		}
		if n := v.ofLnd[e.First]; n >= 0 && v.lands[n].last == e.Last && !s.surname(v, e.Last) {
			continue // "France", "Islamabad": the country table knows better
		}
		if _, last, ok := s.base.agentOver(v, e.First); ok && last == e.Last {
			continue // "Secretary of State"
		}
		first := e.First
		for first < e.Last && (title(v, first) || v.ofLnd[first] >= 0 && v.Tokens[first].UPOS == "ADJ" || v.Tokens[first].Form == "'s") {
			first++
		}
		out = append(out, personSpan{i, first, e.Last})
		for t := e.First; t <= e.Last; t++ {
			covered[t] = true
		}
	}
	out = append(out, s.byKind(i, v, covered)...)
	for _, m := range v.names {
		if !covered[m.first] && !covered[m.last] && s.personal(m) && !s.place(i, m) {
			out = append(out, personSpan{i, m.first, m.last})
		}
	}
	return out
}

// whole joins the pieces of a name that the engine cut ("el", "Sissi"): two people's names never stand side by side.
func whole(v *view) (out []text.Entity) {
	for _, e := range v.Entities {
		if n := len(out); n > 0 && e.Label == "PER" && out[n-1].Label == "PER" && (e.First == out[n-1].Last+1 ||
			e.First == out[n-1].Last+2 && e.First < len(v.Tokens) && v.Tokens[e.First-1].Form == "-") {
			out[n-1].Last = e.Last
			continue
		}
		out = append(out, e)
	}
	return out
}

// byKind are the names that the engine takes for people by their kind only, and does not list as entities.
func (s *session) byKind(i int, v *view, covered map[int]bool) (out []personSpan) {
	for t := 0; t < len(v.Tokens); t++ {
		if covered[t] || v.Tokens[t].UPOS != "PROPN" || v.Tokens[t].Kind != "person" || v.ofTok[t] >= 0 || v.ofLnd[t] >= 0 || title(v, t) {
			continue
		}
		if _, _, noun := s.base.agentAt(v, t, t); noun {
			continue
		}
		first, last := t, t
		for first > 0 && v.Tokens[first-1].UPOS == "PROPN" && !covered[first-1] && v.ofLnd[first-1] < 0 && !title(v, first-1) && v.ofTok[first-1] < 0 {
			first--
		}
		for last+1 < len(v.Tokens) && v.Tokens[last+1].UPOS == "PROPN" && v.rel(last+1) == "flat" && !covered[last+1] {
			last++
		}
		out = append(out, personSpan{i, first, last})
		for k := first; k <= last; k++ {
			covered[k] = true
		}
	}
	return out
}

// place reports whether a name of the base is a place here: a lone word that the country table or a place covers.
func (s *session) place(i int, m match) bool {
	v := s.views[i]
	return m.first == m.last && (v.ofLnd[m.first] >= 0 || s.ground.placeAt(i, m.first) != "" || v.ent[m.first] >= 0)
}

func (s *session) personal(m match) bool {
	e := s.pick(m.refs)
	if e == nil && len(m.refs) > 0 {
		return false
	}
	return e != nil && e.Kind == Person
}

// mayBePerson reports whether a name that the engine takes for a person's is one's in the base, or one of nobody the article supports.
func (s *session) mayBePerson(m match) bool {
	if e := s.pick(m.refs); e != nil {
		return e.Kind == Person
	}
	return slices.ContainsFunc(m.refs, func(r ref) bool { return s.base.entries[r.entry].Kind == Person })
}

// title reports whether a token is a title that an entity took in: "President", "Gen."
func title(v *view, t int) bool {
	_, ok := titlesOfPeople[strings.TrimSuffix(v.lower(t), ".")]
	return ok
}

var titlesOfPeople = set("president prime minister premier chancellor king queen prince princess emir sultan sheikh ayatollah mullah pope general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm brigadier brig commander corporal cpl mr mrs ms dr sir lord lady judge justice senator sen representative rep congressman secretary ambassador governor gov mayor imam rabbi bishop archbishop cardinal reverend rev father professor prof officer detective chief minister foreign defense defence interior deputy vice u.s. us lance staff first attorney director special envoy spokesman spokeswoman crown former")

func (s *session) nameWords(sp personSpan) (ws []string) {
	v := s.views[sp.sentence]
	for t := sp.first; t <= sp.last; t++ {
		ws = append(ws, v.words[t]...)
	}
	return ws
}

// join adds a mention to the person it names.
func (s *session) join(sp personSpan, ws []string) {
	if len(ws) == 0 {
		return
	}
	var b *bearerOf
	for _, p := range s.people {
		if namesSame(p.words, ws) {
			b = p
			break
		}
	}
	if b == nil {
		b = &bearerOf{words: ws}
		s.people = append(s.people, b)
	}
	if len(ws) > len(b.words) {
		b.words = ws
	}
	b.mentions = append(b.mentions, sp)
	for t := sp.first; t <= sp.last; t++ {
		s.personAt[at{sp.sentence, t}] = b
	}
	s.headOf(sp, b)
}

func precedes(a, b personSpan) bool {
	return a.sentence < b.sentence || a.sentence == b.sentence && a.first < b.first
}

// headOf lets a title that heads the name stand for the person: "President" of "President Obama" where the parser says so.
func (s *session) headOf(sp personSpan, b *bearerOf) {
	v := s.views[sp.sentence]
	for _, k := range v.descriptors(sp) {
		if s.personAt[at{sp.sentence, k}] == nil {
			s.personAt[at{sp.sentence, k}] = b
		}
	}
	h := v.Tokens[sp.first].Head
	if h < 0 || h >= sp.first || v.rel(sp.first) != "flat" && (v.rel(sp.first) != "appos" || h < sp.first-1) {
		return
	}
	for t := h; t < sp.first; t++ {
		if !titular(v, t) {
			return
		}
	}
	if s.personAt[at{sp.sentence, h}] == nil {
		s.personAt[at{sp.sentence, h}] = b
	}
}

// descriptors are the nouns that the parser hangs on a name as its title: "Foreign Minister Lavrov", "the Home Secretary, Margaret Dunne".
func (v *view) descriptors(sp personSpan) (out []int) {
	for _, k := range v.kids[v.headOfRun(sp.first, sp.last)] {
		if v.Tokens[k].Deprel == "nmod:desc" && k < sp.first && (v.Tokens[k].UPOS == "NOUN" || v.Tokens[k].UPOS == "PROPN") {
			out = append(out, k)
		}
	}
	return out
}

// namesSame reports whether two names can be one person's: one holds the words of the other, surnames being equal, or a lone
// word that is any word of the full name ("Abe", "Xi", "Suu Kyi").
func namesSame(full, other []string) bool {
	if len(other) > len(full) {
		full, other = other, full
	}
	if len(other) == 1 {
		for i, w := range full {
			if w == other[0] && (i == len(full)-1 || i == 0 || len(full) > 2) {
				return true
			}
		}
		return false
	}
	if full[len(full)-1] == other[len(other)-1] && !(len(full) > len(other) && contains(full, other)) {
		return full[0] == other[0] || full[0][0] == other[0][0] && (len(full[0]) == 1 || len(other[0]) == 1)
	}
	return contains(full, other)
}

// ofPerson says who a person of the article is, and links a later mention to the first.
func (s *session) ofPerson(b *bearerOf, here at) *meaning {
	if b.meaning == nil {
		if b.busy {
			return &meaning{human: true, named: true, reason: "a person of the article"}
		}
		b.busy = true
		b.meaning = s.identify(b)
		b.busy = false
	}
	m := *b.meaning
	m.who = b
	sp := b.span(here.sentence, here.token)
	if first := b.earliest(); sp.first >= 0 && precedes(first, sp) {
		m.linked, m.refers = true, at{first.sentence, s.views[first.sentence].headOfRun(first.first, first.last)}
	}
	return &m
}

func (b *bearerOf) earliest() personSpan {
	best := b.mentions[0]
	for _, m := range b.mentions {
		if precedes(m, best) {
			best = m
		}
	}
	return best
}

// headOfRun is the token of a run whose head is outside it: a noun or name, the last where the parser cut the run.
func (v *view) headOfRun(first, last int) int {
	best := -1
	for t := first; t <= last; t++ {
		if h := v.Tokens[t].Head; h < first || h > last {
			if u := v.Tokens[t].UPOS; best < 0 || u == "PROPN" || u == "NOUN" {
				best = t
			}
		}
	}
	return max(best, first)
}

// identify weighs what the article says of a person (titles, appositions) against what the base knows.
func (s *session) identify(b *bearerOf) *meaning {
	said := s.described(b)
	entry := s.lookUp(b)
	if entry == nil && said != nil && said.title != "" {
		entry = s.byOffice(b, said.title)
	}
	if entry != nil && said != nil && said.code != "" && said.sure {
		title := strings.HasPrefix(said.reason, "title") || !strings.HasPrefix(entry.Source, "general knowledge")
		if r, _ := entry.At(s.day); title && !strings.HasPrefix(entry.Source, "your file") && r.Code != said.code && isState(said.code) && isState(r.Code) {
			entry = nil // another bearer of the name
		}
	}
	if entry != nil {
		m := s.ofEntry(entry, b.mentions[0].sentence, b.mentions[0].last)
		b.entry = entry
		if said != nil && said.sector == "ELI" {
			m.sector, m.reason = "ELI", m.reason+"; the article calls him or her former"
		}
		if _, sure := entry.At(s.day); !sure && said != nil && said.sector != "" && said.sector != "CVL" && said.sector != "ELI" {
			m.sector, m.reason = said.sector, m.reason+"; "+said.reason
		}
		return m
	}
	if said != nil {
		said.named, said.human, said.plural = true, true, false
		said.name = s.written(b)
		if said.code == "" {
			s.fromFocus(said, b.mentions[0].sentence, b.mentions[0].last)
		}
		return said
	}
	m := &meaning{sector: "CVL", human: true, named: true, vague: true, name: s.written(b), reason: "the article gives no office or group for this person"}
	s.fromFocus(m, b.mentions[0].sentence, b.mentions[0].last)
	return m
}

// written is the fullest name as the text has it.
func (s *session) written(b *bearerOf) string {
	best := ""
	for _, m := range b.mentions {
		v := s.views[m.sentence]
		t := strings.TrimSpace(s.doc.Slice(spanOf(v, m)))
		if len(t) > len(best) {
			best = t
		}
	}
	return strings.Join(strings.Fields(best), " ")
}

// lookUp finds a person in the base by any of the names the article uses, the fullest first.
func (s *session) lookUp(b *bearerOf) *Entry {
	var weak *Entry
	for _, m := range b.mentions {
		v := s.views[m.sentence]
		for t := m.first; t <= m.last; t++ {
			n := v.ofTok[t]
			if n < 0 || v.names[n].last != m.last {
				continue
			}
			e := s.pick(v.names[n].refs)
			if e == nil || e.Kind != Person || !s.plausible(e) {
				continue
			}
			if v.names[n].first <= m.first && len(b.words) > 1 {
				return e
			}
			if len(b.words) == 1 {
				weak = e
			}
		}
	}
	return weak
}

// byOffice finds a person whom the base knows by this surname in the office that the article names, at its date: "Foreign Minister
// Lavrov" where nothing else of the article is of his country.
func (s *session) byOffice(b *bearerOf, title string) *Entry {
	for _, m := range b.mentions {
		n := s.views[m.sentence].ofTok[m.last]
		if n < 0 || s.day == 0 {
			continue
		}
		for _, r := range s.views[m.sentence].names[n].refs {
			e := &s.base.entries[r.entry]
			if role, sure := e.At(s.day); sure && e.Kind == Person && holdsAll(keyWords(role.Office), strings.Fields(title)) {
				return e
			}
		}
	}
	return nil
}

// holdsAll reports whether an office has the words of a title, in whatever order: "Minister of Foreign Affairs", "foreign minister".
func holdsAll(office, title []string) bool {
	return !slices.ContainsFunc(title, func(w string) bool { return !slices.Contains(office, w) })
}

// plausible: the generated lists hold thousands of names, so a bearer counts only where the article has to do with the country.
func (s *session) plausible(e *Entry) bool {
	if strings.HasPrefix(e.Source, "general knowledge") || strings.HasPrefix(e.Source, "your file") {
		return true
	}
	r, _ := e.At(s.day)
	return s.ground.weight[r.Code] > 0 || !isState(r.Code)
}
