package intake

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// got is what an input gave, a line a step: "article TITLE|TEXT" or "problem …", the folder's name left out.
func got(t testing.TB, opt Options, dir string, paths ...string) []string {
	t.Helper()
	var out []string
	for c, p := range Articles(paths, opt) {
		switch {
		case p != nil:
			out = append(out, "problem "+strings.ReplaceAll(p.Error(), dir+"/", ""))
		case c.SHA256 != hash(c.Raw) || c.Article.SHA256 != c.SHA256 || c.Article.ID == "":
			t.Errorf("%s %s: identity is not complete: %+v", c.Path, c.Place, c)
		default:
			out = append(out, fmt.Sprintf("article %s %s|%s|%s", filepath.Base(c.Path), c.Place, c.Article.Title, strings.TrimSpace(c.Article.Text)))
		}
	}
	return out
}

func write(t testing.TB, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

func zstded(s string) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll([]byte(s), nil)
}

const good = `{"id":"good","text":"The army shelled the town."}` + "\n"

// words is text that does not compress to nothing, so that a truncated file holds some of it.
func words(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%x ", i*i*2654435761)
	}
	return b.String()
}

// TestBadInput: what cannot be read is named by file and place, with the remedy, and the rest is read.
func TestBadInput(t *testing.T) {
	long := strings.Repeat("x", 50<<20)
	packedGood := string(gzipped(strings.Repeat(good, 3) + `{"text":"` + words(100000) + `"}`))
	for name, c := range map[string]struct {
		content []byte
		want    []string // the beginnings of steps
		remedy  string   // what the last problem says to do
	}{
		"empty.txt":       {nil, []string{"problem empty.txt: the file is empty"}, "nothing to code"},
		"white.txt":       {[]byte(" \n\n"), []string{"problem white.txt: the file holds white space only"}, "nothing to code"},
		"binary.txt":      {[]byte("\x7fELF\x02\x01\x01\x00\x00"), []string{"problem binary.txt: byte 7: not a text file"}, "give text, HTML"},
		"late-binary.txt": {[]byte(strings.Repeat("word ", 2000) + "\x00"), []string{"problem late-binary.txt: byte 10000: not a text file"}, "give text"},
		"utf16.txt":       {[]byte("\xff\xfeT\x00h\x00e\x00"), []string{"problem utf16.txt: byte 0: the text is UTF-16"}, "iconv -f UTF-16"},
		"latin.txt":       {[]byte("One line.\nThe caf\xe9 was shelled."), []string{"problem latin.txt: line 2, byte 17: invalid UTF-8 (byte 0xe9)"}, "iconv"},
		"cut.txt.gz":      {gzipped(words(9000))[:20000], []string{"problem cut.txt.gz: byte "}, "nothing of it was read; fetch the file again"},
		"cut.txt.zst":     {zstded(words(9000))[:20000], []string{"problem cut.txt.zst: byte "}, "fetch the file again"},
		"cut.jsonl.gz": {[]byte(packedGood[:len(packedGood)/2]), []string{"article cut.jsonl.gz line 1", "article cut.jsonl.gz line 2",
			"article cut.jsonl.gz line 3", "problem cut.jsonl.gz: byte "}, "the articles before it were read; fetch the file again"},
		"head.txt.gz": {[]byte{0x1f, 0x8b, 8}, []string{"problem head.txt.gz: byte 0: broken gzip file"}, "fetch it again"},
		"long.txt":    {[]byte(long), []string{"problem long.txt: byte 16777216: one article of more than 16 MB"}, "split it"},
		"long.jsonl": {[]byte(good + `{"text":"` + long + `"}` + "\n" + good), []string{"article long.jsonl line 1",
			"problem long.jsonl: line 2: longer than 16 MB", "article long.jsonl line 3"}, "cut the text into articles"},
		"long.json":  {[]byte("[" + good + `,{"text":"` + long + `"}]`), []string{"article long.json article 1", "problem long.json: article 2, byte 52: longer than 16 MB"}, "cut the text"},
		"long.csv":   {[]byte("text,id\nfine words,1\n" + long + ",2\n"), []string{"article long.csv row 2", "problem long.csv: row 3: longer than 16 MB"}, "cut the text"},
		"quote.csv":  {[]byte("text,id\nfine words,1\n\"never closed " + long), []string{"article quote.csv row 2", "problem quote.csv: row 3: longer than 16 MB"}, "close its quotes"},
		"line.jsonl": {[]byte(good + `{"text": "cut off` + "\n" + good), []string{"article line.jsonl line 1", "problem line.jsonl: line 2, byte 17 of it: broken JSON", "article line.jsonl line 3"}, `"text" is needed`},
		"kinds.jsonl": {[]byte(`{"text":"a b","id":7}` + "\n" + `{"text":5}` + "\n" + `{"text":"a","id":[1]}` + "\n" + `{"title":"only"}` + "\n" + `[1]` + "\nno\xffn\n"),
			[]string{"article kinds.jsonl line 1", "problem kinds.jsonl: line 2, byte ", "problem kinds.jsonl: line 3: broken JSON: the id is neither",
				"problem kinds.jsonl: line 4: the article has no text", "problem kinds.jsonl: line 5, byte ", "problem kinds.jsonl: line 6, byte 2 of it: invalid UTF-8"}, "iconv"},
		"zero.jsonl":    {[]byte(`{"text":"a\u0000b"}` + "\n" + good), []string{"problem zero.jsonl: line 1: the text holds a zero character", "article zero.jsonl line 2"}, "take it out"},
		"open.json":     {[]byte("[" + good + "," + good), []string{"article open.json article 1", "article open.json article 2", "problem open.json: article 3, byte 101: broken JSON: the list is not closed"}, "mend the file"},
		"middle.json":   {[]byte("[" + good + ",{]"), []string{"article middle.json article 1", "problem middle.json: article 2, byte 52: broken JSON"}, "the articles before it were read"},
		"more.json":     {[]byte("[" + good + "] x"), []string{"article more.json article 1", "problem more.json: article 2, byte "}, "mend the file"},
		"cut.json.gz":   {gzipped("[" + good + "," + `{"text":"` + words(20000) + `"}]`)[:30000], []string{"article cut.json.gz article 1", "problem cut.json.gz: byte "}, "fetch the file again"},
		"no-column.csv": {[]byte("title,body\na,b\n"), []string{"problem no-column.csv: row 1: no column is named text (there are title, body)"}, `"text"`},
		"row.csv":       {[]byte("id,text\n1,fine\n2\n3,caf\xe9\n4,fine\n"), []string{"article row.csv row 2", "problem row.csv: row 3: the article has no text", "problem row.csv: row 4, byte 5 of it: invalid UTF-8", "article row.csv row 5"}, "iconv"},
		"date.jsonl":    {[]byte(`{"text":"a b","published":"March 1, 2024"}`), []string{`problem date.jsonl: line 1: the date of publication "March 1, 2024" is no date`, "article date.jsonl line 1"}, "YYYY-MM-DD"},
		"front.html":    {[]byte("<html><body><a href=/a>One</a><a href=/b>Two</a></body></html>"), []string{"problem front.html: no article text"}, "save the article's own page"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			check(t, got(t, Options{}, dir, write(t, dir, name, c.content)), c.want, c.remedy)
		})
	}
}

