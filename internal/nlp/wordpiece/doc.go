// Package wordpiece turns words into the encoder's input ids: BERT's uncased WordPiece and the shape of a word, as
// docs/model-format.md says and training/wordpiece.py does.
package wordpiece
