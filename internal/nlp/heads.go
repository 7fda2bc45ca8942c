package nlp

import (
	"slices"

	"dateline/internal/nlp/kernel"
	"dateline/internal/nlp/morphy"
)

// relChunk is how many words' relation maps are held at a time.
const relChunk = 32

// readWords runs the heads on the batch and writes what they say into the sentences.
func (ws *workspace) readWords() {
	e, d, n := ws.e, ws.e.D, len(ws.firsts)
	for i, row := range ws.firsts {
		copy(ws.h[i*d:(i+1)*d], ws.x[row*d:(row+1)*d])
	}
	e.set.Dense(ws.small, e.small.pad, ws.h, d, e.small.w, e.small.pad, e.small.bias, n, e.small.pad, d)
	ld := e.weights.words.Columns()
	e.set.Quantize(ws.rows, ws.h, d, n, d)
	e.set.Product(ws.words, ld, ws.rows, e.weights.words)
	e.set.Quantize(ws.rows, ws.words[e.at.arcD:], ld, n, e.A)
	e.set.Product(ws.arcs, e.arc.Columns(), ws.rows, e.arc)
	for i := range ws.windows {
		w := &ws.windows[i]
		ws.parse(w)
		ws.relate(w)
		ws.label(w)
		ws.tag(w)
		ws.propose(w)
	}
}

// parse scores every arc of a window, [dependant; 1]ᵀ U [head], and leaves the best tree in ws.heads: row 0 is the root.
func (ws *workspace) parse(w *window) {
	e, n, ld := ws.e, w.size(), ws.e.weights.words.Columns()
	side := kernel.PadLanes(n)
	e.set.Transpose(ws.keys, side, ws.words[w.words*ld+e.at.arcH:], ld, n, e.A)
	arc := e.arc.Columns()
	e.set.Dense(ws.scores, side, ws.arcs[w.words*arc:], arc, ws.keys, side, ws.maskFor(n), n, side, e.A)
	ws.solver.Decode(ws.scores, side, n, ws.heads)
}

// relate labels the arcs of a window's tree and writes heads and labels. The first window's root is the sentence's; those of
// the others hang from it.
func (ws *workspace) relate(w *window) {
	e, ld := ws.e, ws.e.weights.words.Columns()
	tokens := w.sentence.Tokens[w.from:w.to]
	for at := 0; at < len(tokens); at += relChunk {
		n := min(relChunk, len(tokens)-at)
		first := w.words + 1 + at
		e.set.Quantize(ws.rows, ws.words[first*ld+e.at.relD:], ld, n, e.R)
		e.set.Product(ws.rels, e.rel.Columns(), ws.rows, e.rel)
		for i := range n {
			head := ws.heads[at+i+1]
			if head == 0 {
				ws.hang(w, at+i)
				continue
			}
			y := ws.words[(w.words+head)*ld+e.at.relH:]
			z := ws.rels[i*e.rel.Columns():]
			e.set.Combine(ws.relScore, y[:e.R], z, e.relPad, z[e.R*e.relPad:])
			t := &tokens[at+i]
			t.Head, t.Deprel = w.from+head-1, e.labels.Rel[ws.bestRel()]
		}
	}
}

// hang attaches the root word of a window's tree.
func (ws *workspace) hang(w *window, word int) {
	t := &w.sentence.Tokens[w.from+word]
	if w.from == 0 {
		ws.root = word
		t.Head, t.Deprel = -1, rootRel
		return
	}
	t.Head, t.Deprel = ws.root, "parataxis"
}

const rootRel = "root"

// bestRel is the best label for an arc between words: any but root.
func (ws *workspace) bestRel() int {
	all := ws.e.labels.Rel
	best := -1
	for k, v := range ws.relScore[:len(all)] {
		if all[k] != rootRel && (best < 0 || v > ws.relScore[best]) {
			best = k
		}
	}
	return max(best, 0)
}

