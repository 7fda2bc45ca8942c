package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dense writes c = init + a·b in tiles of rows × columns: 8 × 32 and 8 × 16 with AVX-512, 4 × 16 with AVX2. Strides are bytes.
func (s isa) dense() {
	TEXT("dense"+s.name, NOSPLIT,
		"func(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, init *float32, blocks int, n int, k int)")
	Doc("dense" + s.name + " computes c = init + a·b for blocks of 8 rows (AVX-512) or 4 (AVX2); ld are in bytes.")
	c, ldc, a, lda := pointer("c"), pointer("ldc"), pointer("a"), pointer("lda")
	rows, widths := 4, []int{1}
	if s.wide {
		rows, widths = 8, []int{2, 1}
	}
	blocks := pointer("blocks")
	Label("block")
	n, b, init, out := pointer("n"), pointer("b"), pointer("init"), GP64()
	MOVQ(c, out)
	for _, w := range widths {
		label := fmt.Sprintf("columns%d", w)
		Label(label)
		CMPQ(n, U32(16*w))
		JL(LabelRef(label + "End"))
		s.denseTile(label, out, ldc, a, lda, b, init, rows, w)
		for _, p := range []reg.GPVirtual{b, init, out} {
			ADDQ(U32(64*w), p)
		}
		SUBQ(U32(16*w), n)
		JMP(LabelRef(label))
		Label(label + "End")
	}
	step := GP64()
	MOVQ(lda, step)
	SHLQ(Imm(log2(rows)), step)
	ADDQ(step, a)
	MOVQ(ldc, step)
	SHLQ(Imm(log2(rows)), step)
	ADDQ(step, c)
	DECQ(blocks)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}

func log2(n int) uint64 {
	k := uint64(0)
	for ; n > 1; n /= 2 {
		k++
	}
	return k
}

func (s isa) denseTile(label string, out, ldc, a, lda, b, init reg.GPVirtual, rows, w int) {
	acc := make([][]vec, rows)
	for i := range acc {
		for j := range w {
			acc[i] = append(acc[i], s.load(Mem{Base: init, Disp: 64 * j}))
		}
	}
	at := rowsOf(a, lda, rows)
	k, bk := pointer("k"), GP64()
	ldb := pointer("ldb")
	MOVQ(b, bk)
	Label(label + "K")
	var cols []vec
	for j := range w {
		cols = append(cols, s.load(Mem{Base: bk, Disp: 64 * j}))
	}
	for i := range rows {
		x := s.halfBroadcast(at.row(i))
		for j := range w {
			for h := range acc[i][j] {
				VFMADD231PS(cols[j][h], x, acc[i][j][h])
			}
		}
	}
	ADDQ(ldb, bk)
	at.advance(4)
	DECQ(k)
	JNZ(LabelRef(label + "K"))
	to := rowsOf(out, ldc, rows)
	for i := range rows {
		for j := range w {
			m := to.row(i)
			m.Disp = 64 * j
			s.store(acc[i][j], m)
		}
	}
}

// halfBroadcast is one register, full of the float at m.
func (s isa) halfBroadcast(m Mem) reg.VecVirtual {
	v := YMM()
	if s.wide {
		v = ZMM()
	}
	VBROADCASTSS(m, v)
	return v
}

// rowSet addresses up to 8 rows that lie ld bytes apart.
type rowSet struct {
	bases   []reg.GPVirtual // of rows 0 and 4
	ld, ld3 reg.GPVirtual
}

func rowsOf(base, ld reg.GPVirtual, rows int) rowSet {
	r := rowSet{ld: ld, ld3: GP64()}
	LEAQ(Mem{Base: ld, Index: ld, Scale: 2}, r.ld3)
	first := GP64()
	MOVQ(base, first)
	r.bases = append(r.bases, first)
	if rows > 4 {
		fifth := GP64()
		LEAQ(Mem{Base: base, Index: ld, Scale: 4}, fifth)
		r.bases = append(r.bases, fifth)
	}
	return r
}

func (r rowSet) row(i int) Mem {
	m := Mem{Base: r.bases[i/4]}
	switch i % 4 {
	case 1:
		m.Index, m.Scale = r.ld, 1
	case 2:
		m.Index, m.Scale = r.ld, 2
	case 3:
		m.Index, m.Scale = r.ld3, 1
	}
	return m
}

