package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"dateline/event"
)

var update = flag.Bool("update", false, "write the goldens anew")

func party(name, code, sector string, events int) event.Party {
	return event.Party{Name: name, Code: event.Null(code), Sector: event.Null(sector), Events: events}
}

func step(id, kind string, status event.Status, part event.Part, day string, dated bool, title string) event.Step {
	return event.Step{Event: event.Event{ID: id, Type: kind, Status: status, Title: title, Articles: 2, Independent: 2}, Part: part, Day: day, Dated: dated}
}

func sampleStory() *event.Story {
	to := func(s event.Step, id, how string) event.Step {
		s.Refer, s.How = &id, how
		return s
	}
	s := &event.Story{ID: "s_0011223344556677", Title: "Yemeni government, Houthi rebels agreed on a ceasefire, Taiz", First: "2017-03-01", Last: "2017-03-05", Articles: 3,
		Places:  []event.Place{{Text: "Taiz", Name: event.Null("Taiz")}, {Text: "Muscat"}},
		Parties: []event.Party{party("Houthi rebels", "YEM", "REB", 4), party("Red Crescent", "NGO", "", 2), party("tribal leaders", "", "", 1)},
		Events: []event.Step{
			step("e_0000000000000001", "AGREE", event.Actual, event.Deal, "2017-03-01", true, "Yemeni government, Houthi rebels agreed, Taiz"),
			to(step("e_0000000000000002", "AID", event.Planned, event.Promise, "2017-03-02", false, "Red Crescent evacuated 200 wounded people, Taiz"), "e_0000000000000001", "follows"),
			to(step("e_0000000000000003", "REJECT", event.Actual, event.Object, "2017-03-02", false, "Abdullah Saif, a commander of the Popular Resistance, rejected the agreement"), "e_0000000000000001", "objects to"),
			to(step("e_0000000000000004", "ASSAULT", event.Actual, event.Block, "2017-03-02", true, "strike destroyed bridge, Taiz\x1b[31m"), "e_0000000000000002", "blocks"),
			to(step("e_0000000000000005", "AID", event.Actual, event.Act, "2017-03-05", true, "Red Crescent evacuated first 80 wounded people, Taiz"), "e_0000000000000002", "carries out")},
		Terms: []event.Term{{Event: "e_0000000000000002", What: "Red Crescent evacuated 200 wounded people, Taiz", State: event.Partly, By: []string{"e_0000000000000004", "e_0000000000000005"}},
			{Event: "e_0000000000000001", What: "sides respect the ceasefire", State: event.Open}},
		Supporters: []event.Party{party("United Nations", "UNO", "", 2)}, Objectors: []event.Party{party("Abdullah Saif", "YEM", "PRM", 1)}}
	s.Events[3].Event.Contested, s.Events[3].Event.Independent = true, 1
	return s
}

// TestStoryGoldens: a story as it looks where there is room, and where there is little.
func TestStoryGoldens(t *testing.T) {
	for name, style := range map[string]Style{"story-wide": {Width: 100}, "story-narrow": {Width: 44}} {
		var out bytes.Buffer
		if err := StoryLine(&out, sampleStory(), style); err != nil {
			t.Fatal(err)
		}
		out.WriteString("\n")
		if err := Story(&out, sampleStory(), style); err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(out.String(), "\n") {
			if w := runewidth.StringWidth(l); w > style.Width {
				t.Errorf("%s: %d columns in a width of %d: %s", name, w, style.Width, l)
			}
			if strings.TrimRight(l, " ") != l || strings.Contains(l, "\x1b") {
				t.Errorf("%s: blanks at the end, or a control character: %q", name, l)
			}
		}
		path := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if out.String() != string(want) {
			t.Errorf("%s is now\n%s\nwas\n%s", path, out.String(), want)
		}
	}
}
