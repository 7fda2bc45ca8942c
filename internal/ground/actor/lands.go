package actor

import (
	"strings"

	"dateline/internal/ground/country"
)

// land is the name of a country, its people, its capital or a seat of its government, at tokens first to last.
type land struct {
	first, last int
	meaning     country.Meaning
}

// findLands marks the longest names of the country table from left to right.
func findLands(v *view) (out []land) {
	table := country.Default()
	for i := 0; i < len(v.Tokens); i++ {
		l, ok := land{}, false
		name := ""
		for j := i; j < len(v.Tokens) && j < i+7; j++ {
			if j > i && v.Tokens[j].Start > v.Tokens[j-1].End {
				name += " "
			}
			name += v.Tokens[j].Form
			if ms := table.Lookup(name); len(ms) > 0 {
				l, ok = land{i, j, ms[0]}, true
			} else if v.shout {
				if ms := table.Lookup(titled(name)); len(ms) > 0 && j-i < 3 && name != "US" {
					l, ok = land{i, j, ms[0]}, true
				}
			}
		}
		if !ok || l.first == l.last && v.Tokens[i].Form == "CAR" && !v.isName(i) {
			continue
		}
		for t := l.first; t <= l.last; t++ {
			v.ofLnd[t] = len(out)
		}
		out = append(out, l)
		i = l.last
	}
	return out
}

func (v *view) isName(i int) bool { return v.Tokens[i].UPOS == "PROPN" || v.ent[i] >= 0 }

// titled writes IRAQ as Iraq.
func titled(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// landAt is the land that covers a token.
func (v *view) landAt(i int) (country.Meaning, bool) {
	if n := v.ofLnd[i]; n >= 0 {
		return v.lands[n].meaning, true
	}
	return country.Meaning{}, false
}