// label writes what linear heads say of each word.
func (ws *workspace) label(w *window) {
	e, l := ws.e, &ws.e.labels
	ld, pad := e.weights.words.Columns(), e.small.pad
	for i := w.from; i < w.to; i++ {
		t := &w.sentence.Tokens[i]
		row := w.words + 1 + i - w.from
		small, wide := ws.small[row*pad:(row+1)*pad], ws.words[row*ld:(row+1)*ld]
		t.UPOS = l.UPOS[top(small[e.ofWord.upos:], len(l.UPOS))]
		t.Feats = l.Feats[top(wide[e.at.feats:], len(l.Feats))]
		t.Lemma = l.lemma[top(wide[e.at.lemma:], len(l.lemma))].apply(t.Form)
		switch t.UPOS {
		case "VERB":
			t.Lemma = morphy.Verb(t.Form, t.Lemma)
		case "NOUN":
			t.Lemma = morphy.Noun(t.Form, t.Lemma)
		}
		if t.Kind = l.Sem[top(small[e.ofWord.sem:], len(l.Sem))]; t.Kind == "none" {
			t.Kind = ""
		}
		t.Factuality = min(max(small[e.ofWord.fact], -3), 3)
	}
}

// top is the place of the largest of the first n values, the first where they tie.
func top(x []float32, n int) int {
	best := 0
	for i, v := range x[:n] {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// triggers is the room for a window's proposed triggers.
type triggers struct {
	words  []int     // their rows in the matrix of words
	h      []float32 // [triggers][D]
	x      []float32 // [triggers][Q]
	event  []float32 // [triggers][event.pad]
	maps   []float32 // [triggers][role.Columns()]
	scores []float32 // [words][rolePad]
	probs  []float32 // of trigger's labels
	status []float32 // of status's
}

// maxTriggers bounds the triggers handled at a time.
const maxTriggers = 16

func (t *triggers) room(e *Engine) {
	n := kernel.PadRows(maxTriggers)
	t.h, t.x = make([]float32, n*e.D), make([]float32, n*e.Q)
	t.event, t.maps = make([]float32, n*e.event.pad), make([]float32, n*e.role.Columns())
	t.scores = make([]float32, kernel.PadRows(maxPieces)*e.rolePad)
	t.probs, t.status = make([]float32, len(e.labels.Trigger)), make([]float32, len(e.labels.Status))
}

// propose finds the words that may name events, and reads mode, status, flags and roles of those only.
func (ws *workspace) propose(w *window) {
	e, t, pad := ws.e, &ws.triggers, ws.e.small.pad
	t.words = t.words[:0]
	for i := range w.to - w.from {
		row := w.words + 1 + i
		if ws.isEvent(ws.small[row*pad+e.ofWord.trigger:][:len(t.probs)]) {
			t.words = append(t.words, row)
		}
	}
	if len(t.words) == 0 {
		return
	}
	w.sentence.Triggers = slices.Grow(w.sentence.Triggers, len(t.words))
	for at := 0; at < len(t.words); at += maxTriggers {
		ws.readTriggers(w, t.words[at:min(at+maxTriggers, len(t.words))])
	}
}

// readTriggers reads the heads of triggers for some rows of a window's words.
func (ws *workspace) readTriggers(w *window, rows []int) {
	e, t, ld := ws.e, &ws.triggers, ws.e.weights.words.Columns()
	for i, row := range rows {
		copy(t.h[i*e.D:(i+1)*e.D], ws.h[row*e.D:])
		copy(t.x[i*e.Q:(i+1)*e.Q], ws.words[row*ld+e.at.roleT:])
	}
	e.set.Dense(t.event, e.event.pad, t.h, e.D, e.event.w, e.event.pad, e.event.bias, len(rows), e.event.pad, e.D)
	e.set.Quantize(ws.rows, t.x, e.Q, len(rows), e.Q)
	e.set.Product(t.maps, e.role.Columns(), ws.rows, e.role)
	for i, row := range rows {
		z := t.maps[i*e.role.Columns():]
		e.set.Dense(t.scores, e.rolePad, ws.words[(w.words+1)*ld+e.at.roleA:], ld, z, e.rolePad, z[e.Q*e.rolePad:],
			w.to-w.from, e.rolePad, e.Q)
		w.sentence.Triggers = append(w.sentence.Triggers, ws.trigger(w, row, t.event[i*e.event.pad:]))
	}
}
