package token

// word is a stretch of the text that is one token.
type word struct {
	start, end int
	spaced     bool // a space (or the line's start) stands before it
	abbr       abbr // set when it is an abbreviation with its period
}

// lexer cuts one line into words.
type lexer struct {
	lex   *lexicon
	runes []rune // the whole text
	words []word
}

// line appends the words of runes[a:b]; it looks at no character outside.
func (l *lexer) line(a, b int) {
	for i := a; i < b; {
		if k := classify(l.runes[i]); k == space || k == ignore {
			i++
			continue
		}
		j, plain := i, true
		for ; j < b; j++ {
			k := classify(l.runes[j])
			if k == space {
				break
			}
			plain = plain && k == letter
		}
		switch {
		case plain:
			l.plain(i, j)
		case l.web(i, j):
		default:
			l.mixed(i, j)
		}
		i = j
	}
}

// emit appends the word [i,j).
func (l *lexer) emit(i, j int) {
	spaced := i == 0 || len(l.words) == 0 || l.words[len(l.words)-1].end < i
	l.words = append(l.words, word{start: i, end: j, spaced: spaced})
}

// plain takes a chunk of letters only: one word, or one of the few that count as two.
func (l *lexer) plain(i, j int) {
	if n := j - i; n >= 3 && n <= 8 {
		var buf [longest]byte
		if w := lower(&buf, l.runes[i:j]); w != nil {
			if cut := l.lex.glued[string(w)]; cut > 0 {
				l.emit(i, i+cut)
				i += cut
			}
		}
	}
	l.emit(i, j)
}

// mixed takes a chunk without spaces, from left to right.
func (l *lexer) mixed(i, j int) {
	for i < j {
		from := i
		switch k := classify(l.runes[i]); k {
		case letter, digit:
			i = l.alnum(i, j)
		case ignore:
			i++
		case apostrophe:
			i = l.apostrophe(i, j)
		case stop:
			i = l.stops(i, j)
		case symbol:
			for i++; i < j && (classify(l.runes[i]) == symbol || l.runes[i] == 0xfe0f); i++ {
			}
			l.emit(from, i)
		default:
			i = l.punct(i, j)
		}
	}
}

// punct emits a punctuation mark, runs of the same mark ("--", "***", "<<") together.
func (l *lexer) punct(i, j int) int {
	r, n := l.runes[i], i+1
	if k := classify(r); k == other || k == hyphen || k == dash {
		for n < j && l.runes[n] == r {
			n++
		}
		if r == ',' || r == '%' {
			n = i + 1
		}
	}
	switch {
	case r == '[' && l.elided(i, j):
		n = i + 5
	case (r == ':' || r == ';' || r == '=') && n == i+1:
		n = l.emoticon(i, j)
	case (r == '#' || r == '@') && n == i+1 && n < j && isLetter(l.runes[n]):
		n = l.run(n, j) // a hashtag or a handle
	}
	l.emit(i, n)
	return n
}

// elided reports whether "[...]" stands at i.
func (l *lexer) elided(i, j int) bool {
	return j-i >= 5 && l.runes[i+4] == ']' && l.runes[i+1] == '.' && l.runes[i+2] == '.' && l.runes[i+3] == '.'
}

// emoticon is where ":-)" and the like that begin at i end: i+1 when there is none.
func (l *lexer) emoticon(i, j int) int {
	n := i + 1
	if n < j && (l.runes[n] == '-' || l.runes[n] == '\'') {
		n++
	}
	if n < j && (l.runes[n] == ')' || l.runes[n] == '(') && (i == 0 || !alnum(l.runes[i-1])) {
		return n + 1
	}
	return i + 1
}

// run is the end of the letters, digits and underscores from i on.
func (l *lexer) run(i, j int) int {
	for i < j && (alnum(l.runes[i]) || l.runes[i] == '_') {
		i++
	}
	return i
}

// stops emits a run of . ! ? …: "...", "?!".
func (l *lexer) stops(i, j int) int {
	if l.runes[i] == '.' && i+1 < j && isDigit(l.runes[i+1]) && (i == 0 || !alnum(l.runes[i-1])) {
		return l.alnum(i, j) // .45
	}
	n := i + 1
	for n < j && classify(l.runes[n]) == stop && (l.runes[n] == '.') == (l.runes[i] == '.') {
		n++
	}
	l.emit(i, n)
	return n
}

// apostrophe emits a quotation mark, a possessive, or a word that begins with an apostrophe ('90s, 'em, a lone 's).
func (l *lexer) apostrophe(i, j int) int {
	r := l.runes[i]
	if i+1 < j && l.runes[i+1] == r && r != '\'' || i+1 < j && l.runes[i+1] == r && (i+2 == j || !alnum(l.runes[i+1])) {
		l.emit(i, i+2) // '' and ``
		return i + 2
	}
	n := l.run(i+1, j)
	afterWord := i > 0 && alnum(l.runes[i-1])
	switch {
	case n == i+1:
	case isDigit(l.runes[i+1]) && !afterWord && n-i-1 <= 3:
		l.emit(i, n)
		return n
	case !afterWord && n == j && n-i <= 6 && short(l.runes[i+1:n]):
		l.emit(i, n)
		return n
	}
	l.emit(i, i+1)
	return i + 1
}

// short reports whether the letters are those of a word that loses its beginning or stands apart from its own: 's, 'em.
func short(w []rune) bool {
	switch string(w) {
	case "s", "S", "m", "d", "ll", "re", "ve", "t", "em", "til", "cause", "tis", "twas", "n", "bout":
		return true
	}
	return false
}
