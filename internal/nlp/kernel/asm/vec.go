package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa says what vectors are made of. Both kinds do the same operations on the same 16 lanes in the same order, so their results
// are the same.
type isa struct {
	name string
	wide bool // 512 bits
}

// vec is 16 float32 or int32 lanes: one 512-bit register or two 256-bit ones.
type vec []reg.VecVirtual

func (s isa) vec() vec {
	if s.wide {
		return vec{ZMM()}
	}
	return vec{YMM(), YMM()}
}

// at is part i of the 16 lanes at m.
func (s isa) at(m Mem, i int) Mem { return m.Offset(32 * i) }

func (s isa) load(m Mem) vec {
	v := s.vec()
	for i := range v {
		VMOVUPS(s.at(m, i), v[i])
	}
	return v
}

func (s isa) store(v vec, m Mem) {
	for i := range v {
		VMOVUPS(v[i], s.at(m, i))
	}
}

func (s isa) zero() vec {
	v := s.vec()
	for i := range v {
		if s.wide {
			VPXORD(v[i], v[i], v[i])
		} else {
			VXORPS(v[i], v[i], v[i])
		}
	}
	return v
}

// op applies a three-operand instruction, dst = b op a, to all parts; a may lie in memory as 16 lanes.
func (s isa) op(f func(ops ...Op), a any, b, dst vec) {
	for i := range dst {
		switch a := a.(type) {
		case vec:
			f(a[i], b[i], dst[i])
		case Mem:
			f(s.at(a, i), b[i], dst[i])
		}
	}
}

func (s isa) add(a any, b, dst vec) { s.op(VADDPS, a, b, dst) }
func (s isa) sub(a any, b, dst vec) { s.op(VSUBPS, a, b, dst) } // dst = b - a
func (s isa) mul(a any, b, dst vec) { s.op(VMULPS, a, b, dst) }
func (s isa) max(a any, b, dst vec) { s.op(VMAXPS, a, b, dst) }
func (s isa) min(a any, b, dst vec) { s.op(VMINPS, a, b, dst) }

// muladd: x = x*y + z. addmul: x += y*z.
func (s isa) muladd(z any, y, x vec) { s.op(VFMADD213PS, z, y, x) }
func (s isa) addmul(z any, y, x vec) { s.op(VFMADD231PS, z, y, x) }

func (s isa) round(x, dst vec) {
	for i := range dst {
		if s.wide {
			VRNDSCALEPS(Imm(8), x[i], dst[i])
		} else {
			VROUNDPS(Imm(8), x[i], dst[i])
		}
	}
}

// toInt rounds to the nearest integer, halves to even.
func (s isa) toInt(x, dst vec) {
	for i := range dst {
		VCVTPS2DQ(x[i], dst[i])
	}
}

// foldTo reduces 16 lanes to the lowest of an XMM register by halves: i with i+8, i+4, i+2, i+1.
func (s isa) foldTo(f func(ops ...Op), v vec) reg.VecVirtual {
	y := YMM()
	if s.wide {
		high := YMM()
		VEXTRACTF64X4(Imm(1), v[0], high)
		f(high, v[0].AsY(), y)
	} else {
		f(v[1], v[0], y)
	}
	x, t := XMM(), XMM()
	VEXTRACTF128(Imm(1), y, t)
	f(t, y.AsX(), x)
	VPSHUFD(Imm(0b1110), x, t)
	f(t, x, x)
	VPSHUFD(Imm(0b01), x, t)
	f(t, x, x)
	return x
}

// spread copies the lowest lane to all.
func (s isa) spread(x reg.VecVirtual) vec {
	v := s.vec()
	for i := range v {
		VBROADCASTSS(x, v[i])
	}
	return v
}

var places = map[string]Mem{}

// constant is 16 lanes of a named number.
func constant(name string) Mem {
	m, ok := places[name]
	if !ok {
		panic(name)
	}
	return m
}

func define(name string, bits ...uint32) {
	places[name] = GLOBL(name, NOPTR|RODATA)
	for i, b := range bits {
		for lane := range 16 {
			DATA(64*i+4*lane, U32(b))
		}
	}
}

func defineFloats(name string, values ...float64) {
	bits := make([]uint32, len(values))
	for i, v := range values {
		bits[i] = math.Float32bits(float32(v))
	}
	define(name, bits...)
}

// Those of ../portable.go.
func constants() {
	define("bias", 127)
	defineFloats("tiny", 1e-30)
	defineFloats("full", 255)
	defineFloats("step", 1.0/255)
	defineFloats("half", 0.5)
	defineFloats("one", 1)
	defineFloats("eps", 1e-12)
	defineFloats("geluEnd", 5)
	defineFloats("geluStart", -5)
	defineFloats("geluMap", 2.0/25)
	defineFloats("minusOne", -1)
	defineFloats("gelus", 0.28272756934165955, -0.14059330523014069, 0.1030428409576416, -0.08086589723825455,
		0.06285245716571808, -0.04667346552014351, 0.0329953208565712, -0.021946458145976067, 0.012330842204391956,
		-0.005831352435052395, 0.0040037380531430244, -0.0030283054802566767, 0.0009859330020844936)
	defineFloats("exps", 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
	defineFloats("expLow", -87)
	defineFloats("log2e", 1.44269504088896341)
	defineFloats("ln2Hi", -0.693359375)
	defineFloats("ln2Lo", 2.12194440e-4)
}
