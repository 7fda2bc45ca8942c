package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
)

// linkedStore ingests two copies of an article and another one, linked, and gives its path and the reports' ids.
func linkedStore(t *testing.T, noLink bool) (path string, reports []string) {
	t.Helper()
	dir := t.TempDir()
	body := "Shelled all day, the town of Old Haven has no water, no bread and no road that leads out of it, the people who fled on Friday told us. "
	for name, content := range map[string]string{"a.txt": body + "Nobody came.", "b.txt": body + "Nobody came to help.", "c.txt": "Bombed it in June."} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	app, out, _ := testApp(t)
	path = filepath.Join(dir, "x.db")
	cmd := &IngestCmd{Paths: []string{dir}, DB: path, Published: "2017-09-03", NoLink: noLink}
	if err := cmd.ingest(app, wordCoder{}); err != nil {
		t.Fatal(err)
	}
	if linked := strings.Contains(out.String(), "3 reports linked"); linked == noLink {
		t.Errorf("--no-link %v: %s", noLink, out)
	}
	db, err := store.Open(t.Context(), path, store.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for row, err := range db.Query(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, row.ID)
	}
	return path, reports
}

func TestLinkVerb(t *testing.T) {
	path, _ := linkedStore(t, true)
	app, out, _ := testApp(t)
	if err := (&LinkCmd{DB: path}).Run(app); err != nil || !strings.Contains(out.String(), "3 reports linked") ||
		!strings.Contains(out.String(), "1 of 3 articles copies of others") {
		t.Errorf("%s, %v", out, err)
	}
	out.Reset()
	if err := (&LinkCmd{DB: path}).Run(app); err != nil || !strings.Contains(out.String(), "0 reports linked: 0 new events, 0 joined") {
		t.Errorf("again: %s, %v", out, err)
	}
}

// TestMergeSplitUndoVerbs goes through what a person does: looks at an event, merges, splits, undoes.
func TestMergeSplitUndoVerbs(t *testing.T) {
	path, reports := linkedStore(t, false)
	event1 := func(id string) event.Event {
		app, out, _ := testApp(t)
		if err := (&EventCmd{ID: id, DB: path, Format: "json"}).Run(app); err != nil {
			t.Fatal(err)
		}
		var e event.Event
		if err := json.Unmarshal(out.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	by := decider{DB: path, By: "ann", Why: "I was there"}
	first, other := event1(reports[0]), event.Event{}
	for _, r := range reports {
		if e := event1(r); e.ID != first.ID {
			other = e
		}
	}
	app, out, _ := testApp(t)
	if err := (&MergeCmd{Events: []string{first.ID, other.ID}, decider: by}).Run(app); err != nil {
		t.Fatal(err)
	}
	merged := event1(first.ID)
	if len(merged.Reports) != 3 || event1(other.ID).ID != merged.ID {
		t.Errorf("merged: %+v", merged)
	}
	if err := (&SplitCmd{Event: merged.ID, Reports: merged.Reports[:1], decider: by}).Run(app); err != nil {
		t.Fatal(err)
	}
	if apart := event1(merged.Reports[0]); len(apart.Reports) != 1 {
		t.Errorf("split: %+v", apart)
	}
	for _, m := range regexp.MustCompile(`dateline undo (\d+)`).FindAllStringSubmatch(out.String(), -1)[1:] {
		if err := (&UndoCmd{Decision: mustInt(t, m[1]), decider: by}).Run(app); err != nil {
			t.Fatal(err)
		}
	}
	if again := event1(merged.ID); len(again.Reports) != 3 {
		t.Errorf("the split undone: %+v", again)
	}
	out.Reset()
	if err := (&EventCmd{ID: merged.ID, DB: path, Format: "text"}).Run(app); err != nil || !strings.Contains(out.String(), "merged by ann: I was there") ||
		!strings.Contains(out.String(), "undone by") {
		t.Errorf("%v\n%s", err, out)
	}
}

func mustInt(t *testing.T, s string) (n int64) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCopiesVerb(t *testing.T) {
	path, reports := linkedStore(t, false)
	db, err := store.Open(t.Context(), path, store.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	most := 0
	for _, id := range reports {
		r, _, err := db.Report(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		app, out, _ := testApp(t)
		if err := (&CopiesCmd{Article: r.Document.ID, DB: path, Format: "json"}).Run(app); err != nil {
			t.Fatal(err)
		}
		var c link.Copies
		if err := json.Unmarshal(out.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		most = max(most, len(c.Copies))
		if len(c.Copies) == 2 && len(c.Copies[1].Changed)+len(c.Copies[1].Added) == 0 {
			t.Errorf("what was changed is not shown: %+v", c)
		}
	}
	if most != 2 {
		t.Errorf("%d copies", most)
	}
}

// TestEvalCopies: the measurement's own copies of texts of ours are found, all of them.
func TestEvalCopies(t *testing.T) {
	code, out, errs := dateline(t, "", "eval", "copies", "../../samples", "--copies", "2")
	if code != exitOK || !regexp.MustCompile(`pairs .*R 100.00`).MatchString(out) {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}
