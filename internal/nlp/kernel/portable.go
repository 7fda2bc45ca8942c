package kernel

import "math"

// Portable is the implementation in plain Go.
func Portable() *Set {
	return &Set{Name: "portable", pairs: true, gemm: gemmGo, quantize: quantizeGo, gelu: geluGo, addNorm: addNormGo,
		softmax: softmaxGo, dense: denseGo, combine: combineGo, transpose: transposeGo,
		embed: embedGo}
}

// fma is x*y+z rounded once (twice in one case of 2^29): the product is exact in float64. Rounding as the assembly does is worth
// its time: a difference in the last bit may turn the rounding of an activation, and that shows in the results.
func fma(x, y, z float32) float32 { return float32(float64(x)*float64(y) + float64(z)) }

// gemmGo multiplies two outputs at once: their weights w0, w1 lie in one word as w0 + w1·2³², and so do their sums, which int32
// holds.
func gemmGo(c []float32, ldc int, r *Rows, m *Matrix) {
	k := m.K
	for j := 0; j < m.N; j += 2 {
		w := m.pairs[j/2*k:][:k]
		for i := 0; i < r.n; i += 4 {
			a := r.q[i*k:]
			for at, sum := range dots(w, a[:k], a[k:][:k], a[2*k:][:k], a[3*k:][:k]) {
				low, row := int32(sum), c[(i+at)*ldc:]
				row[j] = m.value(j, low, r.scale[i+at], r.low[i+at])
				row[j+1] = m.value(j+1, int32((sum-int64(low))>>32), r.scale[i+at], r.low[i+at])
			}
		}
	}
}

// dots is the sums of four rows; all have the length of w.
func dots(w []int64, a0, a1, a2, a3 []byte) (s [4]int64) {
	var s0, s1, s2, s3 int64
	a0, a1, a2, a3 = a0[:len(w)], a1[:len(w)], a2[:len(w)], a3[:len(w)]
	for k, x := range w {
		s0 += int64(a0[k]) * x
		s1 += int64(a1[k]) * x
		s2 += int64(a2[k]) * x
		s3 += int64(a3[k]) * x
	}
	return [4]int64{s0, s1, s2, s3}
}

// value is output j of a row with a scale and a low, from its integer sum.
func (m *Matrix) value(j int, sum int32, scale, low float32) float32 {
	return max(fma(low, m.sum[j], fma(float32(float32(sum)*scale), m.scale[j], m.bias[j])), m.floor[j])
}

// tiny keeps a row of one value from a division by nought.
const tiny = 1e-30

func quantizeGo(q []byte, x []float32) (scale, low float32) {
	low, high := x[0], x[0]
	for _, v := range x {
		low, high = min(low, v), max(high, v)
	}
	span := max(float32(high-low), tiny)
	inverse := 255 / span
	for i, v := range x {
		q[i] = byte(math.Float32bits(float32((v-low)*inverse) + 1<<23)) // the sum's last bits are the rounded number
	}
	return span * (1.0 / 255), low
}

// gelus approximates erf(u/√2)/u on [-5,5] as a polynomial of t = 2u²/25 - 1 (fitted by iterated least squares): GELU with it
// is right to 2e-6. Beyond 5, erf is taken at 5.
var gelus = [13]float32{0.28272756934165955, -0.14059330523014069, 0.1030428409576416, -0.08086589723825455, 0.06285245716571808,
	-0.04667346552014351, 0.0329953208565712, -0.021946458145976067, 0.012330842204391956, -0.005831352435052395,
	0.0040037380531430244, -0.0030283054802566767, 0.0009859330020844936}

const geluEnd = 5

func geluGo(x []float32) {
	for i, v := range x {
		u := min(max(v, -geluEnd), geluEnd)
		t := fma(float32(u*u), 2.0/(geluEnd*geluEnd), -1)
		p := gelus[12]
		for k := 11; k >= 0; k-- {
			p = fma(p, t, gelus[k])
		}
		h := float32(0.5 * v)
		x[i] = fma(h, float32(p*u), h)
	}
}

// fold adds 16 lanes by halves.
func fold(l *[Lanes]float32) float32 {
	for n := Lanes / 2; n > 0; n /= 2 {
		for i := range n {
			l[i] += l[i+n]
		}
	}
	return l[0]
}

func addNormGo(x, y, g, b []float32) {
	var l [Lanes]float32
	for i := range x {
		x[i] += y[i]
		l[i%Lanes] += x[i]
	}
	n := 1 / float32(len(x))
	mean := float32(fold(&l) * n)
	l = [Lanes]float32{}
	for i := range x {
		x[i] -= mean
		l[i%Lanes] = fma(x[i], x[i], l[i%Lanes])
	}
	r := 1 / float32(math.Sqrt(float64(float32(fold(&l)*n)+1e-12)))
	for i := range x {
		x[i] = fma(float32(x[i]*r), g[i], b[i])
	}
}

// exps are the coefficients of Cephes' expf.
var exps = [6]float32{1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1}

const (
	expLow = -87
	log2e  = 1.44269504088896341
	ln2Hi  = 0.693359375
	ln2Lo  = -2.12194440e-4
)

// expGo is e^x for x ≤ 0; under expLow it stays at e^expLow, which no sum of ours can tell from nought.
func expGo(x float32) float32 {
	x = max(x, expLow)
	n := float32(math.RoundToEven(float64(float32(x * log2e))))
	r := fma(n, -ln2Hi, x)
	r = fma(n, -ln2Lo, r)
	p := exps[0]
	for _, c := range exps[1:] {
		p = fma(p, r, c)
	}
	p = fma(float32(p*r), r, r) + 1
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

func softmaxGo(x []float32, ld, rows, n int) {
	for i := range rows {
		softmaxRow(x[i*ld : i*ld+n])
	}
}

func softmaxRow(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var l [Lanes]float32
	for i, v := range x {
		x[i] = expGo(v - top)
		l[i%Lanes] += x[i]
	}
	scale := 1 / fold(&l)
	for i := range x {
		x[i] *= scale
	}
}

func denseGo(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, init []float32, rows, n, k int) {
	for i := range rows {
		out := c[i*ldc : i*ldc+n]
		copy(out, init[:n])
		for p, x := range a[i*lda : i*lda+k] {
			w := b[p*ldb : p*ldb+n]
			for j := range out {
				out[j] = fma(x, w[j], out[j])
			}
		}
	}
}

func transposeGo(dst []float32, ldd int, src []float32, lds, rows, columns int) {
	for i := range rows {
		for j, v := range src[i*lds : i*lds+columns] {
			dst[j*ldd+i] = v
		}
	}
}

func combineGo(c, a, b []float32, ldb int, init []float32) {
	denseGo(c, len(c), a, len(a), b, ldb, init, 1, len(c), len(a))
}

func embedGo(dst []float32, row []int8, scale float32, a []float32) {
	for j, v := range row {
		dst[j] = fma(float32(v), scale, a[j])
	}
}
