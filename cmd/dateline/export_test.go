package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/internal/export/formats"
)

// exported is a store of two reports.
func exported(t *testing.T) (db string) {
	t.Helper()
	dir := inbox(t)
	app, _, _ := testApp(t)
	db = filepath.Join(dir, "x.db")
	if err := (&IngestCmd{Paths: []string{dir}, DB: db, Published: "2017-09-03"}).ingest(app, wordCoder{}); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestExportToStdout: only the data go to stdout; what was lost is told on stderr.
func TestExportToStdout(t *testing.T) {
	db := exported(t)
	for _, c := range []struct {
		cmd       ExportCmd
		lines     int
		out, errs string
	}{
		{ExportCmd{Format: "csv", What: "reports"}, 3, "report_id,event_id", "dateline: 2 of 2 reports written\n"},
		{ExportCmd{Format: "csv", What: "events"}, 3, "event_id,title", "dateline: 2 of 2 events written\n"},
		{ExportCmd{Format: "jsonl", What: "reports", Limit: 1}, 1, `"event":"ASSAULT"`, "dateline: 1 of 1 reports written\n"},
		{ExportCmd{Format: "jsonl", What: "reports", Which: Which{From: "2017-06-10", To: "2017-06-11"}}, 1, `"month"`, "dateline: 1 of 1 reports written\n"},
		{ExportCmd{Format: "gdelt", What: "reports"}, 0, "", "dateline: 0 of 2 reports written\n       2 left out: status denied: GDELT holds what took place\n"},
	} {
		c.cmd.DB = db
		app, out, errs := testApp(t)
		if err := c.cmd.Run(app); err != nil {
			t.Fatal(err)
		}
		if strings.Count(out.String(), "\n") != c.lines || !strings.Contains(out.String(), c.out) || !strings.HasPrefix(errs.String(), c.errs) {
			t.Errorf("%+v gave %q and told %q", c.cmd, out, errs)
		}
	}
}

// TestExportNewestFirst: the order is the other way round.
func TestExportNewestFirst(t *testing.T) {
	db := exported(t)
	ids := func(newest bool) []string {
		app, out, _ := testApp(t)
		if err := (&ExportCmd{DB: db, Format: "csv-long", What: "reports", Newest: newest}).Run(app); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		return []string{lines[1][:18], lines[len(lines)-1][:18]}
	}
	if a, b := ids(false), ids(true); a[0] != b[1] || a[1] != b[0] || a[0] == a[1] {
		t.Errorf("oldest first %v, newest first %v", a, b)
	}
}

// TestExportToFile: beside the data stand codebook, statement and loss report, and no half file is left when it fails.
func TestExportToFile(t *testing.T) {
	db := exported(t)
	path := filepath.Join(t.TempDir(), "out.csv")
	app, out, _ := testApp(t)
	cmd := ExportCmd{DB: db, Format: "acled", What: "reports", Out: path, Which: Which{Type: []string{"ASSAULT"}}}
	cmd.SaidBy = "the army"
	if err := cmd.Run(app); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "out.csv: 0 of 2 reports; beside it .codebook.md, .statement.md, .loss.md\n") {
		t.Errorf("says %q", out)
	}
	for suffix, want := range map[string]string{"": "event_id_cnty,event_date", ".codebook.md": "| `fatalities` | integer |", ".loss.md": "- 2 left out: status denied",
		".statement.md": "- Query: --type ASSAULT --said-by 'the army'\n"} {
		raw, err := os.ReadFile(path + suffix)
		if err != nil || !strings.Contains(string(raw), want) {
			t.Errorf("%s: %v\n%s", suffix, err, raw)
		}
	}
	statement, _ := os.ReadFile(path + ".statement.md")
	for _, want := range []string{"in the format acled", "- Reports: 2, of 2 articles", "2017-09-03 to 2017-09-03", "| denied | 2 |", "| ASSAULT | 2 |", "2 reports: dateline word", "## Known limits"} {
		if !strings.Contains(string(statement), want) {
			t.Errorf("the statement lacks %q:\n%s", want, statement)
		}
	}
	bad := ExportCmd{DB: db, Format: "jsonl", What: "reports", Out: filepath.Join(t.TempDir(), "none", "x.jsonl")}
	if err := bad.Run(app); err == nil || !strings.Contains(err.Error(), "make the folder first") {
		t.Errorf("a folder that is not there: %v", err)
	}
	broken := ExportCmd{DB: db, Format: "jsonl", What: "reports", Out: filepath.Join(t.TempDir(), "x.jsonl"), Which: Which{Text: `"`}}
	if err := broken.Run(app); err == nil {
		t.Error("a search that makes no sense was exported")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(broken.Out), "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestExportList(t *testing.T) {
	app, out, _ := testApp(t)
	if err := (&ExportCmd{List: true}).Run(app); err != nil {
		t.Fatal(err)
	}
	for _, name := range formats.Names() {
		if !strings.Contains(out.String(), "\n"+name+" ") && !strings.HasPrefix(out.String(), name+" ") {
			t.Errorf("%s is not listed:\n%s", name, out)
		}
	}
}

// TestWhichWritesItself: the query of a data statement can be given to the program again.
func TestWhichWritesItself(t *testing.T) {
	w := Which{PublishedFrom: "2017-01-01", Type: []string{"ASSAULT", "COERCE"}, Text: `"it's"`, News: true, Confidence: 0.5}
	if got, want := w.String(), `--published-from 2017-01-01 --type ASSAULT,COERCE --text '"it'\''s"' --news --confidence 0.5`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
