package body

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// pack is b in an encoding.
func pack(t *testing.T, name string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "bare":
		w, _ = flate.NewWriter(&out, 6)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, _ = zstd.NewWriter(&out)
	}
	_, _ = w.Write(b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDecode(t *testing.T) {
	page := []byte(strings.Repeat("The convoy left at dawn. ", 40))
	for header, packed := range map[string][]byte{
		"": page, "identity": page, "gzip": pack(t, "gzip", page), "X-GZip": pack(t, "gzip", page), "deflate": pack(t, "deflate", page),
		" deflate ": pack(t, "bare", page), "br": pack(t, "br", page), "zstd": pack(t, "zstd", page),
		"gzip, br": pack(t, "br", pack(t, "gzip", page)),
	} {
		if got, err := Decode(bytes.NewReader(packed), header, 4096); err != nil || !bytes.Equal(got, page) {
			t.Errorf("%q: %d bytes, %v", header, len(got), err)
		}
	}
}

// TestBombs: what unpacks to more than the limit fails at the limit, at whatever layer it grows.
func TestBombs(t *testing.T) {
	const limit = 64 << 10
	zeros := make([]byte, 32<<20)
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		got, err := Decode(bytes.NewReader(pack(t, name, zeros)), name, limit)
		if !errors.Is(err, ErrTooLarge) || len(got) > limit {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		twice := pack(t, "gzip", pack(t, name, zeros))
		if got, err := Decode(bytes.NewReader(twice), name+", gzip", limit); !errors.Is(err, ErrTooLarge) || len(got) > limit {
			t.Errorf("%s in gzip: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := Decode(bytes.NewReader(zeros), "", limit); !errors.Is(err, ErrTooLarge) {
		t.Errorf("not packed: %v", err)
	}
	if got, err := Decode(bytes.NewReader(zeros[:limit]), "", limit); err != nil || len(got) != limit {
		t.Errorf("as large as allowed: %d, %v", len(got), err)
	}
}

func TestUnknownEncodings(t *testing.T) {
	for _, header := range []string{"rot13", "gzip, gzip, gzip, gzip"} {
		if _, err := Decode(strings.NewReader("x"), header, 10); !errors.Is(err, ErrEncoding) {
			t.Errorf("%s: %v", header, err)
		}
	}
	if _, err := Decode(bytes.NewReader(pack(t, "gzip", []byte("cut off here"))[:15]), "gzip", 99); err == nil {
		t.Error("a cut stream was taken for whole")
	}
}
