package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"dateline/event"
	"dateline/internal/intake"
)

// expected is one line of a golden: what a trained coder makes of a mention.
type expected struct {
	trigger string
	start   int // code point of the trigger
	line    string
	kind    string
	modes   []string
	status  event.Status
	fields  map[string]string
}

// samples codes every report of samples/ once, for all tests here.
func samples(t *testing.T) (map[string]string, map[string][]event.Report) {
	t.Helper()
	analyst := testAnalyst(t)
	texts, reports := map[string]string{}, map[string][]event.Report{}
	for c, p := range intake.Articles([]string{"../../samples"}, intake.Options{Published: "2017-09-03"}) {
		if p != nil {
			t.Fatal(p)
		}
		name := strings.TrimSuffix(filepath.Base(c.Path), filepath.Ext(c.Path))
		coded, err := analyst.Code(c.Article)
		if err != nil {
			t.Fatal(err)
		}
		texts[name], reports[name] = c.Article.Text, coded
	}
	return texts, reports
}

// TestSamples holds the coder against the goldens: every line that is not a known failure must come out as written, and a known
// failure that has gone must be taken off its list.
func TestSamples(t *testing.T) {
	texts, reports := samples(t)
	files, err := filepath.Glob("../../testdata/samples/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := texts[name]; !ok {
				t.Fatalf("no sample of that name")
			}
			got := differences(texts[name], section(archive, "events"), reports[name])
			known := section(archive, "known failures")
			if os.Getenv("UPDATE_KNOWN_FAILURES") != "" {
				updateKnown(t, path, archive, got)
				return
			}
			compareKnown(t, got, known)
		})
	}
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// compareKnown fails on a difference that is not listed and on a listed one that has gone.
func compareKnown(t *testing.T, got []string, known string) {
	t.Helper()
	var listed []string
	for line := range strings.Lines(known) {
		if what, _, _ := strings.Cut(strings.TrimSpace(line), " — "); what != "" && !strings.HasPrefix(what, "#") {
			listed = append(listed, what)
		}
	}
	for _, d := range got {
		if what, _, _ := strings.Cut(d, " — "); !slices.Contains(listed, what) {
			t.Errorf("new: %s", d)
		}
	}
	for _, what := range listed {
		if !slices.ContainsFunc(got, func(d string) bool { return strings.HasPrefix(d, what+" — ") }) {
			t.Errorf("gone, take it off the list: %s", what)
		}
	}
}

// updateKnown rewrites a golden's list of known failures with the differences of now.
func updateKnown(t *testing.T, path string, a *txtar.Archive, got []string) {
	t.Helper()
	for i := range a.Files {
		if a.Files[i].Name == "known failures" {
			a.Files[i].Data = []byte(strings.Join(append(got, ""), "\n"))
		}
	}
	if err := os.WriteFile(path, bytes.TrimRight(txtar.Format(a), "\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// differences lists, for each golden line, what the coder has otherwise, and each report that no line asks for.
func differences(text, golden string, reports []event.Report) []string {
	var out []string
	used := map[int]bool{}
	for line := range strings.Lines(golden) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, err := parseExpected(text, line)
		if err != nil {
			out = append(out, fmt.Sprintf("%s — the golden is wrong: %v", line, err))
			continue
		}
		i := find(reports, e, used)
		if i < 0 {
			out = append(out, e.trigger+": not coded — the language engine sees no event there, or too little of one for a word that the codebook does not list")
			continue
		}
		used[i] = true
		for _, d := range e.compare(&reports[i]) {
			out = append(out, e.trigger+": "+d)
		}
	}
	for i, r := range reports {
		if !used[i] && r.SameAs == nil {
			out = append(out, fmt.Sprintf("%s: coded and not asked for — %s %s at %d, because: %s", r.Evidence.Trigger.Text, r.Event, r.Status, r.Evidence.Trigger.Start, brief(r.Reason.Type)))
		}
	}
	return out
}

func parseExpected(text, line string) (*expected, error) {
	parts := strings.Split(line, " | ")
	if len(parts) < 3 {
		return nil, fmt.Errorf("fewer than three fields")
	}
	e := &expected{trigger: parts[0], line: line, status: event.Status(parts[2]), fields: map[string]string{}}
	word, nth := parts[0], 1
	if w, n, ok := strings.Cut(parts[0], "#"); ok {
		word = w
		if _, err := fmt.Sscan(n, &nth); err != nil {
			return nil, err
		}
	}
	kind := strings.Fields(parts[1])
	e.kind, e.modes = kind[0], kind[1:]
	at := nthWord(text, word, nth)
	if at < 0 || !e.status.Valid() {
		return nil, fmt.Errorf("no «%s» in the text, or no status %q", parts[0], parts[2])
	}
	e.start = len([]rune(text[:at]))
	for _, f := range parts[3:] {
		key, value, _ := strings.Cut(f, "=")
		e.fields[key] = value
	}
	return e, nil
}

// nthWord is the byte at which a whole word or phrase stands for the n-th time, or -1.
func nthWord(text, word string, n int) int {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 'A' && text[i] <= 'Z')
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if !letter(i-1) && !letter(i+len(word)) {
			if n--; n == 0 {
				return i
			}
		}
		from = i + 1
	}
}

