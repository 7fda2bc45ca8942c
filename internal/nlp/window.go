package nlp

import (
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// maxPieces is the length of a window with its [CLS] and [SEP].
const maxPieces = 256

// A sentence that does not fit one window is cut into several. Each decides on own words, at most ownPieces of them, and sees
// up to context pieces on either side of them.
const (
	ownPieces = 190
	context   = 32
)

// window is a run of a sentence's words as it lies in a batch.
type window struct {
	sentence *text.Sentence
	tags     []uint8 // NER labels of the sentence's words
	from, to int     // the words it decides on
	row, n   int     // its pieces in the batch, with [CLS] and [SEP]
	words    int     // its first row in the matrix of words: that of [CLS]
}

// size is the number of its rows in the matrix of words: the words it decides on, and [CLS] for the root.
func (w *window) size() int { return w.to - w.from + 1 }

// reading is a sentence's words as pieces.
type reading struct {
	ids   []int32
	shape []int32 // of each word
	first []int   // of each word, and the end: its first piece in ids
}

// read fills r with the pieces of a sentence's words; a word keeps at most as many as a window holds.
func (ws *workspace) read(s *text.Sentence) *reading {
	r := &ws.reading
	r.ids, r.shape, r.first = r.ids[:0], r.shape[:0], append(r.first[:0], 0)
	for i := range s.Tokens {
		var shape int32
		at := len(r.ids)
		r.ids, shape = ws.cache.Append(r.ids, s.Tokens[i].Form)
		r.ids = r.ids[:min(len(r.ids), at+maxPieces-2)]
		r.shape = append(r.shape, shape)
		r.first = append(r.first, len(r.ids))
	}
	return r
}

// pieces is the number of pieces of words from to to-1.
func (r *reading) pieces(from, to int) int { return r.first[to] - r.first[from] }

// cut gives the end of the own words of the window that begins at word from.
func (r *reading) cut(s *text.Sentence, from int) int {
	n := len(s.Tokens)
	if from == 0 && r.pieces(0, n) <= maxPieces-2 {
		return n
	}
	to := from + 1
	for to < n && r.pieces(from, to+1) <= ownPieces {
		to++
	}
	if to == n {
		return n
	}
	for k := to; k > from && r.pieces(from, k) > ownPieces*2/3; k-- {
		if isBreak(s.Tokens[k-1].Form) {
			return k
		}
	}
	return to
}

// isBreak reports whether a long sentence had better be cut after the word: it is one punctuation mark.
func isBreak(form string) bool {
	c, size := utf8.DecodeRuneInString(form)
	return size == len(form) && unicode.IsPunct(c)
}

// around widens own words by the context that fits.
func (r *reading) around(from, to int) (int, int) {
	a, b, n := from, to, len(r.shape)
	for a > 0 && r.pieces(a-1, from) <= context && r.pieces(a-1, b) <= maxPieces-2 {
		a--
	}
	for b < n && r.pieces(to, b+1) <= context && r.pieces(a, b+1) <= maxPieces-2 {
		b++
	}
	return a, b
}

// add puts the window of own words from to to-1 into the batch; it must fit.
func (ws *workspace) add(s *text.Sentence, tags []uint8, from, to int) {
	r := &ws.reading
	a, b := r.around(from, to)
	w := window{sentence: s, tags: tags, from: from, to: to, row: len(ws.ids), words: len(ws.firsts)}
	ws.piece(ws.e.vocabulary.CLS, 0)
	ws.firsts = append(ws.firsts, w.row)
	for k := a; k < b; k++ {
		if k >= from && k < to {
			ws.firsts = append(ws.firsts, len(ws.ids))
		}
		shape := r.shape[k]
		for _, id := range r.ids[r.first[k]:r.first[k+1]] {
			ws.piece(id, shape)
			shape = r.shape[k] + 1
		}
	}
	ws.piece(ws.e.vocabulary.SEP, 0)
	w.n = len(ws.ids) - w.row
	ws.windows = append(ws.windows, w)
}

func (ws *workspace) piece(id, shape int32) {
	ws.ids, ws.shapes = append(ws.ids, id), append(ws.shapes, shape)
}
