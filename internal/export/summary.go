package export

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dateline/event"
	"dateline/internal/store"
)

// Summary is what an export was made of, for its data statement.
type Summary struct {
	Filter     store.Filter
	What       What
	Reports    int
	Statuses   map[event.Status]int
	Types      map[string]int
	Reviews    map[string]int
	Articles   map[string]bool // their hashes
	Publishers map[string]int
	Coders     map[event.CoderVersion]int
	First      string // days of publication, "" unknown
	Last       string
	Events     int // of an export of events
	Loss       *Loss
}

func newSummary(f store.Filter, what What) *Summary {
	return &Summary{Filter: f, What: what, Statuses: map[event.Status]int{}, Types: map[string]int{}, Reviews: map[string]int{}, Articles: map[string]bool{},
		Publishers: map[string]int{}, Coders: map[event.CoderVersion]int{}, Loss: NewLoss()}
}

func (sum *Summary) count(item *Item) {
	r := &item.Report
	sum.Reports++
	sum.Statuses[r.Status]++
	sum.Types[r.Event]++
	sum.Reviews[item.Review]++
	sum.Articles[r.Document.SHA256] = true
	sum.Publishers[event.Text(r.Document.Source)]++
	sum.Coders[r.Coder]++
	if day := event.Text(r.Document.Published); day != "" {
		if sum.First == "" || day < sum.First {
			sum.First = day
		}
		sum.Last = max(sum.Last, day)
	}
}

func (sum *Summary) countEvent(e *event.Event) {
	sum.Events++
	sum.Statuses[e.Status]++
	sum.Types[e.Type]++
	if e.First != "" && (sum.First == "" || e.First < sum.First) {
		sum.First = e.First
	}
	sum.Last = max(sum.Last, e.Last)
}

// Statement writes the data statement: what a paper's appendix must say of how the data were made. `program` is the version that
// writes, `made` the day, `query` the filter as the user gave it.
func (sum *Summary) Statement(w io.Writer, format *Format, program, made, query string) error {
	p := &printer{w: w}
	p.line("# Data statement\n")
	p.line("Made by dateline %s on %s, in the format %s (%s).\n", program, made, format.Name, format.About)
	if query == "" {
		query = "none: everything in the store"
	}
	p.line("- Query: %s", query)
	if sum.What == OfEvents {
		p.line("- Events: %d", sum.Events)
	} else {
		p.line("- Reports: %d, of %d articles of %d publishers", sum.Reports, len(sum.Articles), len(sum.Publishers))
	}
	p.line("- Published: %s", period(sum.First, sum.Last))
	p.line("- Left out of this file because the format cannot hold them: %d (see the loss report)\n", sum.Loss.Left())
	sum.tables(p)
	p.line("## Known limits\n")
	for _, l := range limits {
		p.line("- %s", l)
	}
	return p.err
}

func (sum *Summary) tables(p *printer) {
	if len(sum.Types) == 0 {
		return
	}
	statuses := map[string]int{}
	for s, n := range sum.Statuses {
		statuses[string(s)] = n
	}
	p.table("Status (what is asserted)", "status", sum.What, statuses)
	p.table("Type (PLOVER)", "type", sum.What, sum.Types)
	if sum.What == OfEvents {
		return
	}
	p.table("Checked by people", "decision", sum.What, sum.Reviews)
	p.line("## Coded by\n")
	for _, c := range slices.SortedFunc(maps.Keys(sum.Coders), sum.moreCoded) {
		if c.Version == "person" {
			p.line("- %d reports corrected by %s", sum.Coders[c], c.Model)
		} else {
			p.line("- %d reports: dateline %s, model %s, codebook %s", sum.Coders[c], c.Version, c.Model, c.Codebook)
		}
	}
	p.line("")
}

// moreCoded puts the coder of more reports first.
func (sum *Summary) moreCoded(a, b event.CoderVersion) int {
	return cmp.Or(sum.Coders[b]-sum.Coders[a], strings.Compare(a.Version, b.Version), strings.Compare(a.Model, b.Model), strings.Compare(a.Codebook, b.Codebook))
}

// limits are what every user of the data must know; docs/quality.md has the figures and the commands that print them.
var limits = []string{
	"Reports are what articles say, not what happened; status tells whether an article asserts it as done, planned, demanded, threatened, possible or denied.",
	"On gold articles kept for development the coder finds and types about seven events in ten, and three in ten of what it finds is extra or of another type; docs/quality.md has the figures of this version.",
	"A report's confidence is the coder's probability that the trigger is an event of its type; it is not the probability that the event took place.",
	"Places and days are null where the text does not give them; nothing is filled in from the article's own date or place of publication.",
	"State before publishing: the precision of a random sample checked by people, with its interval (dateline serve, Review).",
}

func period(first, last string) string {
	if first == "" {
		return "unknown"
	}
	return first + " to " + last
}

// LossReport writes what this export could not hold, counted.
func (sum *Summary) LossReport(w io.Writer, format *Format) error {
	p := &printer{w: w}
	p.line("# Loss report: %s of %s\n", format.Name, sum.What)
	counts := sum.Loss.Counts()
	if len(counts) == 0 {
		p.line("Nothing that the store holds of these records is missing from the file.")
		return p.err
	}
	for _, c := range counts {
		what := "written with less"
		if c.Out {
			what = "left out"
		}
		p.line("- %d %s: %s", c.Count, what, c.Why)
	}
	return p.err
}

// Codebook writes what each column of a format is.
func (f *Format) Codebook(w io.Writer, what What) error {
	p := &printer{w: w}
	p.line("# Codebook: %s of %s\n\n%s.\n", f.Name, what, f.About)
	if p.err == nil {
		p.err = WriteColumns(w, f.ColumnsOf(what))
	}
	return p.err
}

// WriteColumns writes the columns as a Markdown table.
func WriteColumns(w io.Writer, columns []Column) error {
	p := &printer{w: w}
	p.line("| column | type | unit | meaning | NA |\n|---|---|---|---|---|")
	for _, c := range columns {
		p.line("| `%s` | %s | %s | %s | %s |", c.Name, c.Type, c.Unit, c.Meaning, c.NA)
	}
	return p.err
}

// printer remembers the first error of writing.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) table(title, name string, what What, counts map[string]int) {
	p.line("## %s\n\n| %s | %s |\n|---|---|", title, name, what)
	for _, k := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) }) {
		p.line("| %s | %d |", k, counts[k])
	}
	p.line("")
}

// Read is how many records the filter admitted.
func (sum *Summary) Read() int {
	if sum.What == OfEvents {
		return sum.Events
	}
	return sum.Reports
}
