package coding

import (
	"fmt"
	"slices"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/text"
)

// whereThreshold is the probability from which a place of the sentence is taken for the event's.
const whereThreshold = 0.40

// placeWeights weigh the clues of placeClues.
var placeWeights = []weight{
	{"always", -0.58},
	{"the engine's belief", 0.34},
	{"attached to the trigger", 0.58},
	{"stands where something happens", 0.72},
	{"before the trigger", -0.22},
	{"the only place of the sentence", 0.12},
	{"governed by another event", -0.13},
	{"beside a place in or at which", 0.40},
	{"a possessor", 0.77},
	{"an apposition", 0.10},
	{"a country", -0.50},
	{"of no known country", -2.94},
	{"for what is said", -1.07},
	{"for talks", -0.30},
	{"of it", 0.57},
	{"it has no name", -0.58},
	{"no other trigger is nearer", 0.44},
	{"steps from the trigger", -0.33},
	{"to or from it", -0.08},
	{"subject or object", -0.21},
	{"for what has not happened", -0.14},
	{"in the title", 0.17},
	{"for what somebody says happened", -0.46},
	{"a dateline", 0.10},
}

// setWhere gives a mention the place of its sentence that is likeliest its own.
func (r *reading) setWhere(m *mention) {
	best, p := likeliest(r.placeChoices(m), placeWeights)
	if p < whereThreshold {
		m.reason.Place = "the sentence names no place for it"
		return
	}
	m.place = place(best, r.doc)
	m.reason.Place = fmt.Sprintf("«%s» belongs to the trigger with probability %.2f (engine %.2f); %s", m.place.Text, p,
		r.belief(m, "place", m.place.Span), best.Reason)
}

// placeChoices are the places of a mention's sentence: those that are named, and what the engine takes for one ("the camp").
func (r *reading) placeChoices(m *mention) []choice[*text.Place] {
	t := r.trees[m.sentence]
	var near []*text.Place
	for k := range r.doc.Places {
		p := &r.doc.Places[k]
		if p.Sentence == m.sentence && p.Head >= 0 && p.Head < len(t.Tokens) && p.Head != m.token && !r.insidePlace(k) {
			near = append(near, p)
		}
	}
	near = append(near, r.unnamedPlaces(t, m, near)...)
	var out []choice[*text.Place]
	for _, p := range near {
		out = append(out, choice[*text.Place]{p, r.placeClues(t, m, p, near)})
	}
	return out
}

// leastForUnnamed is the engine's least belief that a noun which names no place is where something happens.
const leastForUnnamed = 0.3

// unnamedPlaces are the nouns that the engine takes for a mention's place, in the country that the text is set in there.
func (r *reading) unnamedPlaces(t *tree, m *mention, named []*text.Place) (out []*text.Place) {
	if m.proposal == nil {
		return nil
	}
	for _, role := range m.proposal.Roles {
		k := role.Token
		if role.Name != "place" || role.P < leastForUnnamed || k == m.token || t.class(k) != "n" ||
			slices.ContainsFunc(named, func(p *text.Place) bool { return p.Contains(t.Tokens[k].Span) }) {
			continue
		}
		p := &text.Place{Span: t.noun(k), Country: r.setting(t, m.sentence, k), Precision: "unknown", Sentence: m.sentence, Head: k}
		p.Reason = "it has no name; the text is set in " + p.Country + " there"
		if p.Country == "" {
			p.Reason = "it has no name, and no country is named near it"
		}
		out = append(out, p)
	}
	return out
}

// noun is the span of a noun with the words before it that belong to it, without its determiner.
func (t *tree) noun(k int) text.Span {
	first := k
	for first > 0 && t.Tokens[first-1].Head == k && (t.rel(first-1) == "compound" || t.rel(first-1) == "amod") {
		first--
	}
	return text.Span{Start: t.Tokens[first].Start, End: t.Tokens[k].End}
}

// settingBack is how many sentences back a place may lie for a noun without a name to be taken for a part of it.
const settingBack = 3

// setting is the country in which a noun that names no place lies: that of a nationality or a place in its phrase, of the last place before
// it, or of the one the article names most.
func (r *reading) setting(t *tree, sentence, token int) string {
	for _, k := range t.children(token, "amod", "nmod:poss") {
		if a := r.resolve(sentence, k); t.Tokens[k].UPOS != "PRON" && len(a.Code) == 3 && country.Default().ByCode(a.Code) != nil {
			return a.Code
		}
	}
	code := ""
	for k := range r.doc.Places {
		p := &r.doc.Places[k]
		switch {
		case p.Country == "" || p.Sentence > sentence || p.Sentence < sentence-settingBack:
		case p.Sentence == sentence && p.Head >= 0 && t.below(p.Head, token):
			return p.Country
		case p.Sentence < sentence || p.Head < token:
			code = p.Country
		}
	}
	if code == "" {
		code = r.mainCountry()
	}
	return code
}

// mainCountry is the country of most of the article's places, the first in the alphabet of equals.
func (r *reading) mainCountry() string {
	best, n := "", map[string]int{}
	for k := range r.doc.Places {
		if c := r.doc.Places[k].Country; c != "" {
			if n[c]++; n[c] > n[best] || n[c] == n[best] && c < best {
				best = c
			}
		}
	}
	return best
}

