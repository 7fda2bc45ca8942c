package main

import . "github.com/mmcloughlin/avo/build"

func main() {
	ConstraintExpr("amd64")
	constants()
	for _, s := range []isa{{name: "AVX512", wide: true}, {name: "AVX2"}} {
		s.quantize("")
		s.gelu()
		s.addNorm()
		s.softmax()
		s.embed()
		s.dense()
		s.combine()
	}
	isa{name: "AVX2"}.quantize("Bytes")
	transpose()
	gemmVNNI()
	gemmAVXVNNI()
	gemmAVX2()
	Generate()
}
