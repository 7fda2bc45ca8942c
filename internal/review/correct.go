package review

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/event"
	"dateline/plover"
	"dateline/text"
)

// Fault is what is wrong with a corrected report.
type Fault struct {
	Where string // the field, as actor[0].span
	What  string
}

// Precisions of places and dates, as RECORD.md has them.
var (
	placePrecisions = []string{"exact", "near", "admin2", "admin1", "country", "unknown"}
	datePrecisions  = []string{"day", "week", "month", "year", "range", "unknown"}
)

// Complete makes a correction whole: the words of each span are the article's, quad class, score and CAMEO code follow from type and
// modes, reasons name the reviewer. It changes r and gives every fault that keeps it from being a report.
func Complete(r *event.Report, article, reviewer string, o *plover.Ontology) []Fault {
	c := &completion{runes: []rune(article), ontology: o}
	c.kind(r)
	c.words(r)
	c.values(r)
	why := "corrected by " + reviewer
	r.Reason = event.Reason{Type: why, Status: why, Attribution: why, Actor: why, Recipient: why, Place: why, Date: why}
	return c.faults
}

type completion struct {
	runes    []rune
	ontology *plover.Ontology
	faults   []Fault
}

func (c *completion) fault(where, format string, args ...any) {
	c.faults = append(c.faults, Fault{where, fmt.Sprintf(format, args...)})
}

// kind checks type, modes, contexts and status, and sets what follows from them.
func (c *completion) kind(r *event.Report) {
	t, ok := c.ontology.Type(r.Event)
	if !ok {
		c.fault("event", "%q is no type; there are %s", r.Event, strings.Join(plover.Types[:], ", "))
	}
	for i, m := range r.Mode {
		if ok && !t.HasMode(m) {
			c.fault(fmt.Sprintf("mode[%d]", i), "%s has no mode %q", t.Name, m)
		}
	}
	for i, x := range r.Context {
		if !c.ontology.HasContext(x) {
			c.fault(fmt.Sprintf("context[%d]", i), "there is no context %q", x)
		}
	}
	if !r.Status.Valid() {
		c.fault("status", "%q is no status; there are actual, planned, demanded, threatened, possible and denied", r.Status)
	}
	if ok {
		r.Quad, r.Score, r.CAMEO = t.Quad, t.Score, event.Null(t.Code(r.Mode))
	}
	r.Mode, r.Context = whole(r.Mode), whole(r.Context)
}

// whole is the list, empty rather than missing.
func whole[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// words takes every mention's words from the article.
func (c *completion) words(r *event.Report) {
	r.Evidence.Trigger.Text = c.cut("evidence.trigger", r.Evidence.Trigger.Span)
	if s := r.Evidence.Sentence; !s.Contains(r.Evidence.Trigger.Span) {
		c.fault("evidence.sentence", "the sentence from %d to %d does not hold the trigger", s.Start, s.End)
	}
	r.Actor, r.Recipient, r.Attribution, r.Counts = whole(r.Actor), whole(r.Recipient), whole(r.Attribution), whole(r.Counts)
	for i := range r.Actor {
		r.Actor[i].Text = c.cut(fmt.Sprintf("actor[%d].span", i), r.Actor[i].Span)
	}
	for i := range r.Recipient {
		r.Recipient[i].Text = c.cut(fmt.Sprintf("recipient[%d].span", i), r.Recipient[i].Span)
	}
	for i := range r.Attribution {
		r.Attribution[i].Text = c.cut(fmt.Sprintf("attribution[%d].span", i), r.Attribution[i].Span)
	}
	for i := range r.Counts {
		r.Counts[i].Text = c.cut(fmt.Sprintf("counts[%d].span", i), r.Counts[i].Span)
	}
	if r.Place != nil {
		r.Place.Text = c.cut("place.span", r.Place.Span)
	}
	if r.Date != nil {
		r.Date.Text = c.cut("date.span", r.Date.Span)
	}
}

// cut is the words of a span.
func (c *completion) cut(where string, s text.Span) string {
	if s.Start < 0 || s.End > len(c.runes) || s.Start >= s.End {
		c.fault(where, "there are no words from %d to %d; the article has %d characters: pick the words in the text", s.Start, s.End, len(c.runes))
		return ""
	}
	words := string(c.runes[s.Start:s.End])
	if strings.TrimSpace(words) != words {
		c.fault(where, "the words %q begin or end with a space; pick them without it", words)
	}
	return words
}

// values checks what is neither words nor type: codes, days, numbers, degrees.
func (c *completion) values(r *event.Report) {
	for _, role := range []struct {
		name string
		list []event.Actor
	}{{"actor", r.Actor}, {"recipient", r.Recipient}} {
		for i, a := range role.list {
			c.code(fmt.Sprintf("%s[%d]", role.name, i), a.Code, a.Sector)
		}
	}
	for i, s := range r.Attribution {
		c.code(fmt.Sprintf("attribution[%d]", i), s.Code, s.Sector)
	}
	for i, n := range r.Counts {
		if n.Low != nil && n.High != nil && *n.Low > *n.High || n.Low != nil && *n.Low < 0 {
			c.fault(fmt.Sprintf("counts[%d]", i), "the lowest number must be 0 or more and no higher than the highest")
		}
		if n.What == "" {
			c.fault(fmt.Sprintf("counts[%d].what", i), "say what befell them: killed, injured, displaced …")
		}
	}
	c.day(r.Date)
	c.place(r.Place)
}

func (c *completion) code(where string, code, sector *string) {
	for _, v := range []struct{ name, value string }{{"code", event.Text(code)}, {"sector", event.Text(sector)}} {
		if v.value != "" && (len(v.value) != 3 || strings.ToUpper(v.value) != v.value) {
			c.fault(where+"."+v.name, "%q is no code: three capitals, as SYR or MIL", v.value)
		}
	}
	if s := event.Text(sector); s != "" && !slices.ContainsFunc(c.ontology.Sectors, func(t plover.Term) bool { return t.Name == s }) {
		c.fault(where+".sector", "there is no sector %q", s)
	}
}

func (c *completion) day(d *event.Date) {
	if d == nil {
		return
	}
	for _, day := range []string{d.Start, d.End} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			c.fault("date", "%q is no day: write it as YYYY-MM-DD", day)
		}
	}
	if d.Start > d.End {
		c.fault("date", "it ends before it begins")
	}
	if !slices.Contains(datePrecisions, d.Precision) {
		c.fault("date.precision", "%q is none of %s", d.Precision, strings.Join(datePrecisions, ", "))
	}
}

func (c *completion) place(p *event.Place) {
	if p == nil {
		return
	}
	if (p.Lat == nil) != (p.Lon == nil) || p.Lat != nil && (*p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180) {
		c.fault("place.lat", "give both degrees, latitude from -90 to 90 and longitude from -180 to 180, or neither")
	}
	if !slices.Contains(placePrecisions, p.Precision) {
		c.fault("place.precision", "%q is none of %s", p.Precision, strings.Join(placePrecisions, ", "))
	}
}
