package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dateline/event"
	"dateline/internal/store"
)

// FieldAgreement is how far reviewers agree on a field.
type FieldAgreement struct {
	Field string   `json:"field"`
	Alpha *float64 `json:"alpha"` // Krippendorff's, nominal; null where it has no measure
	Units int      `json:"units"` // reports of which two reviewers or more say something
	Why   string   `json:"why"`   // why it is null; else ""
}

// Disagreement is a report of which reviewers say different things.
type Disagreement struct {
	Report string            `json:"report"`
	Field  string            `json:"field"`
	Values map[string]string `json:"values"` // reviewer to value
}

// AgreementOf is how far the reviewers of a sample agree.
type AgreementOf struct {
	Sample        string           `json:"sample"`
	Reviewers     []string         `json:"reviewers"`
	Units         int              `json:"units"` // reports that two or more have judged
	Fields        []FieldAgreement `json:"fields"`
	Disagreements []Disagreement   `json:"disagreements"`
}

// judged is a report as a reviewer leaves it: nil where rejected.
type judged map[string]map[string]*event.Report // report to reviewer

// Agreement measures how far the reviewers of a sample agree: whether it is a report at all (decision), and on each field of those that
// several keep.
func (d *Desk) Agreement(ctx context.Context, sample string) (*AgreementOf, error) {
	members, err := d.members(ctx, sample)
	if err != nil {
		return nil, err
	}
	reviewers, err := d.reviewers(ctx, sample)
	if err != nil {
		return nil, err
	}
	all := judged{}
	for _, name := range reviewers {
		if err := d.judge(ctx, all, sample, name); err != nil {
			return nil, err
		}
	}
	out := &AgreementOf{Sample: sample, Reviewers: reviewers, Fields: []FieldAgreement{}, Disagreements: []Disagreement{}}
	if reviewers == nil {
		out.Reviewers = []string{}
	}
	for _, by := range all {
		if len(by) > 1 {
			out.Units++
		}
	}
	for _, field := range append([]string{"decision"}, Fields[:]...) {
		out.measure(all, members, field)
	}
	return out, nil
}

