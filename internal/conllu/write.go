package conllu

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// Write writes sentences; reading them gives the same sentences.
func Write(w io.Writer, sentences []*Sentence) error {
	out := bufio.NewWriter(w)
	for _, s := range sentences {
		s.write(out)
	}
	return out.Flush()
}

func (s *Sentence) write(out *bufio.Writer) {
	for _, c := range s.Comments {
		out.WriteString("# " + c + "\n")
	}
	e, r := s.writeEmpty(out, 0, -1), 0
	for i, w := range s.Words {
		if r < len(s.Ranges) && s.Ranges[r].First == i {
			g := s.Ranges[r]
			row(out, strconv.Itoa(g.First+1)+"-"+strconv.Itoa(g.Last+1), Word{Form: g.Form, Misc: g.Misc}, "")
			r++
		}
		row(out, strconv.Itoa(i+1), w, strconv.Itoa(w.Head+1))
		e = s.writeEmpty(out, e, i)
	}
	out.WriteByte('\n')
}

// writeEmpty writes the empty nodes from the e-th on that stand after the given word, and says which comes next.
func (s *Sentence) writeEmpty(out *bufio.Writer, e, after int) int {
	for ; e < len(s.Empty) && s.Empty[e].After == after; e++ {
		row(out, strconv.Itoa(after+1)+"."+strconv.Itoa(s.Empty[e].Sub), s.Empty[e].Word, "")
	}
	return e
}

func row(out *bufio.Writer, id string, w Word, head string) {
	for i, f := range [...]string{id, w.Form, w.Lemma, w.UPOS, w.XPOS, w.Feats, head, w.Deprel, w.Deps, w.Misc} {
		if i > 0 {
			out.WriteByte('\t')
		}
		if f == "" {
			f = "_"
		}
		out.WriteString(clean.Replace(f))
	}
	out.WriteByte('\n')
}

// clean keeps a field on its line and in its column.
var clean = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
