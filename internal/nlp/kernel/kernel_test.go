package kernel

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// tolerance is the doc's bound on what sets may differ by, as a share of a row's largest value.
const tolerance = 1e-5

func floats(r *rand.Rand, n int, size float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * size)
	}
	return x
}

// near reports the first place where got is not want.
func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	most := 0.0
	for _, v := range want {
		most = max(most, math.Abs(float64(v)))
	}
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= tolerance*most) {
			t.Fatalf("%s: at %d %v, want %v", what, i, got[i], want[i])
		}
	}
}

// each runs f for every set beside the portable one.
func each(t *testing.T, f func(t *testing.T, s, p *Set)) {
	for _, s := range Available() {
		t.Run(s.Name, func(t *testing.T) { f(t, s, Portable()) })
	}
}

func matrix(s *Set, w, bias []float32, n, k int, float bool) *Matrix {
	m := s.NewMatrix(n, k, float)
	for i := range n {
		m.SetFloatRow(i, w[i*k:], bias[i], make([]int8, k))
	}
	m.Relu(n/2, n)
	return m
}

func TestProduct(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		r := rand.New(rand.NewPCG(1, 1))
		for _, size := range [][3]int{{1, 1, 16}, {7, 48, 32}, {8, 49, 384}, {30, 100, 64}, {65, 384, 1536}} {
			rows, n, k := size[0], size[1], size[2]
			w, bias, x := floats(r, n*k, 1), floats(r, n, 1), floats(r, PadRows(rows)*k, 2)
			for _, float := range []bool{false, true} {
				a, b := matrix(s, w, bias, n, k, float), matrix(p, w, bias, n, k, float)
				c, d := make([]float32, PadRows(rows)*a.Columns()), make([]float32, PadRows(rows)*a.Columns())
				ra, rb := NewRows(rows, k), NewRows(rows, k)
				s.Quantize(ra, x, k, rows, k)
				p.Quantize(rb, x, k, rows, k)
				s.Product(c, a.Columns(), ra, a)
				p.Product(d, a.Columns(), rb, b)
				for i := range rows {
					row := i * a.Columns()
					near(t, fmt.Sprint(size, float), c[row:row+n], d[row:row+n])
				}
			}
		}
	})
}

// TestProductIsRight compares with float64 arithmetic: the rounding to int8 costs less than 2% of the largest result.
func TestProductIsRight(t *testing.T) {
	each(t, func(t *testing.T, s, _ *Set) {
		r := rand.New(rand.NewPCG(2, 1))
		const rows, n, k = 8, 48, 384
		w, bias, x := floats(r, n*k, 1), floats(r, n, 1), floats(r, rows*k, 1)
		m, a, c := s.NewMatrix(n, k, false), NewRows(rows, k), make([]float32, rows*48)
		for i := range n {
			m.SetFloatRow(i, w[i*k:], bias[i], make([]int8, k))
		}
		s.Quantize(a, x, k, rows, k)
		s.Product(c, 48, a, m)
		for i := range rows {
			for j := range n {
				want := float64(bias[j])
				for l := range k {
					want += float64(x[i*k+l]) * float64(w[j*k+l])
				}
				if math.Abs(float64(c[i*48+j])-want) > 1.2 {
					t.Fatalf("row %d column %d: %v, want %v", i, j, c[i*48+j], want)
				}
			}
		}
	})
}

func TestQuantizeExtremes(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		for _, v := range []float32{0, 1e-38, 1, 1e38, 3e38} {
			for _, rest := range []float32{0, 1, -5} {
				x := make([]float32, 32)
				for i := range x {
					x[i] = rest
				}
				x[3], x[20] = v, -v
				q, w := make([]byte, 64), make([]byte, 64)
				scale, low := s.quantize(q, x)
				wantScale, wantLow := p.quantize(w, x)
				if scale != wantScale || low != wantLow {
					t.Fatalf("%v: scale %v, low %v, want %v, %v", v, scale, low, wantScale, wantLow)
				}
			}
		}
	})
}

