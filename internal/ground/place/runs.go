package place

import (
	"strings"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
	"dateline/text"
)

const longestName = 8 // tokens of the longest name that is tried: "Deir ez-Zor" has four

// runs looks for names in the capitalised words that no entity has taken: the longest that the gazetteer knows from each word on.
func (f *finder) runs(i int, taken []byte) {
	s := &f.doc.Sentences[i]
	for k := 0; k < len(s.Tokens); k++ {
		if taken[k] == 1 || !hasUpper(s.Tokens[k].Form) || s.Tokens[k].Form == "The" {
			continue
		}
		for last := min(len(s.Tokens)-1, k+longestName-1); last >= k; last-- {
			if taken[last] == 1 || !nameEnd(s, k, last) || crosses(taken, k, last) {
				continue
			}
			if best := f.known(s, k, last); best > 0 {
				f.judge(i, k, last, best, taken[k] == 2)
				k = last
				break
			}
		}
	}
}

// crosses reports whether a run goes over an entity or out of an organisation's name.
func crosses(taken []byte, first, last int) bool {
	for k := first; k <= last; k++ {
		if taken[k] != taken[first] {
			return true
		}
	}
	return false
}

// nameEnd reports whether a run can be a name's end: a capitalised word, with only small words of names between.
func nameEnd(s *text.Sentence, first, last int) bool {
	if !hasUpper(s.Tokens[last].Form) && !(last > first && s.Tokens[last].Start == s.Tokens[last-1].End && !isPunct(s.Tokens[last].Form)) {
		return false
	}
	for k := first + 1; k < last; k++ {
		form := s.Tokens[k].Form
		glued := s.Tokens[k].Start == s.Tokens[k-1].End
		if hasUpper(form) || glued && (form == "-" || form == "‑" || form == "." || s.Tokens[k-1].Form == "-") {
			continue
		}
		switch lower(form) {
		case "of", "the", "and", "de", "del", "la", "le", "les", "al", "el", "e", "en", "sur", "upon", "on", "da", "do", "dos", "di", "in", "am", "an", "der", "ez", "as", "ash":
			continue
		}
		return false
	}
	return true
}

// known is the highest prior of the places that a run of words may name; 0 for none.
func (f *finder) known(s *text.Sentence, first, last int) float64 {
	name := f.doc.Slice(text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End})
	if len(name) < 3 && !f.abbreviation(name) {
		return 0
	}
	if IsAdjective(name) || first == last && (months[name] || f.stopped(s, first, name)) {
		return 0
	}
	if p := f.bestPrior(name); p > 0 || !arabic(s, first, last) {
		return p
	}
	best := 0.0
	for _, c := range f.transliterated(trimName(name)) {
		best = max(best, c.prior+2*fuzzyPenalty) // three words with an article in the middle are no chance likeness
	}
	return best
}

// stopped reports whether a word is taken for what it means rather than for the place of that name: not after "in" when the place
// is one of our lists.
func (f *finder) stopped(s *text.Sentence, k int, name string) bool {
	if country.Default().ByCapital(name) != nil || !stopNames[lower(name)] {
		return false
	}
	return len(f.lists.names[gazetteer.Fold(name)]) == 0 || !locatives[f.before(s, k)]
}

// arabic reports whether a run has an Arabic article inside: "Dir el Zour".
func arabic(s *text.Sentence, first, last int) bool {
	for k := first + 1; k < last; k++ {
		if w := s.Tokens[k].Form; gazetteer.IsArticle(w) && w != "as" && w != "an" && w != "at" {
			return true
		}
	}
	return false
}

func (f *finder) abbreviation(name string) bool {
	return len(f.lists.exact[name]) > 0 || country.Default().ByName(name) != nil
}

var months = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`January February March April May June July August September October November December Monday Tuesday Wednesday
		Thursday Friday Saturday Sunday Sun Mon Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Easter Christmas`) {
		m[w] = true
	}
	return m
}()

// stopNames are words of news that some village is called by; as a single capitalised word they are not taken for it.
var stopNames = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`the a an in on at of to for from by with and or but if as is was are were be been has have had he she it its they we i you his her
		their our my this that these those there here what when where who why how not no yes all any some many most more other another such same one two three four five
		six seven eight nine ten first second third last next new old young big small high low police officials army government ministry minister president
		prime king queen prince princess general major captain colonel sergeant officer chief director chairman secretary senator judge court county city town village state
		states north south east west northern southern eastern western central upper lower street road avenue park lake river mountain hill bay island islands
		university college school hospital church mosque temple center centre association council committee commission department agency office bank company
		group party union front movement force forces team club league cup game games season man woman men women people children family house home
		news times post herald press media report today tomorrow yesterday morning evening night day week month year years time also after before during
		while since until under over between about against according according although because both each every few former however including instead just
		like later may might much must never now only our out perhaps rather several should since so soon still than then though through thus too up very
		well yet will would can could did do does done said says say see saw go went come came take took make made let get got give gave think know
		good great best better bad free open close public private national international global world federal local royal united central special social
		democratic republican liberal conservative labor labour green white black red blue brown gold silver god lord christ jesus allah islam muslim
		christian jewish catholic sunni shia shiite kurd kurds kurdish arab arabs western islamic isis isil nato un eu us bush obama clinton trump putin assad
		reading nice mobile orange along man bar bath battle enterprise normal liberty independence union justice hope faith
		hunter carter jackson johnson wilson taylor moore davis miller scott martin lee harris clark lewis walker hall allen king wright hill green adams baker nelson
		mitchell roberts turner phillips campbell parker evans edwards collins stewart morris rogers reed cook morgan bell murphy bailey cooper richardson cox
		howard ward peterson gray ramirez james watson brooks kelly sanders price bennett wood barnes ross henderson coleman jenkins perry powell long
		patterson hughes flores butler simmons foster bryant alexander russell griffin hayes myers ford hamilton graham sullivan wallace
		david john michael robert william mary thomas charles george paul mark peter joseph daniel anthony andrew kevin brian edward ronald timothy jason
		gary nicholas eric stephen jonathan larry justin frank raymond gregory samuel patrick jack dennis jerry tyler aaron henry douglas adam nathan
		zachary walter kyle harold carl jeremy keith roger arthur terry sean austin christian albert ethan
		ali hassan hussein mohammed muhammad ahmed ahmad omar khalid ibrahim abdullah mahmoud mustafa yusuf saleh karim said
		internet web facebook twitter google english french german spanish russian chinese iraqi syrian april may june july august
		northeast northwest southeast southwest midwest gulf main pack section metro commerce superior grand forest human rodeo part mad capitol
		ana hit uri sur shire bria beni mare hass salma rabia karama hamdan ashraf mansour shaab walid soran rania zahra khalis jasim karma bastion crater
		palma mora bor leer obo sake bara makeen harem duma maidan bay koro gali rawda tahrir anad shame ber lego
		board program project plan act bill law order case trial bureau service services system security defense defence health education
		church saint mount fort port point cape santa san los las el la de del van von bin ibn abu umm mr mrs ms dr gen rev sgt lt col capt sen rep gov`) {
		m[w] = true
	}
	return m
}()
