package actor

import (
	"sync"

	"dateline/text"
)

// Resolver finds the mentions of actors in documents and says whom they stand for. It is safe for concurrent use.
type Resolver struct {
	base *Base
	mu   sync.Mutex
	kept []*session // the documents asked about last, newest first: a coder asks about one many times
}

// NewResolver makes a resolver over a base; nil stands for the embedded one.
func NewResolver(b *Base) *Resolver {
	if b == nil {
		b = Default()
	}
	return &Resolver{base: b}
}

// sessions is how many documents a resolver remembers. As long as it does, a document's address cannot be another's.
const sessions = 16

// Name is the stage's name.
func (r *Resolver) Name() string { return "actors" }

// Requires lists the layers the stage needs. Places are used when they are there.
func (r *Resolver) Requires() []text.Layer {
	return []text.Layer{text.LayerSentences, text.LayerSyntax, text.LayerEntities}
}

// Adds lists the layer the stage adds.
func (r *Resolver) Adds() []text.Layer { return []text.Layer{text.LayerActors} }

// Process finds every mention of somebody who can act or be acted upon, in the text's order.
func (r *Resolver) Process(d *text.Document) error {
	s := newSession(r.base, d)
	d.Actors = s.mentions()
	r.keep(s)
	return nil
}

// Resolve says whom the phrase headed by a token stands for, whether or not the stage listed it. Code and Sector are empty,
// and Reason says why, where the article does not say. The document must not change between calls.
func (r *Resolver) Resolve(d *text.Document, sentence, head int) text.Actor {
	return r.session(d).actor(sentence, head)
}

// ResolveAll is Resolve for what somebody does in an event, which may tell more of who is meant, and for phrases that stand for several
// ("the two leaders", "both sides"): one actor each.
func (r *Resolver) ResolveAll(d *text.Document, sentence, head int, doing text.Doing) []text.Actor {
	return r.session(d).all(sentence, head, doing)
}

func (r *Resolver) session(d *text.Document) *session {
	r.mu.Lock()
	for _, s := range r.kept {
		if s.doc == d && s.sentences == len(d.Sentences) {
			r.mu.Unlock()
			return s
		}
	}
	r.mu.Unlock()
	s := newSession(r.base, d)
	s.mentions()
	r.keep(s)
	return s
}

func (r *Resolver) keep(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append([]*session{s}, r.kept[:min(len(r.kept), sessions-1)]...)
}
