package place

import (
	"math"
	"strings"

	"dateline/internal/ground/place/gazetteer"
	"dateline/text"
)

// mention is a toponym in the text.
type mention struct {
	text.Span
	surface        string
	group          int // of the names that mean one place, index in reading.groups; -1 when the name is of no known place
	sentence, head int
	strong         bool // an entity, or a name that a person would not take for anything but a place
}

// group is the mentions of one name, which mean one place unless the text says otherwise.
type group struct {
	key        string // folded name, and its container where the text gives one
	name       string // folded name
	candidates []candidate
	weight     float64 // how much it tells about the others
	home       bool    // the publisher's name or home, not a mention
}

// within is a pattern that puts one name into another: "Paris, Texas".
type within struct {
	inner, outer int // groups
	strength     float64
}

// reading resolves the names of one article together.
type reading struct {
	*Resolver
	doc      *text.Document
	mentions []mention
	groups   []group
	patterns []within
	siblings [][2]int           // groups that the text lists side by side
	nations  map[string]float64 // what adjectives and publishers say about countries
	country  map[string]float64 // belief by country, over all groups
	province map[gazetteer.ID]float64
	active   []company // the places that are believed in, as they stood when the round began
}

// company is a place that speaks for those near it.
type company struct {
	group         int
	id            gazetteer.ID
	lat, lon, say float64
}

// weights are what speaks for a candidate, against a prior in decadic logarithms. They were set by hand on what the
// measured corpora's errors had in common.
type weights struct {
	country, province float64 // other names in its country, in its province
	near, nearKm      float64 // other names near it, fading with this distance
	contain           float64 // the text puts it into a place, or a place into it
	sibling           float64 // it is of the kind of the name it is listed with
	sameName          float64 // the name means it elsewhere in the article
	home, homeCountry float64 // the publisher's home counts as so many names
}

var weigh = weights{country: 1.6, province: 1.6, near: 2.6, nearKm: 80, contain: 5, sameName: 2.5, sibling: 0.8, home: 2, homeCountry: 2}

const rounds = 4

// resolve weighs the candidates of all groups: each is believed by its prior and by how well it agrees with what the others are
// believed to be, in a few rounds.
func (r *reading) resolve() {
	for i := range r.groups {
		for k := range r.groups[i].candidates {
			c := &r.groups[i].candidates[k]
			c.score = c.prior
		}
		r.believe(&r.groups[i])
	}
	for range rounds {
		r.sum()
		for i := range r.groups {
			r.score(i)
		}
		for i := range r.groups {
			r.believe(&r.groups[i])
		}
	}
}

// believe turns scores into beliefs.
func (r *reading) believe(g *group) {
	best := math.Inf(-1)
	for _, c := range g.candidates {
		best = max(best, c.score)
	}
	sum := 0.0
	for k := range g.candidates {
		c := &g.candidates[k]
		c.p = math.Exp((c.score - best) * math.Ln10)
		sum += c.p
	}
	for k := range g.candidates {
		g.candidates[k].p /= sum
	}
}

// sum adds up what is believed about countries and provinces.
func (r *reading) sum() {
	clear(r.country)
	clear(r.province)
	r.active = r.active[:0]
	for c, w := range r.nations {
		r.country[c] += w
	}
	for i := range r.groups {
		g := &r.groups[i]
		for k := range g.candidates {
			c := &g.candidates[k]
			r.tell(c, g.weight, 1)
			if c.p >= 0.02 && c.RadiusKm <= 150 {
				r.active = append(r.active, company{i, c.ID, c.Lat, c.Lon, g.weight * c.p})
			}
		}
	}
}

// tell adds a candidate's belief to its countries and province, or takes it away.
func (r *reading) tell(c *candidate, weight, sign float64) {
	share := sign * weight * c.p
	if share < 0.01 && share > -0.01 {
		return
	}
	for _, code := range c.countries {
		r.country[code] += share / float64(len(c.countries))
	}
	if p := c.provinceID(); p != gazetteer.None {
		r.province[p] += share
	}
}

