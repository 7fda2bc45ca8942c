package place

import (
	"strings"

	"dateline/text"
)

// locatives are the words before a place where something is or goes.
var locatives = words(`in at near from to of outside inside around between toward towards into through across within throughout off along
	against over beyond via leaving entering reaching surrounding around entered left reached seized captured retook recaptured stormed shelled bombed besieged liberated visit visited visiting`)

// titles are the words before a person's name.
var titles = words(`mr mrs ms dr sir lord lady president minister senator sen rep gov governor general gen colonel col captain capt sergeant sgt lt lieutenant
	major judge justice mayor chief secretary chairman spokesman spokeswoman director prince princess king queen pope bishop imam sheikh ayatollah rev father sister
	coach professor prof officer deputy detective sheriff attorney ambassador envoy commander officer inspector councillor councilman`)

// after are the words after a place's name that show it is one, in names of what is there or has its seat there.
var after = words(`police county city state province parish township sheriff hospital school high university college mayor council airport
	department court river valley lake road street avenue district area region border coast metro native resident residents man woman news daily times
	post herald tribune gazette journal fire public international community center centre church museum park zoo chamber housing health medical
	technical memorial regional central legislature assembly government governor parliament embassy summit treaty accord talks conference
	national general city-based based island beach bay hills village town townships towns province-wide election elections`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// How well known a place must be for a name that nothing else shows to be one: a prior, see names.go.
const (
	aloneLeast     = 4.6 // without entities in the article
	taggedLeast    = 6.0 // where the engine has not called it an entity
	locativeTagged = 4.3 // the same after "in", "at", …
	listedLeast    = 3.2 // for a name of our own lists, which stands there because news names it
	singleLeast    = 3.3
)

// judge decides whether a capitalised run that the gazetteer has is a toponym.
func (f *finder) judge(i, first, last int, prior float64, inOrg bool) {
	s := &f.doc.Sentences[i]
	m := f.make(i, first, last)
	if f.person(s, first, last, prior) {
		return
	}
	before := f.before(s, first)
	located := locatives[before] || f.inDateline(s, first, last)
	follows := last+1 < len(s.Tokens) && after[lower(s.Tokens[last+1].Form)]
	contained := f.beforeContainer(s, last)
	need := aloneLeast
	switch {
	case inOrg:
		need = aloneLeast
		if !follows && first == last {
			need = taggedLeast
		}
	case f.tagged && located:
		need = locativeTagged
	case f.tagged:
		need = taggedLeast
	case located || contained || follows || strings.Contains(f.doc.Slice(m.Span), " "):
		need = singleLeast - 1
	}
	if len(f.lists.names[groupKey(m.surface)]) > 0 {
		need = min(need, listedLeast)
	}
	if contained {
		need = min(need, singleLeast)
	}
	if prior >= need {
		f.accept(m)
		return
	}
	f.maybe = append(f.maybe, m)
}

func (f *finder) before(s *text.Sentence, first int) string {
	k := first - 1
	for k >= 0 && (lower(s.Tokens[k].Form) == "the" || sides[lower(s.Tokens[k].Form)] && !hasUpper(s.Tokens[k].Form)) {
		k--
	}
	if k < 0 {
		return ""
	}
	return lower(strings.TrimSuffix(s.Tokens[k].Form, "."))
}

// person reports whether the words around a run make it part of a person's name: a title or a first name before it, a surname after.
func (f *finder) person(s *text.Sentence, first, last int, prior float64) bool {
	if first > 0 {
		p := &s.Tokens[first-1]
		w := lower(strings.TrimSuffix(p.Form, "."))
		if titles[w] && !isUpper(p.Form) && first == last && (hasUpper(p.Form) || w == "mr") {
			return !placeTitle[w]
		}
		if hasUpper(p.Form) && first == last && !f.tagged && first > 1 && f.foreign(p.Form) {
			return true
		}
		if len(p.Form) == 2 && p.Form[1] == '.' && hasUpper(p.Form) && first == last { // an initial
			return true
		}
	}
	if first == last && f.persons[s.Tokens[first].Form] {
		return true
	}
	if last+1 < len(s.Tokens) && first == last && !f.tagged {
		n := &s.Tokens[last+1]
		if hasUpper(n.Form) && !isUpper(n.Form) && !after[lower(n.Form)] && f.foreign(n.Form) && f.bestPrior(n.Form) == 0 {
			return prior < aloneLeast || !locatives[f.before(s, first)]
		}
	}
	return false
}

// placeTitle are titles that stand before what they are of: "Mayor" seldom, "Pope" never; "King" and "Prince" are parts of names.
var placeTitle = words("major general")

// foreign reports whether a capitalised word is none that stands beside places: no side, kind, locative or stop word.
func (f *finder) foreign(form string) bool {
	w := lower(strings.TrimSuffix(form, "."))
	return !sides[w] && !locatives[w] && !stopNames[w] && !months[form] && !after[w] && !IsAdjective(form) && !kindWord(w) && !f.abbreviation(form)
}

// inDateline reports whether a run opens the text: "BEIRUT, Lebanon (AP) -".
func (f *finder) inDateline(s *text.Sentence, first, last int) bool {
	if first > 3 || s.Part != text.Body {
		return false
	}
	for k := last + 1; k < min(len(s.Tokens), last+9); k++ {
		switch s.Tokens[k].Form {
		case "-", "--", "–", "—":
			return isUpper(s.Tokens[0].Form) && len(s.Tokens[0].Form) > 1
		}
	}
	return false
}

// beforeContainer reports whether a comma and a country or province follow: "Logan, Utah".
func (f *finder) beforeContainer(s *text.Sentence, last int) bool {
	if last+2 >= len(s.Tokens) || s.Tokens[last+1].Form != "," || !hasUpper(s.Tokens[last+2].Form) {
		return false
	}
	for end := min(len(s.Tokens)-1, last+5); end >= last+2; end-- {
		name := f.doc.Slice(text.Span{Start: s.Tokens[last+2].Start, End: s.Tokens[end].End})
		for _, c := range f.direct(trimName(name)) {
			if c.Feature == "PCLI" || c.Feature == "ADM1" {
				return true
			}
		}
	}
	return false
}
