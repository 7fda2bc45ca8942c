package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/event"
)

// ToldStories is what the program made of the articles of gold stories.
type ToldStories struct {
	Reports map[string][]event.Report // by article
	EventOf map[string]string         // a report's event
	Events  map[string]event.Event    // by id, with their stories
	Stories map[string]event.Story    // by id
}

// StoryScore is how well stories were told.
type StoryScore struct {
	Mentions, Found      int // gold mentions, and those that have a report
	Events               Coref
	EventsFound          Coref // of the mentions that have a report
	Stories              Part  // B3, of the mentions that have a report
	Contested            Part
	Pairs, Ordered       int // pairs of events one after the other that were both found, and those in order
	Apart                int // of the pairs: in two stories, or taken for one event
	Terms, TermsRight    int
	gold, system         Partition // events
	goldStory, toldStory Partition
	Wrong                []string // mistakes, for people
}

// Stories scores what was told of gold stories.
func Stories(gold []*GoldStories, told *ToldStories) *StoryScore {
	s := &StoryScore{gold: Partition{}, system: Partition{}, goldStory: Partition{}, toldStory: Partition{}}
	for _, g := range gold {
		for i := range g.Matters {
			s.matter(&g.Matters[i], told)
		}
	}
	found := Partition{}
	for m := range s.system {
		found[m] = s.gold[m]
	}
	s.Events, s.EventsFound = Coreference(s.gold, s.system), Coreference(found, s.system)
	s.Stories = bCubed(s.goldStory, s.toldStory)
	return s
}

// happened is a gold event with the program's events that have its mentions: those that happened first, then those with the most.
type happened struct {
	*GoldHappening
	events []string
}

func (s *StoryScore) matter(m *GoldMatter, told *ToldStories) {
	var all []happened
	for i := range m.Events {
		h := happened{GoldHappening: &m.Events[i]}
		count := map[string]int{}
		for _, w := range h.Mentions {
			s.Mentions++
			s.gold[w.ID()] = m.Name + "/" + h.Name
			id := told.eventAt(w)
			if id == "" {
				s.wrong(m, "not found", h.Name+" "+w.ID())
				continue
			}
			s.Found++
			s.system[w.ID()] = id
			s.goldStory[w.ID()], s.toldStory[w.ID()] = m.Name, event.Text(told.Events[id].Story)
			if count[id]++; count[id] == 1 {
				h.events = append(h.events, id)
			}
		}
		slices.SortStableFunc(h.events, func(a, b string) int {
			return cmp.Or(cmp.Compare(told.happened(b), told.happened(a)), cmp.Compare(count[b], count[a]))
		})
		all = append(all, h)
		s.contested(m, h, told)
		s.term(m, h, told)
	}
	s.order(m, all, told)
	s.parted(m)
}

// parted notes a matter that was told as several stories.
func (s *StoryScore) parted(m *GoldMatter) {
	in := map[string][]string{}
	for _, h := range m.Events {
		for _, w := range h.Mentions {
			if story, ok := s.toldStory[w.ID()]; ok {
				in[story] = append(in[story], h.Name+" "+w.Article[strings.LastIndexByte(w.Article, '/')+1:])
			}
		}
	}
	if len(in) > 1 {
		s.wrong(m, "parted", fmt.Sprint(slices.Sorted(maps.Values(joined(in)))))
	}
}

func joined(lists map[string][]string) map[string]string {
	out := map[string]string{}
	for key, list := range lists {
		out[key] = strings.Join(list, ", ")
	}
	return out
}

func (s *StoryScore) wrong(m *GoldMatter, kind, what string) {
	s.Wrong = append(s.Wrong, fmt.Sprintf("%-10s %-24s %s", kind, m.Name, what))
}

// eventAt is the event of the report whose trigger has most in common with a mention; "" where none has anything.
func (t *ToldStories) eventAt(w GoldWord) (id string) {
	best := 0
	for i := range t.Reports[w.Article] {
		r := &t.Reports[w.Article][i]
		if common := min(r.Evidence.Trigger.End, w.Span.End) - max(r.Evidence.Trigger.Start, w.Span.Start); common > best {
			best, id = common, t.EventOf[r.ID]
		}
	}
	return id
}

