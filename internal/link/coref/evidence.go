package coref

import "math"

// evidence is what speaks for and against that two mentions name one happening, a number a kind.
type evidence [kinds]float64

// Model says how much each kind of evidence adds to the log odds, and how often two mentions of one matter named one happening where that
// was learnt.
type Model struct {
	Weights [kinds]float64
	Share   float64
}

// The kinds of evidence.
const (
	always       = iota // what holds before anything is compared
	sameWord            // the two words are one
	lightWord           // they are one that says little
	rareWord            // they are one: how rare it is
	kindred             // they are two: how near their meanings are
	surroundings        // how alike the sentences are
	apart               // both have people or things with them, and none is the same
	nearTexts           // two articles: how alike they are
	oneText             // they stand in one article
	oneSentence         // they stand in one sentence
	kinds
)

// Fitted is the model that Fit finds on the matters of MEANTIME, rounded (`dateline eval crossdoc --fit` prints it). Nothing was fitted to
// ECB+.
var Fitted = Model{[kinds]float64{always: -8.5, sameWord: 4.3, lightWord: -3.4, rareWord: 2.7, kindred: 12, surroundings: 4.9, apart: -1,
	nearTexts: 4.7, oneText: 3.3, oneSentence: -4.2}, 0.014}

// light are verbs that say little of what happens: that two texts use one of them says little too.
var light = map[string]bool{"say": true, "be": true, "have": true, "do": true, "take": true, "tell": true, "make": true, "get": true, "go": true,
	"come": true, "report": true, "announce": true, "use": true, "give": true}

// chance is the likeness that words of unlike meaning have too.
const chance = 0.1

// compare holds two mentions against each other.
func (r *resolver) compare(a, b *mention) (e evidence) {
	e[always] = 1
	if a.lemma == b.lemma {
		e[sameWord], e[lightWord], e[rareWord] = 1, truth(light[a.lemma]), r.corpus.rareness(a.lemma)
	} else {
		e[kindred] = max(0, r.kinship(a.lemma, b.lemma)-chance)
	}
	e[surroundings] = r.corpus.alike(a.around, b.around)
	e[apart] = truth(len(a.with) > 0 && len(b.with) > 0 && r.corpus.alike(a.with, b.with) == 0)
	if a.doc == b.doc {
		e[oneText], e[oneSentence] = 1, truth(a.sentence == b.sentence)
	} else {
		e[nearTexts] = r.corpus.near(a.doc, b.doc)
	}
	return e
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// odds are the log odds that two mentions name one happening.
func (m *Model) odds(e evidence) (sum float64) {
	for k := range e {
		sum += m.Weights[k] * e[k]
	}
	return sum
}

// shift is what the log odds change by where mentions name one happening more often than where the model was learnt: the share here is
// guessed, and guessed again by what it makes of the odds, until it stays (Saerens and others, 2002). It only rises: among many pairs of
// which few name one happening it would fall to nothing.
func (m *Model) shift(odds []float64) float64 {
	if len(odds) == 0 {
		return 0
	}
	share := m.Share
	for range 100 {
		sum := 0.0
		for _, o := range odds {
			sum += likely(o + logit(share) - logit(m.Share))
		}
		share = min(0.5, sum/float64(len(odds)))
	}
	return max(0, logit(share)-logit(m.Share))
}

func likely(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
