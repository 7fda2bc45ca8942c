package eval

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/internal/conllu"
	"dateline/text"
)

// EntityLabels are the kinds that are measured; others of the gold (OTH) count as no entity.
var EntityLabels = []string{"PER", "ORG", "LOC"}

// EntitiesOptions says what is measured.
type EntitiesOptions struct {
	Stage text.Stage // adds text.LayerEntities to sentences and their words
	Keep  int        // how many differences to keep
}

// EntitiesReport is how well names are found in given words: an entity is right when first word, last word and label are.
type EntitiesReport struct {
	Docs, Sentences int
	All             F1
	ByLabel         map[string]*F1
	Unlabelled      F1 // first and last word
	Diffs           []string
}

// Table is the report as lines of text.
func (r *EntitiesReport) Table() string {
	t := fmt.Sprintf("documents %d, sentences %d\n", r.Docs, r.Sentences) + r.All.Row("entities")
	for _, l := range EntityLabels {
		t += r.ByLabel[l].Row("  " + l)
	}
	return t + r.Unlabelled.Row("spans, any label")
}

// Entities measures names against a file in Universal NER's IOB2: a word a line as number, form and label, sentences parted by
// empty lines, comments as in CoNLL-U.
func Entities(in io.Reader, name string, opt EntitiesOptions) (*EntitiesReport, error) {
	sentences, err := readIOB2(in, name)
	if err != nil {
		return nil, err
	}
	rep := &EntitiesReport{ByLabel: map[string]*F1{}}
	for _, l := range EntityLabels {
		rep.ByLabel[l] = &F1{}
	}
	for _, doc := range conllu.Documents(sentences) {
		if err := rep.document(doc, opt); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if rep.Sentences == 0 {
		return nil, fmt.Errorf("%s: %w", name, errNoRows)
	}
	return rep, nil
}

// readIOB2 gives the sentences with each word's label in XPOS, a column that Universal NER does not have.
func readIOB2(in io.Reader, name string) ([]*conllu.Sentence, error) {
	var all []*conllu.Sentence
	s := &conllu.Sentence{}
	end := func() {
		if len(s.Words) > 0 {
			all = append(all, s)
			s = &conllu.Sentence{}
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		f := strings.Split(line, "\t")
		switch {
		case line == "":
			end()
		case line[0] == '#' && len(s.Words) == 0:
			s.Comments = append(s.Comments, strings.TrimPrefix(line[1:], " "))
		case len(f) < 3 || f[1] == "":
			return nil, fmt.Errorf("%s:%d: want a number, a form and a label, parted by tabs", name, n)
		default:
			if len(s.Words) == 0 {
				s.Line = n
			}
			s.Words = append(s.Words, conllu.Word{Form: f[1], XPOS: f[2], Head: text.Root})
		}
	}
	end()
	return all, lines.Err()
}

func (r *EntitiesReport) document(doc []*conllu.Sentence, opt EntitiesOptions) error {
	for _, s := range doc {
		if _, ok := s.Spans(); !ok { // a text that the words are not cut from: put them together anew
			s.Comments = slices.DeleteFunc(s.Comments, func(c string) bool { return strings.HasPrefix(c, "text =") })
		}
	}
	d, err := conllu.ToDocument(doc, conllu.Options{})
	if err != nil {
		return err
	}
	if err := opt.Stage.Process(d); err != nil {
		return err
	}
	r.Docs++
	for i := range d.Sentences {
		r.Sentences++
		r.sentence(d, i, goldEntities(doc[i].Words), opt.Keep)
	}
	return nil
}

// goldEntities reads B- and I- labels; an I- that continues nothing begins an entity, as conlleval has it.
func goldEntities(words []conllu.Word) []text.Entity {
	var all []text.Entity
	open := -1
	for i, w := range words {
		mark, label, _ := strings.Cut(w.XPOS, "-")
		if !slices.Contains(EntityLabels, label) {
			open = -1
			continue
		}
		if mark == "I" && open >= 0 && all[open].Label == label {
			all[open].Last = i
			continue
		}
		all = append(all, text.Entity{Label: label, First: i, Last: i})
		open = len(all) - 1
	}
	return all
}

func (r *EntitiesReport) sentence(d *text.Document, i int, gold []text.Entity, keep int) {
	s := &d.Sentences[i]
	type key struct {
		first, last int
		label       string
	}
	want := map[key]bool{}
	for _, g := range gold {
		want[key{g.First, g.Last, g.Label}], want[key{g.First, g.Last, ""}] = true, true
		r.All.Gold++
		r.Unlabelled.Gold++
		r.ByLabel[g.Label].Gold++
	}
	got := map[key]bool{}
	for _, e := range s.Entities {
		by := r.ByLabel[e.Label]
		if by == nil {
			continue
		}
		k := key{e.First, e.Last, e.Label}
		got[k] = true
		for _, f := range []*F1{&r.All, by} {
			f.System++
			mark(f, want[k])
		}
		r.Unlabelled.System++
		mark(&r.Unlabelled, want[key{e.First, e.Last, ""}])
		if !want[k] {
			r.differ(keep, d, s, "extra", e)
		}
	}
	for _, g := range gold {
		if !got[key{g.First, g.Last, g.Label}] {
			r.differ(keep, d, s, "missed", g)
		}
	}
}

func (r *EntitiesReport) differ(keep int, d *text.Document, s *text.Sentence, what string, e text.Entity) {
	if len(r.Diffs) < keep && e.First >= 0 && e.Last < len(s.Tokens) {
		span := text.Span{Start: s.Tokens[e.First].Start, End: s.Tokens[e.Last].End}
		r.Diffs = append(r.Diffs, fmt.Sprintf("%s\t%s\t%s\t%s", what, e.Label, d.Slice(span), around(d, span)))
	}
}
