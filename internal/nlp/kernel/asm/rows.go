package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// each writes a loop over n elements in steps of step, and what is left over in steps of 16. body gets the byte offset and how
// many vectors to treat. n is a multiple of 16; it is kept.
func each(label string, n reg.GPVirtual, step int, body func(at reg.GPVirtual, vectors int)) {
	at, left := GP64(), GP64()
	XORQ(at, at)
	MOVQ(n, left)
	if step > 1 {
		Label(label)
		CMPQ(left, U32(16*step))
		JL(LabelRef(label + "Rest"))
		body(at, step)
		ADDQ(U32(64*step), at)
		SUBQ(U32(16*step), left)
		JMP(LabelRef(label))
	}
	Label(label + "Rest")
	CMPQ(left, U32(16))
	JL(LabelRef(label + "End"))
	body(at, 1)
	ADDQ(U32(64), at)
	SUBQ(U32(16), left)
	JMP(LabelRef(label + "Rest"))
	Label(label + "End")
}

func pointer(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

func elem(base reg.GPVirtual, at reg.GPVirtual, v int) Mem {
	return Mem{Base: base, Index: at, Scale: 1, Disp: 64 * v}
}

// quantize: the row's least and largest value, then integers. variant "" writes bytes with AVX-512 and 16-bit integers with
// AVX2, "Bytes" bytes with AVX2.
func (s isa) quantize(variant string) {
	TEXT("quantize"+variant+s.name, NOSPLIT, "func(q *byte, x *float32, n int) (scale float32, low float32)")
	Doc("quantize" + variant + s.name + " turns n floats into integers of 0 to 255: value = scale * integer + low.")
	q, x, n := pointer("q"), pointer("x"), pointer("n")
	least, most := s.load(Mem{Base: x}), s.load(Mem{Base: x})
	each("range", n, 1, func(at reg.GPVirtual, _ int) {
		s.min(elem(x, at, 0), least, least)
		s.max(elem(x, at, 0), most, most)
	})
	low, span := s.foldTo(VMINPS, least), s.foldTo(VMAXPS, most)
	VSUBSS(low, span, span)
	VMAXSS(constant("tiny"), span, span)
	inverse, scale := XMM(), XMM()
	VMOVSS(constant("full"), inverse)
	VDIVSS(span, inverse, inverse)
	VMULSS(constant("step"), span, scale)
	times, from := s.spread(inverse), s.spread(low)
	each("round", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.sub(from, v, v)
		s.mul(v, times, v)
		s.toInt(v, v)
		s.storeQuantized(v, q, at, variant == "Bytes")
	})
	Store(scale, Return("scale"))
	Store(low, Return("low"))
	VZEROUPPER()
	RET()
}

// storeQuantized stores integers where the row has so many integers as at counts bytes of floats.
func (s isa) storeQuantized(v vec, q, at reg.GPVirtual, bytes bool) {
	place := GP64()
	MOVQ(at, place)
	if s.wide {
		SHRQ(Imm(2), place)
		VPMOVDB(v[0], Mem{Base: q, Index: place, Scale: 1})
		return
	}
	VPACKSSDW(v[1], v[0], v[0])
	VPERMQ(Imm(0b11011000), v[0], v[0])
	if !bytes {
		SHRQ(Imm(1), place)
		VMOVDQU(v[0], Mem{Base: q, Index: place, Scale: 1})
		return
	}
	SHRQ(Imm(2), place)
	high := XMM()
	VEXTRACTI128(Imm(1), v[0], high)
	VPACKUSWB(high, v[0].AsX(), high)
	VMOVDQU(high, Mem{Base: q, Index: place, Scale: 1})
}

func (s isa) gelu() {
	TEXT("gelu"+s.name, NOSPLIT, "func(x *float32, n int)")
	Doc("gelu" + s.name + " replaces n floats by their GELU.")
	x, n := pointer("x"), pointer("n")
	vectors := 2
	if s.wide {
		vectors = 4
	}
	each("gelu", n, vectors, func(at reg.GPVirtual, vectors int) {
		t, p := make([]vec, vectors), make([]vec, vectors)
		for i := range t {
			u := s.clamped(elem(x, at, i))
			t[i] = u
			s.mul(u, u, t[i])
		}
		scale, c := s.load(constant("geluMap")), s.load(constant("minusOne"))
		for i := range t {
			s.muladd(c, scale, t[i])
			p[i] = s.load(constant("gelus").Offset(64 * 12))
		}
		for k := 11; k >= 0; k-- {
			s.reload(c, constant("gelus").Offset(64*k))
			for i := range t {
				s.muladd(c, t[i], p[i])
			}
		}
		for i := range t {
			s.mul(s.clamped(elem(x, at, i)), p[i], p[i])
			h := s.load(elem(x, at, i))
			s.mul(constant("half"), h, h)
			s.muladd(h, h, p[i])
			s.store(p[i], elem(x, at, i))
		}
	})
	VZEROUPPER()
	RET()
}

