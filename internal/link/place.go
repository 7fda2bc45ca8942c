package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dateline/internal/store"
)

// Bounds on what is looked at for one report, so that its cost does not grow with the store.
const (
	perBlock   = 24 // events of one block, the newest
	candidates = 12 // events compared, those that share the most blocks
)

// fit is an event a report may belong to.
type fit struct {
	p    *profile
	odds float64
	best *member
}

// place puts a new report where it belongs: into the event it fits best, or a new one. Then it looks whether the report shows that
// two events are one, or that one is two.
func (l *Linker) place(tx *store.Linking, m *member, t *Tally) error {
	now := tx.Membership(m.id)
	if m.pinned = now.Pinned; m.pinned { // a person put it there when it was coded before
		l.profiles.drop(now.Event)
		l.file(tx, m, now.Event)
		return tx.Err()
	}
	fits, err := l.fits(tx, m)
	if err != nil {
		return err
	}
	if len(fits) == 0 {
		return l.found(tx, m, t)
	}
	if err := l.join(tx, m, fits[0], now.Event, t); err != nil {
		return err
	}
	event := fits[0].p.event
	for _, other := range fits[1:] {
		if event, err = l.unite(tx, event, other.p.event, t); err != nil {
			return err
		}
	}
	return l.eject(tx, m, event, t)
}

// file lets an event be found by a report's blocks.
func (l *Linker) file(tx *store.Linking, m *member, event int64) {
	for _, b := range m.f.Blocks() {
		tx.AddBlock(b, event)
	}
}

// fits gives the events that a report more likely belongs to than not, the likeliest first.
func (l *Linker) fits(tx *store.Linking, m *member) ([]fit, error) {
	var out []fit
	for _, event := range l.candidates(tx, m.f) {
		p, err := l.profiles.get(tx, event)
		if err != nil {
			return nil, err
		}
		if odds, best := p.score(m.f, m.packed, m.id); odds > 0 {
			out = append(out, fit{p, odds, best})
		}
	}
	slices.SortFunc(out, func(a, b fit) int { return cmp.Or(cmp.Compare(b.odds, a.odds), cmp.Compare(a.p.event, b.p.event)) })
	return out, nil
}

// candidates are the events that share blocks with a report, those that share the most first, the newest of several.
func (l *Linker) candidates(tx *store.Linking, f *Features) []int64 {
	shared := map[int64]int{}
	for _, b := range f.Look() {
		for _, e := range tx.Blocked(b, perBlock) {
			shared[e]++
		}
	}
	events := make([]int64, 0, len(shared))
	for e := range shared {
		events = append(events, e)
	}
	slices.SortFunc(events, func(a, b int64) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a)) })
	return events[:min(len(events), candidates)]
}

// found makes an event of a report.
func (l *Linker) found(tx *store.Linking, m *member, t *Tally) error {
	if now := tx.Membership(m.id); now.Event != 0 {
		if n, _ := tx.Size(now.Event); n == 1 { // it is its own event already, of an older coding
			l.profiles.drop(now.Event)
			l.file(tx, m, now.Event)
			return tx.Err()
		}
		l.profiles.drop(now.Event)
	}
	t.Founded++
	d := tx.Decide(store.Decision{Kind: "found", Why: "no event it could be of"})
	l.begin(tx, m, d)
	return tx.Err()
}

// begin makes a new event and puts a report into it.
func (l *Linker) begin(tx *store.Linking, m *member, decision int64) *profile {
	p := &profile{event: newEvent(tx, m.id, decision)}
	p.add(m)
	tx.Put(m.id, store.Membership{Event: p.event}, decision)
	l.file(tx, m, p.event)
	l.profiles.put(p)
	return p
}

// newEvent makes an event that the report founds. An event it founded before is taken up again if all its reports have left it.
func newEvent(tx *store.Linking, report string, decision int64) int64 {
	for again := 0; ; again++ {
		key := tx.Found(store.NewEventID(report, again), decision)
		if n, _ := tx.Size(key); n == 0 || tx.Err() != nil {
			return key
		}
	}
}

func (l *Linker) join(tx *store.Linking, m *member, to fit, from int64, t *Tally) error {
	if from == to.p.event { // coded again, and still of the event it was in
		l.profiles.drop(from)
		l.file(tx, m, from)
		return tx.Err()
	}
	kind := "join"
	if t.Joined++; from != 0 {
		kind = "move"
		l.profiles.drop(from)
	}
	score := probability(to.odds)
	d := tx.Decide(store.Decision{Kind: kind, Score: &score, Why: fmt.Sprintf("fits %s: %s", to.best.id, Explain(m.f, to.best.f))})
	tx.Put(m.id, store.Membership{Event: to.p.event}, d)
	l.file(tx, m, to.p.event)
	to.p.add(m)
	return tx.Err()
}

func probability(odds float64) float64 { return math.Round(1000/(1+math.Exp(-odds))) / 1000 }
