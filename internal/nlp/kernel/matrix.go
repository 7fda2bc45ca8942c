package kernel

import "math"

// Matrix holds weights [N outputs, K inputs] packed for one Set, with the bias and a lower bound of each output.
type Matrix struct {
	N, K  int
	set   *Set
	pad   int       // N rounded up to Align
	scale []float32 // of each output
	sum   []float32 // of each output's weights: what the low of activations is multiplied by
	bias  []float32
	floor []float32 // 0 where relu is wanted, else -Inf
	int8s []int8    // panels of nr outputs, each [K/group][nr][group]
	pairs []int64   // for portable Go: [N/2][K], two outputs in one
	dense []float32 // [K][pad]: float32 weights in the place of int8s
	relu  bool
}

// NewMatrix makes a matrix of int8 weights (or float32 ones) whose rows Set fills. k is a multiple of Lanes.
func (s *Set) NewMatrix(n, k int, float bool) *Matrix {
	pad := PadColumns(n)
	m := &Matrix{N: n, K: k, set: s, pad: pad, scale: make([]float32, pad), bias: make([]float32, pad),
		floor: make([]float32, pad), sum: make([]float32, pad)}
	for i := range m.floor {
		m.floor[i] = float32(math.Inf(-1))
	}
	switch {
	case float:
		m.dense = make([]float32, k*pad)
	case s.pairs:
		m.pairs = make([]int64, k*pad/2)
	default:
		m.int8s = make([]int8, k*pad)
	}
	return m
}

// Columns is the length of a row of a product's result.
func (m *Matrix) Columns() int { return m.pad }

// SetRow fills output n with int8 weights: value = scale * w.
func (m *Matrix) SetRow(n int, w []int8, scale, bias float32) {
	if m.dense != nil {
		for k, v := range w[:m.K] {
			m.dense[k*m.pad+n] = float32(v) * scale
		}
		m.bias[n] = bias
		return
	}
	sum := int32(0)
	for _, v := range w[:m.K] {
		sum += int32(v)
	}
	m.scale[n], m.bias[n], m.sum[n] = scale, bias, float32(sum)*scale
	if m.pairs != nil {
		for k, v := range w[:m.K] {
			m.pairs[n/2*m.K+k] += int64(v) << (n % 2 * 32)
		}
		return
	}
	nr, g := m.set.nr, m.set.group
	panel := m.int8s[n/nr*nr*m.K:]
	at := n % nr * g
	for k := 0; k < m.K; k += g {
		copy(panel[at:at+g], w[k:k+g])
		at += nr * g
	}
}

// SetFloatRow fills output n with float32 weights, rounded to int8 by the row's largest value unless the matrix is float32.
// room has at least K places.
func (m *Matrix) SetFloatRow(n int, w []float32, bias float32, room []int8) {
	if m.dense != nil {
		for k, v := range w[:m.K] {
			m.dense[k*m.pad+n] = v
		}
		m.bias[n] = bias
		return
	}
	top := float32(0)
	for _, v := range w[:m.K] {
		top = max(top, v, -v)
	}
	if top == 0 {
		top = 1
	}
	for k, v := range w[:m.K] {
		room[k] = int8(math.RoundToEven(float64(v / top * 127)))
	}
	m.SetRow(n, room[:m.K], top/127, bias)
}

// Relu makes outputs from to to-1 at least 0.
func (m *Matrix) Relu(from, to int) {
	clear(m.floor[from:to])
	m.relu = true
}

// lift applies the lower bounds.
func (m *Matrix) lift(c []float32, ldc, rows int) {
	if !m.relu {
		return
	}
	for i := range rows {
		row := c[i*ldc : i*ldc+m.pad]
		for j, v := range row {
			row[j] = max(v, m.floor[j])
		}
	}
}
