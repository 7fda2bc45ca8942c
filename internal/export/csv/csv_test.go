package csv_test

import (
	"slices"
	"strings"
	"testing"
	"testing/quick"

	"dateline/internal/export/csv"
)

// TestListsComeBack holds Split against Join for any lists.
func TestListsComeBack(t *testing.T) {
	back := func(list []string) bool {
		return slices.Equal(csv.Split(csv.Join(list)), list) || len(list) == 0 && len(csv.Split(csv.Join(list))) == 0
	}
	if err := quick.Check(back, nil); err != nil {
		t.Error(err)
	}
	for _, list := range [][]string{{}, {""}, {"", ""}, {"NA"}, {"", "NA"}, {`a|b`, `c\`}, {`\`, "|"}, {`\NA`}} {
		if !back(list) {
			t.Errorf("%q is written as %q and comes back as %q", list, csv.Join(list), csv.Split(csv.Join(list)))
		}
	}
}

// TestTextsComeBack: one ' taken from the front gives the text again, and no text begins a formula.
func TestTextsComeBack(t *testing.T) {
	back := func(s string) bool {
		safe := csv.Harmless(s)
		return strings.TrimPrefix(safe, "'") == s && (safe == "" || !strings.Contains("=+-@\t", safe[:1]))
	}
	if err := quick.Check(back, nil); err != nil {
		t.Error(err)
	}
	for _, s := range []string{"=1", "'a", "''", "-", "+", "@", "\t"} {
		if !back(s) {
			t.Errorf("%q is written as %q", s, csv.Harmless(s))
		}
	}
}
