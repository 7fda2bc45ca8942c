// Package ploverjson writes PLOVER's own JSON, one object a line, with the manual's field names and rules. What the manual requires and
// the text does not give leaves a record out, counted.
package ploverjson

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/ground/country"
	"dateline/plover"
)

// Format is PLOVER JSON.
var Format = export.Format{Name: "plover-json", Suffix: ".jsonl", Media: "application/x-ndjson",
	About:   "PLOVER's JSON, strict: planned and offered cooperation is AGREE, an announced retreat CONCEDE, what lacks a day or an actor is left out",
	Columns: columns, Reports: begin, Events: export.Whole(begin)}

func begin(w io.Writer, loss *export.Loss) (export.Writer[*export.Item], error) {
	return &lines{w, loss}, nil
}

// Record is a line. Its fields stand in the order of the manual's table.
type Record struct {
	ID        string         `json:"id"`
	HasEvent  bool           `json:"has_event"`
	Date      string         `json:"date"`
	EndDate   string         `json:"enddate,omitempty"`
	Source    []Actor        `json:"source"`
	Recipient []Actor        `json:"recipient,omitempty"`
	Event     []string       `json:"event"`
	Where     *Location      `json:"event_loc,omitempty"`
	Words     []string       `json:"event_text,omitempty"`
	Quad      int            `json:"quad_code"`
	Scale     float64        `json:"event_scale"`
	Mode      []string       `json:"mode,omitempty"`
	Context   []string       `json:"context,omitempty"`
	Link      string         `json:"link,omitempty"`
	Text      string         `json:"text,omitempty"`
	Size      map[string]int `json:"size_info,omitempty"`
	Cite      Citation       `json:"cite_info"`
}

// Actor is the manual's information object for actors.
type Actor struct {
	Code     string `json:"code,omitempty"`
	Sector   string `json:"sector,omitempty"`
	Text     string `json:"actor_text"`
	Wikidata string `json:"identifer_id,omitempty"`   //nolint:misspell // so spelt in the manual
	Name     string `json:"identifer_text,omitempty"` //nolint:misspell // likewise
}

// Location is GeoNames' object as the manual takes it over.
type Location struct {
	GeoNames *int     `json:"geonameid,omitempty"`
	Name     string   `json:"name"`
	Lat      *float64 `json:"latitude,omitempty"`
	Lon      *float64 `json:"longitude,omitempty"`
	ISO2     string   `json:"country code,omitempty"`
	ISO3     string   `json:"cc3,omitempty"`
}

// Citation is the manual's information object for citations.
type Citation struct {
	ID          string `json:"citation,omitempty"`
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Publication string `json:"publication,omitempty"`
	Coder       string `json:"coder,omitempty"`
	Codebook    string `json:"codebook,omitempty"`
}

type lines struct {
	w    io.Writer
	loss *export.Loss
}

func (l *lines) Write(i *export.Item) error {
	if why := misses(&i.Report); why != "" {
		l.loss.Leave(why)
		return nil
	}
	l.lose(&i.Report)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(recordOf(i)); err != nil {
		return err
	}
	_, err := l.w.Write(b.Bytes())
	return err
}

func (l *lines) Close() error { return nil }

// misses says what the manual requires and the report lacks.
func misses(r *event.Report) string {
	kind, known := plover.Standard().Type(r.Event)
	switch {
	case !known:
		return "its type is a codebook's own, not PLOVER's"
	case r.Date == nil || r.Date.Start == "":
		return "the text gives no day, and PLOVER requires one"
	case len(r.Actor) == 0:
		return "the text names no actor, and PLOVER requires one"
	case kind.RequiresRecipient && Fold(r) == r.Event && len(r.Recipient) == 0:
		return r.Event + " without a recipient, which PLOVER requires"
	}
	return ""
}

func (l *lines) lose(r *event.Report) {
	l.loss.LoseIf(len(r.Attribution) > 0, "on whose word: PLOVER's JSON has no field for it")
	l.loss.LoseIf(r.Status == event.Demanded || r.Status == event.Threatened, "demanded or threatened: both are PLOVER's hypothetical")
	l.loss.LoseIf(Fold(r) != r.Event, "the type of the planned or offered act: the manual's AGREE or CONCEDE stands for it")
	l.loss.LoseIf(r.Place != nil && !pointed(r.Place), "coordinates of a place that is no point")
	l.loss.Lose("spans, reasons and confidence: jsonl has them")
}

