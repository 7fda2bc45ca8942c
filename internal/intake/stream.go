package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that a zstd stream may ask for.
const maxWindow = 64 << 20

// Byte order marks.
var (
	utf8Mark   = []byte("\xef\xbb\xbf")
	utf16Marks = [][]byte{[]byte("\xff\xfe"), []byte("\xfe\xff")}
)

// stream is one file or standard input while it is read.
type stream struct {
	path, name string // name is empty for standard input
	packed     string // gzip or zstd, or empty
	body       *bufio.Reader
	count      *counting
	opt        Options
	yield      sink
}

// readStream reads one file or standard input: unpacks it, finds its format by name or by its first bytes, and reads it.
func readStream(path, name string, r io.Reader, opt Options, yield sink) bool {
	if r == nil {
		r = strings.NewReader("")
	}
	in := bufio.NewReaderSize(r, 64<<10)
	if isWARC(name, in) {
		return readWARC(path, in, opt, yield)
	}
	unpacked, packed, err := unpack(in)
	if err != nil {
		return yield(nil, problemf(path, "byte 0", "fetch it again or unpack it by hand", "broken %s file: %v", packed, err))
	}
	defer unpacked.Close()
	counter := &counting{Reader: unpacked}
	s := &stream{path: path, name: name, packed: packed, body: bufio.NewReaderSize(counter, 64<<10), count: counter, opt: opt, yield: yield}
	head, err := s.body.Peek(4096)
	if len(head) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return yield(nil, s.broken(err))
		}
		return yield(nil, problemf(path, "", "nothing to code in it", "the file is empty"))
	}
	return s.read(head)
}

func (s *stream) read(head []byte) bool {
	format, known := formatOf(s.name)
	if !known {
		format = sniff(head)
	}
	if p := notText(s.path, head); p != nil && format != HTML && format != WARC {
		return s.yield(nil, p)
	}
	switch format {
	case WARC:
		return readWARC(s.path, s.body, s.opt, s.yield)
	case JSONL:
		return s.readJSONL()
	case JSON:
		return s.readJSON()
	case CSV:
		return s.readCSV()
	}
	return s.readWhole(format)
}

// unpack follows gzip's and zstd's magic numbers, whatever the name says. packed is what it was packed with, if at all.
func unpack(in *bufio.Reader) (r io.ReadCloser, packed string, err error) {
	magic, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		r, err = gzip.NewReader(in)
		return r, "gzip", err
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, "zstd", err
		}
		return z.IOReadCloser(), "zstd", nil
	}
	return io.NopCloser(in), "", nil
}

// counting counts the bytes read, unpacked.
type counting struct {
	io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// broken tells what stopped a file from being read to its end.
func (s *stream) broken(err error) *Problem {
	if s.packed == "" {
		return problemf(s.path, fmt.Sprintf("byte %d", s.count.n), "the articles before it were read", "reading failed: %v", err)
	}
	return problemf(s.path, fmt.Sprintf("byte %d (unpacked)", s.count.n), "the articles before it were read; fetch the file again",
		"the %s file ends early or is damaged: %v", s.packed, err)
}

func (s *stream) tooLong(place string) bool {
	return s.yield(nil, problemf(s.path, place, "cut the text into articles", "longer than %d MB", maxArticle>>20))
}

// sniff tells the format of a file that does not name it.
func sniff(head []byte) Format {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, utf8Mark), " \t\r\n")
	lower := bytes.ToLower(trimmed[:min(len(trimmed), 512)])
	line, _, whole := bytes.Cut(trimmed, []byte("\n"))
	switch {
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.Contains(lower, []byte("<head>")):
		return HTML
	case bytes.HasPrefix(trimmed, []byte("[")) && startsObject(trimmed[1:]):
		return JSON
	case bytes.HasPrefix(trimmed, []byte("{")) && startsKey(trimmed[1:]):
		if whole && !json.Valid(line) && len(bytes.TrimSpace(line)) < 3 { // an object laid out over lines
			return JSON
		}
		return JSONL
	case whole && isHeader(string(line)):
		return CSV
	}
	return Plain
}

func startsObject(b []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("{")) }

func startsKey(b []byte) bool {
	b = bytes.TrimLeft(b, " \t\r\n")
	return len(b) > 0 && (b[0] == '"' || b[0] == '}')
}

// isHeader: the first line of a table of articles names a column "text" among others.
func isHeader(line string) bool {
	cells := strings.FieldsFunc(line, func(r rune) bool { return r == separator([]byte(line), "") })
	for _, c := range cells {
		if strings.EqualFold(strings.Trim(c, "\" \r"), "text") {
			return len(cells) > 1
		}
	}
	return false
}

// readWhole reads a file that is one article.
func (s *stream) readWhole(format Format) bool {
	raw, err := io.ReadAll(io.LimitReader(s.body, maxFile+1))
	if err != nil {
		p := s.broken(err)
		p.Remedy = strings.Replace(p.Remedy, "the articles before it were read", "nothing of it was read", 1)
		return s.yield(nil, p)
	}
	if len(raw) > maxFile {
		return s.yield(nil, problemf(s.path, fmt.Sprintf("byte %d", maxFile), "split it into articles", "one article of more than %d MB", maxFile>>20))
	}
	c := &Capture{Path: s.path, Raw: raw, Format: format}
	var problem *Problem
	if format == HTML {
		problem = readPage(c, raw)
	} else {
		problem = readPlain(c, raw)
	}
	if problem != nil {
		return s.yield(nil, problem)
	}
	return finish(c, s.opt, s.yield)
}

// readLine reads a line without its end. Of a line longer than maxArticle only the fact is kept.
func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxArticle {
			line, tooLong = nil, true
		}
		if !tooLong {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimRight(line, "\r\n"), tooLong, err
	}
}

func (s *stream) finishRecord(c *Capture) bool {
	if strings.TrimSpace(c.Article.Text) == "" {
		return s.yield(nil, problemf(s.path, c.Place, "the article's words belong in \"text\"", "the article has no text"))
	}
	return finish(c, s.opt, s.yield)
}

// notText tells what shows that bytes are no text we can read.
func notText(path string, raw []byte) *Problem {
	for _, mark := range utf16Marks {
		if bytes.HasPrefix(raw, mark) {
			return problemf(path, "byte 0", "convert it, for example with iconv -f UTF-16 -t UTF-8", "the text is UTF-16")
		}
	}
	if at := bytes.IndexByte(raw, 0); at >= 0 {
		return problemf(path, fmt.Sprintf("byte %d", at), "give text, HTML, JSON, JSONL or CSV", "not a text file (a zero byte)")
	}
	return nil
}

// invalidUTF8 finds the first byte that is no UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func notUTF8(path, place string, raw []byte) *Problem {
	at := invalidUTF8(raw)
	if at < 0 {
		return nil
	}
	where := fmt.Sprintf("line %d, byte %d", 1+bytes.Count(raw[:at], []byte("\n")), at)
	if place != "" {
		where = fmt.Sprintf("%s, byte %d of it", place, at)
	}
	return problemf(path, where, "convert it to UTF-8, for example with iconv", "invalid UTF-8 (byte 0x%02x)", raw[at])
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
