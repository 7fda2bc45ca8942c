package actor

import (
	"maps"
	"sort"

	"dateline/internal/ground/country"
	"dateline/text"
)

// ground is which countries an article is about, and where each sentence is set.
type ground struct {
	weight map[string]float64
	scene  map[string]float64   // by what happens there, not by who is spoken of
	named  map[string]bool      // those named as such
	focus  string               // the country most written about; empty when none is
	here   string               // the country where most of it happens; focus where no place is named
	places map[int][]place      // by sentence
	bodies map[string]float64   // UNO, EUR and the like, by how much the article writes of them
	near   []map[string]float64 // the countries that each sentence names

	weightShare, sceneShare map[string]float64
	around                  []surroundings // by sentence
	dateline                string         // the country it was sent from
	inTitle                 map[string]bool
}

// place is a token run of a sentence that names where: a country, a part or a town of one.
type place struct {
	first, last int
	code        string
}

// survey counts the countries of the article: names and peoples, towns, and whom the base knows.
func (g *ground) survey(s *session) {
	g.weight, g.scene, g.named, g.places = map[string]float64{}, map[string]float64{}, map[string]bool{}, map[int][]place{}
	g.bodies = map[string]float64{}
	g.near = make([]map[string]float64, len(s.views))
	for i, v := range s.views {
		w := g.importance(v, i)
		before := maps.Clone(g.weight)
		g.countLands(i, v, w)
		g.countNames(s, v, w)
		g.countTowns(s, i, v, w)
		g.near[i] = map[string]float64{}
		for c, x := range g.weight {
			if x > before[c] {
				g.near[i][c] = (x - before[c]) / w
			}
		}
		g.withoutSeats(i, v.lands)
	}
	for _, p := range s.doc.Places {
		if p.Country != "" && p.Sentence < len(s.views) {
			first, last := s.views[p.Sentence].tokens(p.Span)
			if first < 0 || s.views[p.Sentence].ofLnd[first] >= 0 {
				continue // counted as a country already
			}
			g.weight[p.Country] += 0.8
			g.near[p.Sentence][p.Country] += 0.8
			g.places[p.Sentence] = append(g.places[p.Sentence], place{first, last, p.Country})
		}
	}
	for i, v := range s.views {
		for _, p := range g.places[i] {
			if v.locates(p) {
				g.scene[p.code] += g.importance(v, i)
			}
		}
	}
	for c, w := range g.weight {
		g.scene[c] += 0.35 * w
	}
	g.focus, g.here = heaviest(g.weight), heaviest(g.scene)
	g.lookAround(s)
}

// importance weighs a sentence: the title and the first lines say what an article is about.
func (g *ground) importance(v *view, i int) float64 {
	switch {
	case v.Part == text.Title:
		return 3
	case v.Part == text.Subtitle || i < 4:
		return 2
	}
	return 1
}

// heaviest is the key of the greatest value, the first in the alphabet of equals; empty for an empty map.
func heaviest(m map[string]float64) string {
	var codes []string
	for c := range m {
		codes = append(codes, c)
	}
	sort.Slice(codes, func(a, b int) bool {
		if x, y := m[codes[a]], m[codes[b]]; x != y {
			return x > y
		}
		return codes[a] < codes[b]
	})
	if len(codes) == 0 {
		return ""
	}
	return codes[0]
}

func (g *ground) countLands(i int, v *view, w float64) {
	for _, l := range v.lands {
		x := w
		switch l.meaning.Use {
		case country.Adjective, country.Noun, country.Plural:
			x *= 0.8
		case country.Seat:
			x *= 0.5
		case country.Name, country.Part, country.Capital:
			g.places[i] = append(g.places[i], place{l.first, l.last, l.meaning.Country.ISO3})
		}
		if l.meaning.Doubtful {
			x *= 0.5
		}
		g.weight[l.meaning.Country.ISO3] += x
		g.named[l.meaning.Country.ISO3] = true
	}
}