func TestGelu(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		x := make([]float32, 16*1003)
		for i := range x {
			x[i] = float32(i-len(x)/2) / 800
		}
		y, z := append([]float32{}, x...), append([]float32{}, x...)
		s.gelu(y)
		p.gelu(z)
		for i, v := range x {
			right := 0.5 * float64(v) * (1 + math.Erf(float64(v)/math.Sqrt2))
			if math.Abs(float64(y[i])-right) > 4e-6 || math.Abs(float64(y[i]-z[i])) > 1e-6 {
				t.Fatalf("gelu(%v) = %v, portable %v, right %v", v, y[i], z[i], right)
			}
		}
	})
}

func TestAddNorm(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		r := rand.New(rand.NewPCG(3, 1))
		for _, n := range []int{16, 48, 384} {
			x, y, g, b := floats(r, n, 3), floats(r, n, 3), floats(r, n, 1), floats(r, n, 1)
			z := append([]float32{}, x...)
			s.addNorm(x, y, g, b)
			p.addNorm(z, y, g, b)
			near(t, fmt.Sprint(n), x, z)
		}
	})
}

func TestSoftmax(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		r := rand.New(rand.NewPCG(4, 1))
		for _, n := range []int{16, 32, 80, 256} {
			x := floats(r, 3*n, 8)
			for i := n - 5; i < n; i++ {
				x[i] = Never
			}
			z := append([]float32{}, x...)
			s.Softmax(x, n, 3, n)
			p.Softmax(z, n, 3, n)
			near(t, fmt.Sprint(n), x, z)
			sum := 0.0
			for _, v := range x[:n] {
				sum += float64(v)
			}
			if math.Abs(sum-1) > 1e-5 || x[n-1] > 1e-30 {
				t.Fatalf("n %d: sum %v, masked %v", n, sum, x[n-1])
			}
		}
	})
}

func TestDense(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		r := rand.New(rand.NewPCG(5, 1))
		for _, size := range [][3]int{{1, 16, 1}, {8, 32, 32}, {13, 48, 30}, {24, 80, 192}} {
			rows, n, k := size[0], size[1], size[2]
			a, b, init := floats(r, PadRows(rows)*(k+3), 1), floats(r, k*(n+5), 1), floats(r, n, 1)
			c, d := make([]float32, PadRows(rows)*(n+2)), make([]float32, PadRows(rows)*(n+2))
			s.Dense(c, n+2, a, k+3, b, n+5, init, rows, n, k)
			p.Dense(d, n+2, a, k+3, b, n+5, init, rows, n, k)
			near(t, fmt.Sprint(size), c, d)
			s.Combine(c[:n], a[:k], b, n+5, init)
			near(t, fmt.Sprint(size, " one row"), c[:n], d[:n])
		}
	})
}

func TestTransposeAndEmbed(t *testing.T) {
	each(t, func(t *testing.T, s, p *Set) {
		r := rand.New(rand.NewPCG(6, 1))
		src := floats(r, 24*40, 1)
		dst, want := make([]float32, 32*25), make([]float32, 32*25)
		s.Transpose(dst, 25, src, 40, 20, 32)
		p.Transpose(want, 25, src, 40, 20, 32)
		near(t, "transpose", dst, want)
		row := make([]int8, 384)
		for i := range row {
			row[i] = int8(r.IntN(255) - 127)
		}
		s.Embed(dst[:384], row, 0.03, src)
		p.Embed(want[:384], row, 0.03, src)
		near(t, "embed", dst[:384], want[:384])
	})
}

// TestVectorSetsAgree wants the same bits of the sets with assembly: they do the same operations in the same order.
func TestVectorSetsAgree(t *testing.T) {
	var sets []*Set
	for _, s := range Available() {
		if s.Name != "portable" {
			sets = append(sets, s)
		}
	}
	if len(sets) < 2 {
		t.Skip("fewer than two sets here")
	}
	var first []float32
	for _, s := range sets {
		r := rand.New(rand.NewPCG(7, 1))
		const n, k = 96, 384
		w, bias, x := floats(r, n*k, 1), floats(r, n, 1), floats(r, 16*k, 2)
		m, c, rows := matrix(s, w, bias, n, k, false), make([]float32, 16*n), NewRows(16, k)
		s.AddNorm(x, x[k:], k, k, 15, bias[:16], w)
		s.GeluQuantize(rows, x, k, 16, k)
		s.Product(c, n, rows, m)
		s.Softmax(c, n, 16, n)
		if first == nil {
			first = c
		}
		for i := range c {
			if math.Float32bits(c[i]) != math.Float32bits(first[i]) {
				t.Fatalf("%s: at %d %v, %s has %v", s.Name, i, c[i], sets[0].Name, first[i])
			}
		}
	}
}

