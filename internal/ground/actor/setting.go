package actor

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"dateline/internal/linear"
	"dateline/text"
)

// The clues for a phrase being of a country that the article names, where no word says of which: "the army", "two women".
const (
	always          = iota
	articleShare    // its share of the countries the article writes of
	sceneShare      // its share of where the article's deeds happen
	isFocus         // the article writes of it most
	isHere          // most happens there
	isOnly          // the article writes of no other
	aroundShare     // its share of what the sentences around name
	inSentence      // the sentence names it
	inSentenceFirst // before the phrase
	inLast          // the sentence before names it
	inNext          // the sentence after names it
	isSet           // the sentence says of something that it is there
	isSetLast       // the last sentence that says where something is says there
	isNearest       // the last country named before the phrase
	isSubject       // the sentence's subject is of it
	inDateline      // the article was sent from there
	inTitle         // the title names it
	forGovernment   // what the phrase says of whom it means
	forSoldiers
	forPolice
	forCivilians
	forRebels
	forUnknown
	forNamed   // a person with a name
	forBare    // a plural without a determiner
	forThe     // the
	governsSet // a government, where the sentence is set
	clueCount
)

// settingWeights are a logistic regression's, fitted by TestFitSetting.
var settingWeights = [clueCount]float64{
	always:          -4.80,
	articleShare:    4.19,
	sceneShare:      1.33,
	isFocus:         0.35,
	isHere:          0.38,
	isOnly:          -0.83,
	aroundShare:     0.92,
	inSentence:      -0.36,
	inSentenceFirst: 0.57,
	inLast:          0.16,
	inNext:          -0.23,
	isSet:           0.69,
	isSetLast:       0.17,
	isNearest:       0.78,
	isSubject:       0.48,
	inDateline:      0.31,
	inTitle:         0.84,
	forGovernment:   0.03,
	forSoldiers:     0.27,
	forPolice:       0.46,
	forCivilians:    -0.00,
	forRebels:       0.17,
	forUnknown:      0.08,
	forNamed:        0.33,
	forBare:         -0.14,
	forThe:          0.12,
	governsSet:      0.15,
}

// settingThreshold is the probability from which a phrase is taken to be of a country.
const settingThreshold = 0.1

// fromFocus gives a meaning without a country that of the country which the clues of the article make likeliest, if one is likely enough.
func (s *session) fromFocus(m *meaning, sentence, token int) {
	if m.code != "" {
		return
	}
	best, p := "", 0.0
	for _, c := range slices.Sorted(maps.Keys(s.ground.weight)) {
		if m.abroad && s.publisher != nil && s.publisher.code == c {
			continue // nobody calls his own government a regime
		}
		if q := linear.Probability(settingWeights[:], s.settingClues(m, c, sentence, token)); q > p {
			best, p = c, q
		}
	}
	switch {
	case best == "":
		m.reason += "; the article names no country"
	case p < settingThreshold:
		m.reason += fmt.Sprintf("; the likeliest of the article's countries is %s, with probability %.2f only", countryName(best), p)
	default:
		m.code = best
		m.reason += fmt.Sprintf("; the article tells of %s there with probability %.2f", countryName(best), p)
	}
}

