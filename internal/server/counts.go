package server

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"dateline/internal/store"
)

func (s *Server) registerCounts() {
	read(s, "count-facets", "/api/facets", "How many reports have each value of a field; each field is counted without the filter on it", s.getFacets)
	read(s, "count-timeline", "/api/timeline", "Reports by day, month or year, type and status, and the people touched", s.getTimeline)
	read(s, "count-places", "/api/map", "Reports by place, with how precisely the place is known", s.getMap)
}

// FacetValue is a value and how many reports have it.
type FacetValue struct {
	Value string `json:"value" doc:"As the filter takes it"`
	Label string `json:"label" doc:"For people"`
	Count int    `json:"count"`
}

// FacetsOf are counts by fields.
type FacetsOf struct {
	Total  int                     `json:"total"`
	Facets map[string][]FacetValue `json:"facets"`
}

type facetsInput struct {
	FilterParams
	By  []string `query:"by" default:"type,status" doc:"The fields, a comma between: actor, attribution, confidence, context, country, day, mode, month, recipient, review, source, status, type"`
	Top int      `query:"top" default:"20" minimum:"1" maximum:"1000" doc:"How many values of each at most; days and months come whole"`
}

func (s *Server) getFacets(ctx context.Context, in *facetsInput) (*body[FacetsOf], error) {
	out, err := remember(ctx, s, "facets "+clean(in.query), func() (*FacetsOf, error) { return s.facets(ctx, in.filter, in.Top, in.By) })
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[FacetsOf]{*out}, nil
}

func (s *Server) facets(ctx context.Context, f store.Filter, top int, by []string) (*FacetsOf, error) {
	total, err := s.store.Count(ctx, f)
	if err != nil {
		return nil, err
	}
	counted, err := s.store.Facets(ctx, f, top, by...)
	if err != nil {
		return nil, err
	}
	out := &FacetsOf{total, map[string][]FacetValue{}}
	for name, values := range counted {
		out.Facets[name] = []FacetValue{}
		for _, v := range values {
			label := v.Label
			if v.Value != v.Label && isWho(name) || name == "country" {
				label = label0(label, v.Value)
			} else if name == "story" {
				story, err := s.story(ctx, v.Value)
				if err != nil {
					return nil, err
				}
				label = story.Title
			}
			out.Facets[name] = append(out.Facets[name], FacetValue{v.Value, label, v.Count})
		}
	}
	return out, nil
}

func isWho(facet string) bool {
	return facet == "actor" || facet == "recipient" || facet == "attribution"
}

// label0 is what a code is called, or what the store calls it.
func label0(label, value string) string {
	if l := codeLabel(value); l != "" {
		return l
	}
	return label
}

// TimelineOf is reports over time.
type TimelineOf struct {
	By      store.Period `json:"by"`
	Buckets []Bucket     `json:"buckets" doc:"In order of time; those without a report are left out"`
	Undated int          `json:"undated" doc:"How many of all have no day of their own and stand where their article was published"`
}

// Bucket is one day, month or year.
type Bucket struct {
	At    string      `json:"at" doc:"YYYY-MM-DD, YYYY-MM or YYYY; empty where neither event nor article has a day"`
	Total int         `json:"total"`
	Cells []Cell      `json:"cells"`
	Tolls []TollRange `json:"tolls"`
}

// Cell is how many reports of a bucket are of a type and status.
type Cell struct {
	Type   string `json:"type"`
	Status string `json:"status"`
	Count  int    `json:"count"`
}

// TollRange is how many people the events of a bucket touched, by the lowest and by the highest that anybody says.
type TollRange struct {
	What   string `json:"what"`
	Low    *int   `json:"low"`
	High   *int   `json:"high" doc:"null: open"`
	Events int    `json:"events"`
}

type timelineInput struct {
	FilterParams
	By string `query:"by" enum:"auto,day,month,year" default:"auto" doc:"auto: days where they are no more than 120, else months, else years"`
}