// happened is 1 for an event that the program takes for one that happened, else 0.
func (t *ToldStories) happened(id string) int {
	if t.Events[id].Status == event.Actual {
		return 1
	}
	return 0
}

// contested holds the fields that the reports of an event contradict each other on against those that gold has. Who did it is contested
// too where one denies that it was done.
func (s *StoryScore) contested(m *GoldMatter, h happened, told *ToldStories) {
	if len(h.events) == 0 {
		s.Contested.Gold += float64(len(h.Contested))
		return
	}
	have := map[string]bool{}
	for _, id := range h.events {
		for _, f := range told.Events[id].Fields {
			if f.Verdict == event.Contested {
				have[contestedAs(f.Name, h.Contested)] = true
			}
		}
	}
	delete(have, "")
	for _, want := range h.Contested {
		s.Contested.Gold++
		if have[want] {
			s.Contested.RightGold++
		} else {
			s.wrong(m, "contested", h.Name+": "+want+" is not")
		}
	}
	for name := range have {
		s.Contested.System++
		if slices.Contains(h.Contested, name) {
			s.Contested.RightSystem++
		} else {
			s.wrong(m, "contested", h.Name+": "+name+" is, wrongly")
		}
	}
}

// contestedAs is what a contested field says in gold's words; "" for the fields that gold does not judge.
func contestedAs(field string, gold []string) string {
	switch field {
	case "actor":
		return "culprit"
	case "status":
		if slices.Contains(gold, "culprit") {
			return "culprit"
		}
		return "happened"
	case "type", "recipient", "place", "date":
		return ""
	}
	return field
}

func (s *StoryScore) term(m *GoldMatter, h happened, told *ToldStories) {
	if h.State == "" {
		return
	}
	s.Terms++
	state := event.State("none")
	for _, id := range h.events {
		for _, t := range told.Stories[event.Text(told.Events[id].Story)].Terms {
			if t.Event == id && (state == "none" || state == event.Open) {
				state = t.State
			}
		}
	}
	if state == h.State {
		s.TermsRight++
		return
	}
	s.wrong(m, "term", fmt.Sprintf("%s is %s, gold %s", h.Name, state, h.State))
}

func (s *StoryScore) order(m *GoldMatter, all []happened, told *ToldStories) {
	at := func(id string) (story string, n int) {
		story = event.Text(told.Events[id].Story)
		return story, slices.IndexFunc(told.Stories[story].Events, func(e event.Step) bool { return e.Event.ID == id })
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Rank == b.Rank || len(a.events) == 0 || len(b.events) == 0 {
				continue
			}
			s.Pairs++
			one, x := at(a.events[0])
			two, y := at(b.events[0])
			switch {
			case one != two || x == y:
				s.Apart++
			case x < y:
				s.Ordered++
			default:
				s.wrong(m, "order", a.Name+" stands after "+b.Name)
			}
		}
	}
}

// Table prints the score.
func (s *StoryScore) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "mentions found                     %d of %d (%.1f)\n", s.Found, s.Mentions, 100*share(float64(s.Found), float64(s.Mentions)))
	b.WriteString(s.Events.Row("events, all mentions"))
	b.WriteString(s.EventsFound.Row("events, mentions found"))
	for _, r := range []struct {
		name string
		p    Part
	}{{"stories, mentions found, B3", s.Stories}, {"contradictions", s.Contested}} {
		fmt.Fprintf(&b, "%-34s R %.1f P %.1f F1 %.1f", r.name, 100*r.p.Recall(), 100*r.p.Precision(), 100*r.p.F1())
		if r.name == "contradictions" {
			fmt.Fprintf(&b, "  (%.0f gold, %.0f told)", r.p.Gold, r.p.System)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%-34s %.1f of %d pairs; %.1f of the %d in one story\n", "order", 100*share(float64(s.Ordered), float64(s.Pairs)), s.Pairs,
		100*share(float64(s.Ordered), float64(s.Pairs-s.Apart)), s.Pairs-s.Apart)
	fmt.Fprintf(&b, "%-34s %d of %d\n", "states of terms", s.TermsRight, s.Terms)
	return b.String()
}