// settingClues are the clues for a phrase being of a country.
func (s *session) settingClues(m *meaning, code string, sentence, token int) []float64 {
	g, v := &s.ground, s.views[sentence]
	near := &g.around[sentence]
	out := make([]float64, clueCount)
	set := func(clue int, holds bool) {
		if holds {
			out[clue] = 1
		}
	}
	out[always] = 1
	out[articleShare], out[sceneShare], out[aroundShare] = g.weightShare[code], g.sceneShare[code], near.shares[code]
	set(isFocus, code == g.focus)
	set(isHere, code == g.here)
	set(isOnly, len(g.weight) == 1)
	set(inSentence, g.near[sentence][code] > 0)
	set(inLast, sentence > 0 && g.near[sentence-1][code] > 0)
	set(inNext, sentence+1 < len(g.near) && g.near[sentence+1][code] > 0)
	here := s.setting(sentence, token)
	set(isSet, here == code)
	set(isSetLast, near.set == code)
	before, subject := g.landsBefore(v, sentence, token)
	set(inSentenceFirst, slices.Contains(before, code))
	nearest := near.last
	if len(before) > 0 {
		nearest = before[len(before)-1]
	}
	set(isNearest, nearest == code)
	set(isSubject, subject == code)
	set(inDateline, g.dateline == code)
	set(inTitle, g.inTitle[code])
	set(forGovernment, m.sector == "GOV")
	set(forSoldiers, m.sector == "MIL")
	set(forPolice, m.sector == "COP" || m.sector == "JUD" || m.sector == "LEG")
	set(forCivilians, m.sector == "CVL" || m.sector == "REF")
	set(forRebels, m.sector == "REB" || m.sector == "UAF" || m.sector == "OPP")
	set(forUnknown, m.sector == "UNK" || m.sector == "")
	set(forNamed, m.named)
	determiner := v.phrase(token).determiner()
	set(forBare, m.plural && determiner == "")
	set(forThe, determiner == "the")
	set(governsSet, here == code && (m.sector == "GOV" || m.sector == "COP" || m.sector == "MIL"))
	return out
}

// surroundings is what the sentences around one tell of countries.
type surroundings struct {
	shares map[string]float64 // of what they name, each sentence the less the further away
	set    string             // where the last sentence before is set that says so
	last   string             // the last country that a sentence before names
}

// How much less each sentence counts the further away it is, and how far any counts.
const (
	nearDecay = 0.6
	nearBack  = 4
	nearAhead = 1
)

// lookAround notes what the sentences around each tell.
func (g *ground) lookAround(s *session) {
	g.weightShare, g.sceneShare = shares(g.weight), shares(g.scene)
	g.around, g.inTitle = make([]surroundings, len(s.views)), map[string]bool{}
	set, last := "", ""
	for i, v := range s.views {
		near := map[string]float64{}
		for k := max(0, i-nearBack); k <= i+nearAhead && k < len(g.near); k++ {
			for c, x := range g.near[k] {
				near[c] += x * math.Pow(nearDecay, math.Abs(float64(k-i)))
			}
		}
		g.around[i] = surroundings{shares(near), set, last}
		for _, p := range g.places[i] {
			if v.locates(p) && g.plausible(p.code) {
				set = p.code
			}
			if g.dateline == "" && p.first < 4 && dash(v, p.last+1) {
				g.dateline = p.code
			}
		}
		if before, _ := g.landsBefore(v, i, len(v.Tokens)); len(before) > 0 {
			last = before[len(before)-1]
		}
		if v.Part == text.Title {
			for c := range g.near[i] {
				g.inTitle[c] = true
			}
		}
	}
}

// landsBefore are the countries that a sentence names before a token, and that of the subject of its main clause.
func (g *ground) landsBefore(v *view, sentence, token int) (codes []string, subject string) {
	for t := 0; t < len(v.Tokens); t++ {
		code := g.placeAt(sentence, t)
		if n := v.ofLnd[t]; n >= 0 {
			code = v.lands[n].meaning.Country.ISO3
		}
		if code == "" {
			continue
		}
		if t < token {
			codes = append(codes, code)
		}
		for h, n := t, 0; h >= 0 && n < 4; h, n = v.Tokens[h].Head, n+1 {
			if r := v.rel(h); r == "nsubj" && subject == "" && h != token && t != token {
				if up := v.Tokens[h].Head; up >= 0 && v.Tokens[up].Head < 0 {
					subject = code
				}
			}
		}
	}
	return codes, subject
}

// dash reports whether a dash stands within three tokens from one on, as after a dateline: "ALEPPO, Syria (AP) —".
func dash(v *view, from int) bool {
	for t := from; t < len(v.Tokens) && t < from+6; t++ {
		switch v.Tokens[t].Form {
		case "—", "–", "--", "-":
			return true
		}
	}
	return false
}

// shares are weights as parts of their sum.
func shares(weights map[string]float64) map[string]float64 {
	total, out := 0.0, make(map[string]float64, len(weights))
	for _, c := range slices.Sorted(maps.Keys(weights)) { // in order: sums of floats must not depend on a map's
		total += weights[c]
	}
	for c, x := range weights {
		out[c] = x / total
	}
	return out
}
