package nlp

import (
	"sync/atomic"

	"dateline/internal/nlp/kernel"
	"dateline/internal/nlp/tree"
	"dateline/internal/nlp/wordpiece"
	"dateline/text"
)

// job is a document being read; workspaces take its sentences one after the other.
type job struct {
	d       *text.Document
	labels  *labels
	starts  []int   // of each sentence: where its words begin in tags
	tags    []uint8 // NER labels of all words
	tokens  int
	workers int
	next    atomic.Int64
}

func newJob(e *Engine, d *text.Document) *job {
	j := &job{d: d, labels: &e.labels, starts: make([]int, len(d.Sentences))}
	for i := range d.Sentences {
		j.starts[i] = j.tokens
		j.tokens += len(d.Sentences[i].Tokens)
	}
	j.tags = make([]uint8, j.tokens)
	return j
}

// finish makes the entities out of the words' labels.
func (j *job) finish() {
	for i := range j.d.Sentences {
		s := &j.d.Sentences[i]
		s.Entities = entities(s, j.tags[j.starts[i]:], j.labels.NER)
	}
}

// leastBatch is the number of pieces under which a batch is not worth its weights' way through the caches.
const leastBatch = 64

// share is how many pieces a worker's next batch should have when sentences from i on are left: fewer towards the end, so that
// the workers finish together.
func (j *job) share(i, limit int) int {
	if j.workers == 1 {
		return limit
	}
	return min(limit, max(leastBatch, (j.tokens-j.starts[i])/j.workers))
}

// workspace is the room that one batch needs. One goroutine at a time uses it.
type workspace struct {
	e       *Engine
	cache   *wordpiece.Cache
	reading reading
	root    int // the root word of the sentence whose windows are being decoded

	// the batch: pieces, the rows of first pieces, windows
	ids, shapes []int32
	firsts      []int
	windows     []window

	rows     *kernel.Rows
	x        []float32 // [pieces][D]: the pieces' vectors
	qkv      []float32
	mixed    []float32 // attention's result
	y        []float32 // what is added to x
	wide     []float32 // [pieces][FFN]
	keys     []float32 // transposed keys of one head, or of arcs
	scores   []float32
	mask     []float32 // noughts, then kernel.Never
	zeros    []float32
	h        []float32 // [words][D]
	small    []float32 // [words][small.pad]
	words    []float32 // [words][words.Columns()]
	arcs     []float32
	rels     []float32 // [relChunk][rel.Columns()]
	relScore []float32
	heads    []int
	solver   tree.Solver
	sums     []float32 // of NER labels up to each word
	back     []uint8
	triggers triggers
}

// cachedWords bounds a workspace's cache: about 3 MB.
const cachedWords = 30000

func newWorkspace(e *Engine) *workspace {
	n := kernel.PadRows(max(e.batch, maxPieces)) + kernel.Block
	floats := func(columns int) []float32 { return make([]float32, n*columns) }
	ws := &workspace{e: e, cache: wordpiece.NewCache(e.vocabulary, cachedWords)}
	ws.rows = kernel.NewRows(n, max(e.D, e.FFN, e.A, e.R, e.Q))
	ws.x, ws.mixed, ws.h = floats(e.D), floats(e.D), floats(e.D)
	ws.y = floats(kernel.PadColumns(e.D))
	ws.qkv, ws.wide = floats(e.layers[0].qkv.Columns()), floats(e.layers[0].up.Columns())
	side := kernel.PadLanes(maxPieces)
	ws.keys, ws.scores = make([]float32, max(e.A, e.D/e.Heads)*side), make([]float32, (maxPieces+kernel.Block)*side)
	ws.mask = make([]float32, 2*side)
	for i := side; i < len(ws.mask); i++ {
		ws.mask[i] = kernel.Never
	}
	ws.zeros = make([]float32, max(side, e.D))
	ws.small, ws.words, ws.arcs = floats(e.small.pad), floats(e.weights.words.Columns()), floats(e.arc.Columns())
	ws.rels, ws.relScore = make([]float32, relChunk*e.rel.Columns()), make([]float32, e.relPad)
	ws.heads = make([]int, maxPieces)
	ws.triggers.room(e)
	return ws
}

// limit is how many pieces a batch holds.
func (ws *workspace) limit() int { return max(ws.e.batch, maxPieces) }

// run reads sentences of the job until there are none left.
func (ws *workspace) run(j *job) {
	for i := j.next.Add(1) - 1; i < int64(len(j.d.Sentences)); i = j.next.Add(1) - 1 {
		s := &j.d.Sentences[i]
		tags := j.tags[j.starts[i] : j.starts[i]+len(s.Tokens)]
		r := ws.read(s)
		for from := 0; from < len(s.Tokens); {
			to := r.cut(s, from)
			a, b := r.around(from, to)
			if len(ws.ids)+r.pieces(a, b)+2 > j.share(int(i), ws.limit()) {
				ws.flush()
			}
			ws.add(s, tags, from, to)
			from = to
		}
	}
	ws.flush()
}

// flush runs the batch and empties it.
func (ws *workspace) flush() {
	if len(ws.ids) > 0 {
		ws.encode()
		ws.readWords()
	}
	for i := range ws.windows {
		ws.windows[i] = window{} // let go of the document
	}
	ws.ids, ws.shapes, ws.firsts, ws.windows = ws.ids[:0], ws.shapes[:0], ws.firsts[:0], ws.windows[:0]
}

// maskFor is the start of scores of n columns: nought, and Never for the columns that only fill up.
func (ws *workspace) maskFor(n int) []float32 {
	side := len(ws.mask) / 2
	return ws.mask[side-n : side-n+kernel.PadLanes(n)]
}
