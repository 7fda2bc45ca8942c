package place

import (
	"cmp"
	"fmt"
	"slices"

	"dateline/text"
)

// Name is "place".
func (*Resolver) Name() string { return "place" }

// Requires is sentences, syntax and entities. Where no token has a tag and no sentence an entity, names are found by their
// capitals alone, with less certainty.
func (*Resolver) Requires() []text.Layer {
	return []text.Layer{text.LayerSentences, text.LayerSyntax, text.LayerEntities}
}

// Adds is the places.
func (*Resolver) Adds() []text.Layer { return []text.Layer{text.LayerPlaces} }

// Process finds the document's toponyms and described places and resolves them. It never fails.
func (r *Resolver) Process(d *text.Document) error {
	rd := r.read(d)
	rd.find()
	rd.run()
	d.Places = d.Places[:0]
	for i := range rd.mentions {
		d.Places = append(d.Places, rd.place(&rd.mentions[i]))
	}
	rd.describe()
	lendCountries(d)
	slices.SortStableFunc(d.Places, func(a, b text.Place) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return nil
}

// besideWords is how many words may stand between a place that is not known and one that lends it its country.
const besideWords = 8

// lendCountries gives a place of an unknown name the country of the place that stands beside it ("Moscow's Basmanny Court", "the
// Government Center in Charlotte"), and nothing more.
func lendCountries(d *text.Document) {
	for i := range d.Places {
		p := &d.Places[i]
		if p.Country != "" || p.Precision != "unknown" || p.Head < 0 {
			continue
		}
		best := besideWords + 1
		for k := range d.Places {
			o := &d.Places[k]
			if o.Sentence != p.Sentence || o.Country == "" || o.Head < 0 || o.Precision == "unknown" {
				continue
			}
			if away := max(o.Head-p.Head, p.Head-o.Head); away < best {
				best, p.Country = away, o.Country
				p.Reason = fmt.Sprintf("no place of this name is known; «%s» beside it has the country", d.Slice(o.Span))
			}
		}
	}
}

// At is the place that the phrase headed by a token names, or nil: the place that the token is in, or the one that stands in
// its phrase ("the city of Raqqa"). A described place goes before the toponyms it is made of.
func (r *Resolver) At(d *text.Document, sentence, head int) *text.Place {
	if sentence < 0 || sentence >= len(d.Sentences) || head < 0 || head >= len(d.Sentences[sentence].Tokens) {
		return nil
	}
	s := &d.Sentences[sentence]
	var best *text.Place
	for i := range d.Places {
		p := &d.Places[i]
		if p.Sentence != sentence || p.Head < 0 {
			continue
		}
		if p.Head == head || p.Contains(s.Tokens[head].Span) || names(s, p.Head, head) {
			if best == nil || p.Head == head && best.Head != head || p.Len() > best.Len() && (p.Head == head) == (best.Head == head) {
				best = p
			}
		}
	}
	return best
}

// names reports whether a toponym's head stands below another token as its name or its "of" phrase.
func names(s *text.Sentence, toponym, head int) bool {
	if t := s.Tokens[toponym]; t.Head == head {
		switch t.Deprel {
		case "appos", "flat", "compound", "nmod", "nmod:desc":
			return kindWord(s.Tokens[head].Form)
		}
	}
	return false
}

func kindWord(form string) bool {
	_, ok := kindWords[lower(form)]
	return ok || sides[lower(form)]
}

// Share is a country and how much of an article's places and peoples it has: shares, 0 to 1.
type Share struct {
	Country string // ISO 3166-1 alpha-3
	Weight  float64
}

// Focus gives the countries of an article by weight, heaviest first: each place counts one, the adjective of a country half.
func Focus(d *text.Document) []Share {
	weight := map[string]float64{}
	for i := range d.Places {
		if c := d.Places[i].Country; c != "" {
			weight[c]++
		}
	}
	r := &reading{doc: d, nations: map[string]float64{}}
	r.demonyms()
	sum := 0.0
	for c, w := range r.nations {
		weight[c] += w
	}
	for _, w := range weight {
		sum += w
	}
	var out []Share
	for c, w := range weight {
		out = append(out, Share{c, w / sum})
	}
	slices.SortFunc(out, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Country, b.Country))
	})
	return out
}
