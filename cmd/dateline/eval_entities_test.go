package main

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/internal/eval"
	"dateline/internal/ground/country"
	"dateline/text"
)

// TestMarkedFloor pins what the engine finds in testdata/entities: a change that loses it fails.
func TestMarkedFloor(t *testing.T) {
	engine, err := loadEngine("")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join("..", "..", "testdata", "entities", "*.txt"))
	r := eval.NewMarkedReport()
	opt := eval.MarkedOptions{Annotate: func(d *text.Document) error { return process(d, []text.Stage{splitter(), engine}) },
		Nationality: func(w string) bool { return country.Default().ByDemonym(w) != nil }}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		m, err := eval.ParseMarked(string(raw), f)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Text(m, opt); err != nil {
			t.Fatal(err)
		}
	}
	for what, f := range map[string]struct {
		got   eval.F1
		floor float64
	}{
		"names": {r.All, 0.83}, "actor": {*r.Groups["actor"], 0.92}, "place": {*r.Groups["place"], 0.81},
		"object": {*r.Groups["object"], 0.85}, "nationality": {*r.Groups["nationality"], 0.98},
	} {
		if f.got.F1() < f.floor {
			t.Errorf("%s: %.3f, floor %.2f\n%s", what, f.got.F1(), f.floor, r.Table())
		}
	}
}
