package conllu

import (
	"sort"
	"strconv"
	"strings"
)

// Mention is what `Entity=` in MISC marks: the words First to Last (inclusive) of a sentence. Head is its head word.
type Mention struct {
	ID          string
	Kind        string // GUM: person, organization, place, object, event, time, abstract …
	First, Last int
	Head        int
}

// Mentions reads the sentence's `Entity=` brackets: "(id-kind-…-minspan-…" opens, "id)" or a bare ")" closes, and both may
// stand on one word. GUM numbers a mention's head words in the field minspan, which stands sixth; without it the head is
// the word whose own head is outside. Brackets that do not close are left out. Outer mentions come before inner ones.
func (s *Sentence) Mentions() []Mention {
	var open, done []Mention
	for i := range s.Words {
		field, ok := Misc(s.Words[i].Misc, "Entity")
		for ok && field != "" {
			switch {
			case field[0] == '(':
				n := 1 + strings.IndexAny(field[1:]+"(", "()")
				m := newMention(field[1:n], i)
				if field = field[n:]; strings.HasPrefix(field, ")") {
					done, field = append(done, s.closed(m, i)), field[1:]
				} else {
					open = append(open, m)
				}
			default:
				id, rest, found := strings.Cut(field, ")")
				if !found {
					rest = ""
				}
				field = rest
				if k := lastOpen(open, id); k >= 0 {
					done = append(done, s.closed(open[k], i))
					open = append(open[:k], open[k+1:]...)
				}
			}
		}
	}
	sort.SliceStable(done, func(a, b int) bool {
		if done[a].First != done[b].First {
			return done[a].First < done[b].First
		}
		return done[a].Last > done[b].Last
	})
	return done
}

// newMention reads "id-kind-infstat-salience-centering-minspan-…"; Head holds the minspan's first number (0: none) until
// the mention is closed.
func newMention(label string, first int) Mention {
	f := strings.Split(label, "-")
	m := Mention{ID: f[0], First: first}
	if len(f) == 1 {
		m.Kind = f[0]
	} else {
		m.Kind = f[1]
	}
	if len(f) > 5 {
		n, _, _ := strings.Cut(f[5], ",")
		m.Head, _ = strconv.Atoi(n)
	}
	return m
}

func (s *Sentence) closed(m Mention, last int) Mention {
	m.Last = last
	if h := m.First + m.Head - 1; m.Head > 0 && h <= last {
		m.Head = h
		return m
	}
	m.Head = last
	for i := m.First; i <= last; i++ {
		if h := s.Words[i].Head; h < m.First || h > last {
			m.Head = i
			break
		}
	}
	return m
}

func lastOpen(open []Mention, id string) int {
	for k := len(open) - 1; k >= 0; k-- {
		if id == "" || open[k].ID == id {
			return k
		}
	}
	return -1
}
