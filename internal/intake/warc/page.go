package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"dateline/internal/body"
)

// Page is what a server sent, or what was made of it.
type Page struct {
	URL       string
	At        time.Time // when it was captured; zero when the record does not say
	Status    int       // HTTP's; 0 for a resource or a conversion
	Header    string    // HTTP's head as it stands in the record, or the record's own Content-Type
	MediaType string    // lower case, without parameters
	Charset   string    // as the head says; ""
	Body      []byte    // without chunks and content encoding
	Offset    int64     // of the member or plain record, in bytes
	Unpacked  int64     // of the record in the member
}

// Place is where a page stands in the file, as a Damage's is.
func (p *Page) Place() string { return (&Damage{Offset: p.Offset, Unpacked: p.Unpacked}).Place() }

// page makes the page of a record's block; nil when it holds none.
func (a *reader) page(rec *record, block []byte) (*Page, error) {
	if err := checkDigest(rec, block); err != nil {
		return nil, err
	}
	if n := rec.get("warc-segment-number"); n != "" {
		return nil, fmt.Errorf("a record in segments (this is the %s. one) is not put together", cut(n))
	}
	p := &Page{URL: rec.uri()}
	if at, err := time.Parse(time.RFC3339, rec.get("warc-date")); err == nil { // 1.1 allows parts of a second
		p.At = at.UTC()
	}
	kind := strings.ToLower(rec.get("warc-type"))
	if kind == "revisit" {
		return a.revisit(rec, p, block), nil
	}
	isHTTP := strings.HasPrefix(strings.ToLower(rec.get("content-type")), "application/http")
	if kind == "response" && isHTTP {
		ok, err := p.response(block)
		if !ok || err != nil {
			return nil, err
		}
	} else {
		p.Header = "Content-Type: " + rec.get("content-type") + "\r\n"
		p.typed(rec.get("content-type"))
		p.Body = block
	}
	if !p.isText() || len(p.Body) == 0 {
		return nil, nil
	}
	a.memory.keep(rec.get("warc-payload-digest"), p)
	return p, nil
}

// response reads an HTTP answer; ok is false when it is no success or no text.
func (p *Page) response(block []byte) (ok bool, err error) {
	in := bufio.NewReader(bytes.NewReader(block))
	if p.Header = httpHead(block); len(p.Header) > maxHTTP {
		return false, fmt.Errorf("an HTTP head of more than %d kB", maxHTTP>>10)
	}
	answer, err := http.ReadResponse(in, nil)
	if err != nil {
		return false, fmt.Errorf("broken HTTP head: %w", whole(err))
	}
	defer answer.Body.Close()
	p.Status = answer.StatusCode
	p.typed(answer.Header.Get("Content-Type"))
	if p.Status < 200 || p.Status > 299 || !p.isText() {
		return false, nil
	}
	from := payload(answer, block[len(p.Header):])
	p.Body, err = body.Decode(from, answer.Header.Get("Content-Encoding"), MaxBody)
	switch {
	case errors.Is(err, body.ErrTooLarge):
		return false, fmt.Errorf("a page of more than %d MB, unpacked: %w", MaxBody>>20, ErrBomb)
	case err != nil && !looksPlain(block[len(p.Header):]):
		return false, fmt.Errorf("broken HTTP body: %w", whole(err))
	case err != nil: // archives that undid the encoding and left the header as it was
		p.Body = block[len(p.Header):]
	}
	return true, nil
}

// payload is an answer's body. Some archives have undone the chunks and kept the header; then the bytes are no chunks.
func payload(answer *http.Response, raw []byte) io.Reader {
	if len(answer.TransferEncoding) == 0 {
		return bytes.NewReader(raw) // whatever Content-Length says: the record's length holds
	}
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	size, _, _ := strings.Cut(strings.TrimSpace(string(line)), ";")
	if size == "" || strings.Trim(strings.TrimSpace(size), "0123456789abcdefABCDEF") != "" {
		return bytes.NewReader(raw)
	}
	return answer.Body
}

// looksPlain: a page that is markup already.
func looksPlain(raw []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(raw), []byte("<")) }

// httpHead is an answer's head, its empty line included.
func httpHead(block []byte) string {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(block, []byte(end)); i >= 0 {
			return string(block[:i+len(end)])
		}
	}
	return string(block)
}

func (p *Page) typed(contentType string) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(contentType, ";")
	}
	p.MediaType, p.Charset = strings.ToLower(strings.TrimSpace(media)), params["charset"]
}

// isText: pages and plain text hold articles; scripts, style sheets, pictures and data about the page do not.
func (p *Page) isText() bool {
	switch p.MediaType {
	case "text/html", "application/xhtml+xml", "text/plain", "":
		return true
	}
	return false
}

// memory holds the last pages by the digest of their payload, for revisits.
type memory struct {
	pages map[string]*Page
	order []string
	size  int
	lost  int // revisits of what it does not hold
	first *Damage
}

// maxMemory is how many bytes of pages are held for revisits; a crawl's own duplicates lie close together.
const maxMemory = 32 << 20

func newMemory() *memory { return &memory{pages: map[string]*Page{}} }

func (m *memory) keep(digest string, p *Page) {
	if digest == "" || m.pages[digest] != nil {
		return
	}
	m.pages[digest] = p
	m.order = append(m.order, digest)
	for m.size += len(p.Body); m.size > maxMemory; m.order = m.order[1:] {
		m.size -= len(m.pages[m.order[0]].Body)
		delete(m.pages, m.order[0])
	}
}

// revisit gives the page a record refers to, with the record's own address, date and head.
func (a *reader) revisit(rec *record, p *Page, block []byte) *Page {
	before := a.memory.pages[rec.get("warc-payload-digest")]
	if before == nil {
		if p.revisitsText(block) {
			a.memory.lost++
			if a.memory.first == nil {
				a.memory.first = &Damage{Offset: a.offset, Record: rec.id()}
			}
		}
		return nil
	}
	p.Status, p.MediaType, p.Charset, p.Body, p.Header = before.Status, before.MediaType, before.Charset, before.Body, before.Header
	if len(block) > 0 && len(block) <= maxHTTP {
		p.Header = httpHead(block)
	}
	return p
}

// revisitsText: the head that a revisit kept names a page, or it kept none.
func (p *Page) revisitsText(block []byte) bool {
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return true
	}
	answer.Body.Close()
	p.typed(answer.Header.Get("Content-Type"))
	return p.isText()
}

// ErrMissing says that revisits refer to pages which are not in the file, or long before.
var ErrMissing = errors.New("its page is not among those shortly before it")

// missing tells, once a file, of revisits whose page is not at hand.
func (a *reader) missing() {
	if d := a.memory.first; d != nil {
		d.Err = fmt.Errorf("%w; so it is for %d revisits of this file", ErrMissing, a.memory.lost)
		a.yield(nil, d)
	}
}
