package eval

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"dateline/internal/ground/count"
	"dateline/internal/ground/when"
	"dateline/internal/nlp/token"
	"dateline/text"
)

// What the times and counts hold of the gold without a syntax layer; `go test -v -run TestReach ./internal/eval` prints it.
func TestReach(t *testing.T) {
	for _, c := range []struct {
		file                string
		dates, near, counts float64
	}{
		{"train", 0.56, 0.78, 0.92},
		{"dev", 0.50, 0.70, 0.80},
	} {
		raw, err := os.ReadFile("../../../shared/gold/" + c.file + ".gold.jsonl")
		if err != nil {
			t.Skip("no ../shared/gold")
		}
		gold, err := ReadGold(bytes.NewReader(raw), c.file)
		if err != nil {
			t.Fatal(err)
		}
		lines, r := bytes.Split(bytes.TrimSpace(raw), []byte("\n")), &ReachReport{}
		for i := range gold {
			var a text.Article
			if err := json.Unmarshal(lines[i], &a); err != nil {
				t.Fatal(err)
			}
			d := text.NewDocument(a)
			for _, s := range []text.Stage{token.New(), when.New(), count.New()} {
				if err := s.Process(d); err != nil {
					t.Fatal(err)
				}
			}
			r.Add(d, &gold[i])
		}
		t.Logf("%s\n%s", c.file, r.Table())
		share := func(n, of int) float64 { return float64(n) / float64(of) }
		if share(r.DatesSentence, r.Dates) < c.dates || share(r.DatesNear, r.Dates) < c.near || share(r.CountsSentence, r.Counts) < c.counts {
			t.Errorf("%s: below the floors %v %v %v", c.file, c.dates, c.near, c.counts)
		}
	}
}
