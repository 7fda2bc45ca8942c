package eval

import (
	"cmp"
	"slices"

	"dateline/text"
)

// xmlArticle is an article of LGL (toponyms, counted from 0) or of GeoVirus (locations, counted from 1).
type xmlArticle struct {
	ID        string        `xml:"docid,attr"`
	Domain    string        `xml:"domain"`
	URL       string        `xml:"url"`
	Source    string        `xml:"source"`
	Text      string        `xml:"text"`
	Toponyms  []xmlToponym  `xml:"toponyms>toponym"`
	Locations []xmlLocation `xml:"locations>location"`
}

type xmlToponym struct {
	Start  int    `xml:"start"`
	End    int    `xml:"end"`
	Phrase string `xml:"phrase"`
	Tag    *struct {
		Lat     float64 `xml:"lat"`
		Lon     float64 `xml:"lon"`
		Feature string  `xml:"fcode"`
		Country string  `xml:"country"`
		Admin1  string  `xml:"admin1"`
	} `xml:"gaztag"`
}

type xmlLocation struct {
	Start int     `xml:"start"`
	End   int     `xml:"end"`
	Name  string  `xml:"name"`
	Lat   float64 `xml:"lat"`
	Lon   float64 `xml:"lon"`
	Page  string  `xml:"page"`
}

// read gives the article and its toponyms in the order of the text. A span that does not hold its phrase is left out.
func (x *xmlArticle) read() (text.Article, []Toponym) {
	a := text.Article{ID: x.ID, Source: x.Domain, URL: x.URL, Text: x.Text}
	if x.Source != "" {
		a.ID, a.URL = x.Source, x.Source
	}
	var gold []Toponym
	for _, t := range x.Toponyms {
		g := Toponym{Span: text.Span{Start: t.Start, End: t.End}, Phrase: t.Phrase}
		if t.Tag != nil {
			g.Lat, g.Lon, g.HasPoint, g.Feature, g.Description = t.Tag.Lat, t.Tag.Lon, true, t.Tag.Feature, t.Tag.Admin1+", "+t.Tag.Country
		}
		gold = append(gold, g)
	}
	for _, l := range x.Locations {
		gold = append(gold, Toponym{Span: text.Span{Start: l.Start - 1, End: l.End - 1}, Phrase: l.Name, Lat: l.Lat, Lon: l.Lon,
			HasPoint: true, Description: l.Page})
	}
	d := text.NewDocument(a)
	gold = slices.DeleteFunc(gold, func(g Toponym) bool { return d.Slice(g.Span) != g.Phrase })
	slices.SortStableFunc(gold, func(a, b Toponym) int { return cmp.Compare(a.Start, b.Start) })
	return a, gold
}
