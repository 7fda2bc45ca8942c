package story

import (
	"cmp"
	"slices"

	"dateline/event"
)

// parties lists who takes part, most active first.
func parties(acts []*act) []event.Party {
	r := newRoll()
	for _, a := range acts {
		for _, p := range slices.Concat(a.Event.Actor, a.Event.Recipient) {
			r.add(p, a, nil)
		}
	}
	return r.sorted()
}

// stance lists those who act in steps of some parts, what they say conditionally or deny left aside.
func (t *telling) stance(parts ...event.Part) []event.Party {
	r := newRoll()
	for _, a := range t.acts {
		if !slices.Contains(parts, a.Part) {
			continue
		}
		for _, report := range a.reports {
			for _, p := range report.Actor {
				r.add(p, a, report)
			}
		}
	}
	return r.sorted()
}

// roll is a list of parties that is being made.
type roll struct {
	at   map[string]int
	seen map[[2]string]bool
	list []event.Party

	named map[string]bool
}

func newRoll() *roll {
	return &roll{at: map[string]int{}, seen: map[[2]string]bool{}, named: map[string]bool{}, list: []event.Party{}}
}

func (r *roll) add(p event.Actor, a *act, report *event.Report) {
	key := who(p)
	i, ok := r.at[key]
	if !ok {
		i = len(r.list)
		r.at[key] = i
		r.list = append(r.list, event.Party{Name: cmp.Or(event.Text(p.Name), p.Text), Code: p.Code, Sector: p.Sector, Reports: []string{}})
	}
	if named := event.Text(p.Name); named != "" && !r.named[key] {
		r.list[i].Name, r.named[key] = named, true // rather than a mention's words
	}
	if !r.seen[[2]string{key, a.Event.ID}] {
		r.seen[[2]string{key, a.Event.ID}] = true
		r.list[i].Events++
	}
	if report != nil && !slices.Contains(r.list[i].Reports, report.ID) {
		r.list[i].Reports = append(r.list[i].Reports, report.ID)
	}
}

func (r *roll) sorted() []event.Party {
	slices.SortStableFunc(r.list, func(a, b event.Party) int { return cmp.Compare(b.Events, a.Events) })
	return r.list
}
