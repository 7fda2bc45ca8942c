package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"dateline/event"
	"dateline/text"
)

const sample = "Army shells town\n\nThe army shelled the town on Friday, killing at least 30 people, doctors said.\n"

func sampleReport() event.Report {
	low := 30
	return event.Report{ID: "r_1", Document: event.Document{ID: "d", Title: event.Null("Army shells town"), Published: event.Null("2016-01-01")},
		Event: "ASSAULT", Mode: []string{"heavy-weapons"}, Status: event.Actual, Quad: "material conflict", Score: -9.3,
		Attribution: []event.Source{{Text: "doctors", Span: text.Span{Start: 83, End: 90}}},
		Actor:       []event.Actor{{Text: "army", Code: event.Null("SYR"), Sector: event.Null("MIL"), Span: text.Span{Start: 22, End: 26}}},
		Recipient:   []event.Actor{{Text: "people", Code: event.Null("SYR"), Sector: event.Null("CVL"), Span: text.Span{Start: 75, End: 81}}},
		Counts:      []event.Count{{What: "killed", Low: &low, Text: "at least 30", Span: text.Span{Start: 63, End: 74}}},
		Evidence: event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: 27, End: 34}, Text: "shelled"},
			Sentence: text.Span{Start: 18, End: 96}},
		Reason: event.Reason{Status: "nothing in the sentence lowers it"}}
}

func TestTableIsALineAnEventWithinTheWidth(t *testing.T) {
	for _, width := range []int{60, 100, 160} {
		var out bytes.Buffer
		if err := NewTable(&out, Style{Width: width}).Write([]event.Report{sampleReport()}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
		if len(lines) != 2 {
			t.Fatalf("%d lines, want the title and one event:\n%s", len(lines), out.String())
		}
		for _, l := range lines {
			if w := runewidth.StringWidth(l); w > width {
				t.Errorf("%d columns in a width of %d: %s", w, width, l)
			}
		}
	}
}

func TestTableSaysWhoToWhomAndOnWhoseWord(t *testing.T) {
	var out bytes.Buffer
	if err := NewTable(&out, Style{Width: 160}).Write([]event.Report{sampleReport()}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"● actual", "ASSAULT heavy-weapons", "«shelled» army/SYR.MIL → people/SYR.CVL", "killed ≥30", "says doctors", "2016-01-01"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestArticleMarksTriggers(t *testing.T) {
	var plain, colored bytes.Buffer
	a := &text.Article{Text: sample}
	if err := Article(&plain, a, []event.Report{sampleReport()}, Style{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(plain.String(), "»shelled«[1]") || strings.Contains(plain.String(), "\x1b") {
		t.Errorf("without colour the trigger stands between marks:\n%s", plain.String())
	}
	if err := Article(&colored, a, []event.Report{sampleReport()}, Style{Width: 100, Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(colored.String(), "\x1b[1;97;41mshelled\x1b[0m") {
		t.Errorf("with colour the trigger is painted:\n%q", colored.String())
	}
}

func TestExplainShowsWordsAndReasons(t *testing.T) {
	var out bytes.Buffer
	r := sampleReport()
	if err := Explain(&out, &text.Article{Text: sample}, &r, Style{Width: 100}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"»army«[actor]", "»shelled«[event]", "»people«[recipient]", "»doctors«[source]", "nothing in the sentence lowers it", "killed ≥30"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("explain lacks %q:\n%s", want, out.String())
		}
	}
}

func TestNoControlCharacterReachesTheTerminal(t *testing.T) {
	r := sampleReport()
	r.Actor[0].Text = "ar\x1b[31mmy\x07"
	r.Document.Title = event.Null("Ti\x1b]0;owned\x07tle")
	var out bytes.Buffer
	if err := NewTable(&out, Style{Width: 160}).Write([]event.Report{r}); err != nil {
		t.Fatal(err)
	}
	if err := Article(&out, &text.Article{Text: "\x1b[2Jboo"}, nil, Style{}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07") {
		t.Errorf("control characters in %q", out.String())
	}
}
