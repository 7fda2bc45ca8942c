package link

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/internal/store"
)

// Errors of what people decide.
var (
	// ErrNobody: a decision of a person needs a name and a reason.
	ErrNobody = errors.New("a decision needs who decides and why: --by and --why")
	// ErrNoChange: the decision would change nothing, or cannot be made.
	ErrNoChange = errors.New("nothing to do")
)

// Merge makes one event of several, by id or the first characters of it. The one with the most reports stays. The reports stay together
// whatever the linker thinks. It gives the decision's key, for Undo, and the event's id.
func (l *Linker) Merge(ctx context.Context, ids []string, by, why string) (decision int64, event string, err error) {
	err = l.decide(ctx, by, why, func(tx *store.Linking) error {
		keys := events(tx, ids)
		if tx.Err() == nil && len(keys) < 2 {
			return fmt.Errorf("%w: name two events at least", ErrNoChange)
		}
		into := largest(tx, keys)
		decision = tx.Decide(store.Decision{Kind: "merge", By: by, Why: why})
		keys = append([]int64{into}, slices.DeleteFunc(keys, func(key int64) bool { return key == into })...) // its own are pinned before others come: each is moved once
		for _, key := range keys {
			if err := l.pour(tx, key, store.Membership{Event: into, Pinned: true}, decision, &Tally{}); err != nil {
				return err
			}
		}
		event = tx.EventID(into)
		return nil
	})
	return decision, event, err
}

func events(tx *store.Linking, ids []string) (keys []int64) {
	for _, id := range ids {
		if key := tx.Event(id); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// largest is the event with the most reports, the oldest of several.
func largest(tx *store.Linking, keys []int64) (best int64) {
	most := -1
	for _, key := range keys {
		if n, _ := tx.Size(key); n > most || n == most && key < best {
			most, best = n, key
		}
	}
	return best
}

// Split makes a new event of some reports of an event. These stay together, and so do those they leave, whatever the linker thinks. It
// gives the decision's key, for Undo, and the new event's id.
func (l *Linker) Split(ctx context.Context, event string, reports []string, by, why string) (decision int64, made string, err error) {
	err = l.decide(ctx, by, why, func(tx *store.Linking) error {
		key := tx.Event(event)
		members := tx.Members(key)
		out, err := chosen(members, reports)
		if err != nil || tx.Err() != nil {
			return err
		}
		decision = tx.Decide(store.Decision{Kind: "split", By: by, Why: why})
		made = tx.EventID(l.part(tx, key, members, out, decision))
		return tx.Err()
	})
	return decision, made, err
}

// chosen finds reports among an event's members, by id or the first characters of it.
func chosen(members, reports []string) ([]string, error) {
	var out []string
	for _, r := range reports {
		id, err := oneOf(members, r)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if len(out) == 0 || len(out) == len(members) {
		return nil, fmt.Errorf("%w: name some of the event's %d reports, not all", ErrNoChange, len(members))
	}
	slices.Sort(out)
	return out, nil
}

// part puts the chosen reports into a new event, and pins them and those that stay.
func (l *Linker) part(tx *store.Linking, from int64, members, out []string, decision int64) int64 {
	to := newEvent(tx, out[0], decision)
	for _, id := range members {
		if slices.Contains(out, id) {
			tx.Put(id, store.Membership{Event: to, Pinned: true}, decision)
		} else {
			tx.Put(id, store.Membership{Event: from, Pinned: true}, decision)
		}
	}
	l.refile(tx, to)
	l.profiles.drop(from)
	return to
}

// refile lets an event be found by the blocks of all its reports.
func (l *Linker) refile(tx *store.Linking, event int64) {
	for _, row := range tx.Features(event, 0) {
		if m, err := unpack(row); err == nil { // what cannot be unpacked is found by the others
			l.file(tx, m, event)
		}
	}
	l.profiles.drop(event)
}

// Undo takes a decision back: the reports go where they were before, as far as nothing later moved them. To undo what the linker decided
// is to overrule it: the reports it joined get an event of their own, and it leaves them there. It gives the key of the undoing, which
// can be undone too.
func (l *Linker) Undo(ctx context.Context, decision int64, by, why string) (undo int64, err error) {
	err = l.decide(ctx, by, why, func(tx *store.Linking) error {
		d, undone := tx.Decided(decision)
		changes := tx.Changes(decision)
		switch {
		case tx.Err() != nil:
			return tx.Err()
		case d.Kind == "":
			return fmt.Errorf("%w: there is no decision %d; dateline event shows those of an event", ErrNoChange, decision)
		case undone:
			return fmt.Errorf("%w: decision %d is undone already", ErrNoChange, decision)
		case d.Kind == "found":
			return fmt.Errorf("%w: decision %d founded an event; merge it into another instead", ErrNoChange, decision)
		case len(changes) == 0:
			return fmt.Errorf("%w: all that decision %d moved has been moved again; undo the later decision first", ErrNoChange, decision)
		}
		undo = tx.Decide(store.Decision{Kind: "undo", By: by, Why: why, Undoes: decision})
		l.takeBack(tx, d, changes, undo)
		return tx.Err()
	})
	return undo, err
}

func (l *Linker) takeBack(tx *store.Linking, d store.Decision, changes []store.Change, undo int64) {
	overrule := d.By == ""
	var alone []string // joined by the linker, and nowhere before
	for _, c := range changes {
		switch {
		case c.Before == nil:
			alone = append(alone, c.Report)
			continue
		case overrule:
			tx.Put(c.Report, store.Membership{Event: c.Before.Event, Pinned: true}, undo)
		default:
			tx.PutBack(c, undo)
		}
		l.refile(tx, c.Before.Event)
	}
	left := changes[0].Event
	switch {
	case len(alone) > 0:
		l.part(tx, left, tx.Members(left), alone, undo)
	case overrule:
		for _, id := range tx.Members(left) {
			tx.Put(id, store.Membership{Event: left, Pinned: true}, undo)
		}
	}
	l.profiles.drop(left)
}

// decide runs what a person decides in one transaction, and then tells the stories of the events that it made.
func (l *Linker) decide(ctx context.Context, by, why string, f func(*store.Linking) error) error {
	if by == "" || why == "" {
		return ErrNobody
	}
	l.profiles.clear()
	if err := l.store.Link(ctx, f); err != nil {
		return err
	}
	_, err := l.Tell(ctx, nil)
	return err
}

// oneOf finds a string by its first characters.
func oneOf(list []string, start string) (string, error) {
	found := ""
	for _, s := range list {
		if s == start {
			return s, nil
		}
		if start != "" && len(start) < len(s) && s[:len(start)] == start {
			if found != "" {
				return "", fmt.Errorf("several of the event's reports begin with %q: give more of it: %w", start, store.ErrNotFound)
			}
			found = s
		}
	}
	if found == "" {
		return "", fmt.Errorf("the event has no report %q: %w; dateline event lists them", start, store.ErrNotFound)
	}
	return found, nil
}
