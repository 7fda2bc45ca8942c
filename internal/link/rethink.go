package link

import (
	"fmt"

	"dateline/internal/store"
)

// unite makes one event of two that a new report fits, if their reports fit each other too, and gives the event that stays. What a
// person put somewhere stays there: of two events, the one without such reports goes into the other.
func (l *Linker) unite(tx *store.Linking, first, second int64, t *Tally) (int64, error) {
	a, err := l.profiles.get(tx, first)
	if err != nil {
		return first, err
	}
	b, err := l.profiles.get(tx, second)
	if err != nil {
		return first, err
	}
	odds, x, y := between(a, b)
	if odds <= 0 || a.pinned && b.pinned {
		return first, nil
	}
	if b.pinned || !a.pinned && (b.size > a.size || b.size == a.size && b.event < a.event) {
		a, b = b, a
	}
	score := probability(odds)
	d := tx.Decide(store.Decision{Kind: "move", Score: &score, Why: fmt.Sprintf("two events are one: %s fits %s: %s", x.id, y.id, Explain(x.f, y.f))})
	return a.event, l.pour(tx, b.event, store.Membership{Event: a.event}, d, t)
}

// between is how well two events' reports fit one another on average, and the two that fit best.
func between(a, b *profile) (odds float64, x, y *member) {
	best := 2.0 * veto
	for _, m := range a.members {
		o, other := b.score(m.f, m.packed, "")
		if other == nil {
			return veto, nil, nil
		}
		if odds += o / float64(len(a.members)); o > best {
			best, x, y = o, m, other
		}
	}
	return odds, x, y
}

// pour moves all reports of one event into another.
func (l *Linker) pour(tx *store.Linking, from int64, to store.Membership, decision int64, t *Tally) error {
	rows := tx.Features(from, 0)
	for _, id := range tx.Members(from) { // those of older codings too, which have no place in the profile
		tx.Put(id, to, decision)
		t.Moved++
	}
	for _, row := range rows {
		m, err := unpack(row)
		if err != nil {
			return err
		}
		l.file(tx, m, to.Event)
	}
	l.profiles.drop(from)
	l.profiles.drop(to.Event)
	return tx.Err()
}

// against is the log odds from which on a new report and an older one of its event make the linker ask whether the older one belongs
// there.
const against = -2

// eject takes reports out of an event that a new report contradicts and that fit the others less than not. Each gets an event of its own.
func (l *Linker) eject(tx *store.Linking, m *member, event int64, t *Tally) error {
	p, err := l.profiles.get(tx, event)
	if err != nil || len(p.members) < 3 {
		return err
	}
	var out []*member
	for _, old := range p.members {
		if old.id == m.id || old.pinned || Score(m.f, old.f) > against {
			continue
		}
		if odds, _ := p.score(old.f, old.packed, old.id); odds < 0 {
			out = append(out, old)
		}
	}
	for _, old := range out {
		d := tx.Decide(store.Decision{Kind: "move", Why: fmt.Sprintf("%s came, and does not go with it: %s", m.id, Explain(m.f, old.f))})
		l.begin(tx, old, d)
		t.Moved++
	}
	if len(out) > 0 {
		l.profiles.drop(event)
	}
	return tx.Err()
}
