package token

// alnum emits the word that begins at i, with the marks inside it that belong to it, and says where it ends.
func (l *lexer) alnum(i, j int) int {
	p := l.wordEnd(i, j)
	if cut := l.unit(i, p); cut > i {
		l.emit(i, cut)
		i = cut
	}
	if cut := l.nt(i, p); cut > 0 {
		l.split(i, cut)
		l.emit(cut, p)
		return p
	}
	switch {
	case p < j && l.runes[p] == '.':
		return l.period(i, p, j)
	case p < j && l.runes[p] == '$' && p-i <= 3 && isLetter(l.runes[i]):
		p++ // US$
	case p < j && classify(l.runes[p]) == apostrophe:
		return l.clitic(i, p, j)
	}
	l.split(i, p)
	return p
}

// split emits a word, in two where it is one of the glued ones.
func (l *lexer) split(i, p int) {
	for k := i; k < p; k++ {
		if classify(l.runes[k]) != letter {
			l.emit(i, p)
			return
		}
	}
	l.plain(i, p)
}

// wordEnd is where the word that begins at i ends: past letters and digits, and past the marks between them that join.
func (l *lexer) wordEnd(i, j int) int {
	p := i
	for p < j {
		if alnum(l.runes[p]) {
			p++
			continue
		}
		if p+1 >= j || p == i && l.runes[p] != '.' || !alnum(l.runes[p+1]) || !l.joins(i, p, j) {
			break
		}
		p++
	}
	return p
}

// joins reports whether the mark at p, between two letters or digits, belongs to the word that began at i.
func (l *lexer) joins(i, p, j int) bool {
	before, after := l.runes[max(i, p-1)], l.runes[p+1]
	digits := isDigit(before) && isDigit(after)
	switch r := l.runes[p]; r {
	case '.':
		return digits || p == i || l.dotJoins(i, p, j)
	case ',', ':':
		return digits
	case '_', '&', '*':
		return true
	case '/':
		return l.slashJoins(i, p, j)
	default:
		switch classify(r) {
		case apostrophe:
			return !l.isClitic(p, j)
		case hyphen:
			return l.hyphenJoins(i, p, j)
		}
	}
	return false
}

// dotJoins: "U.S", "example.com", "file.doc"; not the missing space of "dead.Two" or "Iraq.The".
func (l *lexer) dotJoins(i, p, j int) bool {
	if p-i == 1 || l.runes[p-2] == '.' {
		return true // a letter and its period
	}
	if isLower(l.runes[p-1]) && isUpper(l.runes[p+1]) && p+2 < j && isLower(l.runes[p+2]) {
		return false
	}
	return true
}

// slashJoins: dates (3/4/2011, 9/11), single letters (w/o, s/he); not fractions and not words (and/or).
func (l *lexer) slashJoins(i, p, j int) bool {
	end := l.run(p+1, j)
	if isDigit(l.runes[p-1]) && isDigit(l.runes[p+1]) {
		more := end < j && l.runes[end] == '/' || i < p-1 && l.has(i, p, '/')
		return more || p-i+end-p-1 > 2 && end-p-1 <= 2
	}
	return p-i == 1 && end-p-1 <= 3 && isLower(l.runes[i]) && isLetter(l.runes[p+1])
}

func (l *lexer) has(i, j int, r rune) bool {
	for _, c := range l.runes[i:min(j, i+longest)] {
		if c == r {
			return true
		}
	}
	return false
}

// hyphenJoins: after a prefix (non-violent), in ISO dates and telephone numbers, after a letter in a model's name (x3-9890).
func (l *lexer) hyphenJoins(i, p, j int) bool {
	var buf [longest]byte
	if w := lower(&buf, l.runes[i:p]); w != nil && l.lex.prefixes[string(w)] {
		return true
	}
	if !isDigit(l.runes[p-1]) || !isDigit(l.runes[p+1]) {
		return false
	}
	end := l.run(p+1, j)
	return p-i == 4 && end-p-1 == 2 && end+2 < j && l.runes[end] == '-' || l.isoTail(i, p, end) || l.phone(i, p, end, j)
}

// phone reports whether the hyphen at p stands in a telephone number: 303-555-0160, 1-800-555-0160.
func (l *lexer) phone(i, p, end, j int) bool {
	before, after := p-i, end-p-1
	switch {
	case after == 3 && (before == 3 || before == 1 && l.runes[i] == '1'):
		return end+4 < j && l.runes[end] == '-' && isDigit(l.runes[end+1])
	case after == 3 && before == 5:
		return l.runes[i+1] == '-'
	}
	return after == 4 && before >= 7 && l.runes[p-4] == '-'
}

// isoTail reports whether "2013-10" stands before p and two digits follow: 2013-10-09.
func (l *lexer) isoTail(i, p, end int) bool {
	return p-i == 7 && l.runes[p-3] == '-' && end-p-1 == 2
}

// isClitic reports whether the apostrophe at p begins 's, 'll, 're, 've, 'd, 'm that ends its word.
func (l *lexer) isClitic(p, j int) bool {
	return l.cliticLen(p, j) > 0
}

func (l *lexer) cliticLen(p, j int) int {
	n := l.run(p+1, min(j, p+4)) - p - 1
	if n == 0 || n > 2 || p+1+n < j && classify(l.runes[p+1+n]) == apostrophe && p+2+n < j && alnum(l.runes[p+2+n]) {
		return 0
	}
	a, b := l.runes[p+1]|0x20, l.runes[p+n]|0x20
	if n == 1 && (a == 's' || a == 'd' || a == 'm') || n == 2 && (a == 'l' && b == 'l' || (a == 'r' || a == 'v') && b == 'e') {
		return n + 1
	}
	return 0
}

// clitic emits the word [i,p) and the clitic at p; n't takes its n from the word. An apostrophe that is none is left.
func (l *lexer) clitic(i, p, j int) int {
	l.split(i, p)
	n := l.cliticLen(p, j)
	if n > 0 {
		l.emit(p, p+n)
	}
	return p + n
}

// nt reports whether [i,j) ends in n't and is more than that: the place where n't begins, or 0.
func (l *lexer) nt(i, p int) int {
	if p-i < 4 || l.runes[p-1]|0x20 != 't' || classify(l.runes[p-2]) != apostrophe || l.runes[p-3]|0x20 != 'n' {
		return 0
	}
	return p - 3
}

// unit is where letters that are a unit begin after a number (5pm, 30km), or 0.
func (l *lexer) unit(i, p int) int {
	if !isDigit(l.runes[i]) || isDigit(l.runes[p-1]) {
		return 0
	}
	k := p
	for k > i && isLetter(l.runes[k-1]) && p-k < longest {
		k--
	}
	var buf [longest]byte
	if w := lower(&buf, l.runes[k:p]); w == nil || k == i || !l.lex.units[string(w)] || !isDigit(l.runes[k-1]) {
		return 0
	}
	return k
}

// period decides whether the period at p belongs to the word [i,p).
func (l *lexer) period(i, p, j int) int {
	if p+1 < j && l.runes[p+1] == '.' || p+1 < j && alnum(l.runes[p+1]) {
		l.split(i, p)
		return p
	}
	if class := l.lex.abbreviation(l.runes[i : p+1]); class != notAbbr {
		l.emit(i, p+1)
		l.words[len(l.words)-1].abbr = class
		return p + 1
	}
	l.split(i, p)
	return p
}
