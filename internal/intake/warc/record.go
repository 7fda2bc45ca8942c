package warc

import (
	"bytes"
	"crypto/md5"  //nolint:gosec // archives name their digests; nothing is trusted for them
	"crypto/sha1" //nolint:gosec // as above
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
)

// record is a record's head.
type record struct {
	fields map[string]string // by lower-case name; the first of each
	length int64
}

func (r *record) get(name string) string {
	if r == nil {
		return ""
	}
	return r.fields[name]
}

// id names a record for people: its address, or else its id.
func (r *record) id() string {
	if uri := r.uri(); uri != "" {
		return uri
	}
	return r.get("warc-record-id")
}

// uri is the address; WARC 1.0's own examples have it in angle brackets.
func (r *record) uri() string { return strings.Trim(r.get("warc-target-uri"), "<>") }

// byteReader is what heads are read from, to the byte.
type byteReader interface {
	io.Reader
	io.ByteReader
}

// readHead reads a record's head to its empty line. io.EOF with nothing read is an end where one may be.
func readHead(in byteReader) (*record, error) {
	size := 0
	first, err := headLine(in, &size)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(first, string(magic)) {
		return nil, errors.New("no record begins here")
	}
	r := &record{fields: map[string]string{}}
	last := ""
	for {
		line, err := headLine(in, &size)
		switch {
		case err != nil:
			return nil, whole(err)
		case line == "":
			return r, r.measure()
		case line[0] == ' ' || line[0] == '\t': // a field that goes on
			r.fields[last] = strings.TrimSpace(r.fields[last] + " " + strings.TrimSpace(line))
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("broken head: %q is no field", cut(line))
		}
		last = strings.ToLower(strings.TrimSpace(name))
		if _, twice := r.fields[last]; !twice {
			r.fields[last] = strings.TrimSpace(value)
		}
	}
}

// cut shortens a quotation of the input.
func cut(s string) string { return s[:min(len(s), 60)] }

func headLine(in io.ByteReader, size *int) (string, error) {
	var line []byte
	for {
		b, err := in.ReadByte()
		if err != nil {
			return "", err
		}
		if *size++; *size > maxHead {
			return "", fmt.Errorf("a head of more than %d kB", maxHead>>10)
		}
		if b == '\n' {
			return strings.ToValidUTF8(string(bytes.TrimSuffix(line, []byte("\r"))), "\ufffd"), nil
		}
		line = append(line, b)
	}
}

func (r *record) measure() error {
	n, err := strconv.ParseInt(r.get("content-length"), 10, 64)
	if err != nil || n < 0 {
		return fmt.Errorf("broken head: Content-Length %q is no length", cut(r.get("content-length")))
	}
	r.length = n
	return nil
}

// record reads a record's block and gives its page, if it has one. stopped: the caller wants no more. An error is damage after which
// the next record's place is not known.
func (a *reader) record(rec *record, in io.Reader, unpacked int64) (stopped bool, err error) {
	block := &io.LimitedReader{R: in, N: rec.length}
	if !wanted(rec) {
		return false, pass(block)
	}
	if rec.length > MaxBody+maxHTTP {
		if !a.tell(unpacked, rec.id(), fmt.Errorf("a record of %d bytes, at most %d MB are read", rec.length, MaxBody>>20)) {
			return true, nil
		}
		return false, pass(block)
	}
	raw, err := io.ReadAll(block)
	if err == nil && block.N > 0 {
		err = io.EOF
	}
	if err != nil {
		return false, whole(err)
	}
	page, err := a.page(rec, raw)
	switch {
	case err != nil:
		return !a.tell(unpacked, rec.id(), err), nil
	case page != nil:
		page.Offset = a.offset
		page.Unpacked = unpacked
		return !a.give(page), nil
	}
	return false, nil
}

// pass reads a block without keeping it.
func pass(block *io.LimitedReader) error {
	if _, err := io.Copy(io.Discard, block); err != nil {
		return whole(err)
	}
	if block.N > 0 {
		return whole(io.EOF)
	}
	return nil
}

// wanted: what may hold a page. Others (request, metadata, warcinfo) tell how it was made.
func wanted(rec *record) bool {
	switch strings.ToLower(rec.get("warc-type")) {
	case "response", "resource", "conversion", "revisit":
		return isWeb(rec.uri()) || !strings.Contains(rec.uri(), ":") || strings.HasPrefix(rec.uri(), "file:")
	}
	return false
}

func isWeb(uri string) bool {
	uri = strings.ToLower(uri)
	return strings.HasPrefix(uri, "http://") || strings.HasPrefix(uri, "https://")
}

// checkDigest compares a block with the digest its head gives. Kinds we do not know are passed.
func checkDigest(rec *record, block []byte) error {
	kind, want, ok := strings.Cut(rec.get("warc-block-digest"), ":")
	if !ok {
		return nil
	}
	var h hash.Hash
	switch strings.ToLower(kind) {
	case "sha1":
		h = sha1.New() //nolint:gosec // as above
	case "md5":
		h = md5.New() //nolint:gosec // as above
	case "sha256", "sha-256":
		h = sha256.New()
	default:
		return nil
	}
	h.Write(block)
	sum := h.Sum(nil)
	plain := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)
	if strings.EqualFold(strings.TrimRight(want, "="), plain) || strings.EqualFold(want, hex.EncodeToString(sum)) {
		return nil
	}
	return fmt.Errorf("its bytes are not those of its digest %s", rec.get("warc-block-digest"))
}
