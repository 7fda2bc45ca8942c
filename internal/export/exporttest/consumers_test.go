package exporttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/csv"
	"dateline/internal/export/formats"
	"dateline/internal/store"
)

const examples = "../../../examples/export"

// files writes every format's file into a folder, under the names the examples know.
func files(t *testing.T, s *store.Store) string {
	t.Helper()
	folder := t.TempDir()
	for format, name := range map[string]string{"csv": "reports.csv", "csv-long": "reports-long.csv", "parquet": "reports.parquet", "jsonl": "reports.jsonl",
		"geojson": "reports.geojson", "plover-json": "plover.jsonl", "gdelt": "gdelt.tsv", "acled": "acled.csv", "ged": "ged.csv", "gold": "mine.gold.jsonl"} {
		f, err := formats.ByName(format)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := Write(t, s, store.Filter{}, export.OfReports, f)
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// output runs a program in UTF-8 and gives what it prints.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, errs.String())
	}
	if errs.Len() > 0 {
		t.Errorf("%s warns: %s", program, errs.String())
	}
	return string(out)
}

// python is an interpreter that has the packages of examples/export/requirements.txt.
func python(t *testing.T) string {
	t.Helper()
	for _, p := range []string{os.Getenv("DATELINE_PYTHON"), filepath.Join(examples, ".venv/bin/python"), "python3"} {
		if p != "" && exec.Command(p, "-c", "import pandas, pyarrow").Run() == nil {
			return p
		}
	}
	t.Skip("no Python with pandas and pyarrow: python3 -m venv examples/export/.venv && examples/export/.venv/bin/pip install -r examples/export/requirements.txt, or DATELINE_PYTHON=…")
	return ""
}

type table struct {
	Rows, Unknown, Zero, Points int
	ActorRows                   int `json:"actor_rows"`
	Titles                      []*string
	Actors, Codes               [][]*string
	Days                        []*string
	Roots                       []string
}

// expected is what a reader of the files should find, reckoned from the store.
type expected struct {
	reports, unknown, zero, points, actors, unknownCodes int
	titles                                               []*string // as they are
	names, codes                                         [][]*string
	days                                                 []*string
	roots                                                []string
}

func expect(t *testing.T, s *store.Store) (e expected) {
	t.Helper()
	roots := map[string]bool{}
	for _, item := range items(t, s) {
		r := &item.Report
		e.reports++
		low, _ := export.Toll(r.Counts, "killed")
		switch {
		case low == nil:
			e.unknown++
		case *low == 0:
			e.zero++
		}
		if r.Place != nil && (r.Place.Precision == "exact" || r.Place.Precision == "near") {
			e.points++
		}
		e.titles = append(e.titles, r.Document.Title)
		names, codes := []*string{}, []*string{}
		for _, a := range r.Actor {
			if names, codes = append(names, &a.Text), append(codes, a.Code); a.Code == nil {
				e.unknownCodes++
			}
		}
		e.actors += len(names)
		e.names, e.codes = append(e.names, names), append(e.codes, codes)
		var day *string
		if r.Date != nil {
			day = &r.Date.Start
		}
		e.days = append(e.days, day)
		if r.Status == event.Actual {
			roots[event.Text(r.CAMEO)[:2]] = true
		}
	}
	for root := range roots {
		e.roots = append(e.roots, root)
	}
	sort.Strings(e.roots)
	return e
}

// plain gives texts as a CSV can hold them.
func plain(list []*string) (out []*string) {
	for _, s := range list {
		if s != nil {
			p := csv.Plain(*s)
			s = &p
		}
		out = append(out, s)
	}
	return out
}

func texts(list []*string) string {
	raw, _ := json.Marshal(list)
	return string(raw)
}

// TestPandasReads: pandas and pyarrow find in each file what the store has.
func TestPandasReads(t *testing.T) {
	interpreter := python(t)
	s := Store(t)
	var got map[string]table
	if err := json.Unmarshal([]byte(pythonOutput(t, interpreter, files(t, s))), &got); err != nil {
		t.Fatal(err)
	}
	want := expect(t, s)
	for _, name := range []string{"csv", "csv-long", "parquet", "jsonl", "geojson"} {
		if got[name].Rows != want.reports {
			t.Errorf("%s: %d reports, not %d", name, got[name].Rows, want.reports)
		}
	}
	for _, name := range []string{"csv", "parquet"} {
		if g := got[name]; g.Unknown != want.unknown || g.Zero != want.zero {
			t.Errorf("%s: %d unknown and %d zero, not %d and %d", name, g.Unknown, g.Zero, want.unknown, want.zero)
		}
		if g := got[name]; !reflect.DeepEqual(g.Codes, want.codes) {
			t.Errorf("%s: the codes are %v", name, g.Codes)
		}
	}
	if texts(got["csv"].Titles) != texts(plain(want.titles)) || texts(got["parquet"].Titles) != texts(want.titles) || texts(got["jsonl"].Titles) != texts(want.titles) {
		t.Error("some title came back as another")
	}
	if texts(got["parquet"].Days) != texts(want.days) {
		t.Errorf("the days are %s", texts(got["parquet"].Days))
	}
	for i, names := range want.names {
		if texts(got["csv"].Actors[i]) != texts(plain(names)) && len(names) > 0 {
			t.Errorf("the actors %s came back as %s", texts(names), texts(got["csv"].Actors[i]))
		}
	}
	if n := got["csv-long"].ActorRows; n != want.actors {
		t.Errorf("csv-long: %d rows of actors, not %d", n, want.actors)
	}
	if got["geojson"].Points != want.points || !reflect.DeepEqual(got["gdelt"].Roots, want.roots) || got["gold"].Rows != 2 {
		t.Errorf("%d points, CAMEO roots %v, %d gold events; want %d, %v and 2", got["geojson"].Points, got["gdelt"].Roots, got["gold"].Rows, want.points, want.roots)
	}
	if g := got["acled"]; g.Rows == 0 || g.Unknown == 0 || g.Zero == 0 || got["ged"].Rows == 0 || got["ged"].Unknown+got["ged"].Zero > 0 {
		t.Errorf("acled %+v, ged %+v", got["acled"], got["ged"])
	}
}

func pythonOutput(t *testing.T, interpreter, folder string) string {
	return output(t, interpreter, filepath.Join(examples, "read.py"), folder)
}

// TestRReads: base R finds in the tables what the store has.
func TestRReads(t *testing.T) {
	if _, err := exec.LookPath("Rscript"); err != nil {
		t.Skip("no Rscript: apt-get install r-base-core, or https://cran.r-project.org")
	}
	s := Store(t)
	got := strings.Split(output(t, "Rscript", filepath.Join(examples, "read.R"), files(t, s)), "\n")
	want := expect(t, s)
	letters := 0
	for _, title := range plain(want.titles) {
		letters += utf8.RuneCountInString(event.Text(title))
	}
	for n, line := range []string{
		fmt.Sprint("csv ", want.reports, " ", want.unknown, " ", want.zero),
		fmt.Sprint("titles ", letters),
		fmt.Sprint("codes ", want.actors, " ", want.unknownCodes),
		fmt.Sprint("csv-long ", want.reports, " ", want.actors)} {
		if strings.TrimSpace(got[n]) != line {
			t.Errorf("R says %q, not %q", got[n], line)
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(got[4]), strings.Join(want.roots, ",")) || len(got) < 7 {
		t.Errorf("R says %q of the CAMEO roots %v", got[4:], want.roots)
	}
}
