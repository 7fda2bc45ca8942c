package main

import (
	"encoding/json"
	"testing"

	"dateline/text"
)

// annotate lists what is somebody's word, whether or not it tells of an event.
func TestAnnotateAttributions(t *testing.T) {
	testAnalyst(t)
	const article = `The weather is getting worse, officials said. The road to the capital is open.`
	code, stdout, stderr := dateline(t, article, "annotate", "--published", "2017-03-02", "-")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var out struct{ Attributions []text.Attribution }
	if err := json.Unmarshal([]byte(stdout), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Attributions) != 1 {
		t.Fatalf("%d attributions, want 1:\n%+v", len(out.Attributions), out.Attributions)
	}
	d, a := text.NewDocument(text.Article{Text: article}), out.Attributions[0]
	if s, c, x := d.Slice(a.Source), d.Slice(a.Cue), d.Slice(a.Content[0]); s != "officials" || c != "said" || x != "The weather is getting worse" {
		t.Errorf("source %q, cue %q, content %q", s, c, x)
	}
}
