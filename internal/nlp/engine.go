package nlp

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"dateline/event"
	"dateline/internal/nlp/kernel"
	"dateline/internal/nlp/model"
	"dateline/plover"
	"dateline/text"
)

// EnvModel names the environment variable with the path of a model file to use in the place of the embedded one.
const EnvModel = "DATELINE_MODEL"

// Options says which model to load and how to run it; the zero value is what most want.
type Options struct {
	Path    string  // model file; empty: DATELINE_MODEL, else the embedded model
	Kernels string  // a kernel set by name ("avx512-vnni", "avx-vnni", "avx2", "portable"); empty: the fastest
	Workers int     // sentences of how many batches are read at a time, over all documents; 0: GOMAXPROCS
	Batch   int     // word pieces of a batch; 0: 256. It changes speed and memory, never results
	Event   float32 // the probability of being an event from which a word is proposed as a trigger; 0: DefaultEvent
}

// DefaultEvent is Options.Event's default.
const DefaultEvent = 0.1

// Engine reads sentences. It implements text.Stage and is safe for concurrent use.
type Engine struct {
	*weights
	file   *model.File
	hash   func() string
	labels labels
	least  float32 // the probability of being an event from which a word is proposed
	heat   float32 // the temperature of trigger probabilities
	batch  int
	spaces chan *workspace
}

var _ text.Stage = (*Engine)(nil)

// Load reads a model and makes its engine.
func Load(opt Options) (*Engine, error) {
	f, err := open(opt.Path)
	if err != nil {
		return nil, err
	}
	return FromFile(f, opt)
}

func open(path string) (*model.File, error) {
	if path == "" {
		path = os.Getenv(EnvModel)
	}
	if path == "" {
		return model.Embedded()
	}
	return model.Open(path)
}

// FromFile makes the engine of a model file.
func FromFile(f *model.File, opt Options) (*Engine, error) {
	set := kernel.Detect()
	if opt.Kernels != "" {
		if set = kernel.ByName(opt.Kernels); set == nil {
			return nil, fmt.Errorf("kernels %q: this processor does not run them", opt.Kernels)
		}
	}
	if f.Config.Positions < maxPieces {
		return nil, fmt.Errorf("model: %d positions, at least %d are needed", f.Config.Positions, maxPieces)
	}
	w, err := load(f, set)
	if err != nil {
		return nil, err
	}
	e := &Engine{weights: w, file: f, hash: sync.OnceValue(f.Hash), least: opt.Event, batch: opt.Batch}
	if e.least == 0 {
		e.least = DefaultEvent
	}
	if e.batch < 2 {
		e.batch = 256
	}
	if e.heat, err = temperature(f); err != nil {
		return nil, err
	}
	if e.labels, err = readLabels(&f.Labels); err != nil {
		return nil, err
	}
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	e.spaces = make(chan *workspace, workers)
	for range workers {
		e.spaces <- nil // made when it is first used
	}
	return e, nil
}

// load packs a file's tensors, on all processors.
func load(f *model.File, set *kernel.Set) (*weights, error) {
	w := &weights{Config: f.Config, set: set, layers: make([]layer, f.Config.Layers)}
	q, err := f.Matrix("layer.0.q.w", w.D, w.D)
	if err != nil {
		return nil, err
	}
	w.float = q.Float != nil
	todo, next := tasks(w, f), atomic.Int32{}
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			l := &loader{weights: w, f: f}
			for k := int(next.Add(1)) - 1; k < len(todo); k = int(next.Add(1)) - 1 {
				todo[k](l)
			}
			errs[i] = l.err
		})
	}
	wg.Wait()
	return w, errors.Join(errs...)
}

// temperature is that of the header's metrics, by which trigger scores are divided to make them probabilities; 1 without.
func temperature(f *model.File) (float32, error) {
	var m struct {
		Temperature float32 `json:"trigger_temperature"`
	}
	if len(f.Metrics) > 0 {
		if err := json.Unmarshal(f.Metrics, &m); err != nil {
			return 0, fmt.Errorf("model: metrics: %w", err)
		}
	}
	if m.Temperature <= 0 {
		return 1, nil
	}
	return m.Temperature, nil
}

