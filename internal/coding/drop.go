package coding

import "slices"

// dropUncoded removes mentions that the guidelines rule out: results told by a second word in the same clause ("killed in an
// airstrike"), and events of sport, business, culture and weather in which no political actor takes part.
func (r *reading) dropUncoded() {
	topic := r.topic()
	r.mentions = slices.DeleteFunc(r.mentions, func(m *mention) bool {
		return topic != "" && !r.political(m)
	})
	for _, m := range r.mentions {
		if m.content != nil && !slices.Contains(r.mentions, m.content) {
			m.content = nil
		}
	}
}

// topicShare is the share of an article's words from which a list of the codebook's ignore.yaml names its topic.
const topicShare = 0.045

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
		if words > 0 && float64(hits[name]) > topicShare*2*float64(words) {
			return name
		}
	}
	return ""
}

// political reports whether somebody of politics, arms or law takes part in a mention.
func (r *reading) political(m *mention) bool {
	for _, p := range append(slices.Clone(m.actors), m.recipients...) {
		switch p.actor.Sector {
		case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "REB", "UAF", "PTY", "OPP":
			return true
		}
		switch p.actor.Code {
		case "UNO", "EUR", "IGO", "IMG":
			return true
		}
	}
	return false
}
