package event

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"dateline/text"
)

// Status is what an article asserts about an event, in its most specific true value.
type Status string

// The six statuses.
const (
	Actual     Status = "actual"     // it happened or is happening
	Planned    Status = "planned"    // scheduled, promised, agreed or intended
	Demanded   Status = "demanded"   // somebody asks, urges or orders that it be done
	Threatened Status = "threatened" // somebody threatens to do it
	Possible   Status = "possible"   // may, suspected, believed, conditional, offered
	Denied     Status = "denied"     // said not to have happened, negated, prevented, refused, called off
)

// Statuses lists the statuses in the order the language engine's proposals use.
var Statuses = [6]Status{Actual, Planned, Demanded, Threatened, Possible, Denied}

// Valid reports whether s is one of the six.
func (s Status) Valid() bool {
	for _, t := range Statuses {
		if s == t {
			return true
		}
	}
	return false
}

// Report is one event as one article tells it on one source's word. Its JSON is RECORD.md's, keys in that order, empty
// lists as [] and unknown values as null.
type Report struct {
	ID          string       `json:"id"`
	Document    Document     `json:"document"`
	Event       string       `json:"event"`
	Mode        []string     `json:"mode"`
	Context     []string     `json:"context"`
	Quad        string       `json:"quad"`
	Score       float64      `json:"score"`
	CAMEO       *string      `json:"cameo"`
	Status      Status       `json:"status"`
	Historical  bool         `json:"historical"`
	Negated     bool         `json:"negated,omitempty"` // demanded, planned, threatened or feared not to happen
	Attribution []Source     `json:"attribution"`
	Actor       []Actor      `json:"actor"`
	Recipient   []Actor      `json:"recipient"`
	Place       *Place       `json:"place"`
	Date        *Date        `json:"date"`
	Counts      []Count      `json:"counts"`
	SameAs      *string      `json:"same_as"`
	ContentOf   *string      `json:"content_of"`
	Confidence  float64      `json:"confidence"` // probability that trigger and type are right, 0 to 1
	Evidence    Evidence     `json:"evidence"`
	Reason      Reason       `json:"reason"`
	Coder       CoderVersion `json:"coder"`
}

// Document names the article a report was read from.
type Document struct {
	ID        string  `json:"id"`
	URL       *string `json:"url"`
	Title     *string `json:"title"`
	Source    *string `json:"source"`
	Published *string `json:"published"`
	SHA256    string  `json:"sha256"`
}

// Source is one link of an attribution chain: on whose word, and the word of saying that shows it.
type Source struct {
	Text   string    `json:"text"`
	Code   *string   `json:"code"`
	Sector *string   `json:"sector"`
	Cue    *string   `json:"cue"`
	Span   text.Span `json:"span"`
}

// Actor is an actor or a recipient: the words, whom they stand for, and PLOVER's code and sector.
type Actor struct {
	Text     string    `json:"text"`
	Name     *string   `json:"name"`
	Code     *string   `json:"code"`
	Sector   *string   `json:"sector"`
	Wikidata *string   `json:"wikidata"`
	Span     text.Span `json:"span"`
}

// Place is where an event happens. Lat and Lon are degrees, WGS 84.
type Place struct {
	Text      string    `json:"text"`
	Name      *string   `json:"name"`
	Country   *string   `json:"country"` // ISO 3166-1 alpha-3
	Admin1    *string   `json:"admin1"`
	Lat       *float64  `json:"lat"`
	Lon       *float64  `json:"lon"`
	GeoNames  *int      `json:"geonames"`
	Precision string    `json:"precision"` // exact, near, admin2, admin1, country, unknown
	Span      text.Span `json:"span"`
}

// Date is when an event happens: the days from Start to End, both inclusive.
type Date struct {
	Text      string    `json:"text"`
	Start     string    `json:"start"`
	End       string    `json:"end"`
	Precision string    `json:"precision"` // day, week, month, year, range, unknown
	Span      text.Span `json:"span"`
}

// Count is how many people an event touched. Low and High are inclusive; null is open.
type Count struct {
	What string    `json:"what"`
	Who  *string   `json:"who"`
	Low  *int      `json:"low"`
	High *int      `json:"high"`
	Text string    `json:"text"`
	Span text.Span `json:"span"`
}

// Evidence is where in the article's text the report stands.
type Evidence struct {
	Trigger  Trigger   `json:"trigger"`
	Sentence text.Span `json:"sentence"`
}

// Trigger is the mention's head word.
type Trigger struct {
	text.Span
	Text string `json:"text"`
}

// Reason tells, for each value, the rule or the model's decision that made it, in words for a person.
type Reason struct {
	Type        string `json:"type"`
	Status      string `json:"status"`
	Attribution string `json:"attribution"`
	Actor       string `json:"actor"`
	Recipient   string `json:"recipient"`
	Place       string `json:"place"`
	Date        string `json:"date"`
}

// CoderVersion says what coded the report.
type CoderVersion struct {
	Version  string `json:"version"`
	Model    string `json:"model"`
	Codebook string `json:"codebook"`
}

// NewID is a report's stable identity: a hash of the document's hash, the trigger's span and the type.
func NewID(documentSHA string, trigger text.Span, kind string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d\x00%s", documentSHA, trigger.Start, trigger.End, kind))
	return "r_" + hex.EncodeToString(sum[:8])
}

// Null is nil for the empty string and the string's address otherwise: how a record writes an unknown.
func Null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Text is the string a nullable field holds, "" for null.
func Text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
