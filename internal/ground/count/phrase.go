package count

import "strings"

// farNoun is how many words after a number its noun may stand.
const farNoun = 9

// phrase is the counted noun phrase.
type phrase struct {
	first, last int // words of it, without the number; last < first: there is none
	head        int
	noun        noun
}

// phraseAfter finds what the number that ends before j counts.
func (s *sentence) phraseAfter(j int) phrase {
	j = s.skip(j)
	p, ok := s.phraseInTree(j)
	if !ok {
		p = s.phraseInRun(j)
	}
	if p.head == p.last && p.last > p.first && befallen[s.low(p.last)] {
		if n := s.known(p.last - 1); n.unit == People { // five policemen dead
			p.last, p.head, p.noun = p.last-1, p.last-1, n
		}
	}
	return p
}

// befallen are the adjectives that count people when no noun stands before them.
var befallen = map[string]bool{"dead": true, "wounded": true, "injured": true, "missing": true, "displaced": true}

// skip passes "of", "the", "more", "other" and the like.
func (s *sentence) skip(j int) int {
	for k := 0; k < 5; k++ {
		switch s.low(j) {
		case "more", "additional", "further", "fellow", "different", "separate":
			j++
		case "other":
			j++
		case "of":
			j++
		case "the", "these", "those", "his", "her", "its", "their", "our", "them":
			if s.low(j-1) != "of" {
				return j
			}
			j++
		default:
			return j
		}
	}
	return j
}

// phraseInTree goes by the tree: the run of words up to the noun that the words after the number belong to.
func (s *sentence) phraseInTree(j int) (phrase, bool) {
	if !s.parsed || j >= len(s.toks) {
		return phrase{}, false
	}
	head := -1
	for k := j; k < min(len(s.toks), j+farNoun); k++ {
		t := s.toks[k]
		if t.UPOS == "NOUN" || t.UPOS == "PROPN" {
			head = k
			if s.low(k+1) != "-" || k+1 >= len(s.toks) || s.toks[k+1].Start != t.End {
				continue
			}
		}
		if !inPhrase(t.UPOS, s.low(k)) || head >= 0 && t.UPOS != "PART" && t.UPOS != "ADJ" && t.UPOS != "NOUN" && t.UPOS != "PROPN" && s.low(k) != "-" && t.UPOS != "NUM" {
			break
		}
	}
	if head < 0 {
		if k := j; k < len(s.toks) && s.toks[k].UPOS == "ADJ" && s.nounAt(k).unit == People {
			return phrase{j, k, k, s.nounAt(k)}, true // three wounded
		}
		return phrase{first: j, last: j - 1}, true
	}
	return phrase{j, head, head, s.known(head)}, true
}

// known is the noun at k; where the lists do not have it, the engine's kind of mention tells.
func (s *sentence) known(k int) noun {
	n := s.nounAt(k)
	if n.unit != "" {
		return n
	}
	switch s.toks[k].Kind {
	case "":
	case "person":
		return noun{unit: People, plural: strings.HasSuffix(s.low(k), "s")}
	default:
		return noun{unit: "other"}
	}
	return n
}

// inPhrase reports whether a word of this part of speech may stand between a number and its noun.
func inPhrase(upos, low string) bool {
	switch upos {
	case "ADJ", "ADV", "NOUN", "PROPN", "NUM", "X", "SYM":
		return true
	case "PART":
		return low == "'s" || low == "’s" || low == "'" || low == "’"
	case "VERB":
		return strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ing") // armed, unidentified
	case "PUNCT":
		return low == "-" || low == "\"" || low == "“" || low == "”"
	}
	return false
}

// phraseInRun goes by the words alone: the last noun of the lists in the run of words after the number.
func (s *sentence) phraseInRun(j int) phrase {
	end := j
	for end < len(s.toks) && end < j+farNoun && !s.stops(end, j) {
		end++
	}
	p := phrase{first: j, last: end - 1, head: end - 1}
	for k := end - 1; k >= j; k-- {
		n := s.known(k)
		if n.unit == "" || k < end-1 && n.unit == People && !n.plural || n.demonym && !n.plural && s.low(j-1) != "a" && s.low(j-1) != "an" {
			continue // "rebel" in "two rebel strongholds"
		}
		p.last, p.head, p.noun = k, k, n
		break
	}
	return p
}

// stops reports whether the word at k ends the run that began at j.
func (s *sentence) stops(k, j int) bool {
	w := s.low(k)
	if stopWords[w] {
		return !s.hyphenated(k) // would-be bombers
	}
	c := w[0]
	if (c < 'a' || c > 'z') && c < 0x80 && w != "-" && w != "'s" && w != "'" && (c < '0' || c > '9') {
		return true
	}
	if k > j && (s.lex.cues[w] && s.nounAt(k).unit == "" || strings.HasSuffix(w, "ed") && s.nounAt(k).unit == "" && s.nounAt(k-1).unit != "") {
		return true
	}
	return k == j && s.lex.cues[w] && s.nounAt(k).unit == ""
}

// hyphenated reports whether the word at k is a part of a hyphenated one.
func (s *sentence) hyphenated(k int) bool {
	return s.low(k+1) == "-" && s.toks[k+1].Start == s.toks[k].End || s.low(k-1) == "-" && s.toks[k-1].End == s.toks[k].Start
}

// stopWords end a noun phrase.
var stopWords = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the and or but nor of in on at by to from with for as into onto over under after before during since until near
		around against between following including amid despite per via due among through across about above below than that which who whom whose where when while if because so though although
		is are was were be been being has have had do does did will would can could may might must should shall not n't n’t
		it he she they we you i him her them his their its our my this these those there here also only just then now said says say told
		left fled went came began became got made took gave held lost won met saw told spoke stood died dead?`) {
		set[w] = true
	}
	return set
}()

// withOthers extends the phrase over a second noun that the number counts too: "200 protesters and police officers".
func (s *sentence) withOthers(p phrase) phrase {
	j := p.last + 1
	if p.noun.unit != People || s.low(j) != "and" && s.low(j) != "or" {
		return p
	}
	if n := s.number(j + 1); n.next > 0 || stopWords[s.low(j+1)] || s.low(j+1) == "" {
		return p
	}
	q := s.phraseAfter(j + 1)
	if q.noun.unit == People && q.noun.plural && q.last-j <= 4 {
		p.last = q.last
	}
	return p
}
