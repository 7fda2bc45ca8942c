package token

// boundaries calls cut with the index one past each sentence's last word, for the words of one line, which are from first
// on. headline says that the line is one: there an abbreviation ends no sentence.
func (l *lexer) boundaries(first int, headline bool, cut func(end int)) {
	s := sentences{lexer: l, start: first, headline: headline}
	if after := l.dateline(first); after > first {
		cut(after)
		s.start, first = after, after
	}
	for k := first; k < len(l.words); k++ {
		if k > s.start && s.bullet(k) {
			cut(k)
			s.start = k
		}
		if s.opensInside(k) {
			s.inside = s.closing(k)
		}
		if s.is(k, quote) {
			s.quoted = !s.quoted
		}
		if !s.mayEnd(k) {
			continue
		}
		next := s.closers(k + 1)
		if next < len(l.words) && next > s.inside && s.ends(k, next) {
			cut(next)
			s.start = next
		}
		k = next - 1
	}
	if len(l.words) > s.start {
		cut(len(l.words))
	}
}

// sentences is where boundaries stands.
type sentences struct {
	*lexer
	start    int  // first word of the sentence
	quoted   bool // an odd number of straight quotation marks stand before
	headline bool
	inside   int // the word that closes the quotation that is a part of the sentence
}

func (s *sentences) first(k int) rune      { return s.runes[s.words[k].start] }
func (s *sentences) is(k int, c kind) bool { return classify(s.first(k)) == c }

// opensInside reports whether the word opens a quotation that is a part of its sentence, right after a verb of saying or
// "that": `He said that "it is over. We are leaving."` is one sentence.
func (s *sentences) opensInside(k int) bool {
	if k == s.start || k+1 >= len(s.words) || !s.words[k].spaced || s.words[k+1].spaced || !s.is(k-1, letter) || k < s.inside {
		return false
	}
	var buf [longest]byte
	w := lower(&buf, s.word(k-1))
	return (s.is(k, quote) || s.first(k) == '“') && w != nil && (string(w) == "that" || s.lex.saying[string(w)])
}

// farthest is how many words a quotation inside a sentence may have.
const farthest = 80

// closing is the word that closes the quotation opened at k; 0 when none is near.
func (s *sentences) closing(k int) int {
	shutting := s.first(k)
	if shutting == '“' {
		shutting = '”'
	}
	for e := k + 1; e < min(k+farthest, len(s.words)); e++ {
		if s.first(e) == shutting {
			return e
		}
	}
	return 0
}

// mayEnd reports whether the word is a mark that ends sentences, or an abbreviation's period.
func (s *sentences) mayEnd(k int) bool {
	if s.words[k].abbr != notAbbr {
		return true
	}
	if s.elision(k) {
		return true
	}
	if !s.is(k, stop) || k == s.start && s.ellipsis(k) || s.words[k].end-s.words[k].start > 1 && alnum(s.runes[s.words[k].end-1]) {
		return false
	}
	return !s.listNumber(k)
}

// listNumber reports whether the period at k stands after the number that begins the sentence: "2. Leave the area."
func (s *sentences) listNumber(k int) bool {
	return k == s.start+1 && s.is(s.start, digit) && s.words[s.start].end-s.words[s.start].start <= 3
}

// bullet reports whether the word begins an item of a list set in a line.
func (s *sentences) bullet(k int) bool {
	switch s.first(k) {
	case '•', '▪', '●', '■', '►', '‣', '◦', '·':
		return s.words[k].spaced
	}
	return false
}

// closers is the first word from e on that does not close what the sentence opened.
func (s *sentences) closers(e int) int {
	for ; e < len(s.words); e++ {
		switch classify(s.first(e)) {
		case shut:
		case stop:
			if s.words[e].spaced || s.words[e].abbr != notAbbr {
				return e
			}
		case quote, apostrophe:
			if !s.closes(e) {
				return e
			}
			if s.is(e, quote) {
				s.quoted = !s.quoted
			}
		case open:
			if !s.citation(e) {
				return e
			}
			e += 2
		default:
			return e
		}
	}
	return e
}

// closes reports whether the quotation mark at e closes.
func (s *sentences) closes(e int) bool {
	if r := s.first(e); r == '‘' || s.words[e].end-s.words[e].start > 2 {
		return false
	}
	spaceAfter := e+1 == len(s.words) || s.words[e+1].spaced
	if !s.words[e].spaced {
		return spaceAfter || !s.is(e+1, letter) || s.quoted
	}
	return spaceAfter && s.quoted && s.is(e, quote)
}

// citation reports whether "[12]" stands at e, without a space before.
func (s *sentences) citation(e int) bool {
	return s.first(e) == '[' && !s.words[e].spaced && e+2 < len(s.words) && s.is(e+1, digit) && s.first(e+2) == ']'
}

