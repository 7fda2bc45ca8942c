package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/text"
)

// strike is an event with a contested toll, a denial, and captured words that try to command the terminal.
func strike() []link.Member {
	say := func(id, day, publisher, group, who, sector string, status event.Status, killed int) link.Member {
		r := &event.Report{ID: id, Event: "ASSAULT", Mode: []string{"aerial"}, Status: status,
			Document: event.Document{ID: "a" + id, Published: &day, Source: &publisher},
			Actor:    []event.Actor{{Text: "coalition\x1b[31m aircraft", Code: event.Null("IGO"), Sector: event.Null("MIL")}},
			Evidence: event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: 1, End: 7}, Text: "bombed"}}}
		if who != "" {
			r.Attribution = []event.Source{{Text: who, Sector: event.Null(sector)}}
		}
		if killed > 0 {
			r.Counts = []event.Count{{What: "killed", Low: &killed, High: &killed, Text: "so many"}}
		}
		return link.Member{Report: r, Group: group}
	}
	return []link.Member{
		say("r_1", "2016-11-16", "The Courier", "1", "police", "COP", event.Actual, 12),
		say("r_2", "2016-11-16", "The Morning Herald of Old Haven and the Isles", "1", "police", "COP", event.Actual, 12),
		say("r_3", "2016-11-17", "Monitor", "3", "a rights group that has its seat in another country", "NGO", event.Actual, 30),
		say("r_4", "2016-11-17", "Monitor", "4", "spokesman", "MIL", event.Denied, 0),
	}
}

// TestEventFitsItsWidth: wide or narrow, no line is broader, every value and voucher is there, and no captured byte reaches the terminal
// as a command.
func TestEventFitsItsWidth(t *testing.T) {
	members := strike()
	e := link.Summarise("e_0123456789abcdef", members)
	score := 0.93
	decisions := []store.Ruling{{Key: 7, Kind: "found", Why: "no event it could be of", At: "2024-01-01T00:00:00Z"},
		{Key: 8, Kind: "join", Why: "fits r_1: same place +1.7; same actor +1.5", Score: &score, At: "2024-01-01T00:00:00Z"},
		{Key: 9, Kind: "merge", By: "ann", Why: "the same strike", At: "2024-01-02T00:00:00Z"}}
	for _, width := range []int{60, 80, 140} {
		var b bytes.Buffer
		if err := Event(&b, &e, members, decisions, Style{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if n := runewidth.StringWidth(line); n > width {
				t.Errorf("%d columns of %d: %q", n, width, line)
			}
		}
		words := strings.Join(strings.Fields(b.String()), " ")
		for _, want := range []string{"killed contested 12 to 30", "✗ denied", "a rights group that has its", "police/COP", "copy of ar_1", "3 independent",
			"8 2024-01-01 joined by the linker (0.93)", "merged by ann: the same strike", "2016-11-16"} {
			if !strings.Contains(words, want) {
				t.Errorf("width %d lacks %q:\n%s", width, want, b.String())
			}
		}
		if strings.Contains(b.String(), "\x1b") {
			t.Errorf("an escape sequence at width %d", width)
		}
	}
}

func TestCopiesShowWhatChanged(t *testing.T) {
	c := &link.Copies{Copies: []link.Copy{{Article: "a", Source: "Agency", Published: "2024-05-06", Title: "One", Kind: "first", Contains: 1},
		{Article: "b", Title: "Two", Kind: "update", Contains: 0.8, Added: []string{"More\x1b came."}, Dropped: []string{"Less."},
			Changed: []link.Edit{{From: "Twelve.", To: "Fifteen."}}}}}
	var b bytes.Buffer
	if err := Copies(&b, c, Style{Width: 80}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 articles, one source", "− Twelve.\n    + Fifteen.", "− Less.", "+ More came.", "has 80% of the first", "publisher unknown"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q:\n%s", want, b.String())
		}
	}
}
