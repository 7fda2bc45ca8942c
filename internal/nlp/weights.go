package nlp

import (
	"fmt"
	"math"

	"dateline/internal/nlp/kernel"
	"dateline/internal/nlp/model"
	"dateline/internal/nlp/wordpiece"
)

// weights is a model file's content, packed for the kernels.
type weights struct {
	model.Config
	set             *kernel.Set
	float           bool // the file's matrices are float32, and so is all arithmetic
	word            model.Matrix
	position, shape []float32
	norm            norm
	layers          []layer

	words      *kernel.Matrix // everything that reads words in int8: see at
	at         columns
	small      dense // upos, ner, sem, trigger, fact of every word
	ofWord     smallColumns
	event      dense // mode, status, flags of triggers
	ofEvent    eventColumns
	arc        *kernel.Matrix // U as a map from dependants to what heads are multiplied by
	rel, role  *kernel.Matrix // the same for every label: output j*pad + label
	relPad     int
	rolePad    int
	vocabulary *wordpiece.Vocabulary
}

type norm struct{ g, b []float32 }

type layer struct {
	qkv, out, up, down *kernel.Matrix
	norm1, norm2       norm
}

// columns says where in the product of words each head begins.
type columns struct{ arcD, arcH, relD, relH, roleT, roleA, feats, lemma int }

type smallColumns struct{ upos, ner, sem, trigger, fact int }

type eventColumns struct{ mode, status, flags int }

// dense is a small float32 head: [k][pad] and a bias.
type dense struct {
	w, bias []float32
	k, pad  int
}

// loader reads tensors and keeps the first error.
type loader struct {
	*weights
	f    *model.File
	err  error
	room []int8
}

func (l *loader) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *loader) floats(name string, shape ...int) []float32 {
	v, err := l.f.Floats(name, shape...)
	if err != nil {
		l.fail(err)
		n := 1
		for _, s := range shape {
			n *= s
		}
		return make([]float32, n)
	}
	return v
}

func (l *loader) norm(name string) norm {
	return norm{l.floats(name+".g", l.D), l.floats(name+".b", l.D)}
}

// part is one head's or projection's share of a stacked matrix.
type part struct {
	w, b   string
	n      int
	factor float32 // both weights and bias are multiplied by it
	relu   bool
}

// stack packs matrices that read the same input into one, and gives the columns where each begins.
func (l *loader) stack(k int, parts ...part) (*kernel.Matrix, []int) {
	n, starts := 0, make([]int, len(parts))
	for i, p := range parts {
		starts[i] = n
		n += p.n
	}
	m := l.set.NewMatrix(n, k, l.float)
	for i, p := range parts {
		l.fill(m, starts[i], k, p)
		if p.relu {
			m.Relu(starts[i], starts[i]+p.n)
		}
	}
	return m, starts
}

func (l *loader) fill(m *kernel.Matrix, at, k int, p part) {
	w, err := l.f.Matrix(p.w, p.n, k)
	if err != nil {
		l.fail(err)
		return
	}
	bias := l.floats(p.b, p.n)
	row := make([]float32, k)
	for i := range p.n {
		if w.Int8 != nil {
			m.SetRow(at+i, w.Int8[i*k:(i+1)*k], w.Scale[i]*p.factor, bias[i]*p.factor)
			continue
		}
		w.Row(i, row)
		for j := range row {
			row[j] *= p.factor
		}
		m.SetFloatRow(at+i, row, bias[i]*p.factor, l.int8s(k))
	}
}

func (l *loader) int8s(k int) []int8 {
	if len(l.room) < k {
		l.room = make([]int8, k)
	}
	return l.room
}

// dense stacks float32 heads; a tensor [n, d] becomes columns.
func (l *loader) dense(heads ...part) (dense, []int) {
	n, starts := 0, make([]int, len(heads))
	for i, p := range heads {
		starts[i] = n
		n += p.n
	}
	d := dense{k: l.D, pad: kernel.PadLanes(n)}
	d.w, d.bias = make([]float32, d.k*d.pad), make([]float32, d.pad)
	row := make([]float32, d.k)
	for i, p := range heads {
		w, err := l.f.Matrix(p.w, p.n, d.k)
		if err != nil {
			l.fail(err)
			continue
		}
		copy(d.bias[starts[i]:], l.floats(p.b, p.n))
		for o := range p.n {
			w.Row(o, row)
			for k, v := range row {
				d.w[k*d.pad+starts[i]+o] = v
			}
		}
	}
	return d, starts
}

// tasks are the parts of loading that can go side by side; each uses a loader of its own.
func tasks(w *weights, f *model.File) []func(*loader) {
	all := []func(*loader){
		func(l *loader) { l.loadRel() },
		func(l *loader) { l.loadVocabulary() },
		func(l *loader) { l.loadWords() },
		func(l *loader) { l.loadEmbeddings() },
	}
	for i := range w.layers {
		all = append(all, func(l *loader) { l.loadLayer(i) })
	}
	return all
}

