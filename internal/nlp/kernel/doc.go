// Package kernel holds the arithmetic of the encoder: int8 matrix products with their quantisation, GELU, LayerNorm, softmax
// and small float32 products, over rows of float32. It knows nothing of models, words or sentences.
//
// Weights are int8 with a scale for each output. Activations are rounded when they are used, each row by itself, to 255 steps
// between its least and its largest value: a row of GELU's results is far from symmetric, and so are LayerNorm's.
//
// A Set is one implementation. Detect picks the fastest this processor runs; Portable runs anywhere. Integer products are
// exact in every set, and float32 sums run in one order in all (16 lanes, folded in halves). So the sets in assembly agree to
// the bit, and portable Go with them but for rare last bits of the fused multiply-add it emulates: 1e-5 of a row's largest
// value is the stated bound. GODEBUG=cpu.avx2=off makes an amd64 processor take the portable set.
package kernel
