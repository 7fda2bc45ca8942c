package formats

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"dateline/internal/export"
)

var update = flag.Bool("update", false, "write the tables of docs/exports.md anew")

const page = "../../../docs/exports.md"

var tables = regexp.MustCompile(`(?s)<!-- columns (\S+) (reports|events) -->\n.*?<!-- end -->`)

// TestPageHasTheColumns holds docs/exports.md against the code: a section for each format, and every table as the code has it.
func TestPageHasTheColumns(t *testing.T) {
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	want := tables.ReplaceAllStringFunc(string(raw), func(table string) string {
		m := tables.FindStringSubmatch(table)
		f, err := ByName(m[1])
		if err != nil {
			t.Fatal(err)
		}
		shown[m[1]+m[2]] = true
		var b bytes.Buffer
		if err := export.WriteColumns(&b, f.ColumnsOf(export.What(m[2]))); err != nil {
			t.Fatal(err)
		}
		return "<!-- columns " + m[1] + " " + m[2] + " -->\n" + b.String() + "<!-- end -->"
	})
	for _, f := range All() {
		if !strings.Contains(want, "\n## "+f.Name+"\n") || f.Columns != nil && !shown[f.Name+"reports"] || f.EventColumns != nil && !shown[f.Name+"events"] {
			t.Errorf("%s has no section for %s with its tables", page, f.Name)
		}
	}
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(raw) {
		t.Errorf("%s has other columns than the code: go test ./internal/export/formats -update writes them", page)
	}
}

func TestByName(t *testing.T) {
	if _, err := ByName("xlsx"); err == nil || !strings.Contains(err.Error(), "geojson") {
		t.Errorf("an unknown format: %v", err)
	}
	seen := map[string]bool{}
	for _, f := range All() {
		if seen[f.Name] || f.About == "" || f.Media == "" || !strings.HasPrefix(f.Suffix, ".") {
			t.Errorf("%q is not fully told, or there twice", f.Name)
		}
		seen[f.Name] = true
	}
}
