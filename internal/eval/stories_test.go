package eval

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/event"
	"dateline/text"
)

// TestGoldStoriesAreSound: what the README of testdata/stories promises.
func TestGoldStoriesAreSound(t *testing.T) {
	open, _ := filepath.Glob("../../testdata/stories/*.txtar")
	blind, _ := filepath.Glob("../../testdata/stories/blind/*.txtar")
	if len(blind) != 6 || len(open)+len(blind) < 20 {
		t.Errorf("%d files, %d of them blind; want 20 at least, 6 of them blind", len(open)+len(blind), len(blind))
	}
	for _, path := range slices.Concat(open, blind) {
		g, err := ReadStories(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(g.Articles) < 2 || len(g.Articles) > 4 || len(g.Matters) == 0 {
			t.Errorf("%s: %d articles, %d matters", path, len(g.Articles), len(g.Matters))
		}
		for _, a := range g.Articles {
			if n := len(strings.Fields(a.Text)); n < 70 || n > 180 {
				t.Errorf("%s has %d words; want 70 to 180", a.ID, n)
			}
			if _, day, _ := strings.Cut(a.Published, "-"); a.Title == "" || a.Source == "" || len(day) != 5 {
				t.Errorf("%s: title %q, source %q, published %q", a.ID, a.Title, a.Source, a.Published)
			}
		}
		checkMatters(t, g)
	}
}

func checkMatters(t *testing.T, g *GoldStories) {
	t.Helper()
	seen := map[string]string{}
	for _, m := range g.Matters {
		for _, h := range m.Events {
			for _, w := range h.Mentions {
				if seen[w.ID()] != "" {
					t.Errorf("%s: the word at %s is of %s and of %s", m.Name, w.ID(), seen[w.ID()], h.Name)
				}
				seen[w.ID()] = h.Name
			}
			states := []event.State{"", event.Open, event.Done, event.Partly, event.Blocked, event.Broken}
			if !slices.Contains(states, h.State) {
				t.Errorf("%s: %q is no state", m.Name, h.State)
			}
			for _, c := range h.Contested {
				if !slices.Contains([]string{"culprit", "happened", "killed", "injured"}, c) {
					t.Errorf("%s: %q cannot be contested", m.Name, c)
				}
			}
		}
	}
}

const smallStory = `What it is of.
-- article: a --
title: T
source: S
published: 2017-03-02

They met, met again and agreed.
-- article: b --
title: T
source: S
published: 2017-03-03

The deal was signed. A strike killed 3.
-- matter --
event talks a:met#2
event deal a:agreed b:deal b:signed
with strike b:strike
contested strike killed
state deal done
`

func TestReadStories(t *testing.T) {
	g, err := parseStories("x/small.txtar", []byte(smallStory))
	if err != nil {
		t.Fatal(err)
	}
	m := g.Matters[0]
	if m.Events[0].Mentions[0] != (GoldWord{"small/a", text.Span{Start: 10, End: 13}}) {
		t.Errorf("the second met is at %+v", m.Events[0].Mentions[0])
	}
	if m.Events[1].Rank != 2 || m.Events[2].Rank != 2 || m.Events[1].State != event.Done || m.Events[2].Contested[0] != "killed" {
		t.Errorf("events %+v", m.Events)
	}
	for bad, want := range map[string]string{"event x a:none": "does not have the word", "event x c:met": "no article is named", "state no done": "no event is named",
		"and x y": "is none of", "event x": "too few words", "event x a:met#3": "so often"} {
		if _, err := parseStories("x.txtar", []byte(smallStory+bad+"\n")); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "line 6") {
			t.Errorf("%s: error %v, want %q of line 6", bad, err, want)
		}
	}
}

// TestStoryScore: each part of the score by an example counted by hand.
func TestStoryScore(t *testing.T) {
	g, err := parseStories("small.txtar", []byte(smallStory))
	if err != nil {
		t.Fatal(err)
	}
	told := &ToldStories{Reports: map[string][]event.Report{}, EventOf: map[string]string{}, Events: map[string]event.Event{}, Stories: map[string]event.Story{}}
	story := event.Story{ID: "s", Terms: []event.Term{{Event: "deal", State: event.Done}}}
	report := func(article string, start, end int, in string) {
		r := event.Report{ID: article + in + string(rune('a'+start))}
		r.Evidence.Trigger.Start, r.Evidence.Trigger.End = start, end
		told.Reports[article] = append(told.Reports[article], r)
		told.EventOf[r.ID] = in
	}
	report("small/a", 10, 13, "talks")
	report("small/a", 24, 30, "deal")
	report("small/b", 4, 8, "deal")
	report("small/b", 23, 29, "strike") // signed is not found
	for i, id := range []string{"deal", "talks", "strike"} {
		e := event.Event{ID: id, Story: event.Null("s"), Status: event.Actual}
		if id == "strike" {
			e.Fields = []event.Field{{Name: "killed", Verdict: event.Contested}, {Name: "actor", Verdict: event.Contested}, {Name: "place", Verdict: event.Contested}}
		}
		told.Events[id] = e
		story.Events = append(story.Events, event.Step{Event: e})
		_ = i
	}
	told.Stories["s"] = story
	s := Stories([]*GoldStories{g}, told)
	if s.Found != 4 || s.Mentions != 5 || s.EventsFound.CoNLL() != 1 || s.Events.CoNLL() >= 1 {
		t.Errorf("found %d of %d, CoNLL %.2f, of all %.2f", s.Found, s.Mentions, s.EventsFound.CoNLL(), s.Events.CoNLL())
	}
	if s.Pairs != 2 || s.Ordered != 1 || s.Apart != 0 {
		t.Errorf("%d pairs, %d in order, %d apart; want 2, 1 (deal stands before talks), 0", s.Pairs, s.Ordered, s.Apart)
	}
	if s.Contested != (Part{1, 1, 1, 2}) || s.Terms != 1 || s.TermsRight != 1 || s.Stories.F1() != 1 {
		t.Errorf("contested %+v, terms %d of %d, stories %.2f", s.Contested, s.TermsRight, s.Terms, s.Stories.F1())
	}
}
