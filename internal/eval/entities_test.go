package eval

import (
	"slices"
	"strings"
	"testing"

	"dateline/text"
)

// capitals calls every capitalised word but a sentence's first a name of the kind LOC, and every name of two such words PER.
type capitals struct{}

func (capitals) Name() string           { return "capitals" }
func (capitals) Requires() []text.Layer { return []text.Layer{text.LayerSentences} }
func (capitals) Adds() []text.Layer     { return []text.Layer{text.LayerEntities} }
func (capitals) Process(d *text.Document) error {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for j := 1; j < len(s.Tokens); j++ {
			if f := s.Tokens[j].Form; strings.ToLower(f) == f {
				continue
			}
			if n := len(s.Entities); n > 0 && s.Entities[n-1].Last == j-1 {
				s.Entities[n-1].Last, s.Entities[n-1].Label = j, "PER"
				continue
			}
			s.Entities = append(s.Entities, text.Entity{Label: "LOC", First: j, Last: j})
		}
	}
	return nil
}

const namesIOB2 = `# newdoc id = a
# sent_id = a-1
# text = Yesterday Rupert Rassendyll reached Streslau.
1	Yesterday	O	-	-
2	Rupert	B-PER	-	me
3	Rassendyll	I-PER	-	me
4	reached	O	-	-
5	Streslau	B-LOC	-	me
6	.	O	-	-

# sent_id = a-2
# text = not what the words are
1	The	O
2	Zenda	B-ORG
3	Guard	I-ORG
4	spoke	O
5	Ruritanian	B-OTH

`

func TestEntitiesCounts(t *testing.T) {
	r, err := Entities(strings.NewReader(namesIOB2), "names", EntitiesOptions{Stage: capitals{}, Keep: 9})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want F1
	}{
		{"all", r.All, F1{Gold: 3, System: 4, Right: 2}},
		{"any label", r.Unlabelled, F1{Gold: 3, System: 4, Right: 3}},
		{"PER", *r.ByLabel["PER"], F1{Gold: 1, System: 2, Right: 1}},
		{"ORG", *r.ByLabel["ORG"], F1{Gold: 1}},
		{"LOC", *r.ByLabel["LOC"], F1{Gold: 1, System: 2, Right: 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
	if len(r.Diffs) != 3 || r.Docs != 1 || r.Sentences != 2 || !strings.Contains(r.Table(), "ORG") {
		t.Errorf("%+v", r)
	}
}

func TestGoldEntities(t *testing.T) {
	for labels, want := range map[string][]text.Entity{
		"O I-PER I-PER O":       {{Label: "PER", First: 1, Last: 2}},
		"B-PER B-PER I-LOC":     {{Label: "PER"}, {Label: "PER", First: 1, Last: 1}, {Label: "LOC", First: 2, Last: 2}},
		"B-OTH I-OTH B-O O I-X": nil,
		"B-LOC O I-LOC":         {{Label: "LOC"}, {Label: "LOC", First: 2, Last: 2}},
	} {
		var in strings.Builder
		for l := range strings.FieldsSeq(labels) {
			in.WriteString("1\tx\t" + l + "\n")
		}
		s, err := readIOB2(strings.NewReader(in.String()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if got := goldEntities(s[0].Words); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", labels, got, want)
		}
	}
}

func TestEntitiesNamesWhatIsWrong(t *testing.T) {
	for bad, want := range map[string]string{"1\tx\n": "f:1:", "": "f: no rows"} {
		if _, err := Entities(strings.NewReader(bad), "f", EntitiesOptions{Stage: capitals{}}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

// The file as it is published is read whole.
func TestEntitiesReadsUNER(t *testing.T) {
	r, err := Entities(treebank(t, "uner-ewt/en_ewt-ud-dev.iob2", ""), "uner", EntitiesOptions{Stage: capitals{}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Sentences != 2001 || r.All.Gold != 966 {
		t.Errorf("%d sentences, %d entities", r.Sentences, r.All.Gold)
	}
}
