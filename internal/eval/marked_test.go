package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/text"
)

const markedText = `# a line about the text
{nationality Ruritanian} {actor guards} shot at [PER Rupert Rassendyll] near the {facility bridge} of [LOC Zenda] with {weapon rifles}.
`

func TestParseMarked(t *testing.T) {
	m, err := ParseMarked(markedText, "zenda.txt")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Ruritanian guards shot at Rupert Rassendyll near the bridge of Zenda with rifles.\n\n"; m.Article.Text != want {
		t.Errorf("text %q, want %q", m.Article.Text, want)
	}
	d := text.NewDocument(m.Article)
	got := ""
	for _, k := range slices.Concat(m.Names, m.Heads, m.Nationality) {
		got += k.Kind + ":" + d.Slice(k.Span) + " "
	}
	if want := "PER:Rupert Rassendyll LOC:Zenda actor:guards facility:bridge weapon:rifles nationality:Ruritanian "; got != want {
		t.Errorf("marks %q, want %q", got, want)
	}
}

func TestParseMarkedNamesTheLine(t *testing.T) {
	for _, bad := range []string{"[PER Rupert", "Rupert]", "[PER]", "[PER ]", "{PER Rupert}", "[actor guards]", "[WHO Rupert]", "[PER Rupert of {place Hentzau}]", "{actor\nguards}"} {
		if _, err := ParseMarked("# x\nfine\n"+bad, "zenda.txt"); err == nil || !strings.HasPrefix(err.Error(), "zenda.txt:3: ") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

// kinds gives words their kinds and names by a list, and every word else none.
func kinds(list map[string]string) func(*text.Document) error {
	return func(d *text.Document) error {
		s := text.Sentence{Span: text.Span{End: len(d.Runes)}}
		at := 0
		for w := range strings.FieldsSeq(d.Text) {
			n := len([]rune(w))
			word := strings.Trim(w, ".")
			tok := text.Token{Span: text.Span{Start: at, End: at + len([]rune(word))}, Form: word, UPOS: "NOUN"}
			if k := list[word]; slices.Contains(EntityLabels, k) {
				s.Entities = append(s.Entities, text.Entity{Span: tok.Span, Label: k, First: len(s.Tokens), Last: len(s.Tokens)})
			} else {
				tok.Kind = k
			}
			s.Tokens = append(s.Tokens, tok)
			at += n + 1
		}
		d.Sentences = []text.Sentence{s}
		return nil
	}
}

func TestMarkedCounts(t *testing.T) {
	m, err := ParseMarked(markedText, "zenda.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := NewMarkedReport()
	err = r.Text(m, MarkedOptions{Keep: 9, Nationality: func(w string) bool { return w == "Ruritanian" || w == "near" },
		Annotate: kinds(map[string]string{"Rupert": "PER", "Zenda": "LOC", "guards": "organization", "bridge": "place", "rifles": "abstract",
			"Rassendyll": "person", "with": "object", "shot": "event"})})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want F1
	}{
		{"names", r.All, F1{Gold: 2, System: 2, Right: 1}},
		{"any label", r.Unlabelled, F1{Gold: 2, System: 2, Right: 1}},
		{"PER", *r.ByLabel["PER"], F1{Gold: 1, System: 1}},
		{"actor", *r.Groups["actor"], F1{Gold: 1, System: 1, Right: 1}},
		{"place", *r.Groups["place"], F1{Gold: 1, System: 1, Right: 1}},
		{"object", *r.Groups["object"], F1{Gold: 1, System: 1}},
		{"nationality", *r.Groups["nationality"], F1{Gold: 1, System: 2, Right: 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
	if *r.Kinds["weapon"] != (Accuracy{0, 1}) || *r.Kinds["facility"] != (Accuracy{1, 1}) || len(r.Diffs) != 5 || !strings.Contains(r.Table(), "weapon") {
		t.Errorf("%+v\n%s", r.Diffs, r.Table())
	}
}

// The project's own texts are as their README says.
func TestMarkedTexts(t *testing.T) {
	files, _ := filepath.Glob("../../testdata/entities/*.txt")
	if len(files) < 12 {
		t.Fatalf("%d texts, want 12", len(files))
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		m, err := ParseMarked(string(raw), f)
		if err != nil {
			t.Error(err)
			continue
		}
		if n := len(strings.Fields(m.Article.Text)); n < 150 || n > 250 || len(m.Names) < 10 || len(m.Heads) < 20 {
			t.Errorf("%s: %d words, %d names, %d heads", f, n, len(m.Names), len(m.Heads))
		}
	}
}
