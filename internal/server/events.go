package server

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
)

// EventPage is a page of events.
type EventPage struct {
	Events []event.Event `json:"events"`
	Next   *string       `json:"next"`
	Total  *int          `json:"total" doc:"How many events the filter admits, before least and contested"`
}

type eventsInput struct {
	FilterParams
	PageParams
	Least     int  `query:"least" minimum:"0" doc:"Told of by so many independent articles at least"`
	Contested bool `query:"contested" doc:"Only those whose reports contradict each other"`
}

func (s *Server) registerEvents() {
	read(s, "list-events", "/api/events", "Events some of whose reports the filter admits, a page at a time", s.listEvents)
	read(s, "get-event", "/api/events/{id}", "One event: its reports, who agrees with whom, its toll over time, what put it together", s.getEvent)
	write(s, "merge-events", "/api/events/merge", "Make one event of several", s.merge)
	write(s, "split-event", "/api/events/split", "Make a new event of some of an event's reports", s.split)
	write(s, "undo-decision", "/api/events/undo", "Take back a merge, a split or what the linker decided", s.undoRuling)
}

// listEvents looks through pages of candidates until the page is full: least and contested are known only of a whole event.
func (s *Server) listEvents(ctx context.Context, in *eventsInput) (*body[EventPage], error) {
	f := in.page(in.filter)
	out := EventPage{Events: []event.Event{}}
	for range 20 {
		page, err := remember(ctx, s, fmt.Sprint("event page ", clean(in.query, "after", "least", "contested"), f.Limit, f.After), func() (*store.EventPage, error) {
			return s.store.EventPage(ctx, f)
		})
		if err != nil {
			return nil, s.fail(err)
		}
		for i, id := range page.IDs {
			e, err := s.linker.Event(ctx, id)
			if err != nil {
				return nil, s.fail(err)
			}
			if e.Independent < in.Least || in.Contested && !e.Contested {
				continue
			}
			if out.Events = append(out.Events, *e); len(out.Events) == in.Limit {
				out.Next = event.Null(page.Cursors[i])
				if i == len(page.IDs)-1 && page.Next == "" {
					out.Next = nil
				}
				return s.counted(ctx, in, &out)
			}
		}
		if f.After, out.Next = page.Next, event.Null(page.Next); page.Next == "" {
			break
		}
	}
	return s.counted(ctx, in, &out)
}

func (s *Server) counted(ctx context.Context, in *eventsInput, page *EventPage) (*body[EventPage], error) {
	if in.After == "" {
		n, err := remember(ctx, s, "events "+clean(in.query, "limit", "after", "order", "least", "contested"), func() (int, error) {
			return s.store.CountEvents(ctx, in.filter)
		})
		if err != nil {
			return nil, s.fail(err)
		}
		page.Total = &n
	}
	return &body[EventPage]{*page}, nil
}

// EventDetail is an event and all that is known of it.
type EventDetail struct {
	Event     event.Event    `json:"event"`
	Reports   []Item         `json:"reports" doc:"In order of publication"`
	Articles  []ToldIn       `json:"articles"`
	Toll      []TollPoint    `json:"toll" doc:"Each number as it was reported, in order of publication"`
	Decisions []store.Ruling `json:"decisions"`
	Story     *StoryHead     `json:"story"`
}

// ToldIn is an article that tells of an event.
type ToldIn struct {
	ArticleHead
	Group string `json:"group" doc:"The same for articles that are copies of one another"`
	First bool   `json:"first" doc:"The first published of its group among these"`
}

// TollPoint is a number as a report gives it.
type TollPoint struct {
	Day    *string `json:"day" doc:"Of publication"`
	What   string  `json:"what"`
	Who    *string `json:"who"`
	Low    *int    `json:"low"`
	High   *int    `json:"high"`
	Report string  `json:"report"`
	Source *string `json:"source" doc:"On whose word, outermost; the publisher where it says so itself"`
	Denies bool    `json:"denies"`
}

