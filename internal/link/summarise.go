package link

import (
	"cmp"
	"slices"
	"strings"

	"dateline/event"
)

// Member is a report of an event.
type Member struct {
	Report *event.Report
	Group  string // the same for all articles that are copies of one another; what is of one group counts as one source
}

// Summarise says what the reports of an event agree on and what not. It is a pure function of the members, whatever their order.
// Members without any report in the store are no event: there must be one at least.
func Summarise(id string, members []Member) event.Event {
	s := newSummary(members)
	e := event.Event{ID: id, Type: s.most(func(r *event.Report) string { return r.Event }), Mode: s.modes(), Status: s.status(),
		Actor: s.everybody(actors), Recipient: s.everybody(recipients), Place: s.place(), Date: s.date(),
		Reports: []string{}, Articles: s.count(article), Independent: s.count(group)}
	for _, m := range s.members {
		e.Reports = append(e.Reports, m.Report.ID)
		if day := published(m); day != "" {
			e.First, e.Last = cmp.Or(e.First, day), max(e.Last, day)
		}
	}
	e.Fields = s.fields()
	e.Contested = slices.ContainsFunc(e.Fields, func(f event.Field) bool { return f.Verdict == event.Contested })
	e.Title = title(&e, s.members)
	return e
}

// summary is the members in order of publication, those without a day last.
type summary struct{ members []Member }

func newSummary(members []Member) *summary {
	sorted := slices.Clone(members)
	slices.SortStableFunc(sorted, func(a, b Member) int {
		return cmp.Or(cmp.Compare(cmp.Or(published(a), "9"), cmp.Or(published(b), "9")), cmp.Compare(a.Report.Document.ID, b.Report.Document.ID),
			cmp.Compare(a.Report.Evidence.Trigger.Start, b.Report.Evidence.Trigger.Start), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	return &summary{sorted}
}

func published(m Member) string { return event.Text(m.Report.Document.Published) }
func article(m Member) string   { return m.Report.Document.ID + m.Report.Document.SHA256 }
func group(m Member) string     { return cmp.Or(m.Group, article(m)) }

func (s *summary) count(key func(Member) string) int {
	seen := map[string]bool{}
	for _, m := range s.members {
		seen[key(m)] = true
	}
	return len(seen)
}

// most is the value of most independent articles, the first told of several.
func (s *summary) most(value func(*event.Report) string) string {
	count := map[string]int{}
	seen := map[[2]string]bool{}
	best := ""
	for _, m := range s.members {
		if v := value(m.Report); !seen[[2]string{v, group(m)}] {
			seen[[2]string{v, group(m)}] = true
			count[v]++
		}
	}
	for _, m := range s.members {
		if v := value(m.Report); best == "" || count[v] > count[best] {
			best = v
		}
	}
	return best
}

func (s *summary) modes() []string {
	out := []string{}
	for _, m := range s.members {
		for _, mode := range m.Report.Mode {
			if !slices.Contains(out, mode) {
				out = append(out, mode)
			}
		}
	}
	return out
}

// strength is the order in which a status speaks for the event.
var strength = []event.Status{event.Actual, event.Planned, event.Demanded, event.Threatened, event.Possible, event.Denied}

func (s *summary) status() event.Status {
	best := len(strength) - 1
	for _, m := range s.members {
		if i := slices.Index(strength, m.Report.Status); i >= 0 {
			best = min(best, i)
		}
	}
	return strength[best]
}

func actors(r *event.Report) []event.Actor     { return r.Actor }
func recipients(r *event.Report) []event.Actor { return r.Recipient }

// everybody lists who is named, those whom most reports name first.
func (s *summary) everybody(role func(*event.Report) []event.Actor) []event.Actor {
	out := []event.Actor{}
	count := map[string]int{}
	for _, m := range s.members {
		for _, a := range role(m.Report) {
			if count[identity(a)]++; count[identity(a)] == 1 {
				out = append(out, a)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b event.Actor) int { return cmp.Compare(count[identity(b)], count[identity(a)]) })
	return out
}

// title is a line for people: who did what to whom, where, in the words of the report that says most of it.
func title(e *event.Event, members []Member) string {
	best := members[0].Report
	said := func(r *event.Report) int {
		n := min(len(r.Actor), 1) + min(len(r.Recipient), 1)
		if r.Event == e.Type && r.Status == e.Status {
			n += 3
		}
		return n
	}
	for _, m := range members {
		if said(m.Report) > said(best) {
			best = m.Report
		}
	}
	who, whom := plainNames(best.Actor), plainNames(best.Recipient)
	out := strings.ToLower(best.Evidence.Trigger.Text)
	if who != "" {
		out = who + ": " + out
	}
	if whom != "" {
		out += " → " + whom
	}
	if e.Place != nil {
		out += ", " + cmp.Or(event.Text(e.Place.Name), e.Place.Text)
	}
	return out
}

func plainNames(list []event.Actor) string {
	var out []string
	for _, a := range distinct(list, identity) {
		out = append(out, a.Text)
	}
	if len(out) > 2 {
		out = append(out[:2], "others")
	}
	return strings.Join(out, ", ")
}
