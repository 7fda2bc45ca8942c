package main

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/store"
)

// toldInbox is a store of two articles, linked and told.
func toldInbox(t *testing.T) (db string) {
	t.Helper()
	dir := inbox(t)
	db = filepath.Join(dir, "x.db")
	app, out, _ := testApp(t)
	cmd := &IngestCmd{Paths: []string{dir}, DB: db, Published: "2017-09-03"}
	_ = app.exitCode(cmd.ingest(app, wordCoder{}))
	if out.Reset(); (&LinkCmd{DB: db}).Run(app) != nil {
		t.Fatal("not linked")
	}
	return db
}

func TestStoriesVerb(t *testing.T) {
	db := toldInbox(t)
	app, out, _ := testApp(t)
	if err := (&StoriesCmd{DB: db, Events: 1, Format: "jsonl"}).Run(app); err != nil {
		t.Fatal(err)
	}
	var first event.Story
	if err := json.Unmarshal([]byte(strings.SplitN(out.String(), "\n", 2)[0]), &first); err != nil || len(first.Events) == 0 {
		t.Fatalf("%v in %q", err, out)
	}
	for _, id := range []string{first.ID, first.ID[:8], first.Events[0].Event.ID, first.Events[0].Event.Reports[0]} {
		out.Reset()
		if err := (&StoryCmd{ID: id, DB: db}).Run(app); err != nil || !strings.Contains(out.String(), first.ID) || !strings.Contains(out.String(), "what happened") {
			t.Errorf("story %s: %v, says %q", id, err, out)
		}
	}
	out.Reset()
	if err := (&StoryCmd{ID: first.ID, DB: db, Format: "json"}).Run(app); err != nil {
		t.Fatal(err)
	}
	var again event.Story
	if err := json.Unmarshal(out.Bytes(), &again); err != nil || again.ID != first.ID || again.Title != first.Title {
		t.Errorf("as JSON %v %+v", err, again)
	}
}

func TestStoriesVerbWithoutAny(t *testing.T) {
	db := toldInbox(t)
	app, out, errs := testApp(t)
	if err := (&StoriesCmd{DB: db, Events: 99}).Run(app); err != nil || out.Len() > 0 || !strings.Contains(errs.String(), "no such story") {
		t.Errorf("%v, says %q, tells %q", err, out, errs)
	}
	if err := (&StoryCmd{ID: "s_none", DB: db}).Run(app); !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), "dateline stories lists them") {
		t.Errorf("error %v, want that there is none, and where to look", err)
	}
	if err := (&StoriesCmd{Country: []string{"Atlantis"}}).Validate(); err == nil || !strings.Contains(err.Error(), "Atlantis") {
		t.Errorf("error %v, want that the country is not known", err)
	}
}
