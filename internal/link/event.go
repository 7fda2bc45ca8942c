package link

import (
	"context"
	"errors"
	"iter"
	"strconv"

	"dateline/event"
	"dateline/internal/store"
)

// Filter says which events are wanted.
type Filter struct {
	Reports   store.Filter // events of which some report is admitted, in the order of the first of these; its Limit and After are not used
	Least     int          // told of by so many independent articles at least
	Contested bool         // only those whose reports contradict each other
	Limit     int          // 0: no limit
}

// Event gives an event by its id or the first characters of it. One that has been merged into another is that other.
func (l *Linker) Event(ctx context.Context, id string) (*event.Event, error) {
	key, whole, err := l.store.EventID(ctx, id)
	if err != nil {
		return nil, err
	}
	return l.event(ctx, key, whole)
}

func (l *Linker) event(ctx context.Context, key int64, id string) (*event.Event, error) {
	members, err := l.members(ctx, key, id)
	if err != nil {
		return nil, err
	}
	e := Summarise(id, members)
	story, err := l.store.StoryOf(ctx, id)
	e.Story = event.Null(story)
	return &e, err
}

// Members gives an event's reports, by its id or the first characters of it, the first published first.
func (l *Linker) Members(ctx context.Context, id string) ([]Member, error) {
	key, whole, err := l.store.EventID(ctx, id)
	if err != nil {
		return nil, err
	}
	return l.members(ctx, key, whole)
}

func (l *Linker) members(ctx context.Context, key int64, id string) ([]Member, error) {
	rows, err := l.store.EventReports(ctx, key, id)
	if err != nil {
		return nil, err
	}
	var out []Member
	for _, row := range rows {
		r, err := row.Report()
		if err != nil {
			return nil, err
		}
		out = append(out, Member{Report: r, Group: strconv.FormatInt(row.Group, 10)})
	}
	return out, nil
}

// Events gives the events a filter admits. Reports that are not linked yet are left out.
func (l *Linker) Events(ctx context.Context, f Filter) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		seen := map[string]bool{}
		f.Reports.Limit, f.Reports.After = 0, ""
		given := 0
		for row, err := range l.store.Query(ctx, f.Reports) {
			if err != nil {
				yield(event.Event{}, err)
				return
			}
			id, err := l.store.EventOf(ctx, row.ID)
			if errors.Is(err, store.ErrNotFound) || seen[id] {
				continue
			}
			seen[id] = true
			var e *event.Event
			if err == nil {
				e, err = l.Event(ctx, id)
			}
			if err != nil {
				yield(event.Event{}, err)
				return
			}
			if e.Independent < f.Least || f.Contested && !e.Contested {
				continue
			}
			if given++; !yield(*e, nil) || given == f.Limit {
				return
			}
		}
	}
}

// EventOf gives the id of the event that a report is in.
func (l *Linker) EventOf(ctx context.Context, report string) (string, error) {
	return l.store.EventOf(ctx, report)
}

// Decisions gives what put reports into an event or took them from it, the first first.
func (l *Linker) Decisions(ctx context.Context, id string) ([]store.Ruling, error) {
	key, _, err := l.store.EventID(ctx, id)
	if err != nil {
		return nil, err
	}
	return l.store.Rulings(ctx, key)
}