func (s *Server) getTimeline(ctx context.Context, in *timelineInput) (*body[TimelineOf], error) {
	out, err := remember(ctx, s, "timeline "+clean(in.query), func() (*TimelineOf, error) { return s.timeline(ctx, in.filter, in.By) })
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[TimelineOf]{*out}, nil
}

// mostBuckets is how many bars a timeline has at most before it goes over to longer ones.
const mostBuckets = 120

func (s *Server) timeline(ctx context.Context, f store.Filter, by string) (*TimelineOf, error) {
	tallies, err := s.store.Tallies(ctx, f, store.ByDay)
	if err != nil {
		return nil, err
	}
	period := store.Period(by)
	if by == "auto" {
		period = fitting(tallies)
	}
	out := &TimelineOf{By: period, Buckets: buckets(tallies, period)}
	tolls, err := s.store.Tolls(ctx, f, period)
	if err != nil {
		return nil, err
	}
	for _, t := range tolls {
		if i, ok := slices.BinarySearchFunc(out.Buckets, t.At, func(b Bucket, at string) int { return cmp.Compare(b.At, at) }); ok {
			out.Buckets[i].Tolls = append(out.Buckets[i].Tolls, TollRange{t.What, t.Low, t.High, t.Events})
		}
	}
	undated := f
	undated.Undated = true
	out.Undated, err = s.store.Count(ctx, undated)
	return out, err
}

// fitting is the shortest period that gives few enough buckets.
func fitting(tallies []store.Tally) store.Period {
	for _, p := range []store.Period{store.ByDay, store.ByMonth} {
		n, last := 0, "-"
		for _, t := range tallies {
			if at := cut(t.At, p); at != last {
				n, last = n+1, at
			}
		}
		if n <= mostBuckets {
			return p
		}
	}
	return store.ByYear
}

func cut(day string, p store.Period) string {
	n := map[store.Period]int{store.ByDay: len("2006-01-02"), store.ByMonth: len("2006-01"), store.ByYear: len("2006")}[p]
	return day[:min(n, len(day))]
}

// buckets puts counts by day, which are in order, into periods.
func buckets(tallies []store.Tally, p store.Period) []Bucket {
	out := []Bucket{}
	for _, t := range tallies {
		if at := cut(t.At, p); len(out) == 0 || out[len(out)-1].At != at {
			out = append(out, Bucket{At: at, Cells: []Cell{}, Tolls: []TollRange{}})
		}
		b := &out[len(out)-1]
		b.Total += t.Count
		i := slices.IndexFunc(b.Cells, func(c Cell) bool { return c.Type == t.Type && c.Status == t.Status })
		if i < 0 {
			i, b.Cells = len(b.Cells), append(b.Cells, Cell{Type: t.Type, Status: t.Status})
		}
		b.Cells[i].Count += t.Count
	}
	return out
}

// MapOf is reports over places.
type MapOf struct {
	Places    []MapPlace `json:"places" doc:"Those of most reports first"`
	Nowhere   int        `json:"nowhere" doc:"Reports without a place"`
	Unlocated int        `json:"unlocated" doc:"Reports at a place that is not known to the gazetteer"`
}

// MapPlace is a place, how it is to be drawn, and what happened there.
type MapPlace struct {
	Key       string         `json:"key"`
	Name      string         `json:"name"`
	Country   *string        `json:"country"`
	Admin1    *string        `json:"admin1"`
	Lat       *float64       `json:"lat"`
	Lon       *float64       `json:"lon"`
	GeoNames  *int           `json:"geonames"`
	Precision string         `json:"precision"`
	Shape     string         `json:"shape" enum:"point,circle,country,none" doc:"A country is to be filled, never pinned"`
	RadiusKm  int            `json:"radius_km" doc:"Of a circle: a round figure for drawing, no measure"`
	Total     int            `json:"total"`
	ByStatus  map[string]int `json:"by_status"`
	ByType    map[string]int `json:"by_type"`
	First     string         `json:"first"`
	Last      string         `json:"last"`
	Days      []DayCount     `json:"days,omitempty"`
}

