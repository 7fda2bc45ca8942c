package eval

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"strings"
	"testing"

	"dateline/internal/nlp/token"
)

// treebank reads a file of ../shared/data, or skips the test. The file's SHA-256 must begin with sum: floors hold for the
// data they were measured on.
func treebank(t *testing.T, path, sum string) io.Reader {
	t.Helper()
	b, err := os.ReadFile("../../../shared/data/" + path)
	if err != nil {
		t.Skipf("no ../shared/data/%s: %v", path, err)
	}
	h := sha256.Sum256(b)
	if got := hex.EncodeToString(h[:]); !strings.HasPrefix(got, sum) {
		t.Fatalf("%s is not the file the floors were measured on: %s", path, got)
	}
	return bytes.NewReader(b)
}

// Floors are a little under what was measured; `go test -v -run TestSplit ./internal/eval` prints the tables.
func TestSplit(t *testing.T) {
	news := SplitReport{}
	for _, c := range []struct {
		path, sum, docs         string
		sentences, words, alone float64
	}{
		{"gum/en_gum-train.free.conllu", "60a8ee1bfe5d19aa", "GUM_news_*", 0.979, 0.995, 0.995},
		{"gum/en_gum-dev.free.conllu", "48f8391721347a68", "GUM_news_*", 0.995, 0.995, 0.995},
		{"ud-ewt/en_ewt-ud-dev.conllu", "531a54ff90d6ab12", "", 0.81, 0.991, 0.991},
	} {
		rep, err := Split(treebank(t, c.path, c.sum), c.path, SplitOptions{Stage: token.New(), Docs: c.docs, Keep: 20})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %s\n%s", c.path, c.docs, rep.Table())
		if rep.Sentences.F1() < c.sentences || rep.Words.F1() < c.words || rep.Alone.F1() < c.alone {
			t.Errorf("%s: below the floors %v %v %v\n%s", c.path, c.sentences, c.words, c.alone, strings.Join(rep.Diffs, "\n"))
		}
		if c.docs != "" {
			news.Docs += rep.Docs
			news.Sentences.Add(rep.Sentences)
			news.Words.Add(rep.Words)
			news.Alone.Add(rep.Alone)
		}
	}
	t.Logf("GUM news, train and dev together\n%s", news.Table())
	if news.Sentences.F1() < 0.981 {
		t.Errorf("sentences of GUM news below the floor: %v", news.Sentences.F1())
	}
}

func TestSplitNamesWhatIsWrong(t *testing.T) {
	if _, err := Split(strings.NewReader("1\tx\n"), "f", SplitOptions{Stage: token.New()}); err == nil || !strings.HasPrefix(err.Error(), "f:1:") {
		t.Errorf("error %v", err)
	}
	if _, err := Split(strings.NewReader(twoSentences), "f", SplitOptions{Stage: token.New(), Docs: "b*"}); err == nil {
		t.Error("no error though no document matches")
	}
	rep, err := Split(strings.NewReader(strings.ReplaceAll(strings.ReplaceAll(twoSentences, "Homs.", "Homs;"), "4\t.", "4\t;")), "f", SplitOptions{Stage: token.New(), Keep: 5})
	if err != nil || rep.Sentences != (F1{2, 1, 0}) || len(rep.Diffs) != 2 {
		t.Errorf("report %+v, error %v", rep, err)
	}
}
