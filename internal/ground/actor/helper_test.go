package actor

import (
	"strconv"
	"strings"
	"testing"

	"dateline/text"
)

// article makes a document of sentences written as words "form_UPOS_head_relation[_PER|_ORG|_LOC|_kind]", heads counted from 1
// and 0 for the root. The first sentence is the title if it begins with "#".
func article(t *testing.T, published string, sentences ...string) *text.Document {
	t.Helper()
	d := &text.Document{Article: text.Article{ID: "test", Published: published}}
	var b strings.Builder
	for n, s := range sentences {
		part := text.Body
		if rest, ok := strings.CutPrefix(s, "# "); ok {
			part, s = text.Title, rest
		}
		out := text.Sentence{Part: part, Paragraph: n}
		out.Start = len([]rune(b.String()))
		for i, w := range strings.Fields(s) {
			f := strings.Split(w, "_")
			if len(f) < 4 {
				t.Fatalf("%q: want form_UPOS_head_relation", w)
			}
			head, err := strconv.Atoi(f[2])
			if err != nil {
				t.Fatal(w, err)
			}
			if i > 0 && f[0] != "'s" && f[0] != "," {
				b.WriteByte(' ')
			}
			start := len([]rune(b.String()))
			b.WriteString(f[0])
			tok := text.Token{Span: text.Span{Start: start, End: len([]rune(b.String()))}, Form: f[0], Lemma: lemmaOf(f[0], f[1]),
				UPOS: f[1], Head: head - 1, Deprel: f[3]}
			if len(f) > 4 {
				switch f[4] {
				case "PER", "ORG", "LOC":
					if k := len(out.Entities); k > 0 && out.Entities[k-1].Label == f[4] && out.Entities[k-1].Last == i-1 {
						out.Entities[k-1].Last = i
					} else {
						out.Entities = append(out.Entities, text.Entity{Label: f[4], First: i, Last: i})
					}
				default:
					tok.Kind = f[4]
				}
			}
			out.Tokens = append(out.Tokens, tok)
		}
		out.End = len([]rune(b.String()))
		d.Sentences = append(d.Sentences, out)
		b.WriteByte('\n')
	}
	d.Text = b.String()
	d.Runes = []rune(d.Text)
	return d
}

// lemmaOf is good enough for the words of these tests.
func lemmaOf(form, upos string) string {
	l := strings.ToLower(form)
	switch {
	case l == "said":
		return "say"
	case l == "fought":
		return "fight"
	case upos == "VERB" && strings.HasSuffix(l, "ed"):
		return strings.TrimSuffix(l, "ed")
	case l == "seeking":
		return "seek"
	case l == "sides":
		return "side"
	}
	return l
}

// want is what a word of a document must resolve to.
type want struct {
	sentence     int
	word         string // the first token of this form
	code, sector string
	reason       string // a part of the reason
}

func check(t *testing.T, r *Resolver, d *text.Document, ws ...want) {
	t.Helper()
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	for _, w := range ws {
		head := -1
		for i, tok := range d.Sentences[w.sentence].Tokens {
			if tok.Form == w.word {
				head = i
				break
			}
		}
		if head < 0 {
			t.Fatalf("no word %q in sentence %d", w.word, w.sentence)
		}
		a := r.Resolve(d, w.sentence, head)
		if strings.Contains(w.code, " ") { // of several
			var codes, sectors []string
			for _, o := range r.ResolveAll(d, w.sentence, head, text.Any) {
				codes, sectors = append(codes, o.Code), append(sectors, o.Sector)
			}
			a.Code, a.Sector = strings.Join(codes, " "), strings.Join(sectors, " ")
		}
		if a.Code != w.code || a.Sector != w.sector {
			t.Errorf("%q: %q %q, want %q %q (%s)", w.word, a.Code, a.Sector, w.code, w.sector, a.Reason)
		}
		if !strings.Contains(a.Reason, w.reason) || a.Reason == "" {
			t.Errorf("%q: the reason %q does not say %q", w.word, a.Reason, w.reason)
		}
	}
}
