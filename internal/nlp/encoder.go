package nlp

import "dateline/internal/nlp/kernel"

// encode runs the batch's pieces through the encoder: ws.x holds the last layer's vectors.
func (ws *workspace) encode() {
	e, n := ws.e, len(ws.ids)
	ws.embed()
	for i := range e.layers {
		l := &e.layers[i]
		ws.attend(l, n)
		e.set.AddNorm(ws.x, ws.y, e.D, l.out.Columns(), n, l.norm1.g, l.norm1.b)
		e.set.Quantize(ws.rows, ws.x, e.D, n, e.D)
		e.set.Product(ws.wide, l.up.Columns(), ws.rows, l.up)
		e.set.GeluQuantize(ws.rows, ws.wide, l.up.Columns(), n, e.FFN)
		e.set.Product(ws.y, l.down.Columns(), ws.rows, l.down)
		e.set.AddNorm(ws.x, ws.y, e.D, l.down.Columns(), n, l.norm2.g, l.norm2.b)
	}
}

// embed computes LayerNorm(word + position + shape) of each piece.
func (ws *workspace) embed() {
	e, d := ws.e, ws.e.D
	for i := range ws.windows {
		w := &ws.windows[i]
		for k := range w.n {
			row := w.row + k
			x, id := ws.x[row*d:(row+1)*d], int(ws.ids[row])
			position := e.position[k*d : (k+1)*d]
			if e.word.Int8 != nil {
				e.set.Embed(x, e.word.Int8[id*d:(id+1)*d], e.word.Scale[id], position)
			} else {
				for j, v := range e.word.Float[id*d : (id+1)*d] {
					x[j] = v + position[j]
				}
			}
			shape := int(ws.shapes[row]) * d
			e.set.AddNorm(x, e.shape[shape:shape+d], d, d, 1, e.weights.norm.g, e.weights.norm.b)
		}
	}
}

// attend computes multi-head self-attention of a layer within each window, and its output projection, into ws.y. The scale of
// the scores is in the queries' weights.
func (ws *workspace) attend(l *layer, n int) {
	e, ld := ws.e, l.qkv.Columns()
	e.set.Quantize(ws.rows, ws.x, e.D, n, e.D)
	e.set.Product(ws.qkv, ld, ws.rows, l.qkv)
	for i := range ws.windows {
		w := &ws.windows[i]
		for head := range e.Heads {
			ws.attendHead(w, ld, head*e.D/e.Heads)
		}
	}
	e.set.Quantize(ws.rows, ws.mixed, e.D, n, e.D)
	e.set.Product(ws.y, l.out.Columns(), ws.rows, l.out)
}

// attendHead writes one head's softmax(Q Kᵀ) V of a window. Whole blocks of rows are written, so the next window's first rows
// are too, before it writes them itself.
func (ws *workspace) attendHead(w *window, ld, column int) {
	e, n := ws.e, w.n
	width, side := e.D/e.Heads, kernel.PadLanes(n)
	q := ws.qkv[w.row*ld+column:]
	k, v := q[e.D:], q[2*e.D:]
	e.set.Transpose(ws.keys, side, k, ld, n, width)
	e.set.Dense(ws.scores, side, q, ld, ws.keys, side, ws.maskFor(n), n, side, width)
	e.set.Softmax(ws.scores, side, n, side)
	e.set.Dense(ws.mixed[w.row*e.D+column:], e.D, ws.scores, side, v, ld, ws.zeros, n, width, n)
}