// judge adds what a reviewer made of a sample's reports; what was skipped is left out.
func (d *Desk) judge(ctx context.Context, all judged, sample, reviewer string) error {
	decided, err := d.standing(ctx, sample, reviewer)
	if err != nil {
		return err
	}
	for id, r := range decided {
		if r.Decision == store.Skip {
			continue
		}
		if all[id] == nil {
			all[id] = map[string]*event.Report{}
		}
		all[id][reviewer] = r.Corrected
		if r.Decision == store.Accept {
			if all[id][reviewer], err = d.original(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) original(ctx context.Context, id string) (*event.Report, error) {
	row, _, err := d.store.Original(ctx, id)
	if err != nil {
		return nil, err
	}
	return row.Report()
}

// measure adds a field's agreement and where it lacks.
func (a *AgreementOf) measure(all judged, members []string, field string) {
	var units [][]string
	for _, id := range members {
		values := map[string]string{}
		for reviewer, r := range all[id] {
			switch {
			case field == "decision":
				values[reviewer] = map[bool]string{true: "reject", false: "keep"}[r == nil]
			case r != nil:
				values[reviewer] = Value(r, field)
			}
		}
		var unit []string
		for _, name := range a.Reviewers {
			if v, ok := values[name]; ok {
				unit = append(unit, v)
			}
		}
		units = append(units, unit)
		if len(unit) > 1 && slices.Min(unit) != slices.Max(unit) {
			a.Disagreements = append(a.Disagreements, Disagreement{id, field, values})
		}
	}
	f := FieldAgreement{Field: field}
	alpha, n, ok := Alpha(units)
	f.Units = n
	switch {
	case ok:
		f.Alpha = &alpha
	case n == 0:
		f.Why = "no report was judged by two reviewers"
	default:
		f.Why = "all values are the same: agreement beyond chance has no measure"
	}
	a.Fields = append(a.Fields, f)
}

// FieldPrecision is how often a field of the reports that are events is right.
type FieldPrecision struct {
	Field     string  `json:"field"`
	Right     int     `json:"right"`
	Judged    int     `json:"judged"`
	Precision float64 `json:"precision"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// PrecisionOf is what a sample says of all reports it was drawn from.
type PrecisionOf struct {
	Sample     string           `json:"sample"`
	Query      string           `json:"query"`
	Seed       int64            `json:"seed"`
	Population int              `json:"population"`
	Size       int              `json:"size"`
	Judged     int              `json:"judged"`
	Right      int              `json:"right"` // there is an event of that type at those words
	Wrong      int              `json:"wrong"`
	Skipped    int              `json:"skipped"`
	Precision  float64          `json:"precision"`
	Low        float64          `json:"low"`
	High       float64          `json:"high"`
	Level      float64          `json:"level"`
	Method     Method           `json:"method"`
	Fields     []FieldPrecision `json:"fields"`
	Sentence   string           `json:"sentence"` // for a paper
}

// Precision estimates from a sample how many of all reports are right. With several reviewers the one asked for counts, or the first.
func (d *Desk) Precision(ctx context.Context, sample, reviewer string, level float64, method Method) (*PrecisionOf, error) {
	found, err := d.store.Samples(ctx, sample)
	if err != nil {
		return nil, err
	}
	m := found[0]
	if reviewer == "" {
		reviewers, err := d.reviewers(ctx, sample)
		if err != nil {
			return nil, err
		}
		reviewer = cmp.Or(append(reviewers, "")...)
	}
	decided, err := d.standing(ctx, sample, reviewer)
	if err != nil || reviewer == "" {
		decided = nil
	}
	p := &PrecisionOf{Sample: m.Name, Query: m.Query, Seed: m.Seed, Population: m.Population, Size: m.Size, Level: level, Method: method}
	right := map[string]int{}
	for id, r := range decided {
		if err := d.tally(ctx, p, right, id, &r); err != nil {
			return nil, err
		}
	}
	return p, p.conclude(right, reviewer)
}

// tally counts one decision; right has how often each field is.
func (d *Desk) tally(ctx context.Context, p *PrecisionOf, right map[string]int, id string, r *store.Review) error {
	if r.Decision == store.Skip {
		p.Skipped++
		return nil
	}
	p.Judged++
	if r.Decision == store.Reject {
		p.Wrong++
		return nil
	}
	as := r.Corrected
	original, err := d.original(ctx, id)
	if err != nil {
		return err
	}
	if as == nil {
		as = original
	}
	if as.Event == original.Event && as.Evidence.Trigger.Overlaps(original.Evidence.Trigger.Span) {
		p.Right++
	} else {
		p.Wrong++
	}
	for _, f := range Fields {
		right["judged"]++
		if Value(as, f) == Value(original, f) {
			right[f]++
		}
	}
	return nil
}

func (p *PrecisionOf) conclude(right map[string]int, reviewer string) error {
	b, err := Bounds(p.Right, p.Judged, p.Level, p.Method)
	if err != nil {
		return err
	}
	p.Precision, p.Low, p.High = b.Share, b.Low, b.High
	kept := right["judged"] / len(Fields)
	p.Fields = []FieldPrecision{}
	for _, f := range Fields {
		b, err := Bounds(right[f], kept, p.Level, p.Method)
		if err != nil {
			return err
		}
		p.Fields = append(p.Fields, FieldPrecision{f, right[f], kept, b.Share, b.Low, b.High})
	}
	if p.Judged == 0 {
		p.Sentence = "Nothing of the sample has been judged yet."
		return nil
	}
	p.Sentence = fmt.Sprintf("Of %d reports drawn at random (seed %d) from %d, %s judged %d: %d were right, a precision of %.3f (%g %% %s interval %.3f to %.3f).",
		p.Size, p.Seed, p.Population, reviewer, p.Judged, p.Right, p.Precision, p.Level*100, p.Method, p.Low, p.High)
	return nil
}
