package eval

import (
	"strings"
	"testing"

	"dateline/event"
)

func TestFitsConflict(t *testing.T) {
	for _, c := range []struct {
		name string
		r    event.Report
		want bool
	}{
		{"material conflict", event.Report{Event: "ASSAULT", Quad: "material conflict", Status: event.Actual}, true},
		{"only threatened", event.Report{Event: "ASSAULT", Quad: "material conflict", Status: event.Threatened}, false},
		{"a truce", event.Report{Event: "AGREE", Quad: "verbal cooperation", Status: event.Actual}, true},
		{"a march", event.Report{Event: "PROTEST", Status: event.Actual}, true},
		{"territory", event.Report{Event: "COERCE", Mode: []string{"seize"}, Status: event.Actual}, true},
		{"talks", event.Report{Event: "CONSULT", Quad: "verbal cooperation", Status: event.Actual}, false},
	} {
		if got := fitsConflict(c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestSnippets(t *testing.T) {
	rows := "id\tEventSnippet\tSubType\n1\t\"The duke's men \"\"stormed\"\" Zenda.\"\tATTACK\n2\tThe duke may storm Zenda.\tATTACK\n3\tA flood.\tOTHER\n4\tLe duc attaque.\tOTHER\n"
	actual, possible := reported("ASSAULT", "men", "Zenda"), reported("ASSAULT", "duke", "Zenda")
	actual.Quad, possible.Quad, possible.Status = "material conflict", "material conflict", event.Possible
	r, err := Snippets(strings.NewReader(rows), "f", canned(map[string][]event.Report{
		`The duke's men "stormed" Zenda.`: {possible, actual}, "The duke may storm Zenda.": {possible}}), 9)
	if err != nil {
		t.Fatal(err)
	}
	if r.All != (Accuracy{1, 4}) || r.Conflict != (Accuracy{1, 2}) || *r.ByType["ATTACK"] != (Accuracy{1, 2}) || r.AnyFits != 2 || r.Coded != 2 || r.NotCoded != 1 || len(r.Diffs) != 3 {
		t.Errorf("%+v\n%s", r, r.Table())
	}
}

func TestSnippetsReadsTheTable(t *testing.T) {
	r, err := Snippets(treebank(t, "case2021/case2021-task2.dev.tsv", ""), "case", canned(nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	if r.All.N != 509 || len(r.ByType) != 30 || r.Conflict.N != 462 {
		t.Errorf("%d snippets of %d types, %d of conflict", r.All.N, len(r.ByType), r.Conflict.N)
	}
}
