package link

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"dateline/event"
	"dateline/text"
)

// TestSummaries holds Summarise against the goldens in testdata/summaries: of each case, every line wanted must be as written.
func TestSummaries(t *testing.T) {
	files, err := filepath.Glob("../../testdata/summaries/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			given, want := archive.Files[i], archive.Files[i+1]
			t.Run(filepath.Base(path)+"/"+given.Name, func(t *testing.T) {
				got := written(Summarise("e_1", told(t, string(given.Data))))
				for _, line := range strings.Split(strings.TrimSpace(string(want.Data)), "\n") {
					if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, line) }) {
						t.Errorf("want %q; got\n%s", line, strings.Join(got, "\n"))
					}
				}
			})
		}
	}
}

// told reads a golden's reports, one a line: key=value.
func told(t *testing.T, lines string) (out []Member) {
	t.Helper()
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		r := &event.Report{ID: fmt.Sprint("r_", i), Event: "ASSAULT", Status: event.Actual, Document: event.Document{ID: fmt.Sprint("a", i)},
			Evidence: event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: i, End: i + 1}, Text: "attacked"}}}
		m := Member{Report: r}
		for _, f := range strings.Fields(line) {
			key, value, _ := strings.Cut(f, "=")
			tellOf(t, &m, key, value)
		}
		out = append(out, m)
	}
	return out
}

func tellOf(t *testing.T, m *Member, key, value string) {
	t.Helper()
	r := m.Report
	first, second, _ := strings.Cut(value, map[string]string{"by": "/", "actor": ".", "date": "/"}[key]+"")
	switch key {
	case "d":
		r.Document.Published = &value
	case "pub":
		r.Document.Source = &value
	case "group":
		m.Group = value
	case "status":
		r.Status = event.Status(value)
	case "by":
		r.Attribution = []event.Source{{Text: first, Sector: event.Null(second)}}
	case "actor":
		r.Actor = append(r.Actor, event.Actor{Text: value, Code: event.Null(first), Sector: event.Null(second)})
	case "date":
		if second == "" {
			second = first
		}
		precision := "day"
		if first != second {
			precision = "month"
		}
		r.Date = &event.Date{Text: value, Start: first, End: second, Precision: precision}
	case "killed":
		n, err := strconv.Atoi(strings.TrimSuffix(value, "+"))
		if err != nil {
			t.Fatal(err)
		}
		c := event.Count{What: "killed", Low: &n, High: &n, Text: value}
		if strings.HasSuffix(value, "+") {
			c.High = nil
		}
		r.Counts = []event.Count{c}
	case "place":
		r.Place = placed(value)
	default:
		t.Fatalf("no such key: %s", key)
	}
}

func placed(value string) *event.Place {
	parts := strings.Split(value, ",")
	p := &event.Place{Text: parts[0], Name: &parts[0], Country: &parts[1], Precision: "country"}
	if len(parts) == 4 {
		lat, _ := strconv.ParseFloat(parts[2], 64)
		lon, _ := strconv.ParseFloat(parts[3], 64)
		p.Lat, p.Lon, p.Precision = &lat, &lon, "exact"
	}
	return p
}

// written is an event as the goldens write it.
func written(e event.Event) []string {
	out := []string{fmt.Sprintf("articles %d, independent %d", e.Articles, e.Independent), "event " + string(e.Status)}
	for _, f := range e.Fields {
		var values []string
		for _, v := range f.Values {
			values = append(values, writtenValue(v))
		}
		extent := ""
		if f.Low != nil {
			extent = fmt.Sprint(*f.Low, "–")
			if f.High != nil {
				extent += strconv.Itoa(*f.High)
			}
			extent += ": "
		}
		out = append(out, fmt.Sprintf("%-9s %-10s %s", f.Name, f.Verdict, extent+strings.Join(values, "; ")))
	}
	where := "nowhere"
	if e.Place != nil {
		where = e.Place.Text
	}
	out = append(out, "where "+where)
	if e.Date != nil {
		out = append(out, fmt.Sprintf("when %s to %s (%s)", e.Date.Start, e.Date.End, e.Date.Precision))
	}
	return out
}

func writtenValue(v event.Value) string {
	s := v.Value
	if v.Denies {
		s = "✗ " + s
	}
	for _, by := range v.By {
		if by.Publisher {
			s += " [" + by.Name + "]"
		} else {
			s += " " + by.Name + "." + event.Text(by.Sector)
		}
	}
	return s + " " + since(v)
}

func since(v event.Value) string {
	if v.Since == v.Until {
		return v.Since
	}
	return v.Since + "…" + v.Until
}

// TestSummaryDoesNotDependOnOrder: whatever the order in which reports came, their event is the same, and each report is in it, in the
// values it has and nowhere twice.
func TestSummaryDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var lines []string
		for range rapid.IntRange(1, 8).Draw(r, "reports") {
			lines = append(lines, fmt.Sprintf("d=2024-03-0%d pub=%s by=%s killed=%d status=%s actor=%s", rapid.IntRange(1, 5).Draw(r, "day"),
				rapid.SampledFrom([]string{"Courier", "Herald"}).Draw(r, "pub"), rapid.SampledFrom([]string{"police/GOV", "monitors/NGO"}).Draw(r, "by"),
				rapid.IntRange(0, 40).Draw(r, "killed"), rapid.SampledFrom([]string{"actual", "denied", "planned"}).Draw(r, "status"),
				rapid.SampledFrom([]string{"RUS.MIL", "UKR.MIL", "RUS"}).Draw(r, "actor")))
		}
		members := told(t, strings.Join(lines, "\n"))
		first := written(Summarise("e", members))
		if other := written(Summarise("e", rapid.Permutation(members).Draw(r, "order"))); !slices.Equal(first, other) {
			r.Fatalf("%q\n%q", first, other)
		}
		for _, f := range Summarise("e", members).Fields {
			var ids []string
			for _, v := range f.Values {
				ids = append(ids, v.Reports...)
			}
			slices.Sort(ids)
			if len(slices.Compact(ids)) != len(members) {
				r.Fatalf("%s: %d reports of %d", f.Name, len(ids), len(members))
			}
		}
	})
}
