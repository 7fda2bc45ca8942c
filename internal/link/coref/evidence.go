package coref

import "math"

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
	oneObject           // the same is done to the same
	nearTexts           // two articles: how alike they are
	oneText             // they stand in one article
	oneSentence         // they stand in one sentence
	kinds
)

// Fitted are the weights that Fit finds on MEANTIME's events across documents, both topics of it, rounded. ECB+ was not used: it measures
// them.
var Fitted = Weights{always: -10.7, sameWord: 4.7, lightWord: -3.4, rareWord: 2.7, kindred: 12.6, surroundings: 5.4, apart: -0.9, oneObject: 0.6,
	nearTexts: 9.9, oneText: 5.1, oneSentence: -4.5}

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
	e[oneObject] = truth(share(a.objects, b.objects))
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

func share(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// like is how likely two mentions name one happening, 0 to 1.
func (w *Weights) like(e evidence) float64 {
	odds := 0.0
	for k := range e {
		odds += w[k] * e[k]
	}
	return 1 / (1 + math.Exp(-odds))
}
