package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tile is the part of a product that stays in registers: rows × (vectors of lanes columns).
type tile struct {
	rows, vectors, lanes int
	reg                  func(i int) reg.VecPhysical
}

// Register numbers: the sums come first, then the weights, then what is left.
func (t tile) acc(i, j int) reg.VecPhysical { return t.reg(i*t.vectors + j) }
func (t tile) weight(j int) reg.VecPhysical { return t.reg(t.rows*t.vectors + j) }
func (t tile) free(i int) reg.VecPhysical   { return t.reg((t.rows+1)*t.vectors + i) }

const gemmSignature = "func(c *float32, ldc int, a *byte, lda int, scale *float32, low *float32, blocks int, " +
	"b *int8, k int, wscale *float32, wsum *float32, bias *float32, floor *float32)"

// gemm writes the loop over blocks of rows of one panel of weights. step computes one pass of the inner loop, over size
// inputs, at displacements into a's rows and b.
func gemm(name string, t tile, size int, step func(rows rowSet, b reg.GPVirtual)) {
	TEXT(name, NOSPLIT, gemmSignature)
	Doc(name + " multiplies blocks of rows of quantised activations by one panel of weights; ld are in bytes.")
	c, ldc, a, lda := pointer("c"), pointer("ldc"), pointer("a"), pointer("lda")
	scale, low, blocks := pointer("scale"), pointer("low"), pointer("blocks")
	Label("block")
	for i := range t.rows {
		for j := range t.vectors {
			t.clear(t.acc(i, j))
		}
	}
	rows, b, k := rowsOf(a, lda, t.rows), pointer("b"), pointer("k")
	Label("inner")
	step(rows, b)
	SUBQ(U32(size), k)
	JNZ(LabelRef("inner"))
	t.finish(rowsOf(c, ldc, t.rows), scale, low)
	ADDQ(U32(4*t.rows), scale)
	ADDQ(U32(4*t.rows), low)
	stepBy(a, lda, t.rows)
	stepBy(c, ldc, t.rows)
	DECQ(blocks)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}

func stepBy(p, ld reg.GPVirtual, rows int) {
	s := GP64()
	MOVQ(ld, s)
	SHLQ(Imm(log2(rows)), s)
	ADDQ(s, p)
}

func (t tile) clear(r reg.VecPhysical) {
	if t.lanes == 16 {
		VPXORD(r, r, r)
	} else {
		VPXOR(r, r, r)
	}
}

// finish writes max(float(sum) * scale[row] * wscale[column] + bias[column] + low[row] * wsum[column], floor[column]).
func (t tile) finish(to rowSet, scale, low reg.GPVirtual) {
	wscale, wsum, bias, floor := pointer("wscale"), pointer("wsum"), pointer("bias"), pointer("floor")
	for i := range t.rows {
		s, l, w := t.free(0), t.weight(0), t.weight(1)
		VBROADCASTSS(Mem{Base: scale, Disp: 4 * i}, s)
		VBROADCASTSS(Mem{Base: low, Disp: 4 * i}, l)
		for j := range t.vectors {
			x, at := t.acc(i, j), 4*t.lanes*j
			VCVTDQ2PS(x, x)
			VMULPS(s, x, x)
			VMOVUPS(Mem{Base: wscale, Disp: at}, w)
			VFMADD213PS(Mem{Base: bias, Disp: at}, w, x)
			VFMADD231PS(Mem{Base: wsum, Disp: at}, l, x)
			VMAXPS(Mem{Base: floor, Disp: at}, x, x)
			m := to.row(i)
			m.Disp = at
			VMOVUPS(x, m)
		}
	}
}

func zmm(i int) reg.VecPhysical {
	return []reg.VecPhysical{reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7, reg.Z8, reg.Z9, reg.Z10, reg.Z11,
		reg.Z12, reg.Z13, reg.Z14, reg.Z15, reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23, reg.Z24,
		reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31}[i]
}

func ymm(i int) reg.VecPhysical {
	return []reg.VecPhysical{reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7, reg.Y8, reg.Y9, reg.Y10, reg.Y11,
		reg.Y12, reg.Y13, reg.Y14, reg.Y15}[i]
}

