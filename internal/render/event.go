package render

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
)

// Event writes an event: what its reports say of each thing and on whose word, the reports, and what put them together. Where there is
// little width, what would stand in a row stands in lines.
func Event(w io.Writer, e *event.Event, members []link.Member, decisions []store.Ruling, style Style) error {
	p := &eventPage{Writer: bufio.NewWriter(w), style: style}
	p.head(e)
	for _, f := range e.Fields {
		p.field(f)
	}
	p.reports(members)
	p.decisions(decisions)
	return p.Flush()
}

type eventPage struct {
	*bufio.Writer
	style Style
}

// narrow is below how many columns values and vouchers stand one under another.
const narrow = 72

func (p *eventPage) line(indent int, words string) {
	for _, l := range breakLines(printable(words), max(20, p.style.width()-indent)) {
		fmt.Fprintf(p, "%s%s\n", strings.Repeat(" ", indent), l)
	}
}

func (p *eventPage) head(e *event.Event) {
	for _, l := range breakLines(printable(e.Title), p.style.width()) {
		fmt.Fprintln(p, p.style.Bold(l))
	}
	state := p.style.Status(e.Status, 0)
	if e.Contested {
		state += "  " + p.style.verdict(event.Contested)
	}
	fmt.Fprintf(p, "%s  %s  %s\n", strings.Join(append([]string{e.Type}, e.Mode...), " "), state, p.style.Dim(e.ID))
	when := "no day known"
	if e.Date != nil {
		when = days(e.Date)
	}
	told := fmt.Sprintf("%s · told by %s, %d independent", when, amount(e.Articles, "article"), e.Independent)
	switch {
	case e.First != e.Last:
		told += fmt.Sprintf(", from %s to %s", e.First, e.Last)
	case e.First != "":
		told += ", on " + e.First
	}
	p.line(0, told)
	if e.Story != nil {
		fmt.Fprintln(p, p.style.Dim("story "+*e.Story))
	}
}

func amount(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

var verdictColors = map[event.Verdict]string{event.Contested: "1;31", event.Range: "33", event.Agreed: "32", event.Single: "2"}

func (s Style) verdict(v event.Verdict) string { return s.paint(verdictColors[v], string(v)) }

func (p *eventPage) field(f event.Field) {
	fmt.Fprintf(p, "\n%s  %s", p.style.Bold(pad(f.Name, max(9, len(f.Name)))), p.style.verdict(f.Verdict))
	if f.Low != nil && len(f.Values) > 1 {
		fmt.Fprintf(p, "  %s", span(f.Low, f.High))
	}
	fmt.Fprintln(p)
	for _, v := range f.Values {
		p.value(v)
	}
}

func span(low, high *int) string {
	switch {
	case high == nil:
		return fmt.Sprintf("%d or more", *low)
	case *low == *high:
		return fmt.Sprint(*low)
	}
	return fmt.Sprintf("%d to %d", *low, *high)
}

// value is what is said, by whom, since when.
func (p *eventPage) value(v event.Value) {
	what := printable(v.Value)
	if v.Words != "" && !strings.EqualFold(v.Words, v.Value) {
		what += " «" + printable(v.Words) + "»"
	}
	mark := "  "
	if v.Denies {
		mark = statusMarks[event.Denied] + " "
	}
	by, since := vouchers(v.By), since(v)
	if p.style.width() < narrow {
		p.line(2, mark+what)
		p.line(6, strings.TrimSpace(by+"  "+since))
		return
	}
	left := min(44, p.style.width()*2/5)
	right := p.style.width() - left - 4
	words := breakLines(what, left-1)
	lines := breakLines(printable(by), right-runewidth.StringWidth(since)-2)
	for i := range max(len(words), len(lines)) {
		w, b, s := at(words, i), at(lines, i), ""
		if i == 0 {
			s = since
		}
		row := "  " + mark + pad(w, left) + pad(b, right-runewidth.StringWidth(since)-1) + p.style.Dim(s)
		fmt.Fprintln(p, strings.TrimRight(row, " "))
		mark = "  "
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func vouchers(list []event.Voucher) string {
	var out []string
	for _, v := range list {
		name := v.Name
		if code := strings.Trim(event.Text(v.Code)+"."+event.Text(v.Sector), "."); code != "" {
			name += "/" + code
		}
		if v.Publisher {
			name = "[" + name + "]"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

func since(v event.Value) string {
	switch {
	case v.Since == "":
		return ""
	case v.Since == v.Until:
		return v.Since
	}
	return v.Since + "…" + v.Until
}

func (p *eventPage) reports(members []link.Member) {
	fmt.Fprintf(p, "\n%s  %s\n", p.style.Bold("reports"), p.style.Dim("[…]: the article's own word"))
	first := map[string]string{}
	for _, m := range members {
		r := m.Report
		copied := ""
		if of, ok := first[m.Group]; ok && of != r.Document.ID {
			copied = "copy of " + of
		} else if !ok {
			first[m.Group] = r.Document.ID
		}
		day := cmp.Or(event.Text(r.Document.Published), "no date")
		source := cmp.Or(event.Text(r.Document.Source), r.Document.ID)
		head := fmt.Sprintf("%s  %s «%s»", pad(day, 10), p.style.Status(r.Status, 12), printable(r.Evidence.Trigger.Text))
		if p.style.width() < narrow {
			fmt.Fprintf(p, "  %s\n", head)
			p.line(6, strings.TrimSpace(r.ID+"  "+source+"  "+copied))
			continue
		}
		fmt.Fprintf(p, "  %s  %s  %s\n", head, p.style.Dim(r.ID), strings.TrimRight(pad(printable(strings.TrimSpace(copied+"  "+source)), max(10, p.style.width()-56)), " "))
	}
}

// done says what a decision did to the event's reports.
var done = map[string]string{"found": "founded", "join": "joined", "move": "moved", "merge": "merged", "split": "split", "undo": "undone"}

func (p *eventPage) decisions(list []store.Ruling) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(p, "\n%s\n", p.style.Bold("decisions"))
	for _, d := range list {
		words := fmt.Sprintf("%d  %s  %s by %s", d.Key, d.At[:min(10, len(d.At))], done[d.Kind], cmp.Or(d.By, "the linker"))
		if d.Score != nil {
			words += fmt.Sprintf(" (%.2f)", *d.Score)
		}
		if d.Undone != nil {
			words += fmt.Sprintf(", undone by %d", *d.Undone)
		}
		p.line(2, words+": "+d.Why)
	}
}

// breakLines breaks words into lines of at most n columns.
func breakLines(words string, n int) []string {
	return strings.Split(strings.TrimRight(wrap(strings.Join(strings.Fields(words), " "), n), "\n"), "\n")
}
