package export_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/csv"
	. "dateline/internal/export/exporttest"
	"dateline/internal/store"
)

// TestToll: groups add up, an open bound leaves the sum open, and nothing counted is not 0.
func TestToll(t *testing.T) {
	show := func(n *int) string {
		if n == nil {
			return "NA"
		}
		return fmt.Sprint(*n)
	}
	for want, changes := range map[string][]func(*event.Report){
		"NA NA": {}, "0 0": {Killed("", 0, 0)}, "3 5": {Killed("", 3, 5)}, "32 NA": {Killed("", 30, -1), Killed("", 2, 3)}, "NA 12": {Killed("", -1, 9), Killed("", 2, 3)},
		"NA NA ": {Killed("", -1, 9), Killed("", 2, -1), Killed("", 4, 4)},
	} {
		low, high := export.Toll(Item("ASSAULT", changes...).Report.Counts, "killed")
		if got := show(low) + " " + show(high); got != strings.TrimSpace(want) {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestSerial(t *testing.T) {
	if n := export.Serial("r_fffffffffffff000"); n != 1<<52-1 {
		t.Errorf("%d is not the first 52 bits", n)
	}
	if n := export.Serial(""); n != 0 {
		t.Errorf("no id is %d", n)
	}
}

// TestLimits: so many and no more, of either kind, in the order asked for.
func TestLimits(t *testing.T) {
	s := Store(t)
	for _, what := range []export.What{export.OfReports, export.OfEvents} {
		all := Admitted(t, s, store.Filter{}, what)
		for _, limit := range []int{1, 5, len(all) + 9} {
			data, sum := Write(t, s, store.Filter{Limit: limit}, what, &csv.Format)
			rows := Rows(t, data, csv.Format.ColumnsOf(what))
			if want := min(limit, len(all)); len(rows) != want || sum.Read() != want {
				t.Errorf("%s with limit %d: %d rows, the summary says %d", what, limit, len(rows), sum.Read())
			}
			if id := rows[0][csv.Format.ColumnsOf(what)[0].Name]; id != all[0] {
				t.Errorf("%s with limit %d begin with %s, not %s", what, limit, id, all[0])
			}
		}
	}
}

// TestEventsAsReports: an event in a form for reports keeps its id, its bounds and how often it is told, and says what it hides.
func TestEventsAsReports(t *testing.T) {
	low, high := 3, 9
	e := &event.Event{ID: "e_1", Type: "ASSAULT", Mode: []string{"aerial"}, Status: event.Actual, Title: "a strike", First: "2024-03-01", Reports: []string{"r_1", "r_2", "r_3"}, Articles: 2,
		Independent: 1, Contested: true, Fields: []event.Field{{Name: "status"}, {Name: "killed", Low: &low, High: &high}}}
	i := export.AsItem(e)
	l, h := export.Toll(i.Report.Counts, "killed")
	if i.Report.ID != "e_1" || *l != 3 || *h != 9 || event.Text(i.Report.CAMEO) != "195" || i.Report.Quad != "material conflict" || i.Told != (export.Told{Reports: 3, Articles: 2, Independent: 1}) {
		t.Errorf("it is told as %+v", i)
	}
	loss := export.NewLoss()
	var kept []*export.Item
	w, err := export.Whole(Keep(&kept))(&bytes.Buffer{}, loss)
	if err != nil || w.Write(e) != nil || len(kept) != 1 {
		t.Fatal(err, kept)
	}
	if n := Lost(loss, "the event's reports contradict each other: what they differ in is not shown"); n != 1 {
		t.Errorf("what is hidden is counted %d times", n)
	}
}

// TestStatement: what a paper's appendix needs is there, for reports with people's decisions among them.
func TestStatement(t *testing.T) {
	s := Store(t)
	_, sum := Write(t, s, store.Filter{}, export.OfReports, &csv.Format)
	var out bytes.Buffer
	if err := sum.Statement(&out, &csv.Format, "9.9", "2024-03-04", "--type ASSAULT"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"dateline 9.9 on 2024-03-04", "Query: --type ASSAULT", "- Reports: 95, of 95 articles", "| accept | 1 |", "1 reports corrected by a reader", "model test-model, codebook test-book", "## Known limits"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it lacks %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	if err := sum.LossReport(&out, &csv.Format); err != nil || !strings.Contains(out.String(), "- 95 written with less: spans") {
		t.Errorf("the loss report is\n%s", out.String())
	}
}
