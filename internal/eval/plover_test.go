package eval

import (
	"errors"
	"strings"
	"testing"

	"dateline/event"
	"dateline/text"
)

// reported makes a report of a type, of an actor and a recipient.
func reported(kind, actor, recipient string) event.Report {
	r := event.Report{Event: kind, Status: event.Actual}
	if actor != "" {
		r.Actor = []event.Actor{{Text: actor}}
	}
	if recipient != "" {
		r.Recipient = []event.Actor{{Text: recipient}}
	}
	return r
}

// canned codes the texts it knows, refuses those in another tongue, and finds nothing in the rest.
func canned(reports map[string][]event.Report) CodeFunc {
	return func(a text.Article) (*text.Document, []event.Report, error) {
		if strings.HasPrefix(a.Text, "Le ") {
			return nil, nil, ErrNotCoded
		}
		return text.NewDocument(a), reports[a.Text], nil
	}
}

func TestChoose(t *testing.T) {
	sentence := "The duke said he attacked Zenda."
	pronoun := reported("ASSAULT", "Michael", "")
	pronoun.Actor[0].Span = text.Span{Start: 4, End: 8}
	for _, c := range []struct {
		name    string
		reports []event.Report
		want    string
		sides   int
	}{
		{"none", nil, "", 0},
		{"neither side", []event.Report{reported("AID", "Flavia", "Streslau")}, "", 0},
		{"both before one", []event.Report{reported("AID", "the duke", ""), reported("COERCE", "Duke", "Zenda")}, "COERCE", 2},
		{"the first of both", []event.Report{reported("AID", "duke", "Zenda"), reported("COERCE", "duke", "Zenda")}, "AID", 2},
		{"recipient only", []event.Report{reported("AID", "Flavia", "Zenda")}, "AID", 1},
		{"the other way round", []event.Report{reported("AID", "Zenda", "duke")}, "", 0},
		{"the words at its place", []event.Report{pronoun}, "ASSAULT", 1},
	} {
		chosen, sides := choose(sentence, "The duke", "Zenda", c.reports)
		kind := ""
		if chosen != nil {
			kind = chosen.Event
		}
		if kind != c.want || sides != c.sides {
			t.Errorf("%s: %s by %d sides, want %s by %d", c.name, kind, sides, c.want, c.sides)
		}
	}
}

func TestPLOVER(t *testing.T) {
	rows := strings.Join([]string{"\tsentence\tsource\ttarget\tgold_root",
		"0\tThe duke left Zenda.\tThe duke\tZenda\tYIELD",
		"1\tThe duke struck Zenda.\tThe duke\tZenda\tASSAULT",
		"2\tThe duke fed Zenda.\tThe duke\tZenda\tAID",
		"3\tThe duke met Zenda.\tThe duke\tZenda\tCONSULT",
		"4\tLe duc attaque.\tLe duc\tZenda\tASSAULT", ""}, "\n")
	r, err := PLOVER(strings.NewReader(rows), "f", PLOVEROptions{Keep: 9, Code: canned(map[string][]event.Report{
		"The duke left Zenda.":   {reported("RETREAT", "The duke", "Zenda")},
		"The duke struck Zenda.": {reported("COERCE", "The duke", "")},
		"The duke fed Zenda.":    {reported("AID", "Flavia", "")},
	})})
	if err != nil {
		t.Fatal(err)
	}
	if r.Sentences != 5 || r.Both != 1 || r.One != 1 || r.Other != 1 || r.NotCoded != 1 || r.Right != 1 || r.BothRight != 1 || r.MacroF1() != 0.25 {
		t.Errorf("%+v", r)
	}
	if *r.ByRoot["ASSAULT"] != (F1{Gold: 2}) || *r.ByRoot["COERCE"] != (F1{System: 1}) || r.Confused[[2]string{"AID", "none"}] != 1 || len(r.Diffs) != 4 {
		t.Errorf("%+v\n%s", r.Confused, r.Table())
	}
	if !strings.Contains(r.Table(), "no report 1, refused 1") {
		t.Error(r.Table())
	}
	broken := errors.New("broken")
	_, err = PLOVER(strings.NewReader(rows), "f", PLOVEROptions{Code: func(text.Article) (*text.Document, []event.Report, error) { return nil, nil, broken }})
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "f:2:") {
		t.Errorf("error %v", err)
	}
}

func TestPLOVERReadsTheTable(t *testing.T) {
	r, err := PLOVER(treebank(t, "plover-zs/PLV_train.tsv", ""), "plv", PLOVEROptions{Code: canned(nil)})
	if err != nil {
		t.Fatal(err)
	}
	if r.Sentences != 1050 || len(r.ByRoot) != 15 || r.MacroF1() != 0 {
		t.Errorf("%d sentences, %d roots", r.Sentences, len(r.ByRoot))
	}
}
