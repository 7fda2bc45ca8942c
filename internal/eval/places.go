package eval

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/internal/ground/place"
	"dateline/text"
)

// Toponym is a place name of a gold standard. HasPoint is false where the gold does not say which place it is.
type Toponym struct {
	text.Span
	Phrase      string
	Lat, Lon    float64
	HasPoint    bool
	Feature     string // GeoNames feature code, when the gold gives one
	Description string // for a reader: the gold's page or province
}

// PlacesOptions says what is measured.
type PlacesOptions struct {
	Resolver *place.Resolver
	Annotate func(*text.Document) error // adds the layers that the resolver's stage requires, and places; nil: given spans only
	Keep     int                        // how many errors to keep
	NoSource bool                       // do not tell the resolver the publisher
}

// Located counts toponyms and how far from the gold they were placed.
type Located struct {
	Gold   int       // with a point
	Placed int       // that were given a point
	Within int       // at most 161 km (100 miles) off
	Errors []float64 // km, of those placed
}

func (l *Located) add(km float64) {
	l.Placed++
	l.Errors = append(l.Errors, km)
	if km <= 161 {
		l.Within++
	}
}

// Accuracy is the share of the gold toponyms that were placed within 161 km, 0 to 1.
func (l *Located) Accuracy() float64 { return ratio(l.Within, l.Gold, 0) }

// MeanKm and MedianKm are of the toponyms that were placed.
func (l *Located) MeanKm() float64 {
	sum := 0.0
	for _, e := range l.Errors {
		sum += e
	}
	return sum / float64(max(1, len(l.Errors)))
}

// MedianKm is the middle error of the toponyms that were placed.
func (l *Located) MedianKm() float64 {
	if len(l.Errors) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(l.Errors))
	return s[len(s)/2]
}

// Row is a line of a table.
func (l *Located) Row(name string) string {
	return fmt.Sprintf("%-28s acc@161km %6.2f  mean %7.1f km  median %6.1f km  (gold %d, placed %d, within %d)\n",
		name, 100*l.Accuracy(), l.MeanKm(), l.MedianKm(), l.Gold, l.Placed, l.Within)
}

// PlacesReport is how well toponyms are found and resolved.
type PlacesReport struct {
	Articles    int
	Given       Located  // the gold's spans given
	GivenNames  Located  // of these, without adjectives ("Syrian")
	Found       F1       // spans, both ends right
	FoundNames  F1       // without the gold's adjectives
	Overlapping F1       // spans that share a code point
	EndToEnd    Located  // of all gold toponyms with a point; one that was not found is not placed
	Errors      []string // the first toponyms that were placed wrongly, for a reader
	Missed      []string // the first that were not found, and those found that are none
}

// Table is the report as lines of text.
func (r *PlacesReport) Table() string {
	s := fmt.Sprintf("articles %d\n", r.Articles) + r.Given.Row("gold spans") + r.GivenNames.Row("gold spans, no adjectives")
	if r.Found.System > 0 {
		s += r.Found.Row("recognition, exact") + r.FoundNames.Row("recognition, no adjectives") +
			r.Overlapping.Row("recognition, overlapping") + r.EndToEnd.Row("end to end")
	}
	return s
}

// ErrNoToponyms says that a file is in neither of the known formats.
var ErrNoToponyms = errors.New("no articles with toponyms: want the XML of LGL or of GeoVirus")

// Places measures place recognition and resolution on a file in LGL's or GeoVirus' format.
func Places(in io.Reader, name string, opt PlacesOptions) (*PlacesReport, error) {
	var root struct {
		Articles []xmlArticle `xml:"article"`
	}
	if err := xml.NewDecoder(in).Decode(&root); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	rep := &PlacesReport{}
	for i := range root.Articles {
		article, gold := root.Articles[i].read()
		if len(gold) == 0 {
			continue
		}
		if opt.NoSource {
			article.Source, article.URL = "", ""
		}
		if err := rep.article(article, gold, opt); err != nil {
			return nil, fmt.Errorf("%s: article %d: %w", name, i+1, err)
		}
	}
	if rep.Articles == 0 {
		return nil, fmt.Errorf("%s: %w", name, ErrNoToponyms)
	}
	return rep, nil
}

