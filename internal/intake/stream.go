package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that a zstd stream may ask for.
const maxWindow = 64 << 20

// readStream reads one file or standard input: unpacks it, finds its format by name or by its first bytes, and reads it.
func readStream(path, name string, r io.Reader, opt Options, yield sink) bool {
	in := bufio.NewReaderSize(r, 64<<10)
	unpacked, err := unpack(in)
	if err != nil {
		return yield(nil, problemf(path, "byte 0", "fetch it again or unpack it by hand", "broken compressed file: %v", err))
	}
	counter := &counting{Reader: unpacked}
	body := bufio.NewReaderSize(counter, 64<<10)
	head, err := body.Peek(4096)
	if len(head) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return yield(nil, streamProblem(path, counter.n, err))
		}
		return yield(nil, problemf(path, "", "nothing to code in it", "the file is empty"))
	}
	format, known := formatOf(name)
	if at := bytes.IndexByte(head, 0); at >= 0 && format != HTML {
		return yield(nil, problemf(path, fmt.Sprintf("byte %d", at), "give text, HTML, JSON, JSONL or CSV", "not a text file (a zero byte)"))
	}
	if !known {
		format = sniff(head)
	}
	s := &stream{path: path, name: name, body: body, count: counter, opt: opt, yield: yield}
	switch format {
	case JSONL:
		return s.readJSONL()
	case JSON:
		return s.readJSON()
	case CSV:
		return s.readCSV()
	}
	return s.readWhole(format)
}

// stream is one file while it is read.
type stream struct {
	path, name string
	body       *bufio.Reader
	count      *counting
	opt        Options
	yield      sink
}

// unpack follows gzip's and zstd's magic numbers, whatever the name says.
func unpack(in *bufio.Reader) (io.Reader, error) {
	magic, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		return gzip.NewReader(in)
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	}
	return in, nil
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

func streamProblem(path string, at int64, err error) *Problem {
	place := fmt.Sprintf("byte %d (unpacked)", at)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) {
		return problemf(path, place, "what came before it was read; fetch the file again", "the compressed file ends early or is damaged: %v", err)
	}
	return problemf(path, place, "what came before it was read", "reading failed: %v", err)
}

// sniff tells the format of a file that does not name it.
func sniff(head []byte) Format {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	lower := bytes.ToLower(trimmed[:min(len(trimmed), 512)])
	switch {
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.Contains(lower, []byte("<head")):
		return HTML
	case bytes.HasPrefix(trimmed, []byte("[{")), bytes.HasPrefix(trimmed, []byte("[\n")), bytes.HasPrefix(trimmed, []byte("{\n")):
		return JSON
	case bytes.HasPrefix(trimmed, []byte("{")):
		return JSONL
	}
	return Plain
}

// readWhole reads a file that is one article.
func (s *stream) readWhole(format Format) bool {
	raw, err := io.ReadAll(io.LimitReader(s.body, maxFile+1))
	if err != nil {
		return s.yield(nil, streamProblem(s.path, s.count.n, err))
	}
	if len(raw) > maxFile {
		return s.yield(nil, problemf(s.path, fmt.Sprintf("byte %d", maxFile), "split it into articles", "one article of more than %d MB", maxFile>>20))
	}
	c := &Capture{Path: s.path, Raw: raw, Format: format}
	var problem *Problem
	if format == HTML {
		problem = readPage(c)
	} else {
		problem = readPlain(c)
	}
	if problem != nil {
		return s.yield(nil, problem)
	}
	return finish(c, s.opt, s.yield)
}

// invalidUTF8 finds the first byte that is no UTF-8, or -1.
func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
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