// provinceID is the province a candidate is or lies in.
func (e *entry) provinceID() gazetteer.ID {
	if e.Feature == "ADM1" && e.Admin1 == gazetteer.None {
		return e.ID
	}
	return e.Admin1
}

// score scores a group's candidates by the others.
func (r *reading) score(i int) {
	g := &r.groups[i]
	for k := range g.candidates {
		r.tell(&g.candidates[k], g.weight, -1)
	}
	links := r.linked(i)
	for k := range g.candidates {
		c := &g.candidates[k]
		c.score = c.prior + r.agreement(i, c, &links)
	}
	for k := range g.candidates {
		r.tell(&g.candidates[k], g.weight, 1)
	}
}

// links are the groups that one group is tied to by the words between their names, or by its own name.
type links struct {
	patterns       []within
	siblings, same []int
}

func (r *reading) linked(i int) (l links) {
	for _, w := range r.patterns {
		if w.inner == i || w.outer == i {
			l.patterns = append(l.patterns, w)
		}
	}
	for _, w := range r.siblings {
		if w[0] == i || w[1] == i {
			l.siblings = append(l.siblings, w[0]+w[1]-i)
		}
	}
	for j := range r.groups {
		if j != i && r.groups[j].name == r.groups[i].name {
			l.same = append(l.same, j)
		}
	}
	return l
}

// agreement is what the article's other names say for a candidate of group i.
func (r *reading) agreement(i int, c *candidate, l *links) float64 {
	best := 0.0
	for _, code := range c.countries {
		best = max(best, r.country[code])
	}
	s := weigh.country * math.Log(1+max(0, best))
	if p := c.provinceID(); p != gazetteer.None {
		s += weigh.province * math.Log(1+max(0, r.province[p]))
	}
	s += weigh.near * math.Log(1+r.company(i, c))
	for _, w := range l.patterns {
		if w.inner == i {
			s += w.strength * weigh.contain * r.held(w.outer, func(o *candidate) bool { return r.contains(o.entry, c.entry) })
		} else {
			s += w.strength * weigh.contain * r.held(w.inner, func(o *candidate) bool { return r.contains(c.entry, o.entry) })
		}
	}
	for _, j := range l.siblings {
		s += weigh.sibling * r.held(j, func(o *candidate) bool { return alike(o.entry, c.entry) })
	}
	for _, j := range l.same {
		s += weigh.sameName * r.held(j, func(o *candidate) bool { return o.ID == c.ID })
	}
	return s
}

// held is the belief of a group in the candidates that ok says are right.
func (r *reading) held(group int, ok func(*candidate) bool) (p float64) {
	for k := range r.groups[group].candidates {
		if c := &r.groups[group].candidates[k]; c.p > 0.01 && ok(c) {
			p += c.p
		}
	}
	return p
}

// company is how many of the other groups' places lie near a candidate, fading with the distance.
func (r *reading) company(i int, c *candidate) (sum float64) {
	if c.RadiusKm > 400 {
		return 0
	}
	reach := 6 * weigh.nearKm
	for k := range r.active {
		o := &r.active[k]
		if dy := (o.lat - c.Lat) * kmPerDegree; dy > reach || dy < -reach || o.group == i || o.id == c.ID {
			continue
		}
		if d := near(c.Lat, c.Lon, o.lat, o.lon, c.cos); d < reach {
			sum += o.say * math.Exp(-d/weigh.nearKm)
		}
	}
	return sum
}

// alike reports whether two places are of one sort: both countries, both provinces or districts of one country, both towns.
func alike(a, b *entry) bool {
	if strings.HasPrefix(a.Feature, "PPL") && strings.HasPrefix(b.Feature, "PPL") {
		return true
	}
	return a.Feature == b.Feature && (a.Country == b.Country || a.Feature == "PCLI")
}

