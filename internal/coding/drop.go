package coding

import (
	"slices"

	"dateline/text"
)

// dropUncoded removes mentions that the guidelines rule out: everything in an article that names nobody of politics, arms or law,
// no state, body, armed group or population; and events in which no such actor takes part in an article of sport, business,
// culture or weather.
func (r *reading) dropUncoded() {
	private, topic := !r.publicAffair(), r.topic()
	r.mentions = slices.DeleteFunc(r.mentions, func(m *mention) bool {
		switch {
		case r.political(m):
			return false
		case private:
			r.pass(m, "the article names nobody of politics, arms or law")
		case topic != "":
			r.pass(m, "the article is about %s, and nobody of politics, arms or law takes part", topic)
		}
		return private || topic != ""
	})
	for _, m := range r.mentions {
		if m.content != nil && !slices.Contains(r.mentions, m.content) {
			m.content = nil
		}
	}
}

// publicAffair reports whether an article names anybody whose acts are political.
func (r *reading) publicAffair() bool {
	return slices.ContainsFunc(r.doc.Actors, func(a text.Actor) bool { return publicSectors[a.Sector] || publicCodes[a.Code] })
}

// publicSectors and publicCodes are those of actors whose acts are political whatever else the article is about.
var (
	publicSectors = map[string]bool{"GOV": true, "MIL": true, "COP": true, "JUD": true, "LEG": true, "SPY": true, "PRM": true, "REB": true,
		"UAF": true, "PTY": true, "OPP": true, "REF": true}
	publicCodes = map[string]bool{"UNO": true, "EUR": true, "IGO": true, "IMG": true}
)

// topicShare is the share of an article's nouns and verbs from which a list of the codebook's ignore.yaml names its topic.
const topicShare = 0.06

// topic is the matter the guidelines do not code that an article is about, or the empty string.
func (r *reading) topic() string {
	words := 0
	hits := map[string]int{}
	for _, t := range r.trees {
		for k := range t.Tokens {
			if c := t.class(k); c != "n" && c != "v" {
				continue
			}
			words++
			for _, name := range []string{"sport", "business", "culture", "weather"} {
				if slices.Contains(r.book.ignore[name], t.lemma(k)) {
					hits[name]++
				}
			}
		}
	}
	for _, name := range []string{"sport", "business", "culture", "weather"} {
		if words > 0 && float64(hits[name]) > topicShare*float64(words) {
			return name
		}
	}
	return ""
}

// political reports whether somebody of politics, arms or law takes part in a mention.
func (r *reading) political(m *mention) bool {
	return slices.ContainsFunc(append(slices.Clone(m.actors), m.recipients...), func(p participant) bool {
		return publicSectors[p.actor.Sector] || publicCodes[p.actor.Code]
	})
}