func find(reports []event.Report, e *expected, used map[int]bool) int {
	end := e.start + len([]rune(strings.Split(e.trigger, "#")[0]))
	for i, r := range reports {
		t := r.Evidence.Trigger
		if !used[i] && t.Start < end && e.start < t.End {
			return i
		}
	}
	return -1
}

// compare lists the values of a report that are not the golden's.
func (e *expected) compare(r *event.Report) []string {
	var out []string
	check := func(name, want, got, why string) {
		if want != got {
			out = append(out, fmt.Sprintf("%s — wanted %s, got %s, because: %s", name, orDash(want), orDash(got), brief(why)))
		}
	}
	check("type", e.kind, r.Event, r.Reason.Type)
	check("status", string(e.status), string(r.Status), r.Reason.Status)
	if e.kind == r.Event {
		check("modes", strings.Join(e.modes, " "), strings.Join(r.Mode, " "), r.Reason.Type)
	}
	check("source", sourceHead(e.fields["by"]), gotSource(r), r.Reason.Attribution)
	check("actor", peopleKey(e.fields["a"]), gotPeople(r.Actor), r.Reason.Actor)
	check("recipient", peopleKey(e.fields["r"]), gotPeople(r.Recipient), r.Reason.Recipient)
	if want, ok := e.fields["p"]; ok {
		got := ""
		if r.Place != nil {
			got = event.Text(r.Place.Country)
		}
		check("place", want[strings.LastIndex(want, "/")+1:], got, r.Reason.Place)
	}
	if want, ok := e.fields["d"]; ok {
		got := ""
		if r.Date != nil {
			got = r.Date.Start + ".." + r.Date.End
		}
		if !strings.Contains(want, "..") {
			want += ".." + want
		}
		check("date", want, got, r.Reason.Date)
	}
	if want, ok := e.fields["c"]; ok {
		check("counts", sorted(strings.Split(want, " + ")), gotCounts(r.Counts), "the numbers that the clause counts")
	}
	return out
}

// brief is a reason's first clause, without its figures, which change with every model.
func brief(why string) string {
	why, _, _ = strings.Cut(why, ";")
	why = figures.ReplaceAllString(why, "")
	if runes := []rune(why); len(runes) > 120 {
		return string(runes[:120]) + "…"
	}
	return why
}

var figures = regexp.MustCompile(`,? ?(event )?(with )?\(?(engine|probability) [0-9.]+\)?`)

func orDash(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// sourceHead is the last word of each link's noun phrase: what two ways of writing a source share.
func sourceHead(by string) string {
	var out []string
	for _, s := range strings.Split(by, " > ") {
		if f := strings.Fields(s); len(f) > 0 {
			out = append(out, f[len(f)-1])
		}
	}
	return strings.Join(out, " > ")
}

func gotSource(r *event.Report) string {
	var out []string
	for _, s := range r.Attribution {
		if f := strings.Fields(s.Text); len(f) > 0 {
			out = append(out, f[len(f)-1])
		}
	}
	return strings.Join(out, " > ")
}

func peopleKey(field string) string {
	var out []string
	for _, p := range strings.Split(field, " + ") {
		if parts := strings.Split(p, "/"); len(parts) == 3 && parts[1]+parts[2] != "--" {
			out = append(out, strings.ReplaceAll(parts[1]+"."+parts[2], "-", ""))
		}
	}
	return sorted(out)
}

func gotPeople(list []event.Actor) string {
	var out []string
	for _, a := range list {
		if k := event.Text(a.Code) + "." + event.Text(a.Sector); k != "." {
			out = append(out, k)
		}
	}
	return sorted(out)
}

func gotCounts(list []event.Count) string {
	var out []string
	bound := func(p *int) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	for _, c := range list {
		out = append(out, c.What+":"+bound(c.Low)+":"+bound(c.High))
	}
	return sorted(out)
}

func sorted(list []string) string {
	list = slices.Clone(list)
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}