func (l *loader) loadVocabulary() {
	pieces, err := l.f.Vocabulary()
	if err == nil {
		l.vocabulary, err = wordpiece.New(pieces)
	}
	if err != nil {
		l.fail(err)
	}
}

func (l *loader) loadEmbeddings() {
	word, err := l.f.Matrix("embed.word", l.Vocab, l.D)
	if err != nil {
		l.fail(err)
	}
	l.word = word
	l.position = l.spread("embed.position", l.Positions)
	l.shape = l.spread("embed.shape", wordpiece.Shapes)
	l.weights.norm = l.norm("embed.norm")
}

// spread is a matrix with d columns in float32.
func (l *loader) spread(name string, rows int) []float32 {
	out := make([]float32, rows*l.D)
	m, err := l.f.Matrix(name, rows, l.D)
	if err != nil {
		l.fail(err)
		return out
	}
	for i := range rows {
		m.Row(i, out[i*l.D:])
	}
	return out
}

func (l *loader) loadLayer(i int) {
	p := func(name string, n int, factor float32) part {
		at := fmt.Sprintf("layer.%d.%s", i, name)
		return part{w: at + ".w", b: at + ".b", n: n, factor: factor}
	}
	at := fmt.Sprintf("layer.%d", i)
	scale := float32(1 / math.Sqrt(float64(l.D/l.Heads)))
	x := &l.layers[i]
	x.qkv, _ = l.stack(l.D, p("q", l.D, scale), p("k", l.D, 1), p("v", l.D, 1))
	x.out, _ = l.stack(l.D, p("o", l.D, 1))
	x.up, _ = l.stack(l.D, p("up", l.FFN, 1))
	x.down, _ = l.stack(l.FFN, p("down", l.D, 1))
	x.norm1, x.norm2 = l.norm(at+".norm1"), l.norm(at+".norm2")
}

func (l *loader) loadWords() {
	labels := &l.f.Labels
	p := func(w, b string, n int, relu bool) part { return part{w: w, b: b, n: n, factor: 1, relu: relu} }
	m, at := l.stack(l.D, p("arc.wd", "arc.bd", l.A, true), p("arc.wh", "arc.bh", l.A, true), p("rel.wd", "rel.bd", l.R, true),
		p("rel.wh", "rel.bh", l.R, true), p("role.wt", "role.bt", l.Q, true), p("role.wa", "role.ba", l.Q, true),
		p("feats.w", "feats.b", len(labels.Feats), false), p("lemma.w", "lemma.b", len(labels.Lemma), false))
	l.words, l.at = m, columns{at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]}
	head := func(name string, n int) part { return p(name+".w", name+".b", n, false) }
	l.small, at = l.dense(head("upos", len(labels.UPOS)), head("ner", len(labels.NER)), head("sem", len(labels.Sem)),
		head("trigger", len(labels.Trigger)), head("fact", 1))
	l.ofWord = smallColumns{at[0], at[1], at[2], at[3], at[4]}
	l.event, at = l.dense(head("mode", len(labels.Mode)), head("status", len(labels.Status)), head("flags", len(labels.Flags)))
	l.ofEvent = eventColumns{at[0], at[1], at[2]}
}

func (l *loader) loadRel() {
	l.arc = l.set.NewMatrix(l.A, l.A, l.float)
	u := l.floats("arc.u", l.A+1, l.A)
	l.biaffine(l.arc, u, l.A, l.A, func(j int) int { return j })
	l.rel, l.relPad = l.labelled("rel.u", len(l.f.Labels.Rel), l.R)
	l.role, l.rolePad = l.labelled("role.u", len(l.f.Labels.Role), l.Q)
}

// labelled packs U[labels, n+1, n+1]: from x, output j*pad + k is Σ_i [x;1]_i U[k,i,j], so that the labels of one j lie side
// by side for the product with y_j.
func (l *loader) labelled(name string, labels, n int) (*kernel.Matrix, int) {
	pad := kernel.PadLanes(labels)
	m := l.set.NewMatrix((n+1)*pad, n, l.float)
	u := l.floats(name, labels, n+1, n+1)
	for k := range labels {
		l.biaffine(m, u[k*(n+1)*(n+1):], n, n+1, func(j int) int { return j*pad + k })
	}
	return m, pad
}

// biaffine packs one U[n+1, columns]: its last row, which the 1 after x meets, is the bias.
func (l *loader) biaffine(m *kernel.Matrix, u []float32, n, columns int, output func(int) int) {
	row := make([]float32, n)
	for j := range columns {
		for i := range row {
			row[i] = u[i*columns+j]
		}
		m.SetFloatRow(output(j), row, u[n*columns+j], l.int8s(n))
	}
}
