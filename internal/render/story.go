package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/event"
)

// StoryLine writes a story of a list: its days, its title, how much it has.
func StoryLine(w io.Writer, s *event.Story, style Style) error {
	p := &eventPage{Writer: bufio.NewWriter(w), style: style}
	lines := breakLines(printable(s.Title), max(20, style.width()-2))
	fmt.Fprintln(p, style.Bold(lines[0]))
	for _, l := range lines[1:] {
		fmt.Fprintln(p, "  "+style.Bold(l))
	}
	about := []string{s.ID, spanOfDays(s), amount(len(s.Events), "event"), amount(s.Articles, "article")}
	if state := tallyTerms(s.Terms); state != "" {
		about = append(about, state)
	}
	for _, l := range breakLines(strings.Join(about, " · "), max(20, style.width()-2)) {
		fmt.Fprintln(p, "  "+style.Dim(l))
	}
	return p.Flush()
}

// Story writes a story: its head, what was agreed and what became of it, its events in their order, who stands where.
func Story(w io.Writer, s *event.Story, style Style) error {
	p := &eventPage{Writer: bufio.NewWriter(w), style: style}
	for _, l := range breakLines(printable(s.Title), style.width()) {
		fmt.Fprintln(p, style.Bold(l))
	}
	fmt.Fprintln(p, style.Dim(s.ID))
	p.line(0, fmt.Sprintf("%s · %s in %s", spanOfDays(s), amount(len(s.Events), "event"), amount(s.Articles, "article")))
	number := map[string]int{}
	for i, step := range s.Events {
		number[step.Event.ID] = i + 1
	}
	p.terms(s.Terms, number)
	p.steps(s.Events, number)
	p.parties("places", placeNames(s.Places))
	p.parties("parties", partyNames(s.Parties))
	p.parties("support", partyNames(s.Supporters))
	p.parties("object", partyNames(s.Objectors))
	return p.Flush()
}

func spanOfDays(s *event.Story) string {
	switch {
	case s.First == "":
		return "no day known"
	case s.First == s.Last:
		return s.First
	}
	return s.First + " to " + s.Last
}

var stateOrder = []event.State{event.Done, event.Partly, event.Blocked, event.Broken, event.Open}

var stateColors = map[event.State]string{event.Done: "32", event.Partly: "33", event.Blocked: "1;31", event.Broken: "1;31", event.Open: "2"}

// stateMarks tell the states apart without colour.
var stateMarks = map[event.State]string{event.Done: "✓", event.Partly: "◐", event.Blocked: "■", event.Broken: "✗", event.Open: "○"}

func (s Style) state(st event.State) string {
	return s.paint(stateColors[st], stateMarks[st]+" "+string(st))
}

// tallyTerms is how many terms are in each state.
func tallyTerms(terms []event.Term) string {
	count := map[event.State]int{}
	for _, t := range terms {
		count[t.State]++
	}
	var out []string
	for _, st := range stateOrder {
		if count[st] > 0 {
			out = append(out, fmt.Sprintf("%d %s", count[st], st))
		}
	}
	return strings.Join(out, ", ")
}

func (p *eventPage) terms(terms []event.Term, number map[string]int) {
	if len(terms) == 0 {
		return
	}
	fmt.Fprintf(p, "\n%s  %s\n", p.style.Bold("agreed, promised, demanded"), p.style.Dim(tallyTerms(terms)))
	for _, t := range terms {
		state := p.style.state(t.State) + strings.Repeat(" ", 10-len(t.State)-1)
		where := fmt.Sprintf("(%d", number[t.Event])
		for _, id := range t.By {
			if id != t.Event {
				where += fmt.Sprintf(" → %d", number[id])
			}
		}
		p.hang("  "+state, 2+11, t.What+" "+where+")")
	}
}

// hang writes words behind a head of so many columns, further lines below the first.
func (p *eventPage) hang(head string, columns int, words string) {
	for i, l := range breakLines(printable(words), max(20, p.style.width()-columns)) {
		if i > 0 {
			head = strings.Repeat(" ", columns)
		}
		fmt.Fprintf(p, "%s%s\n", head, l)
	}
}

// partMarks show at a glance what a step is.
var partMarks = map[event.Part]string{event.Deal: "◆", event.Act: "●", event.Promise: "◷", event.Demand: "!", event.Threat: "▲", event.Block: "■",
	event.Support: "+", event.Object: "−", event.Talk: "·", event.Fear: "?", event.Denial: "✗"}

var partColors = map[event.Part]string{event.Deal: "1;32", event.Act: "1;31", event.Promise: "34", event.Demand: "35", event.Threat: "33",
	event.Block: "1;31", event.Support: "32", event.Object: "33", event.Fear: "36", event.Denial: "2"}

func (p *eventPage) steps(steps []event.Step, number map[string]int) {
	fmt.Fprintf(p, "\n%s\n", p.style.Bold("what happened"))
	last := ""
	for _, s := range steps {
		if day := stepDay(s); day != last {
			last = day
			fmt.Fprintf(p, "  %s\n", p.style.Dim(day))
		}
		p.step(s, number)
	}
}

func stepDay(s event.Step) string {
	switch {
	case s.Day == "":
		return "no day known"
	case !s.Dated:
		return "(" + s.Day + ")"
	}
	return s.Day
}

func (p *eventPage) step(s event.Step, number map[string]int) {
	head := fmt.Sprintf("  %3d %s %s", number[s.Event.ID], p.style.paint(partColors[s.Part], partMarks[s.Part]), pad(string(s.Part), 8))
	tail := ""
	if s.Refer != nil && number[*s.Refer] > 0 {
		tail = fmt.Sprintf(" (%s %d)", s.How, number[*s.Refer])
	}
	if s.Event.Contested {
		tail += " contested"
	}
	p.hang(head, 16, s.Event.Title+tail)
	told := amount(s.Event.Articles, "article")
	if s.Event.Independent != s.Event.Articles {
		told += fmt.Sprintf(", %d independent", s.Event.Independent)
	}
	for _, l := range breakLines(s.Event.ID+" · "+s.Event.Type+" "+string(s.Event.Status)+" · "+told, max(20, p.style.width()-16)) {
		fmt.Fprintf(p, "%16s%s\n", "", p.style.Dim(l))
	}
}

func placeNames(places []event.Place) (out []string) {
	for _, p := range places {
		name := event.Text(p.Name)
		if name == "" {
			name = p.Text
		}
		out = append(out, name)
	}
	return out
}

func partyNames(parties []event.Party) (out []string) {
	for _, p := range parties {
		name := p.Name
		if code := strings.Trim(event.Text(p.Code)+"."+event.Text(p.Sector), "."); code != "" {
			name += "/" + code
		}
		if p.Events > 1 {
			name += fmt.Sprintf(" (%d)", p.Events)
		}
		out = append(out, name)
	}
	return out
}

// mostNames is how many names a list shows.
const mostNames = 12

func (p *eventPage) parties(what string, names []string) {
	if len(names) == 0 {
		return
	}
	if more := len(names) - mostNames; more > 0 {
		names = append(names[:mostNames:mostNames], fmt.Sprintf("%d more", more))
	}
	fmt.Fprintf(p, "\n%s", p.style.Bold(pad(what, 9)))
	for i, l := range breakLines(printable(strings.Join(names, ", ")), max(20, p.style.width()-9)) {
		fmt.Fprintf(p, "%s%s\n", strings.Repeat(" ", 9*min(i, 1)), l)
	}
}
