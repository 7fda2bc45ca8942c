package extract

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/text"
)

// show writes an article as the goldens do: what is known of it, an empty line, its text.
func show(a text.Article) string {
	var b strings.Builder
	for _, f := range [][2]string{{"title", a.Title}, {"subtitle", a.Subtitle}, {"byline", a.Byline}, {"source", a.Source},
		{"published", a.Published}, {"language", a.Language}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	return b.String() + "\n" + a.Text
}

// TestPages holds pages against what is their article: testdata/NAME.html and NAME.txt. All that pages carry beside it — cookie
// notice, newsletter, related links, the author's biography, comments, calls to share — must be gone.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) < 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			raw, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(page, ".html") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			a, err := Page(raw, "")
			if err != nil || show(a) != string(want) {
				t.Errorf("%v; got\n%s\nwant\n%s", err, show(a), want)
			}
		})
	}
}

// TestNoArticle: pages without a sentence have no article, and none breaks the extractor.
func TestNoArticle(t *testing.T) {
	for name, page := range map[string]string{
		"front page": "<html><body><a href=/a>Troops near the town</a><a href=/b>Talks stall</a></body></html>",
		"nothing":    "<html></html>", "no HTML": "", "script": "<html><body><div id=root></div><script>render()</script></body></html>",
		"deep": "<html><body>" + strings.Repeat("<div>", 5000),
	} {
		if a, err := Page([]byte(page), ""); err == nil || name != "deep" && !errors.Is(err, ErrNoText) {
			t.Errorf("%s: %q, %v", name, a.Text, err)
		}
	}
}
