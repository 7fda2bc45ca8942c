package recode

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dateline/event"
	"dateline/internal/store"
)

// Kind is what happens to a report.
type Kind string

// The kinds of change.
const (
	Added   Kind = "added"
	Dropped Kind = "dropped"
	Changed Kind = "changed"
)

// Change is one report that the newer coder sees otherwise.
type Change struct {
	Kind   Kind
	Old    *event.Report // nil where it is added
	New    *event.Report // nil where it is dropped
	Fields []string      // of a change: what differs
	Kept   string        // what a person decided that keeps things as they are: accept, correct, reject; "" where the change takes place
	Words  string        // the sentence
}

// Difference is what a proposal would change.
type Difference struct {
	Articles, Same int
	Changes        map[Kind]int   // what would take place
	Fields         map[string]int // how often each field differs
	Kept           int            // changes that people's decisions keep from taking place
}

// Diff compares a store with the proposal beside it, calls each for every change, and sums up.
func Diff(ctx context.Context, s *store.Store, each func(Change)) (Difference, error) {
	d := Difference{Changes: map[Kind]int{}, Fields: map[string]int{}}
	proposal, err := store.Open(ctx, Beside(s.Path()), store.ReadOnly)
	if err != nil {
		return d, err
	}
	defer proposal.Close()
	proposed := map[string][]event.Report{} // by hash and id: the two walk in one order, but a store may have grown meanwhile
	for c, err := range proposal.Coded(ctx) {
		if err != nil {
			return d, err
		}
		proposed[c.Article.SHA256+c.Article.ID] = c.Reports
	}
	for c, err := range s.Coded(ctx) {
		if err != nil {
			return d, err
		}
		reports, ok := proposed[c.Article.SHA256+c.Article.ID]
		if !ok {
			continue
		}
		d.Articles++
		for _, change := range compare(&c, reports) {
			d.count(change)
			if change.Kind != "" {
				each(change)
			}
		}
	}
	return d, nil
}

func (d *Difference) count(c Change) {
	switch {
	case c.Kind == "":
		d.Same++
	case c.Kept != "":
		d.Kept++
	default:
		d.Changes[c.Kind]++
		for _, f := range c.Fields {
			d.Fields[f]++
		}
	}
}

// compare pairs an article's current reports with the proposed ones: by id, then by triggers that overlap. A Change without a Kind
// is a report that stays as it is.
func compare(c *store.Coded, proposed []event.Report) (out []Change) {
	runes := []rune(c.Article.Text)
	used := map[int]bool{}
	pair := func(old *event.Report) *event.Report {
		for k := range proposed {
			if !used[k] && proposed[k].ID == old.ID {
				used[k] = true
				return &proposed[k]
			}
		}
		for k := range proposed {
			if !used[k] && proposed[k].Evidence.Trigger.Overlaps(old.Evidence.Trigger.Span) {
				used[k] = true
				return &proposed[k]
			}
		}
		return nil
	}
	for k := range c.Reports {
		old := &c.Reports[k]
		change := Change{Old: old, New: pair(old), Kept: c.By[old.ID], Words: sentence(runes, old)}
		switch {
		case change.New == nil:
			change.Kind = Dropped
		default:
			if change.Fields = differing(old, change.New); len(change.Fields) > 0 {
				change.Kind = Changed
			}
		}
		out = append(out, change)
	}
	for k := range proposed {
		if !used[k] {
			change := Change{Kind: Added, New: &proposed[k], Words: sentence(runes, &proposed[k])}
			if c.Rejected[proposed[k].ID] {
				change.Kept = store.Reject
			}
			out = append(out, change)
		}
	}
	return out
}

func sentence(runes []rune, r *event.Report) string {
	s := r.Evidence.Sentence
	if s.Start < 0 || s.End > len(runes) || s.Start > s.End {
		return ""
	}
	return strings.Join(strings.Fields(string(runes[s.Start:s.End])), " ")
}

// fields are what two reports of the same words are compared by.
var fields = []struct {
	name  string
	value func(*event.Report) string
}{
	{"type", func(r *event.Report) string { return r.Event }},
	{"mode", func(r *event.Report) string { return strings.Join(slices.Sorted(slices.Values(r.Mode)), ",") }},
	{"status", func(r *event.Report) string { return string(r.Status) }},
	{"historical", func(r *event.Report) string { return fmt.Sprint(r.Historical, r.Negated) }},
	{"attribution", func(r *event.Report) string {
		var out []string
		for _, a := range r.Attribution {
			out = append(out, a.Text)
		}
		return strings.Join(out, " > ")
	}},
	{"actor", func(r *event.Report) string { return people(r.Actor) }},
	{"recipient", func(r *event.Report) string { return people(r.Recipient) }},
	{"place", func(r *event.Report) string {
		if r.Place == nil {
			return ""
		}
		return r.Place.Text + "/" + event.Text(r.Place.Country)
	}},
	{"date", func(r *event.Report) string {
		if r.Date == nil {
			return ""
		}
		return r.Date.Start + ".." + r.Date.End
	}},
	{"counts", func(r *event.Report) string {
		var out []string
		for _, c := range r.Counts {
			out = append(out, c.What+":"+c.Text)
		}
		return strings.Join(out, " ")
	}},
}

func people(list []event.Actor) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Text+"/"+event.Text(a.Code)+"."+event.Text(a.Sector))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// differing lists the fields in which two reports differ.
func differing(a, b *event.Report) (out []string) {
	for _, f := range fields {
		if f.value(a) != f.value(b) {
			out = append(out, f.name)
		}
	}
	return out
}

// Values gives a field of a change before and after, for people; "" is unknown.
func (c Change) Values(field string) (before, after string) {
	for _, f := range fields {
		if f.name == field {
			return f.value(c.Old), f.value(c.New)
		}
	}
	return "", ""
}
