package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"unsafe"
)

// ErrNoModel is returned by Embedded when the program was built without weights.
var ErrNoModel = errors.New("this build has no language model in it: give one with --model FILE or DATELINE_MODEL")

// Config is the size of the encoder and its heads.
type Config struct {
	Layers    int `json:"layers"`
	D         int `json:"d"`
	Heads     int `json:"heads"`
	FFN       int `json:"ffn"`
	Vocab     int `json:"vocab"`
	Positions int `json:"positions"`
	A         int `json:"a"`
	R         int `json:"r"`
	Q         int `json:"q"`
}

// Labels lists each head's labels.
type Labels struct {
	UPOS    []string `json:"upos"`
	Feats   []string `json:"feats"`
	Lemma   []string `json:"lemma"`
	NER     []string `json:"ner"`
	Sem     []string `json:"sem"`
	Rel     []string `json:"rel"`
	Trigger []string `json:"trigger"`
	Mode    []string `json:"mode"`
	Status  []string `json:"status"`
	Flags   []string `json:"flags"`
	Role    []string `json:"role"`
}

// TensorInfo is a tensor's entry in the header.
type TensorInfo struct {
	Name   string `json:"name"`
	DType  string `json:"dtype"` // i8, f32 or u8
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"` // bytes from the start of the tensor area
	Scale  string `json:"scale"`  // the tensor of an i8 matrix's row scales
}

// Header is the file's JSON.
type Header struct {
	Format  int             `json:"format"`
	Name    string          `json:"name"`
	Version string          `json:"version"`
	Created string          `json:"created"`
	Config  Config          `json:"config"`
	Labels  Labels          `json:"labels"`
	Metrics json.RawMessage `json:"metrics"`
	Data    json.RawMessage `json:"data"`
	Tensors []TensorInfo    `json:"tensors"`
}

// File is a model file in memory. Its tensors lie in the bytes it was read from, which must not change.
type File struct {
	Header
	raw    []byte
	area   []byte
	byName map[string]TensorInfo
}

// Matrix is a matrix of the file: float32 values, or int8 ones with a scale for each row.
type Matrix struct {
	Rows, Columns int
	Int8          []int8 // nil for a float32 matrix
	Scale         []float32
	Float         []float32
}

const (
	magic = "DLM1"
	align = 64
)

// Open reads a model file.
func Open(path string) (*File, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	f, err := Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", path, err)
	}
	return f, nil
}