func (s isa) reload(v vec, m Mem) {
	for i := range v {
		VMOVUPS(s.at(m, i), v[i])
	}
}

func (s isa) clamped(m Mem) vec {
	v := s.load(m)
	s.max(constant("geluStart"), v, v)
	s.min(constant("geluEnd"), v, v)
	return v
}

func (s isa) addNorm() {
	TEXT("addNorm"+s.name, NOSPLIT, "func(x *float32, y *float32, gain *float32, b *float32, n int)")
	Doc("addNorm" + s.name + " makes x the LayerNorm of x + y.")
	x, y, g, b, n := pointer("x"), pointer("y"), pointer("gain"), pointer("b"), pointer("n")
	sum := s.zero()
	each("add", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.add(elem(y, at, 0), v, v)
		s.store(v, elem(x, at, 0))
		s.add(v, sum, sum)
	})
	one, count := XMM(), XMM()
	VMOVSS(constant("one"), one)
	VXORPS(count, count, count)
	VCVTSI2SSQ(n, count, count)
	part := XMM()
	VDIVSS(count, one, part)
	total := s.foldTo(VADDPS, sum)
	VMULSS(part, total, total)
	mean, square := s.spread(total), s.zero()
	each("centre", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.sub(mean, v, v)
		s.store(v, elem(x, at, 0))
		s.addmul(v, v, square)
	})
	r := s.foldTo(VADDPS, square)
	VMULSS(part, r, r)
	VADDSS(constant("eps"), r, r)
	VSQRTSS(r, r, r)
	VDIVSS(r, one, r)
	times := s.spread(r)
	each("scale", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.mul(v, times, v)
		gain := s.load(elem(g, at, 0))
		s.muladd(elem(b, at, 0), gain, v)
		s.store(v, elem(x, at, 0))
	})
	VZEROUPPER()
	RET()
}

func (s isa) softmax() {
	TEXT("softmax"+s.name, NOSPLIT, "func(x *float32, ld int, rows int, n int)")
	Doc("softmax" + s.name + " replaces rows of n floats, ld bytes apart, by their softmax.")
	x, ld, rows, n := pointer("x"), pointer("ld"), pointer("rows"), pointer("n")
	Label("row")
	most := s.load(Mem{Base: x})
	each("top", n, 1, func(at reg.GPVirtual, _ int) { s.max(elem(x, at, 0), most, most) })
	top, sum := s.spread(s.foldTo(VMAXPS, most)), s.zero()
	each("exp", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.sub(top, v, v)
		e := s.exp(v)
		s.store(e, elem(x, at, 0))
		s.add(e, sum, sum)
	})
	total, one := s.foldTo(VADDPS, sum), XMM()
	VMOVSS(constant("one"), one)
	VDIVSS(total, one, one)
	times := s.spread(one)
	each("scale", n, 1, func(at reg.GPVirtual, _ int) {
		v := s.load(elem(x, at, 0))
		s.mul(v, times, v)
		s.store(v, elem(x, at, 0))
	})
	ADDQ(ld, x)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// exp is e^x for x ≤ 0, as expGo has it; it overwrites x.
func (s isa) exp(x vec) vec {
	s.max(constant("expLow"), x, x)
	n := s.vec()
	s.mul(constant("log2e"), x, n)
	s.round(n, n)
	hi := s.load(constant("ln2Hi"))
	s.addmul(hi, n, x)
	s.reload(hi, constant("ln2Lo"))
	s.addmul(hi, n, x)
	p := s.load(constant("exps"))
	for k := 1; k < 6; k++ {
		s.muladd(constant("exps").Offset(64*k), x, p)
	}
	s.mul(x, p, p)
	s.muladd(x, x, p)
	s.add(constant("one"), p, p)
	s.toInt(n, n)
	for i := range n {
		VPADDD(constant("bias"), n[i], n[i])
		VPSLLD(Imm(23), n[i], n[i])
	}
	s.mul(n, p, p)
	return p
}

func (s isa) embed() {
	TEXT("embed"+s.name, NOSPLIT, "func(dst *float32, row *int8, scale float32, a *float32, n int)")
	Doc("embed" + s.name + " computes dst = scale * row + a.")
	dst, row, a, n := pointer("dst"), pointer("row"), pointer("a"), pointer("n")
	scale := s.spread(Load(Param("scale"), XMM()).(reg.VecVirtual))
	each("embed", n, 1, func(at reg.GPVirtual, _ int) {
		place := GP64()
		MOVQ(at, place)
		SHRQ(Imm(2), place)
		v := s.vec()
		for i := range v {
			VPMOVSXBD(Mem{Base: row, Index: place, Scale: 1, Disp: 8 * i}, v[i])
			VCVTDQ2PS(v[i], v[i])
		}
		s.muladd(elem(a, at, 0), scale, v)
		s.store(v, elem(dst, at, 0))
	})
	VZEROUPPER()
	RET()
}