// gemmVNNI: 8 rows × 48 columns, weights [k/4][48][4], VPDPBUSD on 512 bits.
func gemmVNNI() {
	t := tile{rows: 8, vectors: 3, lanes: 16, reg: zmm}
	gemm("gemmVNNI", t, 16, func(rows rowSet, b reg.GPVirtual) {
		for u := range 4 {
			for j := range t.vectors {
				VMOVUPS(Mem{Base: b, Disp: 192*u + 64*j}, t.weight(j))
			}
			for i := range t.rows {
				m := rows.row(i)
				m.Disp = 4 * u
				x := t.free(i % 5)
				VPBROADCASTD(m, x)
				for j := range t.vectors {
					dot512(t.weight(j), x, t.acc(i, j))
				}
			}
		}
		rows.advance(16)
		ADDQ(U32(4*192), b)
	})
}

// dot512 is VPDPBUSD, which avo does not know: acc += signed b · unsigned a, four bytes a lane.
func dot512(b, a, acc reg.VecPhysical) {
	Instruction(&ir.Instruction{Opcode: "VPDPBUSD", Operands: []Op{b, a, acc}, Inputs: []Op{b, a, acc}, Outputs: []Op{acc},
		ISA: []string{"AVX512VNNI"}})
}

// gemmAVXVNNI: 4 rows × 24 columns, weights [k/4][24][4], the VEX form of VPDPBUSD on 256 bits.
func gemmAVXVNNI() {
	t := tile{rows: 4, vectors: 3, lanes: 8, reg: ymm}
	gemm("gemmAVXVNNI", t, 16, func(rows rowSet, b reg.GPVirtual) {
		for u := range 4 {
			for j := range t.vectors {
				VMOVDQU(Mem{Base: b, Disp: 96*u + 32*j}, t.weight(j))
			}
			for i := range t.rows {
				m := rows.row(i)
				m.Disp = 4 * u
				VPBROADCASTD(m, t.free(0))
				for j := range t.vectors {
					dot256((t.rows)*t.vectors+j, (t.rows+1)*t.vectors, i*t.vectors+j)
				}
			}
		}
		rows.advance(16)
		ADDQ(U32(4*96), b)
	})
}

// dot256 is VPDPBUSD Yb, Ya, Yacc in the VEX form of AVX-VNNI: VEX.256.66.0F38.W0 50 /r. Go's assembler only has the EVEX
// form, so the bytes are written out.
func dot256(b, a, acc int) {
	inverted := func(n, bit int) int {
		if n >= 8 {
			return 0
		}
		return bit
	}
	code := []int{0xc4, inverted(acc, 0x80) | 0x40 | inverted(b, 0x20) | 0x02, (^a&15)<<3 | 0x04 | 0x01, 0x50, 0xc0 | acc&7<<3 | b&7}
	for _, c := range code {
		Instruction(&ir.Instruction{Opcode: "BYTE", Operands: []Op{U8(uint8(c))}})
	}
}

// gemmAVX2: 4 rows × 16 columns, weights [k/2][16][2] widened to 16 bits, VPMADDWD: exact, unlike VPMADDUBSW, and as fast on
// processors with two multipliers.
func gemmAVX2() {
	t := tile{rows: 4, vectors: 2, lanes: 8, reg: ymm}
	gemm("gemmAVX2", t, 8, func(rows rowSet, b reg.GPVirtual) {
		for u := range 4 {
			for j := range t.vectors {
				VPMOVSXBW(Mem{Base: b, Disp: 32*u + 16*j}, t.weight(j))
			}
			for i := range t.rows {
				m := rows.row(i)
				m.Disp = 4 * u
				VPBROADCASTD(m, t.free(0))
				for j := range t.vectors {
					product := t.free(1 + (i*t.vectors+j)%5)
					VPMADDWD(t.weight(j), t.free(0), product)
					VPADDD(product, t.acc(i, j), t.acc(i, j))
				}
			}
		}
		rows.advance(16)
		ADDQ(U32(4*32), b)
	})
}
