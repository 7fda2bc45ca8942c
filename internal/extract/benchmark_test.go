package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/text"
)

// articlePages is the article extraction benchmark: pages and the text of their articles.
const articlePages = "../../../shared/data/article-extraction"

// F1 of the benchmark's 181 pages may not fall below this: what was measured (0.963), rounded down. The aim is 0.955.
const floorF1 = 0.955

var word = regexp.MustCompile(`[\pL\pN_]+`)

// shingles counts a text's runs of four words.
func shingles(s string) map[string]int {
	words := word.FindAllString(s, -1)
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		if run := words[min(i, len(words)):min(i+4, len(words))]; len(run) > 0 {
			out[strings.Join(run, " ")]++
		}
	}
	return out
}

// share of the shingles of a that b has too; 1 where neither has any.
func share(a, b map[string]int) float64 {
	common, all := 0, 0
	for s, n := range a {
		common += min(n, b[s])
		all += n
	}
	switch {
	case all > 0:
		return float64(common) / float64(all)
	case len(b) == 0:
		return 1
	}
	return 0
}

// bodyOf is the text without title and subtitle.
func bodyOf(a text.Article) string {
	s := a.Text
	for _, head := range []string{a.Title, a.Subtitle} {
		if head != "" {
			s = strings.TrimPrefix(s, head+"\n")
		}
	}
	return s
}

func benchmarkPages(t testing.TB) (truth map[string]struct{ ArticleBody string }, names []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(articlePages, "ground-truth.json"))
	if err != nil {
		t.Skip("the article extraction benchmark is not there (../shared/data/article-extraction); nothing is measured")
	}
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	for name := range truth {
		names = append(names, name)
	}
	slices.Sort(names)
	return truth, names
}

func readGzip(t testing.TB, path string) []byte {
	t.Helper()
	packed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestArticleBodies measures the bodies as the benchmark does: the F1 of mean precision and mean recall over the pages.
func TestArticleBodies(t *testing.T) {
	if testing.Short() {
		t.Skip("181 pages take seconds")
	}
	truth, names := benchmarkPages(t)
	var precision, recall, withPrecision float64
	for _, name := range names {
		a, err := Page(readGzip(t, filepath.Join(articlePages, "html", name+".html.gz")), "")
		if err != nil {
			t.Logf("%s: %v", name, err)
		}
		got, want := shingles(bodyOf(a)), shingles(truth[name].ArticleBody)
		p, r := share(got, want), share(want, got)
		if len(got) > 0 {
			precision += p
			withPrecision++
		}
		recall += r
		if os.Getenv("DATELINE_WORST") != "" && p+r < 1.85 {
			t.Logf("%s: precision %.3f recall %.3f", name, p, r)
		}
	}
	precision, recall = precision/withPrecision, recall/float64(len(names))
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("article bodies of %d pages: precision %.3f, recall %.3f, F1 %.3f (floor %.3f)", len(names), precision, recall, f1, floorF1)
	if f1 < floorF1 {
		t.Errorf("F1 %.4f is below the floor of %.3f", f1, floorF1)
	}
}

// TestPagesTellOfThemselves holds title, byline, publisher and day against what a reader sees on some of the pages.
func TestPagesTellOfThemselves(t *testing.T) {
	_, names := benchmarkPages(t)
	for start, want := range map[string]text.Article{
		"374ac9a5": {Title: "Emirates inks $9 billion order for 30 Boeing 787 jets, will restart plans to expand airline by early 2020s",
			Byline: "Natasha Turak", Source: "CNBC", Published: "2019-11-20", Language: "en"},
		"7916ecca": {Title: "US service members killed in Afghanistan helicopter crash", Source: "Al Jazeera", Published: "2019-11-20", Language: "en"},
		"7bb1ca90": {Title: "A Man Developed 'Feather Duvet Lung' After Getting New Bedding", Byline: "Ed Cara", Source: "Gizmodo", Published: "2019-11-18", Language: "en"},
		"bdb56ac8": {Title: "Cells That ‘Taste’ Danger Set Off Immune Responses", Byline: "Carrie Arnold", Source: "Quanta Magazine", Published: "2019-11-15", Language: "en"},
		"ecb46e3e": {Title: "Nelson's OT goal lifts Isles", Byline: "Associated Press", Source: "Times Union", Published: "2019-11-20", Language: "en"},
	} {
		i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, start) })
		a, err := Page(readGzip(t, filepath.Join(articlePages, "html", names[i]+".html.gz")), "")
		got := text.Article{Title: a.Title, Byline: a.Byline, Source: a.Source, Published: a.Published, Language: a.Language}
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v\nwant %+v", start, got, err, want)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	_, names := benchmarkPages(b)
	var pages [][]byte
	for _, name := range names[:20] {
		pages = append(pages, readGzip(b, filepath.Join(articlePages, "html", name+".html.gz")))
	}
	for i := 0; b.Loop(); i++ {
		_, _ = Page(pages[i%len(pages)], "")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
