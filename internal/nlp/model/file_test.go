package model

import (
	"encoding/binary"
	"strings"
	"testing"
)

func small(t testing.TB) []byte {
	w := Writer{Header: Header{Name: "small", Config: Config{Layers: 1, D: 16, Heads: 1, FFN: 16, Vocab: 2, Positions: 256, A: 16, R: 16, Q: 16}}}
	w.Vocabulary([]string{"a", "b"})
	w.Int8s("m", []float32{1, -2, 0, 0, 0, 0}, 2, 3)
	w.Floats("v", []float32{1, 2, 3}, 3)
	raw, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestRoundTrip(t *testing.T) {
	f, err := Parse(small(t))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := f.Vocabulary(); err != nil || len(v) != 2 || v[1] != "b" {
		t.Errorf("vocabulary %q, %v", v, err)
	}
	m, err := f.Matrix("m", 2, 3)
	row := make([]float32, 3)
	if err != nil || m.Int8[1] != -127 {
		t.Fatalf("%+v, %v", m, err)
	}
	if m.Row(0, row); row[1] != -2 {
		t.Errorf("row %v", row)
	}
	for _, bad := range []func() error{
		func() error { _, err := f.Matrix("m", 3, 2); return err },
		func() error { _, err := f.Matrix("none", 3, 2); return err },
		func() error { _, err := f.Matrix("vocab", 4, 1); return err },
		func() error { _, err := f.Floats("m", 2, 3); return err },
		func() error { _, err := f.Floats("v", 4); return err },
	} {
		if bad() == nil {
			t.Error("a wrong tensor is accepted")
		}
	}
}

func TestDamagedFiles(t *testing.T) {
	good := small(t)
	for n := range good {
		if _, err := Parse(good[:n]); err == nil && n < len(good)-1 {
			t.Fatalf("cut at %d: no error", n)
		}
	}
	huge := append([]byte{}, good...)
	binary.LittleEndian.PutUint32(huge[4:], 1<<31)
	edit := func(old, new string) []byte { return []byte(strings.Replace(string(good), old, new, 1)) }
	for name, raw := range map[string][]byte{"header": huge, "dtype": edit(`"f32"`, `"f33"`), "offset": edit(`"offset":64`, `"offset":-4`),
		"shape": edit(`"shape":[2,3]`, `"shape":[2,-`), "format": edit(`"format":1`, `"format":2`), "twice": edit(`"name":"v"`, `"name":"m"`),
		"config": edit(`"heads":1`, `"heads":3`), "magic": edit("DLM1", "DLM2")} {
		if _, err := Parse(raw); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small(f))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if file, err := Parse(raw); err == nil {
			file.Vocabulary()
			for _, x := range file.Tensors {
				file.Floats(x.Name, x.Shape...)
				if len(x.Shape) == 2 {
					file.Matrix(x.Name, x.Shape[0], x.Shape[1])
				}
			}
		}
	})
}
