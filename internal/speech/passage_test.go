package speech

import (
	"slices"
	"strings"
	"testing"

	"dateline/text"
)

// document makes sentences of words parted by blanks, a paragraph a line, sentences of a line parted by " / ".
func document(s string) *text.Document {
	d := text.NewDocument(text.Article{Text: s})
	at := 0
	for n, line := range strings.Split(s, "\n") {
		for _, part := range strings.Split(line, " / ") {
			sentence := text.Sentence{Span: text.Span{Start: at, End: at + len([]rune(part))}, Paragraph: n}
			for _, w := range strings.Fields(part) {
				tag := "X"
				if w[0] >= 'A' && w[0] <= 'Z' {
					tag = "PROPN"
				}
				sentence.Tokens = append(sentence.Tokens, text.Token{Form: w, UPOS: tag})
			}
			d.Sentences = append(d.Sentences, sentence)
			at += len([]rune(part)) + 3
		}
		at -= 2
	}
	return d
}

func TestPassages(t *testing.T) {
	secretary := func(d *text.Document) func(int) int {
		return func(i int) int {
			return slices.IndexFunc(d.Sentences[i].Tokens, func(t text.Token) bool { return t.Form == "Secretary" })
		}
	}
	for _, c := range []struct {
		about, text string
		want        []int
	}{
		{"it runs over paragraphs until the speaker is named", "The Secretary said :\nWe agreed . / It must end .\nThere is no way .\nThe Secretary will return .", []int{-1, 0, 0, 0, -1}},
		{"quotation marks speak for themselves", "The Secretary said :\n“ We agreed .\nThe road is open .", []int{-1, -1, -1}},
		{"what follows a statement", "The Secretary said :\nWe agreed .\nNotes to editors\nThe road is open .", []int{-1, 0, -1, -1}},
		{"nobody speaks", "The towns are :\nHoms is one .", []int{-1, -1}},
		{"a colon within a paragraph", "The Secretary said : / We agreed .\nIt rained .", []int{-1, -1, -1}},
	} {
		d := document(c.text)
		if got := Passages(d, secretary(d)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.about, got, c.want)
		}
	}
}
