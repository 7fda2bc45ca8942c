package coding

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dateline/event"
	"dateline/plover"
	"dateline/text"
)

// Actors resolves the phrase headed by a token to whom it stands for. It must be safe for concurrent use, must not change the
// document, and must give an Actor with an empty Code and a Reason when the article does not say.
type Actors interface {
	Resolve(doc *text.Document, sentence, head int) text.Actor
	// ResolveAll is Resolve for what somebody does in an event, and for a phrase that may stand for several ("both sides"): one actor
	// each, at least one.
	ResolveAll(doc *text.Document, sentence, head int, doing text.Doing) []text.Actor
}

// Coder turns documents into reports. It is safe for concurrent use.
type Coder struct {
	book    *Codebook
	actors  Actors
	version event.CoderVersion
}

// New makes a coder. version.Codebook is set from the codebook.
func New(book *Codebook, actors Actors, version event.CoderVersion) *Coder {
	version.Codebook = book.Version
	return &Coder{book: book, actors: actors, version: version}
}

// Name, Requires and Adds describe the coder as the last stage of the chain; it adds reports, which are no layer.
func (c *Coder) Name() string { return "coding" }

// Requires lists the layers Code reads.
func (c *Coder) Requires() []text.Layer {
	return []text.Layer{text.LayerSentences, text.LayerSyntax, text.LayerEntities, text.LayerProposals, text.LayerTimes,
		text.LayerCounts, text.LayerPlaces, text.LayerActors}
}

// mention is an event mention on its way to a report.
type mention struct {
	sentence, token int
	span            text.Span
	kind            string
	p               float64 // probability that it is an event of this kind
	entry           *entry  // the codebook's entry, if any
	proposal        *text.Trigger
	modes           []string
	status          event.Status
	historical      bool
	negated         bool
	actors          []participant
	recipients      []participant
	chain           []source
	place           *event.Place
	date            *event.Date
	counts          []event.Count
	content         *mention // the speech act it is the content of
	same            *mention // the earlier mention of the same happening
	names           bool     // what something is called: its verb has been folded into it
	reason          event.Reason
}

// participant is somebody in a role: the head token in the mention's sentence and whom it stands for.
type participant struct {
	token int
	actor text.Actor
}

// reading is one document while it is coded.
type reading struct {
	*Coder
	doc      *text.Document
	trees    []*tree
	mentions []*mention
	quotes   []quotation
	resolved map[[2]int]text.Actor
	shown    map[int]map[string][]string // words that show contexts, by sentence
	passed   *[]Consideration            // what was passed over, nil where nobody asks
}

// Code gives the reports of a document, in the order of their triggers. The same document gives the same reports.
func (c *Coder) Code(doc *text.Document) []event.Report {
	return c.read(doc, nil).reports()
}

// read finds the mentions of a document and all that belongs to them; passed takes what is passed over, unless it is nil.
func (c *Coder) read(doc *text.Document, passed *[]Consideration) *reading {
	r := c.open(doc)
	r.passed = passed
	r.quotes = r.findQuotes()
	r.find()
	for _, m := range r.mentions {
		r.setModes(m)
		r.setParticipants(m)
	}
	r.fold()
	for _, m := range r.mentions {
		r.setStatus(m)
		r.setSources(m)
	}
	r.dropUncoded()
	for _, m := range r.mentions {
		r.setWhere(m)
		r.setWhen(m)
		r.setCounts(m)
	}
	r.linkSame()
	r.fillModes()
	return r
}

// open begins to read a document.
func (c *Coder) open(doc *text.Document) *reading {
	r := &reading{Coder: c, doc: doc, resolved: map[[2]int]text.Actor{}, shown: map[int]map[string][]string{}}
	for i := range doc.Sentences {
		r.trees = append(r.trees, newTree(&doc.Sentences[i]))
	}
	return r
}

// reports writes the mentions as RECORD.md has them.
func (r *reading) reports() []event.Report {
	ids := map[*mention]string{}
	for _, m := range r.mentions {
		ids[m] = event.NewID(r.doc.SHA256, m.span, m.kind)
	}
	out := make([]event.Report, 0, len(r.mentions))
	for _, m := range r.mentions {
		out = append(out, r.report(m, ids))
	}
	slices.SortStableFunc(out, func(a, b event.Report) int {
		return cmp.Compare(a.Evidence.Trigger.Start, b.Evidence.Trigger.Start)
	})
	return out
}

func (r *reading) report(m *mention, ids map[*mention]string) event.Report {
	t, _ := r.book.Ontology.Type(m.kind)
	code := t.Code(m.modes)
	doc := r.doc
	out := event.Report{
		ID: ids[m],
		Document: event.Document{ID: doc.ID, URL: event.Null(doc.URL), Title: event.Null(doc.Title),
			Source: event.Null(doc.Source), Published: event.Null(doc.Published), SHA256: doc.SHA256},
		Event: m.kind, Mode: m.modes, Context: r.contexts(m), Quad: t.Quad, Score: t.Score, CAMEO: event.Null(code),
		Status: m.status, Historical: m.historical, Negated: m.negated,
		Attribution: r.sources(m.chain), Actor: r.people(m.actors), Recipient: r.people(m.recipients),
		Place: m.place, Date: m.date, Counts: m.counts, Confidence: math.Round(m.p*1000) / 1000,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: m.span, Text: doc.Slice(m.span)},
			Sentence: doc.Sentences[m.sentence].Span},
		Reason: m.reason, Coder: r.version,
	}
	if m.same != nil {
		out.SameAs = event.Null(ids[m.same])
	}
	if m.content != nil {
		out.ContentOf = event.Null(ids[m.content])
	}
	if out.Mode == nil {
		out.Mode = []string{}
	}
	if out.Counts == nil {
		out.Counts = []event.Count{}
	}
	return out
}

func (r *reading) people(ps []participant) []event.Actor {
	out := make([]event.Actor, 0, len(ps))
	for _, p := range ps {
		a := withoutQuantifier(p.actor)
		out = append(out, event.Actor{Text: a.Text, Name: event.Null(a.Name), Code: event.Null(a.Code),
			Sector: event.Null(a.Sector), Wikidata: event.Null(a.Wikidata), Span: a.Span})
	}
	return out
}

// withoutQuantifier cuts the rest of "at least", "more than" and the like off the words for somebody: a count says it.
func withoutQuantifier(a text.Actor) text.Actor {
	for _, q := range []string{"at least ", "least ", "at most ", "more than ", "than ", "up to "} {
		if cut, ok := strings.CutPrefix(a.Text, q); ok && a.Span.Len() >= len(q) {
			a.Text, a.Start = cut, a.Start+len(q)
			return a
		}
	}
	return a
}

// resolve is the actor a token heads, asked once per document.
func (r *reading) resolve(sentence, head int) text.Actor {
	key := [2]int{sentence, head}
	if a, ok := r.resolved[key]; ok {
		return a
	}
	a := r.actors.Resolve(r.doc, sentence, head)
	r.resolved[key] = a
	return a
}

// typeIndex is a type's place in the language engine's order, or -1 for a type of the researcher's own.
func typeIndex(kind string) int { return slices.Index(plover.Types[:], kind) }
