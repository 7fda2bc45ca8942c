package warc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// dict makes a dictionary of what the records of kinds have in common.
func dict(t testing.TB, id uint32) []byte {
	t.Helper()
	var samples [][]byte
	for i := range 60 {
		samples = append(samples, answer(fmt.Sprintf("http://a.example/%d", i), "Content-Type: text/html; charset=UTF-8\r\n", page+strings.Repeat(fmt.Sprint(i*7919), i)))
	}
	d, err := zstd.BuildDict(zstd.BuildDictOptions{ID: id, Contents: samples, History: bytes.Join(kinds(), nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// packed is bytes as one frame, with a dictionary or, for nil, none.
func packed(t testing.TB, dict, b []byte) []byte {
	t.Helper()
	var options []zstd.EOption
	if dict != nil {
		options = append(options, zstd.WithEncoderDict(dict))
	}
	z, err := zstd.NewWriter(nil, options...)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	return z.EncodeAll(b, nil)
}

// skip is a skippable frame of the kind 0 to 15; 13 is the dictionary's.
func skip(kind byte, b []byte) []byte {
	head := append([]byte{0x50 | kind, 0x2a, 0x4d, 0x18}, 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(head[4:], uint32(len(b)))
	return append(head, b...)
}

// zstds packs records, a frame each, behind a dictionary frame.
func zstds(t testing.TB, d []byte, records ...[]byte) []byte {
	out := skip(13, d)
	for _, r := range records {
		out = append(out, packed(t, d, r)...)
	}
	return out
}

// TestZstdKinds: all that the specification allows is read: a frame or more a record, a dictionary plain or packed, frames to pass over,
// empty frames; and, what it does not, many records in a frame.
func TestZstdKinds(t *testing.T) {
	d := dict(t, 40_001)
	records := kinds()
	plain := bytes.Join(records, nil)
	var bare, several, ends []byte
	for i, r := range records {
		bare = append(bare, packed(t, nil, r)...)
		half := len(r) / 2
		several = append(several, packed(t, nil, r[:half])...)
		several = append(several, skip(byte(i), []byte("between the halves"))...) // 13 is the dictionary's at the beginning only
		several = append(several, packed(t, nil, r[half:])...)
		ends = append(ends, packed(t, nil, r[:len(r)-4])...)
		ends = append(ends, packed(t, nil, r[len(r)-4:])...)
		ends = append(ends, packed(t, nil, nil)...)
	}
	packedDict := skip(13, packed(t, nil, d))
	for name, archive := range map[string][]byte{"a frame a record": bare, "with a dictionary": zstds(t, d, records...),
		"with a packed dictionary": append(packedDict, zstds(t, d, records...)[8+len(d):]...), "several frames a record": several, "empty lines and empty frames": ends,
		"all in one frame": packed(t, nil, plain), "gzip and zstd": append(zip(records[:5]...), bare[bytes.Index(bare, packed(t, nil, records[5])):]...)} {
		pages, damage := read(archive)
		if len(pages) != 6 || damage != nil || !Sniff(archive[:min(len(archive), 4096)]) {
			t.Errorf("%s: %d pages, %v", name, len(pages), damage)
			continue
		}
		for i, want := range []string{"http://a.example/1", "http://a.example/2", "http://a.example/3", "http://a.example/4", "http://a.example/5", "http://b.example/1"} {
			if p := pages[i]; p.URL != want || !strings.Contains(string(p.Body), "The convoy left") {
				t.Errorf("%s: %d: %+v", name, i, p)
			}
		}
	}
	if len(zstds(t, d, records...))-8-len(d) >= len(bare) {
		t.Error("the dictionary was not used: this tests nothing")
	}
}

// TestZstdDamage: what is damaged is told with the byte at which its frame begins, and what is around it is read.
func TestZstdDamage(t *testing.T) {
	d := dict(t, 40_001)
	one, two := answer("http://a.example/1", "Content-Type: text/html\r\n", page), answer("http://a.example/2", "Content-Type: text/html\r\n", page)
	first := zstds(t, d, one)
	spoilt := packed(t, d, two)
	spoilt[len(spoilt)-1] ^= 0xff // of the checksum
	last := packed(t, d, one)
	nonsense := []byte("WARC/1.0\r\nnonsense\r\n\r\n")
	for name, test := range map[string]struct {
		archive []byte
		told    string
		pages   int
	}{
		"checksum":             {bytes.Join([][]byte{first, spoilt, last}, nil), fmt.Sprintf("byte %d", len(first)), 2},
		"cut frame":            {bytes.Join([][]byte{first, last[:len(last)-20], last}, nil), fmt.Sprintf("byte %d", len(first)), 2},
		"cut at the end":       {append(bytes.Clone(first), last[:len(last)-1]...), fmt.Sprintf("byte %d", len(first)), 1},
		"junk between":         {bytes.Join([][]byte{first, []byte("rubbish"), last}, nil), fmt.Sprintf("byte %d", len(first)), 2},
		"record cut by frame":  {bytes.Join([][]byte{first, packed(t, d, two[:60])}, nil), "it is cut off", 1},
		"another dictionary":   {append(skip(13, dict(t, 40_002)), last...), "dictionary", 0},
		"no dictionary":        {append(packed(t, nil, two), last...), "dictionary", 1},
		"broken dictionary":    {append(skip(13, []byte("no dictionary at all")), last...), "broken dictionary", 0},
		"damaged dictionary":   {append(skip(13, append(bytes.Clone(bareDictMagic), "not one"...)), last...), "broken dictionary", 0},
		"cut dictionary":       {first[:100], "broken dictionary", 0},
		"cut extension":        {append(bytes.Clone(first), skip(3, []byte("long"))[:10]...), "it is cut off", 1},
		"nonsense in a frame":  {packed(t, nil, bytes.Join([][]byte{one, nonsense, two}, nil)), "is no field", 2},
		"nonsense in a member": {zip(bytes.Join([][]byte{one, nonsense, two}, nil)), "is no field", 2},
	} {
		pages, damage := read(test.archive)
		told := strings.Join(damage, "\n")
		if len(pages) != test.pages || !strings.Contains(told, test.told) {
			t.Errorf("%s: %d pages, want %d; told:\n%s\nwant %q", name, len(pages), test.pages, told, test.told)
		}
	}
}

// TestZstdBombs: neither a frame nor a dictionary grows without measure, and the next record is read.
func TestZstdBombs(t *testing.T) {
	two := answer("http://a.example/2", "Content-Type: text/html\r\n", page)
	zeros := make([]byte, 80<<20)
	head := fmt.Sprintf("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: %d\r\n\r\n", len(zeros))
	frame := packed(t, nil, append([]byte(head), zeros...))
	many := packed(t, nil, []byte(head))
	for range 20 {
		many = append(many, packed(t, nil, zeros[:4<<20])...)
	}
	inner := answer("http://a.example/1", "Content-Type: text/html\r\nContent-Encoding: zstd\r\n", string(packed(t, nil, zeros)))
	for name, bomb := range map[string][]byte{"frame": frame, "frames of one record": many, "content encoding": packed(t, nil, inner)} {
		pages, damage := read(append(bomb, packed(t, nil, two)...))
		if len(pages) != 1 || len(damage) == 0 || !strings.Contains(damage[0], ErrBomb.Error()) {
			t.Errorf("%s of %d bytes: %d pages, %v", name, len(bomb), len(pages), damage)
		}
	}
	for name, d := range map[string][]byte{"packed": packed(t, nil, append(bytes.Clone(bareDictMagic), zeros...)), "large": append(bytes.Clone(bareDictMagic), zeros[:maxDict]...)} {
		if pages, damage := read(append(skip(13, d), packed(t, nil, two)...)); len(pages) != 0 || len(damage) != 1 || !strings.Contains(damage[0], "dictionary of") {
			t.Errorf("a dictionary, %s: %d pages, %v", name, len(pages), damage)
		}
	}
	if pages, damage := read(append(bytes.Repeat(packed(t, nil, nil), maxEmpty+1), packed(t, nil, two)...)); len(pages) != 0 || len(damage) != 1 {
		t.Errorf("empty frames: %d pages, %v", len(pages), damage)
	}
}
