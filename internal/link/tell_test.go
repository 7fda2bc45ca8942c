package link

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"dateline/event"
	"dateline/internal/store"
	"dateline/text"
)

// told is an article whose every sentence is an event: "ASSAULT attacked Taiz YEM".
func toldStory(id, day string, events ...string) store.Entry {
	e := store.Entry{Path: id, Format: "text", Raw: []byte(id)}
	e.Article = text.Article{ID: id, Title: id, Source: "paper of " + id, Published: day, SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(id)))}
	for _, words := range events {
		var kind, verb, place, country string
		_, _ = fmt.Sscan(words, &kind, &verb, &place, &country)
		at := len(e.Article.Text)
		sentence := verb + " in " + place + " once more. "
		e.Article.Text += sentence
		r := event.Report{Event: kind, Mode: []string{}, Context: []string{}, Status: event.Actual, Attribution: []event.Source{}, Actor: []event.Actor{},
			Recipient: []event.Actor{}, Counts: []event.Count{}, Confidence: 0.9, Coder: event.CoderVersion{Version: "synthetic"},
			Place:    &event.Place{Text: place, Name: event.Null(place), Country: event.Null(country), Precision: "exact"},
			Document: event.Document{ID: id, Source: event.Null(e.Article.Source), Published: event.Null(day), SHA256: e.Article.SHA256},
			Evidence: event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: at, End: at + len(verb)}, Text: verb}, Sentence: text.Span{Start: at, End: at + len(sentence) - 1}}}
		r.ID = event.NewID(e.Article.SHA256, r.Evidence.Trigger.Span, kind)
		e.Reports = append(e.Reports, r)
	}
	return e
}

// tellAll puts articles one after another, linking and telling after each.
func tellAll(t *testing.T, s *store.Store, entries ...store.Entry) (sum StoryTally) {
	t.Helper()
	l := New(s)
	run, err := s.Begin(t.Context(), event.CoderVersion{Version: "synthetic"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, err := s.Put(t.Context(), run, e); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Link(t.Context(), Options{}); err != nil {
			t.Fatal(err)
		}
		n, err := l.Tell(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		sum.Articles, sum.Founded, sum.Joined, sum.Bridged = sum.Articles+n.Articles, sum.Founded+n.Founded, sum.Joined+n.Joined, sum.Bridged+n.Bridged
	}
	return sum
}

func storiesOf(t *testing.T, s *store.Store, f StoryFilter) (out []event.Story) {
	t.Helper()
	for st, err := range New(s).Stories(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, st)
	}
	return out
}

var (
	taiz  = toldStory("taiz", "2017-03-02", "ASSAULT shelled Taiz YEM", "AGREE negotiated Taiz YEM")
	taiz2 = toldStory("taiz2", "2017-03-05", "AID evacuated Taiz YEM", "ASSAULT shelled Taiz YEM")
	lima  = toldStory("lima", "2017-03-04", "PROTEST marched Lima PER", "COERCE arrested Lima PER")
	later = toldStory("later", "2017-11-05", "AID evacuated Taiz YEM", "REJECT refused Taiz YEM")
)

func TestEventsOfOneMatterBecomeAStory(t *testing.T) {
	s := openTemp(t)
	n := tellAll(t, s, taiz, lima, taiz2, later)
	if n.Founded != 3 || n.Joined != 1 || n.Articles != 4 {
		t.Errorf("told %+v, want three stories, of which one of two articles", n)
	}
	stories := storiesOf(t, s, StoryFilter{Articles: 2})
	if len(stories) != 1 || stories[0].Articles != 2 || len(stories[0].Events) < 3 {
		t.Fatalf("stories of two articles: %+v", stories)
	}
	e, err := New(s).Event(t.Context(), stories[0].Events[0].Event.ID)
	if err != nil || event.Text(e.Story) != stories[0].ID {
		t.Errorf("the event is of story %v (%v), want %s", e.Story, err, stories[0].ID)
	}
	var of []string
	for row, err := range s.Query(t.Context(), store.Filter{Story: stories[0].ID}) {
		if err != nil {
			t.Fatal(err)
		}
		of = append(of, row.ID)
	}
	if len(of) != 4 {
		t.Errorf("%d reports are of the story, want 4", len(of))
	}
}

// TestToldOnce: telling again what is told adds nothing, and all at once tells what one after another tells.
func TestToldOnce(t *testing.T) {
	one, all := openTemp(t), openTemp(t)
	tellAll(t, one, taiz, lima, taiz2, later)
	if n, err := New(one).Tell(t.Context(), nil); err != nil || n != (StoryTally{}) {
		t.Errorf("told again %+v (%v)", n, err)
	}
	run, err := all.Begin(t.Context(), event.CoderVersion{Version: "synthetic"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := all.Put(t.Context(), run, taiz, lima, taiz2, later); err != nil {
		t.Fatal(err)
	}
	l := New(all)
	if _, err := l.Link(t.Context(), Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Tell(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	ids := func(s *store.Store) (out []string) {
		for _, st := range storiesOf(t, s, StoryFilter{}) {
			for _, step := range st.Events {
				out = append(out, st.ID+step.Event.ID)
			}
		}
		slices.Sort(out)
		return out
	}
	if a, b := ids(one), ids(all); !slices.Equal(a, b) {
		t.Errorf("one after another %v\nall at once       %v", a, b)
	}
}

// TestABridge: an article that tells of two stories makes one of them, which answers to both names.
func TestABridge(t *testing.T) {
	s := openTemp(t)
	tellAll(t, s, toldStory("a", "2017-03-02", "ASSAULT shelled Taiz YEM", "COERCE besieged Taiz YEM"), toldStory("b", "2017-03-03", "AID evacuated Zabid YEM", "AGREE negotiated Zabid YEM"))
	before := storiesOf(t, s, StoryFilter{})
	if len(before) != 2 {
		t.Fatalf("%d stories, want 2", len(before))
	}
	n := tellAll(t, s, toldStory("c", "2017-03-04", "ASSAULT shelled Taiz YEM", "AID evacuated Zabid YEM", "COERCE besieged Taiz YEM", "AGREE negotiated Zabid YEM"))
	after := storiesOf(t, s, StoryFilter{})
	if n.Bridged != 1 || len(after) != 1 {
		t.Fatalf("told %+v, %d stories, want one bridge and one story", n, len(after))
	}
	for _, old := range before {
		if st, err := New(s).Story(t.Context(), old.ID); err != nil || st.ID != after[0].ID {
			t.Errorf("%s is now %v (%v), want %s", old.ID, st, err, after[0].ID)
		}
	}
}

func TestNoSuchStory(t *testing.T) {
	s := openTemp(t)
	if _, err := New(s).Story(t.Context(), "s_none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("error %v, want not found", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(s).Tell(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was interrupted", err)
	}
}
