package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dateline/text"
)

// mostReports is how many false reports are let pass: the target.
const mostReports = 6

// TestNothing codes 300 sentences of sport, business, weather, culture, metaphor, fiction, science and everyday life, each as an
// article of its own. None holds a political event, all are in words that name events elsewhere: every report is a false one.
func TestNothing(t *testing.T) {
	analyst := testAnalyst(t)
	data, err := os.ReadFile("../../testdata/nothing.txt")
	if err != nil {
		t.Fatal(err)
	}
	sentences, total, group := 0, 0, ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "#"); ok {
			group = strings.TrimSpace(heading)
			continue
		}
		if line == "" {
			continue
		}
		sentences++
		reports, err := analyst.Code(text.Article{ID: fmt.Sprintf("nothing-%03d", sentences), Text: line})
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		for _, r := range reports {
			t.Logf("%s: %q %s %.2f: %s\n\t%s", group, r.Evidence.Trigger.Text, r.Event, r.Confidence, line, r.Reason.Type)
		}
		total += len(reports)
	}
	t.Logf("%d reports of %d sentences", total, sentences)
	if sentences != 300 {
		t.Errorf("%d sentences, want 300", sentences)
	}
	if total > mostReports {
		t.Errorf("%d reports where there is nothing to report, want at most %d", total, mostReports)
	}
}
