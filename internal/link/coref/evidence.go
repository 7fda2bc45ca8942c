package coref

import "dateline/internal/linear"

// evidence is what speaks for and against that two mentions name one happening, a number a kind.
type evidence [kinds]float64

// Weights say how much each kind of evidence adds to the log odds.
type Weights [kinds]float64

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

// Fitted are the weights that Fit finds on this project's own look-alike happenings, rounded (`dateline eval crossdoc --fit training/lookalike`
// prints them). Nothing was fitted to MEANTIME or ECB+.
var Fitted = Weights{always: -4.3, sameWord: 2.5, lightWord: -3.9, rareWord: 2, kindred: 10.8, surroundings: 2.7, apart: -1,
	nearTexts: 1, oneText: 1, oneSentence: -2.8}

// light are verbs that say little of what happens: that two texts use one of them says little too. The list is written by hand; it and the
// kinds of evidence go back to a version that was fitted to half of ECB+, and stayed where other texts speak for them too.
var light = map[string]bool{"say": true, "be": true, "have": true, "do": true, "take": true, "tell": true, "make": true, "get": true, "go": true,
	"come": true, "report": true, "announce": true, "use": true, "give": true}

// chance is the likeness that words of unlike meaning have too. On MEANTIME 0.1 to 0.2 do the same.
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

// like is how likely two mentions name one happening, 0 to 1.
func (w *Weights) like(e evidence) float64 {
	return linear.Probability(w[:], e[:])
}
