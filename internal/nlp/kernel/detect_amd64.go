package kernel

import "golang.org/x/sys/cpu"

//go:generate go -C asm run . -out ../kernels_amd64.s -stubs ../stubs_amd64.go -pkg kernel

// Available lists the sets that this processor runs, fastest first.
func Available() []*Set {
	var all []*Set
	x := &cpu.X86
	if !x.HasAVX2 || !x.HasFMA {
		return []*Set{Portable()}
	}
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI {
		all = append(all, avx512())
	}
	if x.HasAVXVNNI {
		all = append(all, avxVNNI())
	}
	return append(all, avx2(), Portable())
}

type gemmFunc func(c *float32, ldc int, a *byte, lda int, scale, low *float32, blocks int, b *int8, k int, wscale, wsum, bias,
	floor *float32)

// panels runs a product panel by panel, so that a panel stays in the nearest cache while all rows pass it.
func panels(f gemmFunc, block, bytes int) func([]float32, int, *Rows, *Matrix) {
	return func(c []float32, ldc int, r *Rows, m *Matrix) {
		nr := m.set.nr
		_, _, _, _ = r.q[r.n*m.K*bytes-1], r.scale[r.n-1], r.low[r.n-1], c[(r.n-1)*ldc+m.pad-1]
		for j := 0; j < m.pad; j += nr {
			f(&c[j], 4*ldc, &r.q[0], bytes*m.K, &r.scale[0], &r.low[0], r.n/block, &m.int8s[j*m.K], m.K, &m.scale[j], &m.sum[j],
				&m.bias[j], &m.floor[j])
		}
	}
}

// avx512 needs AVX-512 F, BW, DQ, VL and VNNI.
func avx512() *Set {
	return &Set{Name: "avx512-vnni", nr: 48, group: 4, gemm: panels(gemmVNNI, 8, 1),
		quantize: func(q []byte, x []float32) (float32, float32) { return quantizeAVX512(&q[0], &x[0], len(x)) },
		gelu:     func(x []float32) { geluAVX512(&x[0], len(x)) },
		addNorm:  func(x, y, g, b []float32) { addNormAVX512(&x[0], &y[0], &g[0], &b[0], len(x)) },
		softmax:  func(x []float32, ld, rows, n int) { softmaxAVX512(&x[0], 4*ld, rows, n) },
		dense: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, init []float32, rows, n, k int) {
			denseAVX512(&c[0], 4*ldc, &a[0], 4*lda, &b[0], 4*ldb, &init[0], rows/8, n, k)
		},
		combine: func(c, a, b []float32, ldb int, init []float32) {
			combineAVX512(&c[0], &a[0], &b[0], 4*ldb, &init[0], len(c), len(a))
		},
		transpose: transposeAVX,
		embed: func(dst []float32, row []int8, scale float32, a []float32) {
			embedAVX512(&dst[0], &row[0], scale, &a[0], len(dst))
		},
	}
}

// avx2 needs AVX2 and FMA.
func avx2() *Set {
	return &Set{Name: "avx2", nr: 16, group: 2, wide: true, gemm: panels(gemmAVX2, 4, 2),
		quantize: func(q []byte, x []float32) (float32, float32) { return quantizeAVX2(&q[0], &x[0], len(x)) },
		gelu:     func(x []float32) { geluAVX2(&x[0], len(x)) },
		addNorm:  func(x, y, g, b []float32) { addNormAVX2(&x[0], &y[0], &g[0], &b[0], len(x)) },
		softmax:  func(x []float32, ld, rows, n int) { softmaxAVX2(&x[0], 4*ld, rows, n) },
		dense: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, init []float32, rows, n, k int) {
			denseAVX2(&c[0], 4*ldc, &a[0], 4*lda, &b[0], 4*ldb, &init[0], rows/4, n, k)
		},
		combine: func(c, a, b []float32, ldb int, init []float32) {
			combineAVX2(&c[0], &a[0], &b[0], 4*ldb, &init[0], len(c), len(a))
		},
		transpose: transposeAVX,
		embed: func(dst []float32, row []int8, scale float32, a []float32) {
			embedAVX2(&dst[0], &row[0], scale, &a[0], len(dst))
		},
	}
}

// avxVNNI is avx2 with the byte products of AVX-VNNI.
func avxVNNI() *Set {
	s := avx2()
	s.Name, s.nr, s.group, s.wide = "avx-vnni", 24, 4, false
	s.gemm = panels(gemmAVXVNNI, 4, 1)
	s.quantize = func(q []byte, x []float32) (float32, float32) { return quantizeBytesAVX2(&q[0], &x[0], len(x)) }
	return s
}

func transposeAVX(dst []float32, ldd int, src []float32, lds, rows, columns int) {
	transposeAVX2(&dst[0], 4*ldd, &src[0], 4*lds, rows, columns)
}