func (r *PlacesReport) article(a text.Article, gold []Toponym, opt PlacesOptions) error {
	r.Articles++
	d := text.NewDocument(a)
	spans := make([]text.Span, len(gold))
	for i, g := range gold {
		spans[i] = g.Span
	}
	for i, p := range opt.Resolver.Resolve(d, spans) {
		r.score(d, gold[i], &p, opt.Keep)
	}
	if opt.Annotate == nil {
		return nil
	}
	if err := opt.Annotate(d); err != nil {
		return err
	}
	r.recognition(d, gold)
	r.differences(d, gold, opt.Keep)
	return nil
}

func (r *PlacesReport) score(d *text.Document, g Toponym, p *text.Place, keep int) {
	if !g.HasPoint {
		return
	}
	to := []*Located{&r.Given}
	if !place.IsAdjective(g.Phrase) {
		to = append(to, &r.GivenNames)
	}
	km := -1.0
	if p.HasPoint {
		km = place.Distance(g.Lat, g.Lon, p.Lat, p.Lon)
	}
	for _, l := range to {
		l.Gold++
		if p.HasPoint {
			l.add(km)
		}
	}
	if (km < 0 || km > 161) && len(r.Errors) < keep {
		r.Errors = append(r.Errors, fmt.Sprintf("%s\t%s\t%s %s (%.2f %.2f)\t%s, %s, %s %s (%.2f %.2f)\t%.0f km\t%s\t%s", d.ID, g.Phrase, g.Feature, g.Description, g.Lat, g.Lon,
			p.Name, p.Admin1, p.Country, p.Feature, p.Lat, p.Lon, km, p.Reason, around(d, g.Span)))
	}
}

func around(d *text.Document, s text.Span) string {
	return strings.ReplaceAll(d.Slice(text.Span{Start: s.Start - 40, End: s.Start})+"«"+d.Slice(s)+"»"+d.Slice(text.Span{Start: s.End, End: s.End + 40}), "\n", " ")
}

func (r *PlacesReport) recognition(d *text.Document, gold []Toponym) {
	at := map[text.Span]*text.Place{}
	for i := range d.Places {
		at[d.Places[i].Span] = &d.Places[i]
	}
	exact, names, over := F1{System: len(d.Places)}, F1{System: len(d.Places)}, F1{System: len(d.Places)}
	for _, g := range gold {
		p := at[g.Span]
		o := p
		for i := 0; o == nil && i < len(d.Places); i++ {
			if d.Places[i].Overlaps(g.Span) {
				o = &d.Places[i]
			}
		}
		tally(&exact, p != nil)
		tally(&over, o != nil)
		if !place.IsAdjective(g.Phrase) {
			tally(&names, p != nil)
		}
		if g.HasPoint {
			r.EndToEnd.Gold++
			if o != nil && o.HasPoint {
				r.EndToEnd.add(place.Distance(g.Lat, g.Lon, o.Lat, o.Lon))
			}
		}
	}
	over.Right = min(over.Right, over.System)
	r.Found.Add(exact)
	r.FoundNames.Add(names)
	r.Overlapping.Add(over)
}

func tally(f *F1, right bool) {
	f.Gold++
	if right {
		f.Right++
	}
}

// differences notes the toponyms that were missed and the places that are none.
func (r *PlacesReport) differences(d *text.Document, gold []Toponym, keep int) {
	for _, g := range gold {
		if len(r.Missed) < keep && !slices.ContainsFunc(d.Places, func(p text.Place) bool { return p.Span == g.Span }) {
			r.Missed = append(r.Missed, "missed\t"+g.Phrase+"\t"+around(d, g.Span))
		}
	}
	for _, p := range d.Places {
		if len(r.Missed) < keep && !slices.ContainsFunc(gold, func(g Toponym) bool { return p.Span == g.Span }) {
			r.Missed = append(r.Missed, "none\t"+d.Slice(p.Span)+"\t"+around(d, p.Span))
		}
	}
}