// DayCount is how many reports a day has.
type DayCount struct {
	Day   string `json:"day"`
	Count int    `json:"count"`
}

// radius is how wide a place of a precision is drawn, in kilometres.
var radius = map[string]int{"near": 25, "admin2": 30, "admin1": 100}

type mapInput struct {
	FilterParams
	Days bool `query:"days" doc:"With the count of each day, for a slider of time"`
}

func (s *Server) getMap(ctx context.Context, in *mapInput) (*body[MapOf], error) {
	out, err := remember(ctx, s, "map "+clean(in.query), func() (*MapOf, error) { return s.places(ctx, in.filter, in.Days) })
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[MapOf]{*out}, nil
}

func (s *Server) places(ctx context.Context, f store.Filter, days bool) (*MapOf, error) {
	counts, err := s.store.PlaceCounts(ctx, f)
	if err != nil {
		return nil, err
	}
	total, err := s.store.Count(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &MapOf{Places: []MapPlace{}, Nowhere: total}
	at := map[string]int{}
	for _, c := range counts {
		key := placeKey(&c)
		i, ok := at[key]
		if !ok {
			i, at[key] = len(out.Places), len(out.Places)
			out.Places = append(out.Places, mapPlace(key, &c))
		}
		out.Places[i].add(&c)
		out.Nowhere -= c.Count
		if out.Places[i].Shape == "none" {
			out.Unlocated += c.Count
		}
	}
	if days {
		if err := s.placeDays(ctx, f, counts, at, out.Places); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out.Places, func(a, b MapPlace) int { return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key)) })
	return out, nil
}

// placeDays adds the counts by day.
func (s *Server) placeDays(ctx context.Context, f store.Filter, counts []store.PlaceCount, at map[string]int, places []MapPlace) error {
	index := map[int64]int{}
	for _, c := range counts {
		index[c.Key] = at[placeKey(&c)]
	}
	byDay, err := s.store.PlaceDays(ctx, f)
	if err != nil {
		return err
	}
	for _, d := range byDay { // in order of days
		p := &places[index[d.Place]]
		if n := len(p.Days); n > 0 && p.Days[n-1].Day == d.Day {
			p.Days[n-1].Count += d.Count
		} else {
			p.Days = append(p.Days, DayCount{d.Day, d.Count})
		}
	}
	return nil
}

// placeKey is the same for places that articles name differently and that are drawn at one spot.
func placeKey(c *store.PlaceCount) string {
	if c.GeoNames != nil {
		return "g" + itoa(int64(*c.GeoNames)) + "." + c.Precision
	}
	return strings.ToLower(c.Name) + "." + c.Country + "." + c.Precision
}

func mapPlace(key string, c *store.PlaceCount) MapPlace {
	p := MapPlace{Key: key, Name: c.Name, Country: null(c.Country), Admin1: null(c.Admin1), Lat: c.Lat, Lon: c.Lon, GeoNames: c.GeoNames,
		Precision: c.Precision, ByStatus: map[string]int{}, ByType: map[string]int{}, First: c.First, Last: c.Last}
	switch located := c.Lat != nil && c.Lon != nil; {
	case c.Precision == "country" && c.Country != "":
		p.Shape = "country"
	case !located || c.Precision == "country" || c.Precision == "unknown":
		p.Shape = "none"
	case c.Precision == "exact":
		p.Shape = "point"
	default:
		p.Shape, p.RadiusKm = "circle", radius[c.Precision]
	}
	return p
}

func (p *MapPlace) add(c *store.PlaceCount) {
	p.Total += c.Count
	p.ByStatus[c.Status] += c.Count
	p.ByType[c.Type] += c.Count
	p.First, p.Last = min(p.First, c.First), max(p.Last, c.Last)
}

var _ huma.Resolver = (*FilterParams)(nil)
