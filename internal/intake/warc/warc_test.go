package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const page = "<html><p>The convoy left Old Haven at dawn.</p></html>"

// rec writes a record.
func rec(kind, uri, contentType, block string, more ...string) []byte {
	head := fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-01T12:00:00.5Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n",
		kind, uri, contentType, len(block))
	for _, m := range more {
		head += m + "\r\n"
	}
	return []byte(head + "\r\n" + block + "\r\n\r\n")
}

// answer is a response record of an HTTP head and a body.
func answer(uri, head, body string, more ...string) []byte {
	return rec("response", uri, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+head+"\r\n"+body, more...)
}

func zip(parts ...[]byte) []byte {
	var out bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&out)
		_, _ = w.Write(p)
		_ = w.Close()
	}
	return out.Bytes()
}

// read lists pages and damage as lines.
func read(archive []byte) (pages []*Page, damage []string) {
	for p, d := range Pages(bytes.NewReader(archive)) {
		if d != nil {
			damage = append(damage, d.Error())
		} else {
			pages = append(pages, p)
		}
	}
	return pages, damage
}

func digest(block string) string {
	sum := sha1.Sum([]byte(block))
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

// kinds is an archive of everything there is: 6 pages.
func kinds() [][]byte {
	html := "Content-Type: text/html; charset=UTF-8\r\n"
	return [][]byte{
		rec("warcinfo", "", "application/warc-fields", "software: ours\r\n"),
		rec("request", "http://a.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
		answer("http://a.example/1", html, page, "WARC-Payload-Digest: sha1:ONE"),
		answer("http://a.example/2", html+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(string(zip([]byte(page))))),
		answer("http://a.example/3", html+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", page), // undone, and not said so
		answer("http://a.example/p.png", "Content-Type: image/png\r\n", "\x89PNG"),
		rec("response", "http://a.example/gone", "application/http", "HTTP/1.1 404 Not Found\r\n"+html+"\r\n"+page),
		rec("resource", "<http://a.example/4>", "text/html", page),
		rec("conversion", "http://a.example/5", "text/plain", "The convoy left."),
		rec("revisit", "http://b.example/1", "application/http", "HTTP/1.1 200 OK\r\nX-Again: yes\r\n\r\n", "WARC-Payload-Digest: sha1:ONE"),
		rec("metadata", "http://a.example/1", "application/warc-fields", "x: y\r\n"),
	}
}

func chunked(s string) string {
	half := len(s) / 2
	return fmt.Sprintf("%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", half, s[:half], len(s)-half, s[half:])
}

func TestKinds(t *testing.T) {
	for name, archive := range map[string][]byte{"plain": bytes.Join(kinds(), nil), "members": zip(kinds()...), "one member": zip(bytes.Join(kinds(), nil))} {
		pages, damage := read(archive)
		if len(pages) != 6 || damage != nil || !Sniff(archive[:min(len(archive), 4096)]) {
			t.Fatalf("%s: %d pages, %v", name, len(pages), damage)
		}
		for i, want := range []string{"http://a.example/1", "http://a.example/2", "http://a.example/3", "http://a.example/4", "http://a.example/5", "http://b.example/1"} {
			p := pages[i]
			if p.URL != want || !strings.Contains(string(p.Body), "The convoy left") || !p.At.Equal(time.Date(2024, 3, 1, 12, 0, 0, 5e8, time.UTC)) {
				t.Errorf("%s: %d: %+v", name, i, p)
			}
		}
		if p := pages[0]; p.Status != 200 || p.Charset != "UTF-8" || !strings.HasPrefix(p.Header, "HTTP/1.1 200 OK\r\nContent-Type") {
			t.Errorf("%s: %+v", name, p)
		}
		if p := pages[5]; !strings.Contains(p.Header, "X-Again") || p.Status != 200 {
			t.Errorf("%s: the revisit: %+v", name, p)
		}
	}
}

// TestDamage: each damaged record is told with its place, and those around it are read.
func TestDamage(t *testing.T) {
	one, two := answer("http://a.example/1", "Content-Type: text/html\r\n", page), answer("http://a.example/2", "Content-Type: text/html\r\n", page)
	spoilt := zip(one)
	spoilt[len(spoilt)/2] ^= 0xff
	sum := zip(one)
	sum[len(sum)-6] ^= 0xff // of the checksum
	at := len(zip(one))
	for name, test := range map[string]struct {
		archive []byte
		place   string
		pages   int
	}{
		"flipped bits":   {bytes.Join([][]byte{zip(one), spoilt, zip(two)}, nil), fmt.Sprintf("byte %d", at), 2},
		"checksum":       {bytes.Join([][]byte{zip(one), sum, zip(two)}, nil), fmt.Sprintf("byte %d", at), 2},
		"cut member":     {bytes.Join([][]byte{zip(one), zip(one)[:60], zip(two)}, nil), fmt.Sprintf("byte %d", at), 2},
		"cut at the end": {append(zip(one), zip(two)[:90]...), fmt.Sprintf("byte %d", at), 1},
		"junk between":   {bytes.Join([][]byte{zip(one), []byte("rubbish"), zip(two)}, nil), fmt.Sprintf("byte %d", at), 2},
		"plain junk":     {bytes.Join([][]byte{one, []byte("rubbish"), two}, nil), fmt.Sprintf("byte %d", len(one)), 2},
		"plain cut":      {append(bytes.Clone(one), two[:len(two)-40]...), fmt.Sprintf("byte %d: it is cut off", len(one)), 1},
		"length too long": {bytes.Join([][]byte{one, bytes.Replace(one, []byte("Content-Length: "), []byte("Content-Length: 9"), 1), two}, nil),
			fmt.Sprintf("byte %d", len(one)), 2},
		"no length":   {bytes.Join([][]byte{one, []byte("WARC/1.0\r\nWARC-Type: response\r\n\r\n"), two}, nil), "is no length", 2},
		"no field":    {bytes.Join([][]byte{one, []byte("WARC/1.0\r\nnothing\r\n\r\n"), two}, nil), "is no field", 2},
		"long head":   {bytes.Join([][]byte{one, []byte("WARC/1.0\r\nX: " + strings.Repeat("x", maxHead)), two}, nil), "a head of more than", 2},
		"digest":      {bytes.Join([][]byte{one, rec("resource", "http://a.example/", "text/plain", "x", "WARC-Block-Digest: "+digest("y")), two}, nil), "digest", 2},
		"good digest": {bytes.Join([][]byte{rec("resource", "http://a.example/", "text/plain", "x", "WARC-Block-Digest: "+digest("x")), two}, nil), "", 2},
		"segments":    {bytes.Join([][]byte{one, rec("resource", "http://a.example/", "text/plain", "x", "WARC-Segment-Number: 1"), two}, nil), "segments", 2},
		"HTTP head":   {bytes.Join([][]byte{one, rec("response", "http://a.example/", "application/http", "nonsense"), two}, nil), "broken HTTP head", 2},
		"HTTP body":   {bytes.Join([][]byte{one, answer("http://a.example/", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", "nonsense"), two}, nil), "broken HTTP body", 2},
		"lost revisit": {bytes.Join([][]byte{one, rec("revisit", "http://a.example/", "application/http", "", "WARC-Payload-Digest: sha1:X"), two}, nil),
			"not among those", 2},
	} {
		pages, damage := read(test.archive)
		told := strings.Join(damage, "\n")
		if len(pages) != test.pages || !strings.Contains(told, test.place) || (test.place == "") != (len(damage) == 0) {
			t.Errorf("%s: %d pages, want %d; told:\n%s\nwant %q", name, len(pages), test.pages, told, test.place)
		}
	}
}

// TestBombs: what grows without measure ends, and the next record is read.
func TestBombs(t *testing.T) {
	two := answer("http://a.example/2", "Content-Type: text/html\r\n", page)
	zeros := make([]byte, 80<<20)
	member := zip(append([]byte(fmt.Sprintf("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: %d\r\n\r\n", len(zeros))), zeros...))
	inner := answer("http://a.example/1", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", string(zip(zeros)))
	large := rec("resource", "http://a.example/1", "text/html", string(zeros))
	for name, bomb := range map[string][]byte{"member": member, "content encoding": zip(inner)} {
		pages, damage := read(append(bomb, zip(two)...))
		if len(pages) != 1 || len(damage) != 1 || !strings.Contains(damage[0], ErrBomb.Error()) {
			t.Errorf("%s: %d pages, %v", name, len(pages), damage)
		}
	}
	if pages, damage := read(append(large, two...)); len(pages) != 1 || len(damage) != 1 || !strings.Contains(damage[0], "at most") {
		t.Errorf("large: %d pages, %v", len(pages), damage)
	}
	if pages, damage := read(append(bytes.Repeat(zip(nil), maxEmpty+1), zip(two)...)); len(pages) != 0 || len(damage) != 1 {
		t.Errorf("empty members: %d pages, %v", len(pages), damage)
	}
	var last error
	n := 0
	for _, d := range Pages(bytes.NewReader(bytes.Repeat([]byte("\x1f\x8b\x08junk"), 10*maxDamage))) {
		n, last = n+1, d
	}
	if n != maxDamage+1 || !errors.Is(last, ErrGivenUp) {
		t.Errorf("%d damages, the last: %v", n, last)
	}
}

// TestStop: who wants no more gets no more.
func TestStop(t *testing.T) {
	for _, archive := range [][]byte{bytes.Join(kinds(), nil), zip(kinds()...), packed(t, nil, bytes.Join(kinds(), nil)), []byte("rubbish")} {
		for range Pages(bytes.NewReader(archive)) {
			break
		}
	}
}

// FuzzPages: no archive breaks the reader or makes more of itself than it may.
func FuzzPages(f *testing.F) {
	f.Add(bytes.Join(kinds(), nil))
	f.Add(zip(kinds()...))
	f.Add(append(zip(kinds()...)[:700], kinds()[2]...))
	f.Add(zstds(f, dict(f, 40_001), kinds()...))
	f.Add(append(packed(f, nil, kinds()[2][:99]), skip(2, kinds()[3])...))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 9999999999\r\n\r\nWARC/1.1"))
	f.Fuzz(func(t *testing.T, archive []byte) {
		last := int64(-1)
		for p, d := range Pages(bytes.NewReader(archive)) {
			if (p == nil) == (d == nil) {
				t.Fatal("neither a page nor damage, or both")
			}
			if p != nil && (p.Offset < last || p.Offset >= int64(len(archive)) || len(p.Body) > MaxBody+maxHTTP) {
				t.Fatalf("a page at %d after %d of %d, %d long", p.Offset, last, len(archive), len(p.Body))
			}
			if p != nil {
				last = p.Offset
			}
		}
	})
}