// contains reports whether the inner place lies in the outer.
func (r *reading) contains(outer, inner *entry) bool {
	if outer.ID == inner.ID {
		return false
	}
	switch {
	case outer.Feature == "PCLI":
		return inner.Country == outer.Country && inner.Feature != "PCLI"
	case outer.Feature == "ADM1":
		return inner.Feature != "ADM1" && inner.Admin1 != gazetteer.None && inner.Admin1 == outer.provinceID()
	case outer.Feature == "ADM2" && int(outer.ID) < r.lists.gaz.Len():
		return inner.Admin2 == outer.ID && inner.Feature != "ADM2"
	}
	if inner.RadiusKm >= outer.RadiusKm && outer.RadiusKm > 0 || inner.Feature == "PCLI" || inner.Feature == "ADM1" {
		return false
	}
	return Distance(outer.Lat, outer.Lon, inner.Lat, inner.Lon) < max(outer.RadiusKm, 20)
}

// addGroup finds or makes the group of a name.
func (r *reading) addGroup(key, name, surface string) int {
	for i := range r.groups {
		if r.groups[i].key == key && !r.groups[i].home {
			return i
		}
	}
	c := r.named(surface)
	if len(c) == 0 {
		return -1
	}
	r.groups = append(r.groups, group{key: key, name: name, candidates: c})
	return len(r.groups) - 1
}

// group joins the mentions by name, and sets apart those that the text puts into a container of their own.
func (r *reading) group() {
	for i := range r.mentions {
		m := &r.mentions[i]
		m.group = r.addGroup(groupKey(m.surface), groupKey(m.surface), m.surface)
	}
	for i := 0; i+1 < len(r.mentions); i++ {
		r.pattern(&r.mentions[i], &r.mentions[i+1])
	}
	counts := make([]int, len(r.groups))
	for _, m := range r.mentions {
		if m.group >= 0 {
			counts[m.group]++
		}
	}
	for i := range r.groups {
		r.groups[i].weight = math.Sqrt(float64(counts[i]))
	}
}

func groupKey(surface string) string { return gazetteer.Fold(trimName(surface)) }

// pattern looks for "Paris, Texas", "Paris (Texas)" and "Paris in Texas".
func (r *reading) pattern(a, b *mention) {
	if a.group < 0 || b.group < 0 || a.group == b.group || b.Start < a.End || b.Start-a.End > 24 {
		return
	}
	between := strings.Join(strings.Fields(strings.ToLower(r.doc.Slice(text.Span{Start: a.End, End: b.Start}))), " ")
	switch between {
	case ",", "and", ", and", "or", "/", ", or", "–", "-":
		r.siblings = append(r.siblings, [2]int{a.group, b.group})
	}
	strength := containing(between)
	if strength == 0 || !r.couldContain(b.group, a.group) {
		return
	}
	name := r.groups[a.group].name
	if strength == 1 {
		if g := r.addGroup(name+"|"+r.groups[b.group].name, name, a.surface); g >= 0 {
			a.group = g
		}
	}
	r.patterns = append(r.patterns, within{a.group, b.group, strength})
}

func (r *reading) couldContain(outer, inner int) bool {
	for _, o := range r.groups[outer].candidates {
		for _, c := range r.groups[inner].candidates {
			if r.contains(o.entry, c.entry) {
				return true
			}
		}
	}
	return false
}

// containing says how surely the words between two names put the first into the second.
func containing(between string) float64 {
	switch between {
	case ",", "(", ", in":
		return 1
	case "in", "in the", "of", ", a city in", ", a town in", ", a village in", ", the capital of", ", capital of", "and in", ", in the", "in eastern",
		"in western", "in northern", "in southern", "in central", ", in eastern", ", in western", ", in northern", ", in southern", ", central",
		", eastern", ", western", ", northern", ", southern", "in northwestern", "in northeastern", "in southeastern", "in southwestern":
		return 0.7
	}
	return 0
}

// best is the index of the candidate that is believed most, or -1.
func (g *group) best() int {
	best := -1
	for k := range g.candidates {
		if best < 0 || g.candidates[k].score > g.candidates[best].score {
			best = k
		}
	}
	return best
}
