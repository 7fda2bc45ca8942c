package token

// farDateline is how many words a dateline may have, its dash included.
const farDateline = 14

// dateline is the word after the dateline that the line begins with ("GENEVA (Reuters) —", "BEIRUT, Lebanon, Jan. 5 —",
// "WASHINGTON --"), or first when it begins with none. UD's treebanks make a dateline a sentence of its own, so that what
// follows is parsed as it would be without.
func (l *lexer) dateline(first int) int {
	commas, agency, inside := 0, false, false
	for k := first; k < min(first+farDateline, len(l.words)-1); k++ {
		w := l.words[k]
		r := l.runes[w.start]
		switch classify(r) {
		case dash, hyphen:
			if !w.spaced || !l.words[k+1].spaced {
				if classify(r) == hyphen && k > first && !w.spaced {
					continue // Port-au-Prince
				}
				return first
			}
			if k > first && !inside && (agency || commas > 0 || l.capitals(first)) && l.capitalAhead(k+1) {
				return k + 1
			}
			return first
		case open:
			inside = true
		case shut:
			agency, inside = true, false
		case letter:
			if !isUpper(r) && !inside && w.end-w.start > 3 {
				return first
			}
		case digit, stop:
		default:
			if r == ',' {
				commas++
			} else if r != '/' && r != '&' && r != '\'' && r != '’' {
				return first
			}
		}
	}
	return first
}

// capitals reports whether the word is two letters or more, all capitals.
func (l *lexer) capitals(k int) bool {
	w := l.words[k]
	for _, r := range l.runes[w.start:w.end] {
		if !isUpper(r) {
			return false
		}
	}
	return w.end-w.start > 1
}

// capitalAhead reports whether the first letter or digit from the word k on, past opening marks, may begin a sentence.
func (l *lexer) capitalAhead(k int) bool {
	for ; k < len(l.words); k++ {
		switch r := l.runes[l.words[k].start]; classify(r) {
		case quote, open, apostrophe:
		default:
			return isUpper(r) || isDigit(r)
		}
	}
	return false
}