// check holds steps against their beginnings, and the last problem against its remedy.
func check(t *testing.T, steps, want []string, remedy string) {
	t.Helper()
	if len(steps) != len(want) {
		t.Fatalf("%d steps, want %d:\n%.2000s", len(steps), len(want), strings.Join(steps, "\n"))
	}
	last := ""
	for i := range steps {
		if !strings.HasPrefix(steps[i], want[i]) {
			t.Errorf("step %d: %.300s\nwant: %s", i+1, steps[i], want[i])
		}
		if strings.HasPrefix(steps[i], "problem") {
			last = steps[i]
		}
	}
	if _, says, _ := strings.Cut(last, "; "); !strings.Contains(says, remedy) {
		t.Errorf("%q does not say %q", last, remedy)
	}
}

// TestBombs: a small file that unpacks to something huge takes neither memory nor long.
func TestBombs(t *testing.T) {
	dir := t.TempDir()
	const unpacked = 1 << 30
	paths := []string{write(t, dir, "a.txt.zst", bomb(t, "", "x", unpacked)), write(t, dir, "b.jsonl.zst", bomb(t, good, "x", unpacked)),
		write(t, dir, "c.json.zst", bomb(t, `[{"text":"`, "x", unpacked)), write(t, dir, "d.csv.zst", bomb(t, "text\n\"", "x", unpacked)),
		write(t, dir, "e.html.zst", bomb(t, "<html>", "<p>", unpacked))}
	before := memory()
	steps := got(t, Options{}, dir, paths...)
	if grown := memory() - before; grown > 600<<20 {
		t.Errorf("%d MB were taken in all", grown>>20)
	}
	check(t, steps, []string{"problem a.txt.zst: byte 67108864: one article of more than 64 MB", "article b.jsonl.zst line 1", "problem b.jsonl.zst: line 2: longer than 16 MB",
		"problem c.json.zst: article 1, byte ", "problem d.csv.zst: row 2: longer than 16 MB", "problem e.html.zst: byte 67108864: one article"}, "split it")
}

