package coding

import (
	"strings"

	"dateline/internal/speech"
)

// quotation is a sentence that stands wholly or in its greater part within quotation marks, and who speaks it.
type quotation struct {
	inside  bool // no word of the sentence stands outside the marks
	speaker source
	known   bool
}

// findQuotes follows quotation marks through each paragraph and carries the speaker of one sentence to the next ones of the
// same running quotation: "… ," Smith said. "We will … . They must …". Passages that a line gives to a speaker are his too.
func (r *reading) findQuotes() []quotation {
	out := make([]quotation, len(r.trees))
	open, paragraph := false, -1
	for i, t := range r.trees {
		if t.Paragraph != paragraph {
			// An opening mark left without its closing one at a paragraph's end runs on only if the next opens again.
			open = open && startsQuoted(t)
			paragraph = t.Paragraph
		}
		var outside int
		open, outside = followMarks(t, open)
		out[i].inside = outside == 0 && len(t.Tokens) > 2
		if s, ok := r.speakerOf(i); ok {
			out[i].speaker, out[i].known = s, true
		}
	}
	r.spread(out)
	for i, intro := range speech.Passages(r.doc, r.speakerToken) {
		if intro >= 0 && !out[i].inside {
			out[i] = quotation{inside: true, speaker: out[intro].speaker, known: out[intro].known}
		}
	}
	return out
}

// speakerToken is who speaks in a sentence that names its speaker, or -1.
func (r *reading) speakerToken(i int) int {
	if s, ok := r.speakerOf(i); ok {
		return s.token
	}
	return -1
}

// spread gives sentences inside a quotation the speaker of their neighbours: the sentence after in the paragraph where it opens
// one ("…," Smith said), else the sentence before, in the paragraph or at the end of the one before it.
func (r *reading) spread(q []quotation) {
	for i := 1; i < len(q); i++ {
		if !q[i].inside || q[i].known {
			continue
		}
		for k := i - 1; k >= max(0, i-speakerReach); k-- {
			if q[k].known {
				q[i].speaker, q[i].known = q[k].speaker, true
				break
			}
		}
	}
	for i := len(q) - 2; i >= 0; i-- {
		if q[i].inside && !q[i].known && q[i+1].known && r.trees[i].Paragraph == r.trees[i+1].Paragraph {
			q[i].speaker, q[i].known = q[i+1].speaker, true
		}
	}
}

// speakerReach is how many sentences back the speaker of a quotation is looked for.
const speakerReach = 3

func startsQuoted(t *tree) bool {
	return len(t.Tokens) > 0 && strings.ContainsAny(t.Tokens[0].Form, "\"“‘")
}

// followMarks counts the words of a sentence outside quotation marks and reports whether a quotation is open at its end.
func followMarks(t *tree, open bool) (bool, int) {
	outside := 0
	for k := range t.Tokens {
		switch form := t.Tokens[k].Form; {
		case form == "\"" || form == "''" || form == "``":
			open = !open
		case strings.ContainsAny(form, "“"):
			open = true
		case strings.ContainsAny(form, "”"):
			open = false
		case !open && t.Tokens[k].UPOS != "PUNCT":
			outside++
		}
	}
	return open, outside
}

// speakerOf is who speaks in a sentence that names its speaker: the subject of its outermost word of saying.
func (r *reading) speakerOf(i int) (source, bool) {
	t := r.trees[i]
	for k := range t.Tokens {
		if t.class(k) != "v" || !r.book.says[t.lemma(k)] || t.rel(k) != "root" && t.rel(k) != "parataxis" && t.rel(k) != "conj" {
			continue
		}
		if s := activeSubject(t, k); s >= 0 && !r.book.notSaid[t.lemma(s)] {
			return source{i, s, t.Tokens[k].Form, "speaker of the running quotation, «" + t.Tokens[s].Form + " " + t.Tokens[k].Form + "»"}, true
		}
	}
	return source{}, false
}

// quotedSource is the speaker of the running quotation that a mention stands in.
func (r *reading) quotedSource(m *mention) (source, bool) {
	q := r.quotes[m.sentence]
	if !q.inside || !q.known || q.speaker.sentence == m.sentence && q.speaker.token == m.token {
		return source{}, false
	}
	return q.speaker, true
}