// ends reports whether the sentence that may end with the word k, and with the closers up to next, does: next goes on.
func (s *sentences) ends(k, next int) bool {
	m := s.opening(next)
	if m == len(s.words) {
		return s.words[next].spaced
	}
	r := s.first(m)
	switch c := classify(r); {
	case c == dash || c == hyphen || c == other && isJoiner(r) || c == shut:
		return false
	case !s.words[next].spaced:
		return s.unspaced(k, next, m)
	case c == letter && isLower(r) && !s.lowerName(m):
		return false
	case s.words[k].abbr != notAbbr:
		return s.endsAbbr(k, next, m)
	case s.ellipsis(k) && c == digit:
		return false
	case k+1 < next && s.first(k) != '.' && !s.elision(k):
		return !s.saidAfter(m)
	}
	return true
}

// farOpening is how many opening marks are looked past.
const farOpening = 8

// opening is the first word from e on that is not an opening mark.
func (s *sentences) opening(e int) int {
	for most := min(e+farOpening, len(s.words)); e < most; e++ {
		if !s.is(e, open) && !s.is(e, quote) && (!s.is(e, apostrophe) || s.words[e].end-s.words[e].start > 2) {
			break
		}
	}
	return e
}

func isJoiner(r rune) bool { return r == ',' || r == ';' || r == ':' || r == '/' || r == '%' }

// unspaced decides about text that goes on without a space: "40 dead.Two", `now."The`.
func (s *sentences) unspaced(k, next, m int) bool {
	if !isUpper(s.first(m)) || s.words[k].abbr != notAbbr || k == 0 {
		return false
	}
	before := s.runes[s.words[k].start-1]
	return next > k+1 || isLower(before) || isDigit(before) && s.words[m].end-s.words[m].start > 1
}

// lowerName reports whether the lower-case word at m may begin a sentence: "al-Qaeda", "eBay".
func (s *sentences) lowerName(m int) bool {
	w := s.words[m]
	if w.end-w.start > 1 && isUpper(s.runes[w.start+1]) {
		return true
	}
	return w.end-w.start <= 3 && m+2 < len(s.words) && s.is(m+1, hyphen) && !s.words[m+1].spaced && isUpper(s.first(m+2))
}

// elision reports whether the word is "[...]".
func (s *sentences) elision(k int) bool {
	return s.first(k) == '[' && s.words[k].end-s.words[k].start > 1
}

func (s *sentences) ellipsis(k int) bool {
	return s.elision(k) || s.first(k) == '…' || s.first(k) == '.' && s.words[k].end-s.words[k].start > 1
}

// endsAbbr decides about an abbreviation, by its class and by the word at m.
func (s *sentences) endsAbbr(k, next, m int) bool {
	if s.headline || s.is(m, digit) {
		return false
	}
	quoted := m > next || next > k+1 // a quotation begins after it, or ended with it
	switch s.words[k].abbr {
	case beforeName:
		return false
	case beforeUnit:
		return !s.calendar(m)
	case initial:
		return s.starter(m) && !s.givenName(m)
	default:
		return quoted || s.starter(m)
	}
}

func (s *sentences) word(k int) []rune { return s.runes[s.words[k].start:s.words[k].end] }

func (s *sentences) starter(m int) bool {
	var buf [longest]byte
	w := lower(&buf, s.word(m))
	return w != nil && s.lex.starters[string(w)]
}

// givenName reports whether a starter can be the name after an initial ("Kim J. Do").
func (s *sentences) givenName(m int) bool {
	switch string(s.word(m)) {
	case "Will", "May", "An", "Do", "No", "So", "My", "A", "I":
		return true
	}
	return false
}

// calendar reports whether a day, a month or a time zone stands at m: "5 p.m. Friday", "10 a.m. GMT".
func (s *sentences) calendar(m int) bool {
	w := s.word(m)
	if n := len(w); n >= 2 && n <= 4 && isUpper(w[0]) && isUpper(w[1]) && isUpper(w[n-1]) {
		return true
	}
	var buf [longest]byte
	return len(w) <= longest && s.lex.calendar[string(lower(&buf, w))]
}

// saidAfter reports whether a name and a verb of saying stand at m: `"Why now?" Merkel asked.`
func (s *sentences) saidAfter(m int) bool {
	if s.starter(m) {
		return false
	}
	for k := m; k < min(m+5, len(s.words)); k++ {
		var buf [longest]byte
		if w := lower(&buf, s.word(k)); k > m && w != nil && s.lex.saying[string(w)] {
			return true
		}
		if !isUpper(s.first(k)) && !s.is(k, hyphen) {
			return false
		}
	}
	return false
}
