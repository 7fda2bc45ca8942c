package token

// web takes a chunk that holds a URL or an e-mail address, which stay whole; false when it holds none.
func (l *lexer) web(i, j int) bool {
	start, end := l.url(i, j)
	if end == 0 {
		if start, end = l.email(i, j); end == 0 {
			return false
		}
	}
	l.mixed(i, start)
	l.emit(start, end)
	l.mixed(end, j)
	return true
}

// url finds "scheme://…" or "www.…" without the punctuation that follows it; end 0 when there is none.
func (l *lexer) url(i, j int) (start, end int) {
	start = -1
	for p := i; p < j-3; p++ {
		if r := l.runes[p]; r == ':' && l.runes[p+1] == '/' && l.runes[p+2] == '/' {
			for start = p; start > i && isLetter(l.runes[start-1]); start-- {
			}
			break
		} else if r|0x20 == 'w' && l.runes[p+1]|0x20 == 'w' && l.runes[p+2]|0x20 == 'w' && l.runes[p+3] == '.' {
			start = p
			break
		}
	}
	if start < 0 {
		return 0, 0
	}
	return start, l.trim(start, l.bracketed(start, j))
}

// bracketed cuts a URL at a closing mark that it did not open.
func (l *lexer) bracketed(i, j int) int {
	depth := 0
	for p := i; p < j; p++ {
		switch r := l.runes[p]; {
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth < 0 {
				return p
			}
		case r == '>' || r == '<' || r == '"' || r == ']' || r == '”' || r == '“':
			return p
		}
	}
	return j
}

// trim leaves out the punctuation at the end of a URL.
func (l *lexer) trim(i, j int) int {
	for j > i+1 {
		switch l.runes[j-1] {
		case '.', ',', ';', ':', '!', '?', '\'', '’', '…', '*':
			j--
			continue
		}
		break
	}
	return j
}

// email finds "name@host"; end 0 when there is none.
func (l *lexer) email(i, j int) (start, end int) {
	for p := i + 1; p < j-1; p++ {
		if l.runes[p] != '@' || !alnum(l.runes[p-1]) && l.runes[p-1] != '.' || !alnum(l.runes[p+1]) {
			continue
		}
		for start = p; start > i && inAddress(l.runes[start-1]); start-- {
		}
		if start == p {
			continue
		}
		for end = p + 1; end < j && inAddress(l.runes[end]); end++ {
		}
		return start, l.trim(start, end)
	}
	return 0, 0
}

func inAddress(r rune) bool {
	return alnum(r) || r == '.' || r == '-' || r == '_' || r == '+' || r == '%'
}
