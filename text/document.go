package text

import "fmt"

// Layer names one kind of knowledge that a stage adds to a document.
type Layer string

// The layers in the order the stages add them.
const (
	LayerSentences Layer = "sentences" // Sentences, with their tokens' Span and Form
	LayerSyntax    Layer = "syntax"    // Lemma, UPOS, Feats, Head, Deprel of each token
	LayerEntities  Layer = "entities"  // Sentence.Entities, Token.Kind
	LayerProposals Layer = "proposals" // Sentence.Triggers, Token.Factuality
	LayerTimes     Layer = "times"     // Document.Times
	LayerCounts    Layer = "counts"    // Document.Counts
	LayerPlaces    Layer = "places"    // Document.Places
	LayerActors    Layer = "actors"    // Document.Actors
)

// Stage adds layers to a document. A stage must say what it needs and what it adds, must not touch the layers of others,
// must be safe for concurrent use on different documents, and must give the same layers for the same document.
type Stage interface {
	Name() string
	Requires() []Layer
	Adds() []Layer
	Process(*Document) error
}

// CheckChain reports the first stage of a chain that needs a layer no earlier stage adds, or that adds one that is there.
func CheckChain(stages []Stage) error {
	have := map[Layer]string{}
	for _, s := range stages {
		for _, need := range s.Requires() {
			if _, ok := have[need]; !ok {
				return fmt.Errorf("stage %s needs the layer %q, which no stage before it adds", s.Name(), need)
			}
		}
		for _, l := range s.Adds() {
			if by, ok := have[l]; ok {
				return fmt.Errorf("stage %s adds the layer %q, which stage %s added already", s.Name(), l, by)
			}
			have[l] = s.Name()
		}
	}
	return nil
}

// Document is an article's text with the layers the stages added.
type Document struct {
	Article
	Runes     []rune // Article.Text as code points; spans index into it
	Sentences []Sentence
	Times     []Time
	Counts    []Count
	Places    []Place
	Actors    []Actor
}

// NewDocument makes a document without layers.
func NewDocument(a Article) *Document {
	return &Document{Article: a, Runes: []rune(a.Text)}
}

// Slice is the text of a span; it is cut to the document's bounds.
func (d *Document) Slice(s Span) string {
	start, end := max(0, min(s.Start, len(d.Runes))), max(0, min(s.End, len(d.Runes)))
	if start >= end {
		return ""
	}
	return string(d.Runes[start:end])
}

// Part says which part of an article a sentence stands in.
type Part uint8

// The parts of an article.
const (
	Body Part = iota
	Title
	Subtitle
)

// Sentence is a run of tokens of one part of the article. Spans of sentences do not overlap and ascend.
type Sentence struct {
	Span
	Part      Part
	Paragraph int // 0-based number of the line of the text it stands on
	Tokens    []Token
	Entities  []Entity
	Triggers  []Trigger
}

// Root is the artificial head of a sentence's root token.
const Root = -1

// Token is a word as UD English EWT cuts words. Head is the index of the governing token in the same sentence, or Root.
type Token struct {
	Span
	Form       string
	Lemma      string
	UPOS       string
	Feats      string // UD features, "_" or empty for none
	Head       int
	Deprel     string
	Kind       string  // kind of the mention it heads: person, organization, place, object, event, time, abstract … or empty
	Factuality float32 // how far what it names happened, -3 (did not) to 3 (did); UDS-IH2's scale
}

// Entity is a named entity: tokens First to Last (inclusive) of its sentence.
type Entity struct {
	Span
	Label       string // PER, ORG, LOC
	First, Last int
}

// Trigger is the language engine's proposal that a token names an event. Probabilities are calibrated, 0 to 1.
type Trigger struct {
	Token      int
	None       float32            // probability that it is no event
	Types      [16]float32        // by plover.Types' order
	Modes      map[string]float32 // "TYPE.mode" to probability, those of at least 0.1
	Status     [6]float32         // by event.Statuses' order
	Historical float32
	Negated    float32
	Roles      []Role
}

// Role is a proposed participant of a trigger: the head token of the phrase, and what it is to the event.
type Role struct {
	Token int
	Name  string // actor, recipient, source, place, date
	P     float32
}

// Time is a time expression (TIMEX3) and the interval of days it stands for.
type Time struct {
	Span
	Kind      string // DATE, TIME, DURATION, SET
	Value     string // TIMEX3 value; empty when unresolved
	Start     string // first day, YYYY-MM-DD; empty when unresolved
	End       string // last day, inclusive
	Precision string // day, week, month, year, range, unknown
	Reason    string
	Sentence  int // index of its sentence
}

// Count is a number of people (or, with another Unit, of things) and who and what it counts.
type Count struct {
	Span
	Low, High *int   // inclusive bounds; nil when open
	Unit      string // people, equipment, money, territory, other
	Who       string // the counted noun phrase: "civilians"; empty when the text gives none
	Head      int    // index of the counted noun's token in its sentence, or of the number's
	Reason    string
	Sentence  int
}

// Place is a toponym or a described place and what it stands for. Latitude and longitude are degrees (WGS 84).
type Place struct {
	Span
	Name      string
	Country   string // ISO 3166-1 alpha-3, empty when unknown
	Admin1    string
	Lat, Lon  float64
	HasPoint  bool
	GeoNames  int    // GeoNames id; 0 when none
	Precision string // exact, near, admin2, admin1, country, unknown
	RadiusKm  float64
	Feature   string // GeoNames feature code, or AREA, LINE, BORDER
	Reason    string
	Sentence  int
	Head      int // index of its head token in its sentence
}

// Doing is what somebody does in an event, as far as it tells who is meant: a state that fights is its military.
type Doing uint8

// The doings. Any tells nothing.
const (
	Any    Doing = iota
	Fights       // uses force
	Talks        // meets, negotiates or agrees
	Flees        // is driven from home
)

// Actor is a mention of somebody who can act or be acted upon, and whom it stands for.
type Actor struct {
	Span
	Text     string // as short as names it, as the text has it
	Name     string // canonical name; empty when unknown
	Code     string // ISO 3166-1 alpha-3 or UNO EUR IGO NGO ISM MNC IMG; empty when the article does not say
	Sector   string // PLOVER's sector; empty when unknown or none
	Wikidata string
	Refers   int // index in Document.Actors of the earlier mention it refers to, or -1
	Reason   string
	Sentence int
	Head     int // index of its head token in its sentence
}

// Attribution is something that a text gives as somebody's word or thought.
type Attribution struct {
	Source  Span   `json:"source"`  // the whole phrase for whose word it is
	Cue     Span   `json:"cue"`     // the word of saying; empty in a running quotation that names its speaker elsewhere
	Content []Span `json:"content"` // its pieces in order, without marks at their ends
}