// TestPortableBits pins the bits of the portable set: no other processor, compiler or fused multiply-add may change them. The sets in
// assembly are held against it by the tests above.
func TestPortableBits(t *testing.T) {
	p := Portable()
	r := rand.New(rand.NewPCG(8, 1))
	even := func(n int) []float32 { // NormFloat64 takes logarithms, whose last bits differ between processors
		x := make([]float32, n)
		for i := range x {
			x[i] = 4*r.Float32() - 2
		}
		return x
	}
	const rows, n, k = 16, 48, 96
	h := fnv.New64a()
	for _, float := range []bool{false, true} {
		x, c, a := even(rows*k), make([]float32, rows*n), NewRows(rows, k)
		m := matrix(p, even(n*k), even(n), n, k, float)
		p.AddNorm(x, even(rows*k), k, k, rows, even(k), even(k))
		p.GeluQuantize(a, x, k, rows, k)
		p.Product(c, n, a, m)
		p.Dense(x, n, c, n, even(n*n), n, even(n), rows, n, n)
		p.Softmax(x, n, rows, n)
		for _, v := range slices.Concat(c, x) {
			binary.Write(h, binary.LittleEndian, math.Float32bits(v))
		}
	}
	if got, want := h.Sum64(), uint64(0x3a49c8429680335b); got != want {
		t.Errorf("the results' hash is %#x, want %#x", got, want)
	}
}

func BenchmarkProduct(b *testing.B) {
	for _, s := range Available() {
		for _, size := range [][3]int{{256, 1152, 384}, {256, 384, 384}, {256, 1536, 384}, {256, 384, 1536}} {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", s.Name, size[0], size[1], size[2]), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 1))
				rows, n, k := size[0], size[1], size[2]
				m, a, c := matrix(s, floats(r, n*k, 1), floats(r, n, 1), n, k, false), NewRows(rows, k), make([]float32, rows*n)
				s.Quantize(a, floats(r, rows*k, 1), k, rows, k)
				for b.Loop() {
					s.Product(c, n, a, m)
				}
				b.ReportMetric(2*float64(rows*n*k)/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GOP/s")
			})
		}
	}
}

func BenchmarkRows(b *testing.B) {
	for _, s := range Available() {
		r := rand.New(rand.NewPCG(1, 1))
		x, y, q := floats(r, 1536, 1), floats(r, 1536, 0.01), make([]byte, 3072)
		b.Run(s.Name+"/gelu1536", func(b *testing.B) {
			for b.Loop() {
				s.gelu(x)
			}
		})
		b.Run(s.Name+"/quantize1536", func(b *testing.B) {
			for b.Loop() {
				s.quantize(q, x)
			}
		})
		b.Run(s.Name+"/addNorm384", func(b *testing.B) {
			for b.Loop() {
				s.addNorm(x[:384], y, y, y)
			}
		})
		z := floats(r, 32*32, 1)
		b.Run(s.Name+"/softmax32x32", func(b *testing.B) {
			for b.Loop() {
				s.Softmax(z, 32, 32, 32)
			}
		})
		c, zero := make([]float32, 32*32), make([]float32, 32)
		b.Run(s.Name+"/dense32x32x32", func(b *testing.B) {
			for b.Loop() {
				s.Dense(c, 32, z, 32, z, 32, zero, 32, 32, 32)
			}
			b.ReportMetric(2*32*32*32/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GFLOP/s")
		})
		b.Run(s.Name+"/transpose32x32", func(b *testing.B) {
			for b.Loop() {
				s.Transpose(c, 32, z, 32, 32, 32)
			}
		})
	}
}
