package speech

import (
	"strings"

	"dateline/text"
)

// longest is how many sentences a passage may run on: a longer one is likelier an end that was not seen.
const longest = 40

// Passages gives for each sentence the one that introduces the passage it belongs to, or -1. A passage begins after a paragraph
// that ends in a colon and in which speaker finds who speaks (the token; -1 for nobody), and runs on through paragraphs until one names the speaker
// again, as an article and no speaker does, opens a quotation of its own, or begins what follows a statement ("Notes to editors").
func Passages(d *text.Document, speaker func(sentence int) int) []int {
	out := make([]int, len(d.Sentences))
	intro, name := -1, ""
	for i := range d.Sentences {
		out[i] = -1
		s := &d.Sentences[i]
		starts := i == 0 || d.Sentences[i-1].Paragraph != s.Paragraph
		if starts && intro >= 0 && (i-intro > longest || ends(d, i, name)) {
			intro = -1
		}
		out[i] = intro
		if i+1 < len(d.Sentences) && d.Sentences[i+1].Paragraph != s.Paragraph && introduces(s) {
			if k := speaker(i); k >= 0 && !quoted(&d.Sentences[i+1]) {
				intro, name = i, s.Tokens[k].Form
				out[i] = -1
			}
		}
	}
	return out
}

// introduces reports a sentence that ends in a colon.
func introduces(s *text.Sentence) bool {
	n := len(s.Tokens)
	return n > 1 && s.Tokens[n-1].Form == ":"
}

// quoted reports a sentence that begins with a quotation mark.
func quoted(s *text.Sentence) bool {
	return len(s.Tokens) > 0 && strings.ContainsAny(s.Tokens[0].Form[:1], "\"'`") || len(s.Tokens) > 0 && strings.HasPrefix(s.Tokens[0].Form, "“")
}

// ends reports whether the paragraph that begins at a sentence no longer belongs to what the speaker says.
func ends(d *text.Document, first int, name string) bool {
	s := &d.Sentences[first]
	if quoted(s) {
		return true
	}
	line := strings.ToLower(d.Slice(s.Span))
	for _, after := range aftermath {
		if strings.HasPrefix(line, after) {
			return true
		}
	}
	for i := first; i < len(d.Sentences) && d.Sentences[i].Paragraph == s.Paragraph; i++ {
		for _, t := range d.Sentences[i].Tokens {
			if t.Form == name && t.UPOS == "PROPN" {
				return true
			}
		}
	}
	return false
}

// aftermath is how the lines begin that follow a statement.
var aftermath = []string{"notes to editors", "note to editors", "further information", "background", "ends", "end of statement", "###", "media enquiries",
	"media inquiries", "for more information", "contact", "follow the"}