// Parse reads a model file that is in memory.
func Parse(raw []byte) (*File, error) {
	if len(raw) < 8 || string(raw[:4]) != magic {
		return nil, fmt.Errorf("not a model file: it does not begin with %s", magic)
	}
	n := int64(binary.LittleEndian.Uint32(raw[4:8]))
	if n > int64(len(raw)-8) {
		return nil, fmt.Errorf("cut short: the header is %d bytes, the file %d", n, len(raw))
	}
	f := &File{raw: raw, byName: map[string]TensorInfo{}}
	if err := json.Unmarshal(raw[8:8+n], &f.Header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if f.Format != 1 {
		return nil, fmt.Errorf("format %d, this program reads 1", f.Format)
	}
	f.area = raw[min(int64(len(raw)), (8+n+align-1)/align*align):]
	for _, t := range f.Tensors {
		if err := f.check(t); err != nil {
			return nil, fmt.Errorf("tensor %q: %w", t.Name, err)
		}
		f.byName[t.Name] = t
	}
	return f, f.Config.check()
}

func (c Config) check() error {
	for name, v := range map[string]int{"layers": c.Layers, "d": c.D, "heads": c.Heads, "ffn": c.FFN, "vocab": c.Vocab,
		"positions": c.Positions, "a": c.A, "r": c.R, "q": c.Q} {
		if v < 1 || v > 1<<20 {
			return fmt.Errorf("config: %s is %d", name, v)
		}
	}
	if c.D%(16*c.Heads) != 0 || c.FFN%16 != 0 || c.A%16 != 0 || c.R%16 != 0 || c.Q%16 != 0 {
		return fmt.Errorf("config: d/heads, ffn, a, r and q must be multiples of 16: %+v", c)
	}
	return nil
}

func (f *File) check(t TensorInfo) error {
	width, ok := map[string]int64{"i8": 1, "u8": 1, "f32": 4}[t.DType]
	if !ok {
		return fmt.Errorf("unknown dtype %q", t.DType)
	}
	size := width
	for _, n := range t.Shape {
		if n < 0 || n > 0 && size > math.MaxInt32/int64(n)*4 {
			return fmt.Errorf("bad shape %v", t.Shape)
		}
		size *= int64(n)
	}
	if t.Offset < 0 || int64(t.Offset)+size > int64(len(f.area)) {
		return fmt.Errorf("bytes %d to %d lie outside the file's %d", t.Offset, int64(t.Offset)+size, len(f.area))
	}
	if _, twice := f.byName[t.Name]; twice {
		return errors.New("is there twice")
	}
	return nil
}

// Hash is the file's SHA-256 in hexadecimal.
func (f *File) Hash() string {
	h := sha256.Sum256(f.raw)
	return hex.EncodeToString(h[:])
}

// Vocabulary is the list of word pieces.
func (f *File) Vocabulary() ([]string, error) {
	t, raw, err := f.find("vocab", "u8")
	if err != nil {
		return nil, err
	}
	v := strings.Split(strings.TrimSuffix(unsafe.String(unsafe.SliceData(raw), len(raw)), "\n"), "\n")
	if len(v) != f.Config.Vocab {
		return nil, fmt.Errorf("tensor %q: %d pieces, the config says %d", t.Name, len(v), f.Config.Vocab)
	}
	return v, nil
}

func (f *File) find(name string, dtypes ...string) (TensorInfo, []byte, error) {
	t, ok := f.byName[name]
	if !ok {
		return t, nil, fmt.Errorf("tensor %q is missing", name)
	}
	size := 1
	for _, n := range t.Shape {
		size *= n
	}
	if t.DType == "f32" {
		size *= 4
	}
	for _, d := range dtypes {
		if d == t.DType {
			return t, f.area[t.Offset : t.Offset+size], nil
		}
	}
	return t, nil, fmt.Errorf("tensor %q is %s, want %s", name, t.DType, strings.Join(dtypes, " or "))
}

func shaped(t TensorInfo, shape []int) error {
	same := len(shape) == len(t.Shape)
	for i := 0; same && i < len(shape); i++ {
		same = shape[i] == t.Shape[i]
	}
	if !same {
		return fmt.Errorf("tensor %q has shape %v, want %v", t.Name, t.Shape, shape)
	}
	return nil
}

// Floats is a float32 tensor of that shape, copied.
func (f *File) Floats(name string, shape ...int) ([]float32, error) {
	t, raw, err := f.find(name, "f32")
	if err != nil {
		return nil, err
	}
	return floats(raw), shaped(t, shape)
}

func floats(raw []byte) []float32 {
	out := make([]float32, len(raw)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return out
}

// Matrix is a matrix of rows × columns; int8 values are not copied.
func (f *File) Matrix(name string, rows, columns int) (Matrix, error) {
	m := Matrix{Rows: rows, Columns: columns}
	t, raw, err := f.find(name, "i8", "f32")
	if err != nil {
		return m, err
	}
	if err := shaped(t, []int{rows, columns}); err != nil {
		return m, err
	}
	if t.DType == "f32" {
		m.Float = floats(raw)
		return m, nil
	}
	m.Int8 = unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(raw))), len(raw))
	m.Scale, err = f.Floats(t.Scale, rows)
	return m, err
}

// Row spreads row i out to float32.
func (m Matrix) Row(i int, dst []float32) {
	if m.Float != nil {
		copy(dst, m.Float[i*m.Columns:(i+1)*m.Columns])
		return
	}
	for j, v := range m.Int8[i*m.Columns : (i+1)*m.Columns] {
		dst[j] = float32(v) * m.Scale[i]
	}
}
