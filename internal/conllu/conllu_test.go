package conllu

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/text"
)

const sample = `# newdoc id = d1
# meta::dateCreated = 2014-03-02
# newpar
# sent_id = d1-1
# text = They cannot leave Aleppo's gates.
1	They	they	PRON	PRP	Number=Plur	4	nsubj	4:nsubj	Entity=(1-person-new-nnnnn-cf1-1-coref)
2-3	cannot	_	_	_	_	_	_	_	_
2	can	can	AUX	MD	VerbForm=Fin	4	aux	4:aux	_
3	not	not	PART	RB	_	4	advmod	4:advmod	_
4	leave	leave	VERB	VB	VerbForm=Inf	0	root	0:root	_
4.1	then	then	ADV	RB	_	_	_	4:advmod	_
5-6	Aleppo's	_	_	_	_	_	_	_	_
5	Aleppo	Aleppo	PROPN	NNP	Number=Sing	7	nmod:poss	7:nmod:poss	Entity=(2-object-new-nnnnn-cf1-3-sgl(3-place-new-nnnnn-cf1-1-sgl
6	's	's	PART	POS	_	5	case	5:case	Entity=3)
7	gates	gate	NOUN	NNS	Number=Plur	4	obj	4:obj	Entity=2)|SpaceAfter=No
8	.	.	PUNCT	.	_	4	punct	4:punct	_

# newpar
# sent_id = d1-2
# text = Go!
1	Go	go	VERB	VB	Mood=Imp|VerbForm=Fin	0	root	0:root	SpaceAfter=No
2	!	!	PUNCT	.	_	1	punct	1:punct	_

`

func TestReadWrite(t *testing.T) {
	all, err := NewReader(strings.NewReader(sample), "sample").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Write(&out, all); err != nil {
		t.Fatal(err)
	}
	if out.String() != sample {
		t.Errorf("written:\n%s\nread:\n%s", out.String(), sample)
	}
}

func TestToDocument(t *testing.T) {
	all, err := NewReader(strings.NewReader(sample), "sample").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d, err := ToDocument(all, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "They cannot leave Aleppo's gates.\nGo!"; d.Text != want || d.Published != "2014-03-02" || d.ID != "d1" {
		t.Errorf("document %q %q %q", d.ID, d.Published, d.Text)
	}
	for _, s := range d.Sentences {
		for _, k := range s.Tokens {
			if got := d.Slice(k.Span); got != k.Form {
				t.Errorf("token %q spans %q", k.Form, got)
			}
		}
	}
	first := d.Sentences[0].Tokens
	if first[0].Kind != "person" || first[6].Kind != "object" || first[4].Kind != "place" || first[3].Head != text.Root || first[0].Head != 3 {
		t.Errorf("kinds or heads: %+v", first)
	}
	if d.Sentences[1].Paragraph != 1 {
		t.Errorf("the second sentence is in paragraph %d", d.Sentences[1].Paragraph)
	}
}

func TestFromDocument(t *testing.T) {
	all, _ := NewReader(strings.NewReader(sample), "sample").ReadAll()
	d, err := ToDocument(all, Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.Sentences[0].Entities = []text.Entity{{Label: "LOC", First: 4, Last: 4}}
	again := FromDocument(d)
	if got := again[0].Text(); got != all[0].Text() {
		t.Errorf("text %q", got)
	}
	if m := again[0].Mentions(); len(m) != 1 || m[0].Kind != "LOC" || m[0].Head != 4 {
		t.Errorf("mentions %+v", m)
	}
	if got := again[0].Words[4].Misc; got != "Entity=(LOC)|SpaceAfter=No" {
		t.Errorf("misc %q", got)
	}
}

func TestErrors(t *testing.T) {
	row := func(id, form, head string) string {
		return id + "\t" + form + "\t_\tX\t_\t_\t" + head + "\tdep\t_\t_\n"
	}
	for _, c := range []struct{ name, in, want string }{
		{"columns", row("1", "a", "0") + "2\tb\n", "f:2: 2 tab-separated columns"},
		{"id", row("1", "a", "0") + row("3", "b", "1"), `f:2: the id is "3" where 2 is expected`},
		{"head", row("1", "a", "x"), `f:1: the head is "x"`},
		{"head beyond", "# c\n" + row("1", "a", "7"), "f:2: word 1 has the head 7, and there are 1 words"},
		{"range", "1-9\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "a", "0"), "ends after the last word"},
		{"form", row("1", "", "0"), "a word without a form"},
		{"empty node", row("1", "a", "0") + row("5.1", "b", "_"), `the empty node's id is "5.1"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewReader(strings.NewReader(c.in), "f").ReadAll()
			var se *SyntaxError
			if !errors.As(err, &se) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestReadGoesOnAfterAnError(t *testing.T) {
	r := NewReader(strings.NewReader("1\tbad\n\n"+sample), "f")
	if _, err := r.Read(); err == nil {
		t.Fatal("no error")
	}
	if s, err := r.Read(); err != nil || len(s.Words) != 8 {
		t.Fatalf("then %v, %v", s, err)
	}
}

// Real treebanks come back byte for byte, and their words are found in their texts.
func TestTreebanks(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/*/*dev*.conllu")
	if len(files) == 0 {
		t.Skip("no treebanks under ../shared/data")
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all, err := NewReader(bytes.NewReader(raw), f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		Write(&out, all)
		if !bytes.Equal(out.Bytes(), raw) {
			t.Errorf("%s does not come back as it was", f)
		}
		for _, doc := range Documents(all) {
			if _, err := ToDocument(doc, Options{}); err != nil {
				t.Error(err)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("1\ta\t_\t_\t_\t_\t0\t_\t_\tEntity=((1)2)(\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r := NewReader(bytes.NewReader(in), "fuzz")
		for {
			s, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				continue
			}
			s.Mentions()
			if d, err := ToDocument([]*Sentence{s}, Options{}); err == nil {
				FromDocument(d)
			}
		}
	})
}
