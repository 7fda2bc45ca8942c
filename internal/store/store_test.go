package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/event"
	"dateline/text"
)

var coderOne = event.CoderVersion{Version: "1", Model: "m", Codebook: "c"}

// openTemp makes a store in a folder of the test.
func openTemp(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a store%20?#.db"), ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func begin(t testing.TB, s *Store, coder event.CoderVersion) Run {
	t.Helper()
	run, err := s.Begin(t.Context(), coder)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func put(t testing.TB, s *Store, run Run, entries ...Entry) []Added {
	t.Helper()
	added, err := s.Put(t.Context(), run, entries...)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// sample is article i with n reports. Its values go through the types, statuses, people, places and days by turns.
func sample(i, n int, coder event.CoderVersion) Entry {
	title := fmt.Sprintf("Report %d from the <front> & beyond", i)
	body := fmt.Sprintf("%s\nThe army of Árvania shelled the town of Old Haven %d times, rebels said.\nOfficials denied it.\n", title, i)
	raw := []byte(fmt.Sprintf("<p>%s</p>", body))
	day := fmt.Sprintf("2024-%02d-%02d", i/28%12+1, i%28+1)
	a := text.Article{ID: fmt.Sprintf("a%d", i), Title: title, Source: "The Courier", Published: day, Text: body, SHA256: sum(raw)}
	e := Entry{Path: fmt.Sprintf("in/%d.html", i), Format: "html", Raw: raw, Article: a}
	for k := range n {
		e.Reports = append(e.Reports, sampleReport(&a, i+k, k, coder))
	}
	return e
}

func sampleReport(a *text.Article, i, k int, coder event.CoderVersion) event.Report {
	types := []string{"ASSAULT", "THREATEN", "AGREE", "ACCUSE"}
	codes := []string{"SYR", "RUS", "USA", "TUR", "IRN"}
	start := len([]rune(a.Title)) + 1
	line, _, _ := strings.Cut(a.Text[len(a.Title)+1:], "\n")
	word := strings.Fields(line)[k%8+1]
	at := start + len([]rune(line[:strings.Index(line, " "+word)])) + 1
	sentence, trigger := text.Span{Start: start, End: start + len([]rune(line))}, text.Span{Start: at, End: at + len([]rune(word))}
	r := event.Report{
		ID: event.NewID(a.SHA256, trigger, types[i%4]),
		Document: event.Document{ID: a.ID, Title: event.Null(a.Title), Source: event.Null(a.Source),
			Published: event.Null(a.Published), SHA256: a.SHA256},
		Event: types[i%4], Mode: []string{"violence"}, Context: []string{}, Quad: "material conflict", Score: -10,
		Status:      event.Statuses[i%6],
		Attribution: []event.Source{{Text: "rebels", Sector: event.Null("REB"), Cue: event.Null("said")}},
		Actor:       []event.Actor{{Text: "the army", Name: event.Null("Army of " + codes[i%5]), Code: event.Null(codes[i%5]), Sector: event.Null("MIL")}},
		Recipient:   []event.Actor{{Text: "Áñez’s men"}},
		Counts:      []event.Count{}, Confidence: 0.5, Coder: coder,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: word}, Sentence: sentence},
	}
	if i%3 > 0 {
		r.Date = &event.Date{Text: "Report", Start: a.Published, End: a.Published, Precision: "day", Span: text.Span{Start: 0, End: 6}}
		r.Place = &event.Place{Text: "Old Haven", Name: event.Null("Old Haven"), Country: event.Null(codes[i%5]), Precision: "exact"}
	}
	return r
}

// counts is how many rows each table has.
func counts(t testing.TB, s *Store, tables ...string) string {
	t.Helper()
	var out []string
	for _, table := range tables {
		var n int
		if err := s.db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %d", table, n))
	}
	return strings.Join(out, ", ")
}

var content = []string{"capture", "sighting", "article", "coding", "report", "report_json", "who", "participant", "place", "article_fts", "report_fts"}