// placeClues are what speaks for a place of a mention's sentence: the engine's belief, the tree, and what kind of place and deed it is.
func (r *reading) placeClues(t *tree, m *mention, p *text.Place, near []*text.Place) clues {
	at, relation := t.caseOf(p.Head), t.Tokens[p.Head].Deprel
	inAnother := at == "" && slices.ContainsFunc(near, func(o *text.Place) bool {
		c := t.caseOf(o.Head)
		return o != p && (c == "in" || c == "at")
	})
	return clues{
		1,
		odds(r.belief(m, "place", p.Span)),
		is(r.attached(t, m, p.Head)),
		is(locates(m, t, p.Head)),
		is(p.Span.Start < m.span.Start),
		is(len(near) == 1),
		is(r.governedByAnother(t, m, p.Head)),
		is(inAnother),
		is(relation == "nmod:poss"),
		is(relation == "appos" || relation == "nmod:npmod"),
		is(p.Precision == "country"),
		is(p.Country == ""),
		is(spoken[m.kind]),
		is(m.kind == "CONSULT"),
		is(at == "of"),
		is(p.Name == "" && p.Precision == "unknown" && p.Country != ""),
		is(r.nearestTrigger(t, p.Head) == m),
		float64(min(t.distance(m.token, p.Head), 8)) / 4,
		is(at == "to" || at == "from"),
		is(relation == "nsubj" || relation == "nsubj:pass" || relation == "obj"),
		is(m.status != event.Actual),
		is(t.Part != text.Body),
		is(m.content != nil),
		is(p.Head < 4 && dash(t, p.Head+1)),
	}
}

// spoken are the types of what is said or agreed more than done at a place.
var spoken = map[string]bool{"ACCUSE": true, "REQUEST": true, "SUPPORT": true, "REJECT": true, "THREATEN": true, "AGREE": true, "CONCEDE": true}

// governedByAnother reports whether the word that governs a token is another mention's trigger.
func (r *reading) governedByAnother(t *tree, m *mention, token int) bool {
	h := t.Tokens[token].Head
	return h >= 0 && h != m.token && r.mentionAt(m.sentence, h) != nil
}

// insidePlace reports whether a place is a part of a longer one's name: Syria in "the Lebanon–Syria border".
func (r *reading) insidePlace(k int) bool {
	span := r.doc.Places[k].Span
	return slices.ContainsFunc(r.doc.Places, func(o text.Place) bool { return o.Contains(span) && o.Len() > span.Len() })
}

// belief is the engine's probability that a span has a role to a mention; where it proposed none, a small one.
func (r *reading) belief(m *mention, name string, span text.Span) float64 {
	if m.proposal == nil {
		return 0.04
	}
	best := 0.0
	for _, role := range m.proposal.Roles {
		if role.Name == name && span.Contains(r.trees[m.sentence].Tokens[role.Token].Span) {
			best = max(best, float64(role.P))
		}
	}
	return best
}

// attached reports whether the word that governs a place or time is the trigger, or stands above it with no word of saying, or
// below it with no verb between: "officials said Wednesday" does not date what they said.
func (r *reading) attached(t *tree, m *mention, head int) bool {
	above := append([]int{m.token}, t.ancestors(m.token)...)
	for _, i := range t.ancestors(head) {
		if n := slices.Index(above, i); n >= 0 {
			return n == 0 || !(t.class(i) == "v" && r.book.says[t.lemma(i)])
		}
		if t.class(i) == "v" {
			return false
		}
	}
	return false
}

// locates reports whether a place stands where something happens: in a phrase of place, or as such a phrase's genitive.
func locates(m *mention, t *tree, head int) bool {
	for i := head; i >= 0 && i != m.token; i = t.Tokens[i].Head {
		switch c := t.caseOf(i); c {
		case "in", "at", "near", "inside", "outside", "across", "around", "on", "into", "throughout", "within", "along", "off",
			"through", "outside_of", "north_of", "south_of", "east_of", "west_of":
			return true
		case "to":
			return m.kind == "CONSULT" || m.kind == "MOBILIZE"
		case "from":
			return m.kind == "RETREAT" || m.kind == "SANCTION"
		case "of", "":
		default:
			return false
		}
		switch t.rel(i) {
		case "appos", "compound", "flat", "conj", "nmod":
		case "obj":
			return m.kind == "COERCE" || m.kind == "ASSAULT"
		default:
			return false
		}
	}
	return false
}

func place(p *text.Place, doc *text.Document) *event.Place {
	out := &event.Place{Text: doc.Slice(p.Span), Name: event.Null(p.Name), Country: event.Null(p.Country),
		Admin1: event.Null(p.Admin1), Precision: p.Precision, Span: p.Span}
	if p.HasPoint {
		out.Lat, out.Lon = &p.Lat, &p.Lon
	}
	if p.GeoNames != 0 {
		out.GeoNames = &p.GeoNames
	}
	return out
}

// nearestTrigger is the mention of a sentence whose trigger lies nearest to a token in the tree.
func (r *reading) nearestTrigger(t *tree, token int) *mention {
	var best *mention
	for _, m := range r.mentions {
		if r.trees[m.sentence] == t && (best == nil || t.distance(m.token, token) < t.distance(best.token, token)) {
			best = m
		}
	}
	return best
}

// dash reports whether a dash stands at or right after a token, as after a dateline: "DUBAI —".
func dash(t *tree, k int) bool {
	for ; k < len(t.Tokens) && k < 6; k++ {
		if f := t.Tokens[k].Form; f == "—" || f == "–" || f == "--" {
			return true
		}
	}
	return false
}
