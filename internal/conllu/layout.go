package conllu

import (
	"strconv"
	"strings"
)

// newLines says before which sentences of a document the text has a line break: at "newpar", and, where GUM describes the
// page, at the end of each block inside a paragraph ("newpar_block = p (7 s) | figure (1 s)": after the first sentence),
// between the sentences of a caption (the page has its credit on a line of its own) and around a block quotation
// (XML=<quote> on its first word).
func newLines(doc []*Sentence) []bool {
	lines := make([]bool, len(doc)+1)
	caption := 0 // so many sentences of a caption are to come
	for i, s := range doc {
		if _, ok := s.NewPar(); ok {
			lines[i], caption = true, 0
			blocks, _ := s.Meta("newpar_block")
			for block := range strings.SplitSeq(blocks, "|") {
				name, n := blockLen(block)
				if n > 0 && i+n < len(doc) {
					lines[i+n] = true
				}
				if name == "caption" || name == "figure" {
					caption = n
				}
			}
		} else if caption > 0 {
			lines[i] = true
		}
		caption--
		if len(s.Words) == 0 {
			continue
		}
		if xml, _ := Misc(s.Words[0].Misc, "XML"); strings.HasPrefix(xml, "<quote") {
			lines[i] = true
		}
		if xml, _ := Misc(s.Words[len(s.Words)-1].Misc, "XML"); strings.HasSuffix(xml, "</quote>") {
			lines[i+1] = true
		}
	}
	return lines[:len(doc)]
}

// blockLen reads "figure rend:::"…" (2 s)": the block's name and its number of sentences.
func blockLen(block string) (string, int) {
	f := strings.Fields(block)
	if len(f) < 3 || f[len(f)-1] != "s)" {
		return "", 0
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(f[len(f)-2], "("))
	return f[0], n
}