func TestPutTwiceAddsNothing(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	var entries []Entry
	for i := range 20 {
		entries = append(entries, sample(i, 3, coderOne))
	}
	added := put(t, s, run, entries...)
	if added[7] != (Added{Article: true, Coding: true, Reports: 3}) {
		t.Errorf("first time: %+v", added[7])
	}
	before := counts(t, s, content...)
	again := begin(t, s, coderOne)
	if added := put(t, s, again, entries...); added[7] != (Added{}) {
		t.Errorf("second time: %+v", added[7])
	}
	if after := counts(t, s, content...); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

func TestKeepsBytesAndWhereTheyCameFrom(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	e := sample(1, 2, coderOne)
	put(t, s, run, e)
	moved := e
	moved.Path, moved.Known, moved.Raw = "elsewhere/1.html", true, nil
	put(t, s, run, moved)
	if raw, err := s.Raw(t.Context(), e.Article.SHA256); err != nil || string(raw) != string(e.Raw) {
		t.Errorf("raw bytes %q, %v", raw, err)
	}
	if got := counts(t, s, "capture", "sighting", "article"); got != "capture 1, sighting 2, article 1" {
		t.Error(got)
	}
	report, article, err := s.Report(t.Context(), e.Reports[1].ID[:9])
	if err != nil || *article != e.Article || report.ID != e.Reports[1].ID {
		t.Errorf("report %v of article %+v, %v", report, article, err)
	}
	for row, err := range s.Query(t.Context(), Filter{}) {
		want, _ := Encode(&e.Reports[0])
		if err != nil || string(row.JSON) != string(want) {
			t.Errorf("JSON differs: %s, %v", row.JSON, err)
		}
		break
	}
}

func TestNewerCoderIsAddedBesideTheOlder(t *testing.T) {
	s := openTemp(t)
	two := event.CoderVersion{Version: "2", Model: "m", Codebook: "c"}
	put(t, s, begin(t, s, coderOne), sample(1, 3, coderOne), sample(2, 1, coderOne))
	put(t, s, begin(t, s, two), sample(1, 2, two))
	if got := counts(t, s, "report", "coding", "article", "coder"); got != "report 6, coding 3, article 2, coder 2" {
		t.Error(got)
	}
	for f, want := range map[*Filter]int{{}: 3, {Superseded: true}: 6, {Document: "a1"}: 2} {
		if n, err := s.Count(t.Context(), *f); err != nil || n != want {
			t.Errorf("%+v: %d reports, %v; want %d", *f, n, err, want)
		}
	}
	if seen, by, err := s.Seen(t.Context(), sample(1, 0, two).Article.SHA256, "a1"); !seen || by != two || err != nil {
		t.Errorf("seen %v by %v, %v", seen, by, err)
	}
	if seen, _, err := s.Seen(t.Context(), sample(1, 0, two).Article.SHA256, "other"); seen || err != nil {
		t.Errorf("another article of the same bytes: seen %v, %v", seen, err)
	}
}

// TestHistoryIsKept: the file itself refuses to lose or change what it holds.
func TestHistoryIsKept(t *testing.T) {
	s := openTemp(t)
	two := event.CoderVersion{Version: "2"}
	put(t, s, begin(t, s, coderOne), sample(1, 3, coderOne))
	run := begin(t, s, two)
	put(t, s, run, sample(1, 3, two))
	_ = s.Note(t.Context(), run, Problem{Path: "x", What: "y"})
	_ = s.End(t.Context(), run, Outcome{Outcome: "done"})
	for _, q := range []string{
		"INSERT INTO review (report, reviewer, decision, note, sample, decided_at) VALUES ('r', 'ann', 'accept', '', '', '')",
		"INSERT INTO review_undo VALUES (1, 'ann', '')", "INSERT INTO toll VALUES (1, 9, 'killed', 1, NULL)",
		"INSERT INTO decision (kind, decided_by, why, decided_at) VALUES ('found', '', '', '')",
		"INSERT INTO event (id, decision) VALUES ('e', 1)",
		"INSERT INTO membership (report, event, pinned, decision) VALUES ('r', 1, 0, 1)",
		"INSERT INTO feature VALUES (1, x'00')",
		"INSERT INTO block VALUES (1, 1)",
		"INSERT INTO sketch VALUES (1, 0)",
		"INSERT INTO fingerprint VALUES (1, 1)",
		"INSERT INTO article SELECT 99, capture, 'copy', title, subtitle, byline, source, published, url, language, text FROM article LIMIT 1",
		"INSERT INTO copied VALUES (99, 1, 1, 1, '')",
		"INSERT INTO link_pass VALUES (1, 1, 1, '', '')",
		"INSERT INTO sample VALUES (1, 's', 'precision', 1, 1, 1, '', 'ann', '')",
		"INSERT INTO sample_member VALUES (1, 0, 'r')",
		"INSERT INTO fetched (capture, asked, url, fetched_at, status, header, run) VALUES (1, 'u', 'u', '', 200, '', 1)",
		"INSERT INTO feed_poll (feed, polled_at, status, etag, last_modified, failures, not_before, items, what) VALUES ('f', '', 200, '', '', 0, '', 0, '')",
		"INSERT INTO story_move VALUES (1, 'found', '', NULL, '')",
		"INSERT INTO story VALUES (1, 's', 1)",
		"INSERT INTO chapter VALUES (1, 1, 1, 1, NULL)",
		"INSERT INTO episode VALUES (1, 1, 1, 0)",
		"INSERT INTO tie VALUES (1, 1)",
		"INSERT INTO story_pass VALUES (1, 1, '', '')",
		"INSERT INTO pack VALUES (1, 'type', 0, x'01')",
		"INSERT INTO term VALUES (1, 'type', 1, 'AID')",
		"INSERT INTO gone VALUES (0, zeroblob(128))",
	} {
		if _, err := s.w.conn.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	for table := range documented(t) {
		if strings.HasSuffix(table, "_fts") || table == "report_sentence" || table == "report_review" || table == "goose_db_version" || table == "seal" {
			continue
		}
		for _, q := range []string{"DELETE FROM " + table, fmt.Sprintf("UPDATE %s SET %[2]s = %[2]s", table, firstColumn(t, s, table))} {
			if _, err := s.w.conn.ExecContext(t.Context(), q); err == nil || !strings.Contains(err.Error(), "rows of "+table+" are never") {
				t.Errorf("%s: %v", q, err)
			}
		}
	}
	if _, err := s.w.conn.ExecContext(t.Context(), "UPDATE report SET superseded = NULL WHERE superseded IS NOT NULL"); err == nil {
		t.Error("a superseded report came back")
	}
	if _, err := s.w.conn.ExecContext(t.Context(), "UPDATE membership SET superseded = 1"); err != nil {
		t.Error(err)
	}
	if _, err := s.w.conn.ExecContext(t.Context(), "UPDATE membership SET superseded = NULL"); err == nil {
		t.Error("a superseded membership came back")
	}
}

func firstColumn(t *testing.T, s *Store, table string) (name string) {
	t.Helper()
	if err := s.db.QueryRow("SELECT name FROM pragma_table_info(?) LIMIT 1", table).Scan(&name); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestBadEntriesAreRefused: what contradicts itself is not kept, nor anything else of its transaction.
func TestBadEntriesAreRefused(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for name, spoil := range map[string]func(*Entry){
		"hash":          func(e *Entry) { e.Raw = append(e.Raw, 'x') },
		"two reports":   func(e *Entry) { e.Reports[1].ID = e.Reports[0].ID },
		"document":      func(e *Entry) { e.Reports[1].Document.SHA256 = "0" },
		"another coder": func(e *Entry) { e.Reports[0].Coder.Version = "9" },
		"trigger":       func(e *Entry) { e.Reports[0].Evidence.Trigger.End = 1 << 20 },
		"sentence":      func(e *Entry) { e.Reports[0].Evidence.Sentence.Start = -1 },
		"not in":        func(e *Entry) { e.Known = true },
	} {
		e := sample(2, 2, coderOne)
		spoil(&e)
		_, err := s.Put(t.Context(), run, sample(1, 1, coderOne), e)
		if !errors.Is(err, ErrBadEntry) || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "a2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := counts(t, s, content...); strings.Trim(got, "abcdefghijklmnopqrstuvwxyz_, 0") != "" {
		t.Errorf("something was kept: %s", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(dir, "other.db")
	execIn(t, other, "CREATE TABLE songs (title TEXT)")
	newer := filepath.Join(dir, "newer.db")
	s, err := Open(t.Context(), newer, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	execIn(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
	for _, c := range []struct {
		path string
		mode Mode
		want error
		says string
	}{
		{filepath.Join(dir, "none.db"), ReadOnly, ErrNotFound, "dateline ingest"},
		{dir, ReadWrite, ErrNotStore, "name a file"},
		{write("text.db", strings.Repeat("no database, just words. ", 100)), ReadWrite, ErrNotStore, "--db"},
		{write("empty.db", ""), ReadOnly, ErrOlder, "dateline ingest"},
		{other, ReadWrite, ErrNotStore, "another program's"},
		{newer, ReadOnly, ErrNewer, "schema is 999"},
		{newer, ReadWrite, ErrNewer, "newer one"},
	} {
		s, err := Open(t.Context(), c.path, c.mode)
		if err == nil {
			_ = s.Close()
		}
		if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) || !strings.HasPrefix(fmt.Sprint(err), c.path) {
			t.Errorf("%s: %v; want %v that says %q", c.path, err, c.want, c.says)
		}
	}
}

func execIn(t *testing.T, path, query string) {
	t.Helper()
	db, err := connect(path, "mode=rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyWritesNothing(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	put(t, s, run, sample(1, 2, coderOne))
	r, err := Open(t.Context(), s.Path(), ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n, err := r.Count(t.Context(), Filter{}); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := r.Put(t.Context(), run, sample(2, 2, coderOne)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("put: %v", err)
	}
}

// TestTwoWritersAtOnce: two processes (here two stores) put the same articles at the same time, and make the file at the same time.
func TestTwoWritersAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "both.db")
	failed := make(chan error, 4)
	for range 4 {
		go func() { failed <- putMany(t.Context(), path, 40) }()
	}
	for range 4 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	s, err := Open(t.Context(), path, ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := counts(t, s, "run", "capture", "sighting", "article", "report"); got != "run 4, capture 40, sighting 40, article 40, report 80" {
		t.Error(got)
	}
}

func putMany(ctx context.Context, path string, n int) error {
	s, err := Open(ctx, path, ReadWrite)
	if err != nil {
		return err
	}
	defer s.Close()
	run, err := s.Begin(ctx, coderOne)
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := s.Put(ctx, run, sample(i, 2, coderOne)); err != nil {
			return err
		}
	}
	return nil
}
