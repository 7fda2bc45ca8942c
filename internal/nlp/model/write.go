package model

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
)

// Writer puts a model file together; training/export.py writes the real ones, tests write small ones.
type Writer struct {
	Header Header
	area   []byte
}

// Add appends a tensor of raw bytes.
func (w *Writer) Add(name, dtype, scale string, raw []byte, shape ...int) {
	for len(w.area)%align != 0 {
		w.area = append(w.area, 0)
	}
	w.Header.Tensors = append(w.Header.Tensors, TensorInfo{Name: name, DType: dtype, Shape: shape, Offset: len(w.area), Scale: scale})
	w.area = append(w.area, raw...)
}

// Vocabulary appends the word pieces.
func (w *Writer) Vocabulary(pieces []string) {
	raw := []byte(strings.Join(pieces, "\n") + "\n")
	w.Add("vocab", "u8", "", raw, len(raw))
}

// Floats appends a float32 tensor.
func (w *Writer) Floats(name string, v []float32, shape ...int) {
	raw := make([]byte, 0, 4*len(v))
	for _, x := range v {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(x))
	}
	w.Add(name, "f32", "", raw, shape...)
}

// Int8s appends a matrix quantised by rows, and its scales.
func (w *Writer) Int8s(name string, v []float32, rows, columns int) {
	raw, scale := make([]byte, len(v)), make([]float32, rows)
	for i := range rows {
		row := v[i*columns : (i+1)*columns]
		top := float32(0)
		for _, x := range row {
			top = max(top, x, -x)
		}
		if top == 0 {
			top = 127
		}
		scale[i] = top / 127
		for j, x := range row {
			raw[i*columns+j] = byte(int8(math.RoundToEven(float64(x / scale[i]))))
		}
	}
	w.Add(name, "i8", name+".scale", raw, rows, columns)
	w.Floats(name+".scale", scale, rows)
}

// Bytes is the file.
func (w *Writer) Bytes() ([]byte, error) {
	w.Header.Format = 1
	header, err := json.Marshal(w.Header)
	if err != nil {
		return nil, err
	}
	out := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(header)))
	out = append(out, header...)
	for len(out)%align != 0 {
		out = append(out, 0)
	}
	return append(out, w.area...), nil
}
