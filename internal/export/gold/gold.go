// Package gold writes what people accepted or corrected as gold articles: what training/ learns from and dateline eval measures with.
// It keeps the articles that have such reports in memory until the end.
package gold

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"dateline/event"
	"dateline/internal/export"
	"dateline/text"
)

// Format is the gold's.
var Format = export.Format{Name: "gold", Suffix: ".gold.jsonl", Media: "application/x-ndjson",
	About:   "JSON lines, one article with the reports people accepted or corrected: to train on, to measure with",
	Columns: columns, Reports: func(w io.Writer, loss *export.Loss) (export.Writer[*export.Item], error) {
		return &writer{w: w, loss: loss, articles: map[string]*Article{}, open: map[string]bool{}}, nil
	}}

// Article is a line.
type Article struct {
	ID        string    `json:"id"`
	Title     *string   `json:"title"`
	Source    *string   `json:"source"`
	Published *string   `json:"published"`
	URL       *string   `json:"url"`
	Complete  bool      `json:"complete"` // every current report of it that was asked for is decided
	Text      string    `json:"text"`
	Events    []Mention `json:"events"`
}

// Mention is a report as gold/GUIDELINES.md codes it.
type Mention struct {
	ID          string       `json:"id"`
	Trigger     [2]int       `json:"trigger"`
	Event       string       `json:"event"`
	Mode        []string     `json:"mode"`
	Status      event.Status `json:"status"`
	Historical  bool         `json:"historical,omitempty"`
	Negated     bool         `json:"negated,omitempty"`
	Attribution []string     `json:"attribution"`
	Actor       []Entity     `json:"actor"`
	Recipient   []Entity     `json:"recipient"`
	Place       *Place       `json:"place"`
	Date        *Date        `json:"date"`
	Counts      []Count      `json:"counts"`
	SameAs      string       `json:"same_as,omitempty"`
	TriggerText string       `json:"trigger_text"`
	Decision    string       `json:"decision"` // accept or correct
}

// Entity is an actor or a recipient.
type Entity struct {
	Text   string  `json:"text"`
	Code   *string `json:"code"`
	Sector *string `json:"sector"`
}

// Place is where, with its country.
type Place struct {
	Text    string  `json:"text"`
	Country *string `json:"country"`
}

// Date is when.
type Date struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// Count is how many people.
type Count struct {
	What string `json:"what"`
	Low  *int   `json:"low"`
	High *int   `json:"high"`
}

type writer struct {
	w        io.Writer
	loss     *export.Loss
	articles map[string]*Article
	open     map[string]bool // articles some report of which is undecided
}

// decision is what a person made of a report: a correction has the person for its coder, whatever id it got.
func decision(i *export.Item) string {
	switch {
	case i.Report.Coder.Version == "person":
		return "correct"
	case i.Review == "accept":
		return "accept"
	}
	return ""
}

func (w *writer) Write(i *export.Item) error {
	r := &i.Report
	key := r.Document.ID + "\x00" + r.Document.SHA256
	decided := decision(i)
	if decided == "" {
		w.open[key] = true
		w.loss.Leave("nobody has accepted or corrected it")
		return nil
	}
	a, ok := w.articles[key]
	if !ok {
		whole, err := i.Article()
		if err != nil {
			return err
		}
		a = articleOf(whole, r)
		w.articles[key] = a
	}
	w.loss.Lose("contexts, names, coordinates, reasons and the spans of all but the trigger: jsonl has them")
	w.loss.LoseIf(r.ContentOf != nil, "the speech act it is the content of")
	a.Events = append(a.Events, mention(r, decided))
	return nil
}

func articleOf(a *text.Article, r *event.Report) *Article {
	return &Article{ID: r.Document.ID, Title: r.Document.Title, Source: r.Document.Source, Published: r.Document.Published, URL: r.Document.URL, Text: a.Text}
}

func mention(r *event.Report, decided string) Mention {
	t := r.Evidence.Trigger
	m := Mention{ID: r.ID, Trigger: [2]int{t.Start, t.End}, Event: r.Event, Mode: r.Mode, Status: r.Status, Historical: r.Historical, Negated: r.Negated,
		Attribution: []string{}, Actor: entities(r.Actor), Recipient: entities(r.Recipient), Counts: []Count{}, SameAs: event.Text(r.SameAs),
		TriggerText: t.Text, Decision: decided}
	for _, s := range r.Attribution {
		m.Attribution = append(m.Attribution, s.Text)
	}
	if r.Place != nil {
		m.Place = &Place{r.Place.Text, r.Place.Country}
	}
	if r.Date != nil {
		m.Date = &Date{r.Date.Start, r.Date.End}
	}
	for _, c := range r.Counts {
		m.Counts = append(m.Counts, Count{c.What, c.Low, c.High})
	}
	return m
}

func entities(list []event.Actor) []Entity {
	out := []Entity{}
	for _, a := range list {
		out = append(out, Entity{a.Text, a.Code, a.Sector})
	}
	return out
}

// Close writes the articles in order of their ids, each with its mentions in order of the text.
func (w *writer) Close() error {
	for _, key := range slices.Sorted(maps.Keys(w.articles)) {
		a := w.articles[key]
		a.Complete = !w.open[key]
		slices.SortFunc(a.Events, func(x, y Mention) int { return cmp.Or(x.Trigger[0]-y.Trigger[0], cmp.Compare(x.ID, y.ID)) })
		w.tie(a)
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(a); err != nil {
			return err
		}
		if _, err := w.w.Write(b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// tie keeps same_as only where its report is in the article's line, for a gold file's readers look it up.
func (w *writer) tie(a *Article) {
	here := map[string]bool{}
	for _, m := range a.Events {
		here[m.ID] = true
	}
	for i := range a.Events {
		if same := a.Events[i].SameAs; same != "" && !here[same] {
			a.Events[i].SameAs = ""
			w.loss.Lose("same_as a report that nobody has accepted or corrected")
		}
	}
}