// offer finds in a status's reason that the act is offered, not merely possible.
var offer = regexp.MustCompile(`(?i)«(offer|propos|willing|ready|prepared|pledg)`)

// Fold gives the type as PLOVER's manual has it: a cooperative act that is planned or offered is AGREE, a retreat CONCEDE.
func Fold(r *event.Report) string {
	if r.Status != event.Planned && (r.Status != event.Possible || !offer.MatchString(r.Reason.Status)) || r.Negated {
		return r.Event
	}
	switch r.Event {
	case "CONSULT", "SUPPORT", "COOPERATE", "AID":
		return "AGREE"
	case "RETREAT":
		return "CONCEDE"
	}
	return r.Event
}

// auxiliary gives the manual's auxiliary contexts of a status.
func auxiliary(r *event.Report, folded bool) (out []string) {
	if r.Historical {
		out = append(out, "historical")
	}
	switch {
	case folded: // the promise is a deed of its own
	case r.Status == event.Planned:
		out = append(out, "future")
	case r.Status == event.Demanded || r.Status == event.Threatened || r.Status == event.Possible:
		out = append(out, "hypothetical")
	}
	if r.Status == event.Denied || r.Negated {
		out = append(out, "negation")
	}
	return out
}

func recordOf(i *export.Item) Record {
	r := &i.Report
	name := Fold(r)
	folded := name != r.Event
	kind, _ := plover.Standard().Type(name)
	out := Record{ID: r.ID, HasEvent: true, Date: r.Date.Start, Source: actors(r.Actor), Recipient: actors(r.Recipient), Event: []string{name},
		Where: location(r.Place), Quad: quad(kind.Quad), Scale: kind.Score, Mode: r.Mode, Link: i.Event, Text: i.Sentence, Size: size(r), Cite: citation(r)}
	if r.Date.End != r.Date.Start {
		out.EndDate = r.Date.End
	}
	if word := r.Evidence.Trigger.Text; word != "" {
		out.Words = []string{word}
	}
	if folded {
		out.Mode = nil // of the act, not of the promise
	}
	for _, c := range slices.Concat(r.Context, auxiliary(r, folded)) {
		if !slices.Contains(out.Context, c) {
			out.Context = append(out.Context, c)
		}
	}
	return out
}

func quad(name string) int {
	for _, q := range plover.Standard().Quads {
		if q.Name == name {
			return q.Number
		}
	}
	return 0
}

func actors(list []event.Actor) (out []Actor) {
	for _, a := range list {
		out = append(out, Actor{event.Text(a.Code), event.Text(a.Sector), a.Text, event.Text(a.Wikidata), event.Text(a.Name)})
	}
	return out
}

func pointed(p *event.Place) bool { return p.Precision == "exact" || p.Precision == "near" }

func location(p *event.Place) *Location {
	if p == nil {
		return nil
	}
	out := &Location{GeoNames: p.GeoNames, Name: event.Text(p.Name), ISO3: event.Text(p.Country)}
	if out.Name == "" {
		out.Name = p.Text
	}
	if pointed(p) {
		out.Lat, out.Lon = p.Lat, p.Lon
	}
	if c := country.Default().ByCode(out.ISO3); c != nil {
		out.ISO2 = c.ISO2
	}
	return out
}

// size is the manual's size object: the least that is said to have been killed, injured, arrested.
func size(r *event.Report) map[string]int {
	out := map[string]int{}
	for what, key := range map[string]string{"killed": "dead", "injured": "injured", "detained": "arrested"} {
		if low, _ := export.Toll(r.Counts, what); low != nil {
			out[key] = *low
		}
	}
	return out
}

func citation(r *event.Report) Citation {
	out := Citation{ID: r.Document.ID, URL: event.Text(r.Document.URL), Title: event.Text(r.Document.Title), Publication: event.Text(r.Document.Source)}
	if r.Coder.Version != "" {
		out.Coder, out.Codebook = "dateline "+r.Coder.Version+" "+r.Coder.Model, r.Coder.Codebook
	}
	return out
}
