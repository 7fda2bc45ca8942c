package eval

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/internal/ground/when"
	"dateline/internal/nlp/token"
	"dateline/text"
)

// MEANTIME's annotators marked the title, the date line and the first sentences.
const meantimeSentences = 6

// Floors are a little under what was measured; `go test -v -run TestTimes ./internal/eval` prints the table and what differs.
func TestTimes(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/meantime/intra_cross-doc_annotation/*/*.xml")
	if len(files) == 0 {
		t.Skip("no ../shared/data/meantime")
	}
	r := &TimesReport{}
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		opt := TimesOptions{Stages: []text.Stage{token.New(), when.New()}, Sentences: meantimeSentences, Keep: 500}
		if err := r.Times(in, f, opt); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	t.Logf("\n%s", r.Table())
	if r.Docs != 60 || r.Strict.F1() < 0.865 || r.Relaxed.F1() < 0.92 || r.Value.F1() < 0.825 {
		t.Errorf("below the floors: %d documents, strict %.4f, relaxed %.4f, value %.4f", r.Docs, r.Strict.F1(), r.Relaxed.F1(), r.Value.F1())
	}
	if testing.Verbose() {
		for _, d := range r.Diffs {
			t.Log(d)
		}
	}
}