// Info says what an engine runs.
type Info struct {
	Name    string          `json:"name"`
	Version string          `json:"version"`
	Created string          `json:"created"`
	Hash    string          `json:"sha256"`
	Kernels string          `json:"kernels"`
	Metrics json.RawMessage `json:"metrics,omitempty"`
	Data    json.RawMessage `json:"data,omitempty"`
}

// Info is the model's name, version, metrics and hash, and the kernels in use.
func (e *Engine) Info() Info {
	return Info{Name: e.file.Name, Version: e.file.Version, Created: e.file.Created, Hash: e.hash(), Kernels: e.set.Name,
		Metrics: e.file.Metrics, Data: e.file.Data}
}

// Name is "nlp".
func (e *Engine) Name() string { return "nlp" }

// Requires is the sentences with their tokens.
func (e *Engine) Requires() []text.Layer { return []text.Layer{text.LayerSentences} }

// Adds is what the heads give.
func (e *Engine) Adds() []text.Layer {
	return []text.Layer{text.LayerSyntax, text.LayerEntities, text.LayerProposals}
}

// Process reads the document's sentences, several batches at a time when other documents leave workers free.
func (e *Engine) Process(d *text.Document) error {
	j := newJob(e, d)
	spaces := e.borrow(j.tokens / (e.batch / 2))
	j.workers = len(spaces)
	var wg sync.WaitGroup
	for _, ws := range spaces {
		wg.Go(func() {
			ws := e.take(ws)
			defer func() { e.spaces <- ws }()
			ws.run(j)
		})
	}
	wg.Wait()
	j.finish()
	return nil
}

// borrow waits for one workspace and takes up to n that are free at once.
func (e *Engine) borrow(n int) []*workspace {
	all := []*workspace{<-e.spaces}
	for len(all) < n {
		select {
		case ws := <-e.spaces:
			all = append(all, ws)
		default:
			return all
		}
	}
	return all
}

func (e *Engine) take(ws *workspace) *workspace {
	if ws == nil {
		return newWorkspace(e)
	}
	return ws
}

// labels are the heads' label lists, with the places of those that have a fixed order.
type labels struct {
	*model.Labels
	lemma  []script
	after  []bool // ner[a*len(ner)+b]: b may follow a
	typeAt []int  // trigger label → index in plover.Types, -1 for none
	status []int  // status label → index in event.Statuses
}

func readLabels(l *model.Labels) (labels, error) {
	out := labels{Labels: l}
	for _, s := range l.Lemma {
		r, err := parseScript(s)
		if err != nil {
			return out, err
		}
		out.lemma = append(out.lemma, r)
	}
	out.after = mayFollow(l.NER)
	for i, name := range l.Trigger {
		at := index(plover.Types[:], name)
		if at < 0 && i > 0 || i == 0 && name != "none" {
			return out, fmt.Errorf("model: trigger label %d, %q, is unknown", i, name)
		}
		out.typeAt = append(out.typeAt, at)
	}
	for _, name := range l.Status {
		at := index(event.Statuses[:], event.Status(name))
		if at < 0 {
			return out, fmt.Errorf("model: status label %q is unknown", name)
		}
		out.status = append(out.status, at)
	}
	if len(l.UPOS) == 0 || len(l.Feats) == 0 || len(l.Lemma) == 0 || len(l.Rel) == 0 || len(l.NER) == 0 || len(l.NER) > 255 ||
		len(l.Sem) == 0 || len(l.Trigger) == 0 || len(l.Flags) != 2 || l.Flags[0] != "historical" || l.Flags[1] != "negated" {
		return out, errors.New("model: a head has no labels, or not the ones it must have")
	}
	return out, nil
}

func index[T comparable](all []T, x T) int {
	for i, v := range all {
		if v == x {
			return i
		}
	}
	return -1
}
