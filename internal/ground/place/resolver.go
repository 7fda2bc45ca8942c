package place

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
	"dateline/text"
)

//go:generate go run ./build -from ../../../../.gazetteer -o data/gazetteer.bin

//go:embed data/gazetteer.bin
var gazetteerFile string

// Resolver finds the places of an article and what they stand for. It is safe for concurrent use.
type Resolver struct{ lists *lists }

var opened = sync.OnceValues(open)

func open() (*Resolver, error) {
	g, err := gazetteer.Open(gazetteerFile)
	if err != nil {
		return nil, fmt.Errorf("place: the embedded gazetteer: %w", err)
	}
	l, err := readLists(g)
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	return &Resolver{lists: l}, nil
}

// New opens the embedded gazetteer and lists; all resolvers share them.
func New() (*Resolver, error) { return opened() }

// Resolve gives the place of each span of a document, which must ascend, as if a reader had marked them as toponyms: a
// country's adjective ("Syrian") stands for the country. A span of no known place has the precision "unknown".
func (r *Resolver) Resolve(d *text.Document, spans []text.Span) []text.Place {
	rd := r.read(d)
	for _, s := range spans {
		rd.mentions = append(rd.mentions, mention{Span: s, surface: d.Slice(s), sentence: -1, head: -1, strong: true})
	}
	rd.run()
	places := make([]text.Place, len(spans))
	for i := range rd.mentions {
		places[i] = rd.place(&rd.mentions[i])
		if m := &rd.mentions[i]; m.group < 0 || IsAdjective(m.surface) && !strings.Contains(rd.groups[m.group].key, "|") {
			rd.adjective(&places[i])
		}
	}
	return places
}

func (r *Resolver) read(d *text.Document) *reading {
	return &reading{Resolver: r, doc: d, nations: map[string]float64{}, country: map[string]float64{}, province: map[gazetteer.ID]float64{}}
}

// run resolves the mentions that were gathered.
func (r *reading) run() {
	r.group()
	r.demonyms()
	r.setHome()
	r.resolve()
}

// adjective gives a demonym its country's place.
func (r *reading) adjective(p *text.Place) {
	c := country.Default().ByDemonym(trimName(r.doc.Slice(p.Span)))
	if c == nil {
		return
	}
	if id, ok := r.lists.countries[c.ISO3]; ok {
		e := r.lists.get(id)
		r.fill(p, e)
		p.Reason = "the adjective of " + e.Name
	}
}

// place says what a mention stands for.
func (r *reading) place(m *mention) text.Place {
	p := text.Place{Span: m.Span, Precision: "unknown", Sentence: m.sentence, Head: m.head, Reason: "no place of this name is known"}
	if m.group < 0 {
		return p
	}
	g := &r.groups[m.group]
	c := &g.candidates[g.best()]
	r.fill(&p, c.entry)
	p.Reason = r.reason(g, c)
	if c.how != "" && len(c.how) > 7 && c.how[:7] == "part of" && p.Feature == "PCLI" {
		p.Feature = "AREA"
	}
	return p
}

// fill sets what the gazetteer knows of a place.
func (r *reading) fill(p *text.Place, e *entry) {
	p.Name, p.Country, p.Lat, p.Lon, p.HasPoint = e.Name, e.Country, e.Lat, e.Lon, true
	p.GeoNames, p.Feature, p.RadiusKm, p.Precision = e.GeoNames, e.Feature, e.RadiusKm, precision(e)
	if id := e.provinceID(); id != gazetteer.None {
		p.Admin1 = r.lists.get(id).Name
	}
	if p.RadiusKm == 0 {
		p.RadiusKm = townRadius(e.People)
	}
}

// precision names how exact a place's point can be.
func precision(e *entry) string {
	switch {
	case e.Feature == "PCLI":
		return "country"
	case e.Feature == "ADM1" || !e.hasPoint:
		return "admin1"
	case e.Feature == "ADM2":
		return "admin2"
	case e.RadiusKm > 100:
		return "country"
	case e.RadiusKm > 30:
		return "admin1"
	}
	return "exact"
}

// townRadius is about how far a town of so many people extends, in km.
func townRadius(people int) float64 {
	for _, t := range []struct {
		people int
		km     float64
	}{{5e6, 20}, {1e6, 12}, {2e5, 7}, {5e4, 4}, {5e3, 2}} {
		if people >= t.people {
			return t.km
		}
	}
	return 1
}
