package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"dateline/event"
)

// Table writes reports for eyes, a line each: status, type, who → whom, where, when, on whose word. Each article's reports
// stand under its title.
type Table struct {
	w     io.Writer
	style Style
	last  string
	lines int
}

// NewTable makes a table that writes to w.
func NewTable(w io.Writer, style Style) *Table { return &Table{w: w, style: style} }

// Write adds the reports of an article.
func (t *Table) Write(reports []event.Report) error {
	for i := range reports {
		if err := t.write(&reports[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table) write(r *event.Report) error {
	if r.Document.ID != t.last {
		t.last = r.Document.ID
		title := printable(event.Text(r.Document.Title))
		if title == "" {
			title = r.Document.ID
		}
		if t.lines > 0 {
			fmt.Fprintln(t.w)
		}
		date := event.Text(r.Document.Published)
		if date == "" {
			date = "no date"
		}
		fmt.Fprintf(t.w, "%s  %s\n", t.style.Bold(pad(title, min(t.style.width()-12, max(len(title), 1)))), t.style.Dim(date))
	}
	t.lines++
	_, err := fmt.Fprintln(t.w, t.line(r))
	return err
}

// line is one report. What does not fit the width is cut, the words of the trigger kept.
func (t *Table) line(r *event.Report) string {
	kind := r.Event
	if len(r.Mode) > 0 {
		kind += " " + strings.Join(r.Mode, "+")
	}
	who := names(r.Actor)
	if len(r.Recipient) > 0 {
		who += " → " + names(r.Recipient)
	}
	rest := t.style.width() - 13 - 22 - 3
	var tail []string
	if r.Place != nil {
		tail = append(tail, r.Place.Text)
	}
	if r.Date != nil {
		tail = append(tail, days(r.Date))
	}
	for _, c := range r.Counts {
		tail = append(tail, Count(c))
	}
	if len(r.Attribution) > 0 {
		tail = append(tail, "says "+sources(r.Attribution))
	}
	words, end := "«"+r.Evidence.Trigger.Text+"» "+who, strings.Join(tail, " · ")
	if n := runewidth.StringWidth(end); end != "" {
		words = strings.TrimRight(pad(words, max(rest-n-2, rest/2)), " ") + "  " + end
	}
	return " " + t.style.Status(r.Status, 13) + " " + pad(kind, 22) + " " + strings.TrimRight(pad(printable(words), rest), " ")
}

func names(as []event.Actor) string {
	if len(as) == 0 {
		return "—"
	}
	var out []string
	for _, a := range as {
		s := a.Text
		if c := event.Text(a.Code); c != "" {
			s += "/" + c
			if sec := event.Text(a.Sector); sec != "" {
				s += "." + sec
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func sources(chain []event.Source) string {
	var out []string
	for _, s := range chain {
		out = append(out, s.Text)
	}
	return strings.Join(out, " citing ")
}

func days(d *event.Date) string {
	if d.Start == d.End {
		return d.Start
	}
	return d.Start + "…" + d.End
}

// Count writes a count: "killed 12-15", "injured at least 30".
func Count(c event.Count) string {
	switch {
	case c.Low != nil && c.High != nil && *c.Low == *c.High:
		return fmt.Sprintf("%s %d", c.What, *c.Low)
	case c.Low != nil && c.High != nil:
		return fmt.Sprintf("%s %d-%d", c.What, *c.Low, *c.High)
	case c.Low != nil:
		return fmt.Sprintf("%s ≥%d", c.What, *c.Low)
	case c.High != nil:
		return fmt.Sprintf("%s ≤%d", c.What, *c.High)
	}
	return c.What + " ?"
}
