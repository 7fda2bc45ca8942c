package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/render"
	"dateline/text"
)

// wordCoder codes an event for the first word of each sentence; it stands in for the language engine.
type wordCoder struct{}

func (wordCoder) Version() event.CoderVersion { return event.CoderVersion{Version: "word"} }

func (wordCoder) Code(a text.Article) ([]event.Report, error) {
	end := strings.IndexAny(a.Text, " .")
	trigger := text.Span{Start: 0, End: end}
	r := event.Report{ID: event.NewID(a.SHA256, trigger, "ASSAULT"), Event: "ASSAULT", Mode: []string{"bombardment"}, Context: []string{},
		Document: event.Document{ID: a.ID, Title: event.Null("A title\x1b[31m that\u202e commands"), Published: event.Null(a.Published), SHA256: a.SHA256},
		Status:   event.Denied, Attribution: []event.Source{{Text: "the army"}, {Text: "a clerk"}}, Counts: []event.Count{},
		Actor:     []event.Actor{{Text: "rebels", Code: event.Null("SYR"), Sector: event.Null("REB")}},
		Recipient: []event.Actor{{Text: "the town of Old Haven and all who live there"}}, Coder: event.CoderVersion{Version: "word"},
		Place:    &event.Place{Text: "Old Haven", Country: event.Null("SYR"), Precision: "exact"},
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: a.Text[:end]}, Sentence: text.Span{End: end}}}
	if strings.Contains(a.Text, "June") {
		r.Date = &event.Date{Text: "June", Start: "2017-06-01", End: "2017-06-30", Precision: "month"}
	}
	return []event.Report{r}, nil
}

// testApp gives an App whose outputs are kept.
func testApp(t *testing.T) (app *App, out, errs *bytes.Buffer) {
	t.Helper()
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return &App{Stdout: out, Stderr: errs, Stdin: strings.NewReader(""), Context: t.Context(), Style: render.Style{Width: 120}}, out, errs
}

// inbox is a folder with two articles and one file that cannot be read.
func inbox(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"a.txt": "Shelled it in June.", "b.txt": "Bombed it.", "c.txt": "\xff"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestIngestVerb(t *testing.T) {
	dir := inbox(t)
	cmd := &IngestCmd{Paths: []string{dir}, DB: filepath.Join(dir, "x.db"), Published: "2017-09-03", NoLink: true}
	for _, want := range []string{"2 new, 0 already there, 2 reports, 1 problem", "0 new, 2 already there, 0 reports, 1 problem"} {
		app, out, errs := testApp(t)
		if code := app.exitCode(cmd.ingest(app, wordCoder{})); code != exitPartial {
			t.Errorf("exit code %d", code)
		}
		if !strings.Contains(out.String(), "x.db: "+want+"\n") {
			t.Errorf("says %q, want %q", out, want)
		}
		if !strings.Contains(errs.String(), "c.txt: line 1, byte 0: invalid UTF-8 (byte 0xff); convert it") || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("tells %q", errs)
		}
	}
}

func TestIngestInterrupted(t *testing.T) {
	dir := inbox(t)
	app, out, errs := testApp(t)
	ctx, cancel := context.WithCancel(t.Context())
	app.Context = ctx
	cmd := &IngestCmd{Paths: []string{dir}, DB: filepath.Join(dir, "x.db"), Workers: 1}
	code := app.exitCode(cmd.ingest(app, cancelling{cancel}))
	if code != exitPartial || !strings.Contains(errs.String(), "interrupted; what was read is kept: the same command goes on") || !strings.Contains(out.String(), " new, ") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
}

// cancelling is a coder at whose first article somebody presses Ctrl-C.
type cancelling struct{ cancel func() }

func (cancelling) Version() event.CoderVersion { return wordCoder{}.Version() }

func (c cancelling) Code(a text.Article) ([]event.Report, error) {
	c.cancel()
	return wordCoder{}.Code(a)
}

// TestStoreVerbsUsage: a command line that means nothing is refused before anything is done, with exit code 2.
func TestStoreVerbsUsage(t *testing.T) {
	for args, says := range map[string]string{
		"ingest x --published yesterday":     "no day",
		"events --type FOO":                  "AGREE, CONSULT",
		"events --status maybe":              "actual, planned",
		"events --from 2017":                 "no day",
		"events --country Atlantis":          "ISO 3166-1",
		"events --format xml":                "must be one of",
		"events --review maybe":              "none, accept, correct, skip",
		"events --confidence 2":              "from 0 to 1",
		"export --format xml":                "geojson",
		"export --type FOO":                  "AGREE, CONSULT",
		"export --what stories":              "must be one of",
		"export --format gold --what events": "no form for events",
		"export --limit=-1":                  "0 is for all",
	} {
		var out, errs bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(""), &out, &errs); code != exitUsage || !strings.Contains(errs.String(), says) {
			t.Errorf("%s: exit code %d, %q; want 2 and %q", args, code, errs.String(), says)
		}
	}
}

func TestEventsVerb(t *testing.T) {
	dir := inbox(t)
	app, _, _ := testApp(t)
	db := filepath.Join(dir, "x.db")
	if err := (&IngestCmd{Paths: []string{dir}, DB: db, Published: "2017-09-03", NoLink: true}).ingest(app, wordCoder{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cmd       EventsCmd
		out, errs string // what stdout holds, what stderr is
	}{
		{EventsCmd{Format: "table", Limit: -1}, "2017-06…   ✗ denied      ASSAULT bombardment    rebels → the town of Old Ha… Old Haven  the army citi… A title [31m tha…", ""},
		{EventsCmd{Format: "table", Limit: 1}, "✗ denied", "dateline: 1 of 2; --limit 0 shows all\n"},
		{EventsCmd{Format: "table", Which: Which{From: "2017-06-10", To: "2017-06-11"}}, "2017-06…", "dateline: 1 more have no date of their own; --published-from and --published-to go by the article's\n"},
		{EventsCmd{Format: "table", Which: Which{Actor: "USA"}}, "", "dateline: no such events\n"},
		{EventsCmd{Count: true, Which: Which{Country: []string{"syria"}}}, "2\n", ""},
		{EventsCmd{Format: "jsonl", Which: Which{Text: "shelled"}}, `"event":"ASSAULT","mode":["bombardment"]`, ""},
	} {
		c.cmd.DB = db
		app, out, errs := testApp(t)
		if err := errors.Join(c.cmd.Validate(), c.cmd.Run(app)); err != nil {
			t.Errorf("%+v: %v", c.cmd, err)
		}
		if !strings.Contains(out.String(), c.out) || errs.String() != c.errs || strings.ContainsAny(out.String(), "\x1b\u202e") && c.cmd.Format == "table" {
			t.Errorf("%+v\nwrites %q, want %q\ntells %q, want %q", c.cmd, out, c.out, errs, c.errs)
		}
	}
}