func (r rowSet) advance(bytes int) {
	for _, b := range r.bases {
		ADDQ(U32(bytes), b)
	}
}

// combine is one row of dense, 64 columns at a time and then 16.
func (s isa) combine() {
	TEXT("combine"+s.name, NOSPLIT, "func(c *float32, a *float32, b *float32, ldb int, init *float32, n int, k int)")
	Doc("combine" + s.name + " computes c = init + a·b for one row; ldb is in bytes.")
	c, a, b, ldb, init, n := pointer("c"), pointer("a"), pointer("b"), pointer("ldb"), pointer("init"), pointer("n")
	for _, w := range []int{4, 1} {
		label := fmt.Sprintf("columns%d", w)
		Label(label)
		CMPQ(n, U32(16*w))
		JL(LabelRef(label + "End"))
		var acc []vec
		for j := range w {
			acc = append(acc, s.load(Mem{Base: init, Disp: 64 * j}))
		}
		k, bk, ak := pointer("k"), GP64(), GP64()
		MOVQ(b, bk)
		MOVQ(a, ak)
		Label(label + "K")
		x := s.halfBroadcast(Mem{Base: ak})
		for j := range w {
			for h := range acc[j] {
				VFMADD231PS(s.at(Mem{Base: bk, Disp: 64 * j}, h), x, acc[j][h])
			}
		}
		ADDQ(ldb, bk)
		ADDQ(U32(4), ak)
		DECQ(k)
		JNZ(LabelRef(label + "K"))
		for j := range w {
			s.store(acc[j], Mem{Base: c, Disp: 64 * j})
		}
		for _, p := range []reg.GPVirtual{b, init, c} {
			ADDQ(U32(64*w), p)
		}
		SUBQ(U32(16*w), n)
		JMP(LabelRef(label))
		Label(label + "End")
	}
	VZEROUPPER()
	RET()
}

// transpose writes 8×8 blocks: dst[j][i] = src[i][j].
func transpose() {
	TEXT("transposeAVX2", NOSPLIT, "func(dst *float32, ldd int, src *float32, lds int, rows int, columns int)")
	Doc("transposeAVX2 writes dst[j][i] = src[i][j] for multiples of 8; ld are in bytes.")
	dst, ldd, src, lds, rows := pointer("dst"), pointer("ldd"), pointer("src"), pointer("lds"), pointer("rows")
	Label("rows")
	columns, to, from := pointer("columns"), GP64(), GP64()
	MOVQ(dst, to)
	MOVQ(src, from)
	Label("columns")
	block8(rowsOf(from, lds, 8), rowsOf(to, ldd, 8))
	ADDQ(U32(32), from)
	LEAQ(Mem{Base: to, Index: ldd, Scale: 8}, to)
	SUBQ(U32(8), columns)
	JNZ(LabelRef("columns"))
	LEAQ(Mem{Base: src, Index: lds, Scale: 8}, src)
	ADDQ(U32(32), dst)
	SUBQ(U32(8), rows)
	JNZ(LabelRef("rows"))
	VZEROUPPER()
	RET()
}

func block8(from, to rowSet) {
	var r, t, u [8]reg.VecVirtual
	for i := range r {
		r[i] = YMM()
		VMOVUPS(from.row(i), r[i])
	}
	for i := 0; i < 8; i += 2 {
		t[i], t[i+1] = YMM(), YMM()
		VUNPCKLPS(r[i+1], r[i], t[i])
		VUNPCKHPS(r[i+1], r[i], t[i+1])
	}
	for i := 0; i < 8; i += 4 {
		for k := range 2 {
			u[i+2*k], u[i+2*k+1] = YMM(), YMM()
			VSHUFPS(Imm(0x44), t[i+2+k], t[i+k], u[i+2*k])
			VSHUFPS(Imm(0xee), t[i+2+k], t[i+k], u[i+2*k+1])
		}
	}
	for i := range 4 {
		low, high := YMM(), YMM()
		VPERM2F128(Imm(0x20), u[i+4], u[i], low)
		VPERM2F128(Imm(0x31), u[i+4], u[i], high)
		VMOVUPS(low, to.row(i))
		VMOVUPS(high, to.row(i+4))
	}
}