// countNames counts the states of those whom the base knows, of one meaning only.
func (g *ground) countNames(s *session, v *view, w float64) {
	for _, m := range v.names {
		if len(m.refs) != 1 || m.refs[0].weak || v.ofLnd[m.first] >= 0 {
			continue
		}
		e := &s.base.entries[m.refs[0].entry]
		share := 0.6
		if e.Kind == People || e.Kind == Media {
			share = 0.1 // a people may be anywhere, and agencies report on everything
		}
		switch r, _ := e.At(s.day); {
		case isState(r.Code):
			g.weight[r.Code] += share * w
		case r.Code != "" && e.Kind == Organisation:
			g.bodies[r.Code] += share * w
		}
		if r, _ := e.At(s.day); r.Sector == "REB" && e.Kind == Group {
			s.armies[e.Name] += w
		}
		for _, c := range e.In {
			g.weight[c] += 0.2 * w
		}
	}
}

// countTowns finds towns and regions of our own list where no place stage has been.
func (g *ground) countTowns(s *session, i int, v *view, w float64) {
	if len(s.doc.Places) > 0 {
		return
	}
	for t := 0; t < len(v.Tokens); t++ {
		if v.ofLnd[t] >= 0 || v.ofTok[t] >= 0 && v.names[v.ofTok[t]].last > t || len(v.words[t]) == 0 || !capitalised(v.Tokens[t].Form) {
			continue
		}
		key, code, last := "", "", t
		for j := t; j < len(v.Tokens) && j < t+3 && len(v.words[j]) > 0; j++ {
			for n, word := range v.words[j] {
				if j > t || n > 0 {
					key += " "
				}
				key += word
			}
			if c := s.base.cities[key]; c != "" && (v.Tokens[j].UPOS == "PROPN" || v.Tokens[j].UPOS == "") {
				code, last = c, j
			}
		}
		if code != "" {
			g.weight[code] += 0.7 * w
			g.places[i] = append(g.places[i], place{t, last, code})
			t = last
		}
	}
}

// tokens gives the first and last token of a span; -1 where none lies in it.
func (v *view) tokens(span text.Span) (first, last int) {
	first, last = -1, -1
	for t := range v.Tokens {
		if v.Tokens[t].Overlaps(span) {
			if first < 0 {
				first = t
			}
			last = t
		}
	}
	return first, last
}

// placeAt is the country of the place that covers a token; empty for none.
func (g *ground) placeAt(sentence, token int) string {
	for _, p := range g.places[sentence] {
		if p.first <= token && token <= p.last {
			return p.code
		}
	}
	return ""
}

// whereabouts are the prepositions of a place where something is.
var whereabouts = map[string]bool{"in": true, "at": true, "near": true, "outside": true, "around": true, "across": true, "inside": true,
	"throughout": true, "within": true}

// setting is the country a sentence is set in by a place it names as such ("in Cairo"), nearest to a token; empty for none.
func (s *session) setting(sentence, token int) string {
	v, best, code := s.views[sentence], 1<<30, ""
	for _, p := range s.ground.places[sentence] {
		if dist := abs(p.first - token); dist < best && v.locates(p) && s.ground.plausible(p.code) {
			best, code = dist, p.code
		}
	}
	return code
}

// plausible reports whether an article can be set in a country: a lone town that no other word of the article supports was
// more likely taken for its namesake.
func (g *ground) plausible(code string) bool {
	return g.named[code] || g.weight[code] > 0.3*g.weight[g.focus]
}

// locates reports whether a place is said to be where something is: "in Cairo", "in northern Syria", "in Cairo's Tahrir Square".
func (v *view) locates(p place) bool {
	for t := p.first; t <= p.last; t++ {
		if whereabouts[v.caseOf(t)] {
			return true
		}
	}
	for t := p.first - 1; t >= max(0, p.first-3); t-- {
		if whereabouts[v.lower(t)] && (v.Tokens[t].UPOS == "ADP" || t == p.first-1) {
			return true
		}
	}
	return false
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// withoutSeats takes out of what a sentence tells of the countries that it names by their capital or seat alone: where talks are held and
// statements made says nothing of what is told around.
func (g *ground) withoutSeats(sentence int, lands []land) {
	named := map[string]bool{}
	for _, l := range lands {
		if use := l.meaning.Use; use != country.Capital && use != country.Seat {
			named[l.meaning.Country.ISO3] = true
		}
	}
	for _, l := range lands {
		if iso := l.meaning.Country.ISO3; !named[iso] {
			delete(g.near[sentence], iso)
		}
	}
}
