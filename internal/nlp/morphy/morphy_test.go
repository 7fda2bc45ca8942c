package morphy

import (
	"strings"
	"testing"
)

func TestVerb(t *testing.T) {
	for _, c := range [][3]string{{"reported", "reporte", "report"}, {"refused", "refus", "refuse"}, {"denied", "deni", "deny"},
		{"barred", "barr", "bar"}, {"fought", "fough", "fight"}, {"attacking", "attack", "attack"}, {"flees", "flee", "flee"},
		{"Shelled", "shelle", "shell"}, {"texted", "text", "text"}, {"xqzed", "xqz", "xqz"}, {"found", "found", "found"}} {
		if got := Verb(c[0], c[1]); got != c[2] {
			t.Errorf("Verb(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestNoun(t *testing.T) {
	for _, c := range [][3]string{{"armies", "armi", "army"}, {"militiamen", "militiamen", "militiaman"},
		{"hostages", "hostage", "hostage"}, {"crises", "crise", "crisis"}, {"peshmergas", "peshmerga", "peshmerga"}} {
		if got := Noun(c[0], c[1]); got != c[2] {
			t.Errorf("Noun(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestListsAreSorted(t *testing.T) {
	for name, list := range map[string]string{"verbs": verbs, "nouns": nouns} {
		last := ""
		for line := range strings.Lines(list) {
			if line <= last {
				t.Fatalf("%s: %q stands after %q", name, line, last)
			}
			last = line
		}
	}
}

func BenchmarkVerb(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Verb("refused", "refus")
	}
}
