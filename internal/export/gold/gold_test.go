package gold_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	. "dateline/internal/export/exporttest"
	"dateline/internal/export/gold"
	"dateline/text"
)

// of makes a report of an article, decided or not, that tells of the same as another.
func of(article, id, review, same string) *export.Item {
	i := Item("ASSAULT")
	i.Report.Document.ID, i.Report.ID, i.Review, i.Report.SameAs = article, id, review, event.Null(same)
	i.Article = func() (*text.Article, error) { return &text.Article{ID: article, Text: "It happened."}, nil }
	return i
}

// TestOnlyWhatIsDecided: a line says whether all of its article is decided, and refers to nothing that is not in it.
func TestOnlyWhatIsDecided(t *testing.T) {
	person := of("whole", "r_4", "none", "r_3")
	person.Report.Coder.Version = "person"
	data, loss := File(t, &gold.Format, of("part", "r_1", "none", ""), of("part", "r_2", "accept", "r_1"), of("whole", "r_3", "accept", ""), person, of("skipped", "r_5", "skip", ""))
	var part, whole gold.Article
	in := json.NewDecoder(bytes.NewReader(data))
	if err := in.Decode(&part); err != nil {
		t.Fatal(err)
	}
	if err := in.Decode(&whole); err != nil || in.More() {
		t.Fatalf("%v; more lines: %v", err, in.More())
	}
	if part.ID != "part" || part.Complete || len(part.Events) != 1 || part.Events[0].SameAs != "" {
		t.Errorf("an article decided in part is %+v", part)
	}
	if whole.ID != "whole" || !whole.Complete || len(whole.Events) != 2 || whole.Events[1].SameAs != "r_3" || whole.Events[1].Decision != "correct" {
		t.Errorf("an article decided whole is %+v", whole)
	}
	if loss.Left() != 2 || Lost(loss, "same_as a report that nobody has accepted or corrected") != 1 {
		t.Errorf("counted: %v", loss.Counts())
	}
}
