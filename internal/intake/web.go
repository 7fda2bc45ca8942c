package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"dateline/internal/fetch"
	"dateline/internal/intake/warc"
)

// Origin says how a capture came from the web.
type Origin struct {
	Asked  string // the address that was asked for
	URL    string // where it was found, after redirects
	At     time.Time
	Status int    // HTTP's; 0 where an archive kept none
	Header string // the headers, a line each
}

// IsURL tells an address from a file's name.
func IsURL(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// readURL fetches an address and reads what is there.
func readURL(address string, opt Options, yield sink) bool {
	if opt.Fetch == nil {
		return yield(nil, problemf(address, "", "save the page and name the file", "addresses are not fetched here"))
	}
	got, err := opt.Fetch(address)
	if err != nil {
		return yield(nil, FetchProblem(address, err))
	}
	return Fetched(got, opt, yield)
}

// FetchProblem tells that an address could not be fetched.
func FetchProblem(address string, err error) *Problem {
	return problemf(address, "", "", "%s", strings.TrimPrefix(err.Error(), address+": "))
}

// Fetched reads the articles of what was fetched. Each gives a capture or a problem to yield, whose result says whether to go on.
func Fetched(got *fetch.Response, opt Options, yield func(*Capture, *Problem) bool) bool {
	opt.origin = &Origin{Asked: got.Asked, URL: got.URL, At: got.At, Status: got.Status, Header: headerLines(got)}
	name := ""
	if u, err := url.Parse(got.URL); err == nil {
		name = path.Base(u.Path)
	}
	if format := webFormat(got, name); format == HTML || format == Plain {
		return page(&Capture{Path: got.Asked, Raw: got.Body, Format: format, Origin: opt.origin}, got.Charset, opt, yield)
	}
	return readStream(got.Asked, name, bytes.NewReader(got.Body), opt, yield)
}

// webFormat is the format of what was fetched: what the server calls a page is one; else its name counts, and then its bytes. It is
// "" for what readStream is to find out.
func webFormat(got *fetch.Response, name string) Format {
	switch known, ok := formatOf(name); {
	case got.MediaType == "text/html" || got.MediaType == "application/xhtml+xml":
		return HTML
	case got.MediaType == "text/plain" && (!ok || known == Plain):
		return sniff(got.Body[:min(len(got.Body), 4096)])
	}
	return ""
}

// headerLines writes headers in the order of their names.
func headerLines(got *fetch.Response) string {
	var b strings.Builder
	var names []string
	for name := range got.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range got.Header[name] {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	return b.String()
}

// page reads a capture that is one page or one text of the web.
func page(c *Capture, label string, opt Options, yield sink) bool {
	var problem *Problem
	switch words := characters(c.Raw, label); c.Format {
	case HTML:
		problem = readPage(c, words)
	default:
		problem = readPlain(c, words)
	}
	if problem != nil {
		return yield(nil, within(c.Place, problem))
	}
	if c.Article.URL == "" {
		c.Article.URL = c.Origin.URL
	}
	return finish(c, opt, yield)
}

// within puts the place of a capture in its file before a problem's place in the capture.
func within(place string, p *Problem) *Problem {
	if place != "" && p.Place != "" {
		place += ", "
	}
	p.Place = place + p.Place
	return p
}

// characters gives the characters of bytes by the charset their server named. Bytes that are UTF-8 are, whatever it says.
func characters(raw []byte, label string) []byte {
	if label == "" || invalidUTF8(raw) < 0 {
		return raw
	}
	r, err := charset.NewReaderLabel(label, bytes.NewReader(raw))
	if err != nil {
		return raw
	}
	words, err := io.ReadAll(r)
	if err != nil {
		return raw
	}
	return words
}

// readWARC reads the pages of a web archive. A page without an article is a problem, as a file's is.
func readWARC(path string, in io.Reader, opt Options, yield sink) bool {
	for p, damage := range warc.Pages(in) {
		if damage != nil {
			what := damage.Err.Error()
			if damage.Record != "" {
				what = damage.Record + ": " + what
			}
			if !yield(nil, problemf(path, damage.Place(), "the other records are read; fetch the file again if it is damaged", "%s", what)) {
				return false
			}
			continue
		}
		if !readWARCPage(path, p, opt, yield) {
			return false
		}
	}
	return true
}

func readWARCPage(path string, p *warc.Page, opt Options, yield sink) bool {
	format := Plain
	if p.MediaType != "text/plain" && (p.MediaType != "" || sniff(p.Body[:min(len(p.Body), 4096)]) == HTML) {
		format = HTML
	}
	c := &Capture{Path: path, Place: p.Place(), Raw: p.Body, Format: format,
		Origin: &Origin{Asked: p.URL, URL: p.URL, At: p.At, Status: p.Status, Header: p.Header}}
	return page(c, p.Charset, opt, yield)
}

// isWARC tells a web archive by its name or its first bytes.
func isWARC(name string, in *bufio.Reader) bool {
	if format, ok := formatOf(name); ok {
		return format == WARC
	}
	head, _ := in.Peek(4096)
	return warc.Sniff(head)
}