func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

func bomb(t *testing.T, head, unit string, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte(head))
	chunk := []byte(strings.Repeat(unit, (1<<20)/len(unit)))
	for range size >> 20 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFolders: files are read in order of path, hidden ones and other kinds are passed over, links are followed, nothing blocks.
func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "in/b/2.txt", []byte("Two.\n"))
	write(t, dir, "in/a.jsonl.gz", gzipped(good))
	write(t, dir, "in/c.txt", []byte("Three."))
	write(t, dir, "in/.hidden.txt", []byte("no"))
	write(t, dir, "in/.git/x.txt", []byte("no"))
	write(t, dir, "in/picture.png", []byte("\x89PNG"))
	write(t, dir, "none/picture.png", []byte("\x89PNG"))
	for link, to := range map[string]string{"link": "in", "in/d.txt": "c.txt", "in/e.txt": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	want := []string{"article a.jsonl.gz line 1", "article 2.txt ||Two.", "article c.txt ||Three.", "article d.txt ||Three.", "problem in/e.txt: no such file"}
	check(t, got(t, Options{}, dir, dir+"/in"), want, "check the name")
	if steps := got(t, Options{}, dir, dir+"/link"); len(steps) != len(want) {
		t.Errorf("a link to a folder gives %q", steps)
	}
	check(t, got(t, Options{}, dir, dir+"/none", dir+"/missing", dir+"/in/c.txt"),
		[]string{"problem none: the folder holds no articles", "problem missing: no such file", "article c.txt"}, "check the name")
}

// TestStandardInput: what has no name is known by its first bytes.
func TestStandardInput(t *testing.T) {
	pretty := "{\n  \"text\": \"Pretty words.\"\n}\n"
	for content, want := range map[string]string{
		"The army shelled the town.":             "article standard input ||The army",
		good:                                     "article standard input line 1|",
		string(gzipped(good)):                    "article standard input line 1|",
		string(zstded(good)):                     "article standard input line 1|",
		"[" + good + "]":                         "article standard input article 1|",
		"[\n " + good + "]":                      "article standard input article 1|",
		pretty:                                   "article standard input article 1||Pretty",
		"\ufeff" + pretty:                        "article standard input article 1||Pretty",
		strings.ReplaceAll(pretty, "\n", "\r\n"): "article standard input article 1||Pretty",
		"id,title,text\n1,T,\"Words, two\nlines.\"":  "article standard input row 2|T|Words, two\nlines.",
		"id\ttext\n1\tTabbed words.":                 "article standard input row 2||Tabbed words.",
		"id;text\n1;Words, with commas.":             "article standard input row 2||Words, with commas.",
		"{Sic} is how the text begins, she said.":    "article standard input ||{Sic}",
		"[Updated at noon] The army shelled a town.": "article standard input ||[Updated",
		"": "problem standard input: the file is empty",
	} {
		steps := got(t, Options{Stdin: strings.NewReader(content)}, "-", "-")
		if len(steps) != 1 || !strings.HasPrefix(steps[0], want) {
			t.Errorf("%q gives %q, want %s", content, steps, want)
		}
	}
}

func TestPublished(t *testing.T) {
	for given, want := range map[string]string{"": "2020-01-02", "2024-03-01": "2024-03-01", "2024-03-01T10:00:00Z": "2024-03-01",
		"2024-03-01 10:00": "2024-03-01", "2024-13-01": "2020-01-02", "2024-03-011": "2020-01-02"} {
		in := fmt.Sprintf(`{"text":"words","published":%q}`, given)
		for c := range Articles([]string{"-"}, Options{Published: "2020-01-02", Stdin: strings.NewReader(in)}) {
			if c != nil && c.Article.Published != want {
				t.Errorf("%q gives %q, want %q", given, c.Article.Published, want)
			}
		}
	}
}