// StoryHead names a story.
type StoryHead struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (s *Server) getEvent(ctx context.Context, in *struct {
	ID string `path:"id" doc:"Its id, or the first characters of it"`
}) (*body[EventDetail], error) {
	out, err := s.eventDetail(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[EventDetail]{*out}, nil
}

func (s *Server) eventDetail(ctx context.Context, id string) (*EventDetail, error) {
	e, err := s.linker.Event(ctx, id)
	if err != nil {
		return nil, err
	}
	members, err := s.linker.Members(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	out := &EventDetail{Event: *e, Articles: toldIn(members), Toll: tollOf(members)}
	reports := make([]event.Report, len(members))
	for i, m := range members {
		reports[i] = *m.Report
	}
	if out.Reports, err = s.items(ctx, reports); err != nil {
		return nil, err
	}
	if out.Decisions, err = s.linker.Decisions(ctx, e.ID); err != nil {
		return nil, err
	}
	out.Story, err = s.storyOf(ctx, e)
	return out, err
}

func toldIn(members []link.Member) []ToldIn {
	out, groups := []ToldIn{}, map[string]bool{}
	for _, m := range members {
		d := m.Report.Document
		if slices.ContainsFunc(out, func(t ToldIn) bool { return t.ID == d.ID }) {
			continue
		}
		out = append(out, ToldIn{headOf(d), m.Group, !groups[m.Group]})
		groups[m.Group] = true
	}
	return out
}

func tollOf(members []link.Member) []TollPoint {
	out := []TollPoint{}
	for _, m := range members {
		r := m.Report
		source := r.Document.Source
		if len(r.Attribution) > 0 {
			source = &r.Attribution[0].Text
		}
		for _, c := range r.Counts {
			out = append(out, TollPoint{r.Document.Published, c.What, c.Who, c.Low, c.High, r.ID, source, r.Status == event.Denied})
		}
	}
	return out
}

// Decided is who decides and why.
type Decided struct {
	By  string `json:"by" minLength:"1" maxLength:"200" doc:"Who decides"`
	Why string `json:"why" minLength:"1" maxLength:"2000" doc:"In the decider's words"`
}

type mergeBody struct {
	Decided
	Events []string `json:"events" minItems:"2" maxItems:"100"`
}

// Merged is the event that came of a merge.
type Merged struct {
	Decision int64       `json:"decision" doc:"For undo"`
	Event    event.Event `json:"event"`
}

func (s *Server) merge(ctx context.Context, in *struct{ Body mergeBody }) (*body[Merged], error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	decision, id, err := s.linker.Merge(ctx, in.Body.Events, in.Body.By, in.Body.Why)
	if err != nil {
		return nil, s.fail(err)
	}
	e, err := s.linker.Event(ctx, id)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[Merged]{Merged{decision, *e}}, nil
}

type splitBody struct {
	Decided
	Event   string   `json:"event"`
	Reports []string `json:"reports" minItems:"1" maxItems:"10000"`
}

// Split is the two events that came of a split.
type Split struct {
	Decision int64       `json:"decision" doc:"For undo"`
	Event    event.Event `json:"event" doc:"The new one"`
	Rest     event.Event `json:"rest"`
}

func (s *Server) split(ctx context.Context, in *struct{ Body splitBody }) (*body[Split], error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	decision, made, err := s.linker.Split(ctx, in.Body.Event, in.Body.Reports, in.Body.By, in.Body.Why)
	if err != nil {
		return nil, s.fail(err)
	}
	e, err1 := s.linker.Event(ctx, made)
	rest, err2 := s.linker.Event(ctx, in.Body.Event)
	if err := errors.Join(err1, err2); err != nil {
		return nil, s.fail(err)
	}
	return &body[Split]{Split{decision, *e, *rest}}, nil
}

type undoBody struct {
	Decided
	Decision int64 `json:"decision"`
}

// Undone says what was taken back.
type Undone struct {
	Undone   int64 `json:"undone"`
	Decision int64 `json:"decision" doc:"The undoing, which can be undone too"`
}

func (s *Server) undoRuling(ctx context.Context, in *struct{ Body undoBody }) (*body[Undone], error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	key, err := s.linker.Undo(ctx, in.Body.Decision, in.Body.By, in.Body.Why)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[Undone]{Undone{in.Body.Decision, key}}, nil
}
