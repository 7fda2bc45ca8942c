// Package nlp is the language engine: a small transformer encoder with its heads, run in pure Go from one model file
// (docs/model-format.md). It fills tags, dependencies, entities and event proposals of a document's sentences; it cuts no
// text (internal/nlp/token does) and decides no codes (internal/coding does).
//
// The way of a sentence: its words become pieces, and windows where it is long (window.go); the windows of some sentences
// share one matrix of pieces that runs through the encoder (encoder.go), attention staying within a window; the heads read
// the first pieces of words (heads.go); decoding writes the document's layers (decode.go). A sentence's result does not
// depend on what it shares a matrix with.
package nlp
