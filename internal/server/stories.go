package server

import (
	"context"
	"strconv"

	"dateline/event"
)

func (s *Server) registerStories() {
	read(s, "list-stories", "/api/stories", "Stories some of whose reports the filter admits, those last told of first", s.listStories)
	read(s, "get-story", "/api/stories/{id}", "One story: its events in order, what was agreed and what became of it, who stands for and against it", s.getStory)
}

// StoryLine is a story in a list.
type StoryLine struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	First      string        `json:"first" doc:"First day of its events; empty unknown"`
	Last       string        `json:"last"`
	Places     []event.Place `json:"places"`
	Parties    []event.Party `json:"parties"`
	Terms      []event.Term  `json:"terms"`
	Supporters []event.Party `json:"supporters"`
	Objectors  []event.Party `json:"objectors"`
	Events     int           `json:"events" doc:"How many"`
	Articles   int           `json:"articles"`
}

// StoryPage is a page of stories.
type StoryPage struct {
	Stories []StoryLine `json:"stories"`
	Next    *string     `json:"next"`
	Total   *int        `json:"total"`
}

type storiesInput struct {
	FilterParams
	Limit  int `query:"limit" default:"30" minimum:"1" maximum:"200"`
	After  int `query:"after" minimum:"0" doc:"The next of the page before"`
	Events int `query:"events" default:"3" minimum:"1" doc:"Of so many events at least"`
	Least  int `query:"least" default:"1" minimum:"1" doc:"Told by so many articles at least"`
}

// listStories remembers which stories there are in what order; each is told when its page is asked for.
func (s *Server) listStories(ctx context.Context, in *storiesInput) (*body[StoryPage], error) {
	ids, err := remember(ctx, s, "stories "+clean(in.query, "limit", "after"), func() (out []string, err error) {
		for row, err := range s.store.StoryRows(ctx, in.filter, in.Events, in.Least) {
			if err != nil {
				return nil, err
			}
			out = append(out, row.ID)
		}
		return out, nil
	})
	if err != nil {
		return nil, s.fail(err)
	}
	total, from := len(ids), min(in.After, len(ids))
	end := min(from+in.Limit, total)
	out := StoryPage{Stories: []StoryLine{}}
	if in.After == 0 {
		out.Total = &total
	}
	for _, id := range ids[from:end] {
		story, err := s.story(ctx, id)
		if err != nil {
			return nil, s.fail(err)
		}
		out.Stories = append(out.Stories, StoryLine{story.ID, story.Title, story.First, story.Last, whole(story.Places), whole(story.Parties), whole(story.Terms),
			whole(story.Supporters), whole(story.Objectors), len(story.Events), story.Articles})
	}
	if end < total {
		out.Next = event.Null(strconv.Itoa(end))
	}
	return &body[StoryPage]{out}, nil
}

// story tells a story; telling one takes reading all its reports.
func (s *Server) story(ctx context.Context, id string) (*event.Story, error) {
	return remember(ctx, s, "story "+id, func() (*event.Story, error) { return s.linker.Story(ctx, id) })
}

// whole is the list, empty rather than missing.
func whole[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// StoryDetail is one story.
type StoryDetail struct {
	Story event.Story `json:"story"`
}

func (s *Server) getStory(ctx context.Context, in *struct {
	ID string `path:"id" doc:"Its id, or the first characters of it"`
}) (*body[StoryDetail], error) {
	story, err := s.story(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[StoryDetail]{StoryDetail{*story}}, nil
}

// storyOf names the story that an event belongs to; null where it belongs to none.
func (s *Server) storyOf(ctx context.Context, e *event.Event) (*StoryHead, error) {
	id, err := s.store.StoryOf(ctx, e.ID)
	if err != nil || id == "" {
		return nil, err
	}
	story, err := s.story(ctx, id)
	if err != nil {
		return nil, err
	}
	return &StoryHead{story.ID, story.Title}, nil
}
