package eval

import (
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/text"
)

func TestPairs(t *testing.T) {
	rows := strings.Join([]string{"\tmarked_sentence\tgold_root",
		"0\t<s>The duke</s> left <t>Zenda</t>.\tYIELD",
		"1\t<t>Zenda</t> was struck by <s>the duke</s>.\tASSAULT",
		"2\t<s>The duke</s> will feed Zenda.\tAGREE",
		"3\t<s>Le duc</s> attaque <t>Zenda</t>.\tASSAULT", ""}, "\n")
	asked := map[string]string{}
	between := func(a text.Article, source, target text.Span) ([]coding.Deed, error) {
		d := text.NewDocument(a)
		asked[d.Slice(source)] = d.Slice(target)
		switch {
		case strings.HasPrefix(a.Text, "Le "):
			return nil, ErrNotCoded
		case strings.Contains(a.Text, "left"):
			return []coding.Deed{{Type: "AID", P: 0.4, Status: event.Actual}, {Type: "RETREAT", P: 0.3, Status: event.Actual}, {Type: "CONCEDE", P: 0.3, Status: event.Actual}}, nil
		case strings.Contains(a.Text, "feed"):
			return []coding.Deed{{Type: "AID", P: 1, Status: event.Planned}}, nil
		}
		return []coding.Deed{{Type: "COERCE", P: 1, Status: event.Actual}}, nil
	}
	r, err := Pairs(strings.NewReader(rows), "f", between, 9)
	if err != nil {
		t.Fatal(err)
	}
	if r.Sentences != 4 || r.Right != 2 || r.NotCoded != 1 || len(r.Diffs) != 2 || r.Confused[[2]string{"ASSAULT", "COERCE"}] != 1 || r.Confused[[2]string{"ASSAULT", "none"}] != 1 {
		t.Errorf("%+v", r)
	}
	if asked["The duke"] != "" || asked["the duke"] != "Zenda" || asked["Le duc"] != "Zenda" {
		t.Errorf("asked for %v", asked)
	}
	if !strings.HasPrefix(r.Table(), "sentences 4  macro-F1 66.67  accuracy 50.00  refused 1\n") {
		t.Error(r.Table())
	}
	for _, bad := range []string{"The duke left Zenda.", "<s>The duke left <t>Zenda</t>."} {
		if _, err := Pairs(strings.NewReader("marked_sentence\tgold_root\n"+bad+"\tYIELD\n"), "f", between, 0); err == nil || !strings.HasPrefix(err.Error(), "f:2:") {
			t.Errorf("%s: error %v", bad, err)
		}
	}
}
