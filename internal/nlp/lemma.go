package nlp

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// script makes a lemma from a form: docs/model-format.md's `c:p:q:S`, or a whole lemma.
type script struct {
	whole      bool
	lower      bool
	start, end int // code points to drop
	suffix     string
}

func parseScript(s string) (script, error) {
	if whole, ok := strings.CutPrefix(s, "="); ok {
		return script{whole: true, suffix: whole}, nil
	}
	f := strings.SplitN(s, ":", 4)
	if len(f) != 4 || f[0] != "l" && f[0] != "k" {
		return script{}, fmt.Errorf("model: lemma script %q is none", s)
	}
	p, err1 := strconv.Atoi(f[1])
	q, err2 := strconv.Atoi(f[2])
	if err1 != nil || err2 != nil || p < 0 || q < 0 {
		return script{}, fmt.Errorf("model: lemma script %q is none", s)
	}
	return script{lower: f[0] == "l", start: p, end: q, suffix: f[3]}, nil
}

// apply is the lemma of a form; the form itself where the script does not fit.
func (s *script) apply(form string) string {
	if s.whole {
		return s.suffix
	}
	base := form
	if s.lower {
		base = strings.ToLower(form)
	}
	if s.start == 0 && s.end == 0 && s.suffix == "" {
		return base
	}
	if s.start+s.end > utf8.RuneCountInString(base) {
		return form
	}
	for range s.start {
		_, size := utf8.DecodeRuneInString(base)
		base = base[size:]
	}
	for range s.end {
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	return base + s.suffix
}
