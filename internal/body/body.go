package body

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Errors of a body.
var (
	// ErrTooLarge says that a body is, or unpacks to, more than the limit.
	ErrTooLarge = errors.New("too large")
	// ErrEncoding says that a body is in an encoding we do not know, or in too many.
	ErrEncoding = errors.New("unknown content encoding")
)

// Accept is the Accept-Encoding of a request whose answer Decode can read.
const Accept = "gzip, zstd, br, deflate"

// maxLayers is how many encodings may lie one over the other. Servers use one, broken ones two.
const maxLayers = 3

// maxWindow is how many bytes of memory a zstd stream may ask for, RFC 9659's limit for HTTP.
const maxWindow = 8 << 20

// Decode reads a body to its end and undoes its Content-Encoding. It fails when the body is longer than limit bytes at any layer.
// What came before a broken end is given with the error.
func Decode(r io.Reader, encoding string, limit int64) ([]byte, error) {
	layers := names(encoding)
	if len(layers) > maxLayers {
		return nil, fmt.Errorf("%w: %d layers, at most %d are read", ErrEncoding, len(layers), maxLayers)
	}
	r = &limited{r: r, left: limit}
	for i := len(layers) - 1; i >= 0; i-- { // the last named was put on last
		layer, err := open(r, layers[i])
		if err != nil {
			return nil, err
		}
		defer layer.Close()
		r = &limited{r: layer, left: limit}
	}
	return io.ReadAll(r)
}

// names lists the encodings of a header, identity left out.
func names(encoding string) []string {
	var out []string
	for name := range strings.SplitSeq(strings.ToLower(encoding), ",") {
		if name = strings.TrimSpace(name); name != "" && name != "identity" && name != "none" {
			out = append(out, strings.TrimPrefix(name, "x-"))
		}
	}
	return out
}

func open(r io.Reader, name string) (io.ReadCloser, error) {
	switch name {
	case "gzip":
		return gzip.NewReader(r)
	case "deflate":
		return inflate(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("%w %q", ErrEncoding, name)
}

// inflate reads zlib's format, which the standard means by deflate, and the bare one, which some servers send.
func inflate(r io.Reader) (io.ReadCloser, error) {
	in := bufio.NewReader(r)
	head, _ := in.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(in)
	}
	return flate.NewReader(in), nil
}

// limited fails once more than left bytes were read. io.LimitReader would cut silently.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n - 1, ErrTooLarge
	}
	return n, err
}