// TestPlain: titles, and lines that an editor broke.
func TestPlain(t *testing.T) {
	paragraph := "The army shelled the town of Old Haven on Friday,\nkilling at least three people and a child, officials and\nwitnesses said."
	joined := strings.ReplaceAll(paragraph, "\n", " ")
	for in, want := range map[string]string{
		"Shells fall\nOn a town\n\n" + paragraph + "\n":                                "Shells fall|On a town|Shells fall\nOn a town\n\n" + joined + "\n",
		"Shells fall\nBy A. Writer\n\n" + paragraph:                                    "Shells fall||Shells fall\nBy A. Writer\n\n" + joined,
		paragraph + "\n \n" + paragraph:                                                "||" + joined + "\n \n" + joined,
		"\ufeffShells fall\n\nThe army shelled it.\nIt denied that.\n":                 "Shells fall||Shells fall\n\nThe army shelled it.\nIt denied that.\n",
		strings.ReplaceAll("Shells fall\n\n"+paragraph+"\n\n"+paragraph, "\n", "\r\n"): "Shells fall||Shells fall\r\n\r\n" + strings.ReplaceAll(joined, ", k", ",  k") + "\r\n\r\n" + joined,
	} {
		want = strings.ReplaceAll(want, "  k", " k")
		for c, p := range Articles([]string{"-"}, Options{Stdin: strings.NewReader(in)}) {
			if p != nil {
				t.Fatal(p)
			}
			a := c.Article
			if have := a.Title + "|" + a.Subtitle + "|" + strings.ReplaceAll(a.Text, "  ", " "); have != want {
				t.Errorf("%q gives\n%q, want\n%q", in, have, want)
			}
			if len([]rune(a.Text)) != len([]rune(strings.TrimPrefix(in, "\ufeff"))) {
				t.Errorf("%q: spans would not count the same in the file", in)
			}
		}
	}
}

// TestCapturesAreTheFilesBytes: a line or row is kept as it stands in the file.
func TestCapturesAreTheFilesBytes(t *testing.T) {
	csv := "id,text\r\n1,\"He said \"\"no\"\"\"\r\n2 , plain words\r\n"
	var raws []string
	for c, p := range Articles([]string{"-"}, Options{Stdin: strings.NewReader(csv)}) {
		if p != nil {
			t.Fatal(p)
		}
		raws = append(raws, string(c.Raw))
	}
	if strings.Join(raws, "|") != `1,"He said ""no"""|2 , plain words` {
		t.Errorf("%q", raws)
	}
}

// FuzzArticles: whatever the bytes and the name, nothing panics, each step is an article or a problem that names the file, and an
// article's text is UTF-8 without zero characters.
func FuzzArticles(f *testing.F) {
	for _, seed := range []string{good, "[" + good + "]", "id,text\n1,\"a\n\"\n", "<html><body><p>The army shelled a town.</p>", "Title\n\nBody of it.", "\xff\xfe", "{\"text\":\"\\u0000\"}",
		string(gzipped(good)), string(zstded(good)), "\x1f\x8b\x08", "(\xb5/\xfd"} {
		for i := range uint8(6) {
			f.Add([]byte(seed), i)
		}
	}
	names := []string{"", "x.txt", "x.jsonl", "x.json", "x.csv", "x.html"}
	f.Fuzz(func(t *testing.T, content []byte, kind uint8) {
		name := names[int(kind)%len(names)]
		readStream("x", name, bytes.NewReader(content), Options{}, func(c *Capture, p *Problem) bool {
			switch {
			case (c == nil) == (p == nil):
				t.Fatalf("neither or both: %v, %v", c, p)
			case p != nil && (p.Path != "x" || p.What == ""):
				t.Fatalf("an unnamed problem: %+v", p)
			case c != nil && (invalidUTF8([]byte(c.Article.Text)) >= 0 || strings.Contains(c.Article.Text, "\x00")):
				t.Fatalf("bad text %q", c.Article.Text)
			}
			return true
		})
	})
}

func BenchmarkJSONL(b *testing.B) {
	in := strings.Repeat(`{"id":"a","title":"T","text":"`+words(500)+`"}`+"\n", 200)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		for _, p := range Articles([]string{"-"}, Options{Stdin: strings.NewReader(in)}) {
			if p != nil {
				b.Fatal(p)
			}
		}
	}
}
