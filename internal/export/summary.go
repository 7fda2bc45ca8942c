package export

import (
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

func newSummary(f store.Filter) *Summary {
	return &Summary{Filter: f, Statuses: map[event.Status]int{}, Types: map[string]int{}, Reviews: map[string]int{}, Articles: map[string]bool{},
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
	if sum.Events > 0 {
		p.line("- Events: %d", sum.Events)
	} else {
		p.line("- Reports: %d, of %d articles of %d publishers", sum.Reports, len(sum.Articles), len(sum.Publishers))
		p.line("- Published: %s", period(sum.First, sum.Last))
	}
	p.line("- Left out of this file because the format cannot hold them: %d (see the loss report)\n", sum.Loss.Left())
	if sum.Reports > 0 {
		p.table("Status (what the article asserts)", "status", sum.Statuses)
		p.table("Type (PLOVER)", "type", sum.Types)
		p.table("Checked by people", "decision", sum.Reviews)
		p.line("## Coded by\n")
		for _, c := range slices.SortedFunc(maps.Keys(sum.Coders), func(a, b event.CoderVersion) int { return sum.Coders[b] - sum.Coders[a] }) {
			if c.Version == "person" {
				p.line("- %d reports corrected by %s", sum.Coders[c], c.Model)
			} else {
				p.line("- %d reports: dateline %s, model %s, codebook %s", sum.Coders[c], c.Version, c.Model, c.Codebook)
			}
		}
		p.line("")
	}
	p.line("## Known limits\n")
	for _, l := range limits {
		p.line("- %s", l)
	}
	return p.err
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
	p.line("# Loss report: %s\n", format.Name)
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

// WriteCodebook writes what each column of a format is.
func WriteCodebook(w io.Writer, format *Format, columns []Column) error {
	p := &printer{w: w}
	p.line("# Codebook: %s\n\n%s\n", format.Name, format.About)
	if len(columns) == 0 {
		p.line("The records are as docs/exports.md tells them.")
		return p.err
	}
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

func (p *printer) table(title, name string, counts any) {
	p.line("## %s\n\n| %s | reports |\n|---|---|", title, name)
	rows := map[string]int{}
	switch c := counts.(type) {
	case map[event.Status]int:
		for k, n := range c {
			rows[string(k)] = n
		}
	case map[string]int:
		rows = c
	}
	for _, k := range slices.SortedFunc(maps.Keys(rows), func(a, b string) int {
		if d := rows[b] - rows[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}) {
		p.line("| %s | %d |", k, rows[k])
	}
	p.line("")
}
