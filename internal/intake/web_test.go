package intake

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"dateline/internal/fetch"
)

const convoy = "The convoy left Old Haven at dawn, a witness said. It carried flour and fuel for the hospital. Nobody was hurt on the way."

func webPage(words string) string {
	return "<html><head><title>From the front</title></head><body><article><p>" + words + "</p></article></body></html>"
}

// archive is a WARC of a page, a broken record and a text in windows-1252.
func archive() (plain []byte, broken int) {
	record := func(uri, contentType, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-01T12:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			uri, contentType, len(block), block)
	}
	first := record("http://a.example/1", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Kept: yes\r\n\r\n"+webPage(convoy))
	last := record("http://a.example/2", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n"+convoy+" Caf\xe9.")
	return []byte(first + "WARC/1.0\r\nnonsense\r\n\r\n" + last), len(first)
}

// TestWARCFiles: a web archive is read under its names, packed or not, and from standard input.
func TestWARCFiles(t *testing.T) {
	plain, broken := archive()
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(plain)
	_ = z.Close()
	enc, _ := zstd.NewWriter(nil)
	for name, raw := range map[string][]byte{"a.warc": plain, "a.warc.gz": zipped.Bytes(), "a.warc.zst": enc.EncodeAll(plain, nil), "-": plain, "-gz": zipped.Bytes(), "-zst": enc.EncodeAll(plain, nil)} {
		path := filepath.Join(t.TempDir(), name)
		if name[0] == '-' {
			path = "-"
		} else if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		var captures []*Capture
		var problems []string
		for c, p := range Articles([]string{path}, Options{Stdin: bytes.NewReader(raw)}) {
			if p != nil {
				problems = append(problems, p.Error())
				continue
			}
			captures = append(captures, c)
		}
		place := fmt.Sprintf("byte %d", broken)
		if len(captures) < 1 || len(problems) != 1 || !strings.Contains(problems[0], place) || !strings.Contains(problems[0], "is no field") {
			t.Errorf("%s: %d captures, %q", name, len(captures), problems)
			continue
		}
		c := captures[0]
		if c.Article.Title != "From the front" || !strings.Contains(c.Article.Text, "Old Haven") || c.Article.URL != "http://a.example/1" || c.Format != HTML || c.SHA256 == "" ||
			c.Place == "" || c.Origin == nil || !strings.Contains(c.Origin.Header, "X-Kept: yes") || !c.Origin.At.Equal(time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %+v %+v", name, c, c.Origin)
		}
		if name == "a.warc" && (len(captures) != 2 || !strings.HasSuffix(captures[1].Article.Text, "Café.") || !bytes.HasSuffix(captures[1].Raw, []byte("Caf\xe9."))) {
			t.Errorf("%s: the text in windows-1252: %+v", name, captures)
		}
	}
}

func TestURLs(t *testing.T) {
	answers := map[string]*fetch.Response{
		"http://x.example/page":    {MediaType: "text/html", Charset: "windows-1252", Body: []byte(webPage(convoy + " Caf\xe9 owners fled."))},
		"http://x.example/a.jsonl": {MediaType: "text/plain", Body: []byte("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n")},
		"http://x.example/plain":   {MediaType: "text/plain", Body: []byte(convoy)},
		"http://x.example/api":     {MediaType: "application/json", Body: []byte(`[{"text":"Three."}]`)},
	}
	opt := Options{Published: "2024-03-01", Fetch: func(address string) (*fetch.Response, error) {
		got, ok := answers[address]
		if !ok {
			return nil, fmt.Errorf("%s: %w", address, errors.New("not there"))
		}
		got.Asked, got.URL, got.Status, got.Header = address, address, 200, http.Header{"Etag": {"x"}, "A": {"1", "2"}}
		return got, nil
	}}
	var lines []string
	for c, p := range Articles([]string{"http://x.example/page", "http://x.example/a.jsonl", "http://x.example/plain", "http://x.example/api", "http://x.example/gone"}, opt) {
		if p != nil {
			lines = append(lines, p.Error())
			continue
		}
		if c.Origin == nil || c.Origin.Asked != c.Path || c.Origin.Header != "A: 1\nA: 2\nEtag: x\n" || c.Article.Published != "2024-03-01" {
			t.Errorf("%+v, %+v", c, c.Origin)
		}
		words := strings.Fields(c.Article.Text)
		lines = append(lines, fmt.Sprintf("%s %s %s %s", c.Path, c.Place, c.Format, strings.Join(words[max(0, len(words)-3):], " ")))
	}
	got, want := strings.Join(lines, "\n"), strings.Join([]string{"http://x.example/page  html Café owners fled.", "http://x.example/a.jsonl line 1 jsonl One.", "http://x.example/a.jsonl line 2 jsonl Two.",
		"http://x.example/plain  text on the way.", "http://x.example/api article 1 json Three.", "http://x.example/gone: not there"}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, p := range Articles([]string{"https://x.example/"}, Options{}) {
		if p == nil || !strings.Contains(p.Error(), "not fetched here") {
			t.Error(p)
		}
	}
}
