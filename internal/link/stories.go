package link

import (
	"context"
	"iter"

	"dateline/event"
	"dateline/internal/store"
	"dateline/internal/story"
)

// Story tells a story by its id or the first characters of it. One that has become part of another is that other.
func (l *Linker) Story(ctx context.Context, id string) (*event.Story, error) {
	key, whole, err := l.store.StoryID(ctx, id)
	if err != nil {
		return nil, err
	}
	return l.assemble(ctx, key, whole)
}

func (l *Linker) assemble(ctx context.Context, key int64, id string) (*event.Story, error) {
	rows, err := l.store.StoryEvents(ctx, key, id)
	if err != nil {
		return nil, err
	}
	sentences, err := l.store.StorySentences(ctx, key)
	if err != nil {
		return nil, err
	}
	var chapters []story.Chapter
	for _, row := range rows {
		members, err := l.members(ctx, row.Key, row.ID)
		if err != nil {
			return nil, err
		}
		c := story.Chapter{Event: Summarise(row.ID, members), Sentences: sentences, Why: row.Why}
		c.Event.Story = &id
		for _, m := range members {
			c.Reports = append(c.Reports, m.Report)
		}
		chapters = append(chapters, c)
	}
	s := story.Assemble(id, chapters)
	return &s, nil
}

// StoryFilter says which stories are wanted.
type StoryFilter struct {
	Reports  store.Filter // stories of which some report is admitted; its Limit and After are not used
	Events   int          // of so many events at least
	Articles int          // told by so many articles at least
	Limit    int          // 0: no limit
	Skip     int          // leaves out the first
}

// Stories gives the stories a filter admits, those last told of first.
func (l *Linker) Stories(ctx context.Context, f StoryFilter) iter.Seq2[event.Story, error] {
	return func(yield func(event.Story, error) bool) {
		n := 0
		for row, err := range l.store.StoryRows(ctx, f.Reports, f.Events, f.Articles) {
			if n++; err == nil && n <= f.Skip {
				continue
			}
			var s *event.Story
			if err == nil {
				s, err = l.assemble(ctx, row.Key, row.ID)
			}
			if err != nil {
				yield(event.Story{}, err)
				return
			}
			if !yield(*s, nil) || f.Limit > 0 && n-f.Skip == f.Limit {
				return
			}
		}
	}
}
