package eval

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/link/coref"
	"dateline/text"
)

// ReadCrossDoc reads an article of MEANTIME that is annotated across documents (intra_cross-doc_annotation), with the mentions of events
// that refer to an instance of the corpus. Its topic is its folder. Nothing comes of an article without such mentions.
func ReadCrossDoc(path string) ([]CorefDoc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var c catFile
	if err := xml.NewDecoder(f).Decode(&c); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d := CorefDoc{Name: strings.TrimSuffix(filepath.Base(path), ".xml"), Topic: filepath.Base(filepath.Dir(path))}
	d.Sub = d.Topic
	var mentions []Mention
	d.Doc, mentions = c.document(d.Name, func(m *markable, _ int) bool { return m.XMLName.Local == "EVENT_MENTION" })
	instances := c.targets()
	for _, m := range mentions {
		if instance := instances[m.ID]; instance != "" {
			m.ID, m.Instance = d.Name+" "+m.ID, instance
			d.Mentions = append(d.Mentions, m)
		}
	}
	if len(d.Mentions) == 0 {
		return nil, nil
	}
	return []CorefDoc{d}, nil
}

// targets names the instance that each mention refers to.
func (c *catFile) targets() map[string]string {
	instance := map[string]string{}
	for _, m := range c.Markables.All {
		if m.XMLName.Local == "EVENT" {
			instance[m.ID] = m.Instance
		}
	}
	out := map[string]string{}
	for _, r := range c.Relations.All {
		if r.XMLName.Local != "REFERS_TO" {
			continue
		}
		for _, s := range r.Sources {
			out[s.ID] = instance[r.Target.ID]
		}
	}
	return out
}

// CorefReport is how well happenings are told apart across documents, beside what the same lemma alone does.
type CorefReport struct {
	Docs, Mentions int
	rows           []corefRow
}

type corefRow struct {
	name string
	Coref
}

// CorefOptions say how coreference is measured.
type CorefOptions struct {
	Annotate func(*text.Document) error // adds the layers above the words
	Vector   coref.Vector
	// Link codes and links the documents as `dateline ingest` does, and gives for each document and mention the number of the event of the
	// report at its words, -1 where there is none.
	Link func([]CorefDoc) ([][]int, error)
}

// MeasureCoref annotates documents and resolves their gold mentions, once with topics found and once with topics given, and does the same
// by lemma.
func MeasureCoref(docs []CorefDoc, opt CorefOptions) (*CorefReport, error) {
	r := &CorefReport{Docs: len(docs)}
	for _, d := range docs {
		if err := opt.Annotate(d.Doc); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Name, err)
		}
		r.Mentions += len(d.Mentions)
	}
	in, found := corefInput(docs)
	whole, wide, narrow := numbered(docs, func(CorefDoc) string { return "" }), numbered(docs, topicOf),
		numbered(docs, func(d CorefDoc) string { return d.Sub })
	for _, row := range []struct {
		name   string
		topics coref.Topics
		lemma  bool
	}{{"same lemma, whole corpus", whole, true}, {"same lemma, the corpus's topics", wide, true}, {"same lemma, its subtopics", narrow, true},
		{"same lemma, topics found", found, true}, {"dateline, topics found", found, false}, {"dateline, the corpus's subtopics", narrow, false}} {
		var numbers [][]int
		if row.lemma {
			numbers = coref.SameLemma(in, row.topics)
		} else {
			numbers = coref.Resolve(in, row.topics, opt.Vector, coref.Fitted)
		}
		r.add(row.name, docs, numbers)
	}
	if opt.Link == nil {
		return r, nil
	}
	linked, err := opt.Link(docs)
	if err != nil {
		return nil, err
	}
	r.add("the linker, mentions with a report", docs, linked)
	r.add("same lemma, these mentions", docs, where(coref.SameLemma(in, found), linked))
	return r, nil
}

// folds is into how many parts FitCoref divides the topics.
const folds = 5

// FitCoref fits the weights of coreference to the matters found in annotated documents. It gives them, and a report of each part of the
// topics resolved with weights that were fitted to the others. No corpus that may only be measured may be given to it.
func FitCoref(docs []CorefDoc, vector coref.Vector) (coref.Weights, *CorefReport) {
	r := &CorefReport{Docs: len(docs)}
	numbers, lemmas := make([][]int, len(docs)), make([][]int, len(docs))
	first := 0
	for fold := range min(folds, slices.Max(numbered(docs, topicOf))+1) {
		var held, others []CorefDoc
		var at []int
		for i, t := range numbered(docs, topicOf) {
			if t%folds != fold {
				others = append(others, docs[i])
				continue
			}
			held, at = append(held, docs[i]), append(at, i)
			r.Mentions += len(docs[i].Mentions)
		}
		in, found := corefInput(held)
		resolved, same := coref.Resolve(in, found, vector, fitCoref(others, vector)), coref.SameLemma(in, found)
		for k, i := range at {
			numbers[i], lemmas[i] = moved(resolved[k], first), moved(same[k], first)
		}
		first = r.Mentions
	}
	r.add("same lemma, topics found", docs, lemmas)
	r.add("dateline, fitted to other topics", docs, numbers)
	return fitCoref(docs, vector), r
}

func topicOf(d CorefDoc) string { return d.Topic }

func fitCoref(docs []CorefDoc, vector coref.Vector) coref.Weights {
	in, found := corefInput(docs)
	return coref.Fit(in, found, vector, func(x, a, y, b int) bool { return docs[x].Mentions[a].Instance == docs[y].Mentions[b].Instance })
}

// corefInput is the documents as package coref takes them, and their topics as it finds them.
func corefInput(docs []CorefDoc) ([]coref.Document, coref.Topics) {
	plain := make([]*text.Document, len(docs))
	in := make([]coref.Document, len(docs))
	for i, d := range docs {
		plain[i], in[i] = d.Doc, coref.Document{Doc: d.Doc}
		for _, m := range d.Mentions {
			in[i].Mentions = append(in[i].Mentions, coref.Mention{Sentence: m.Sentence, First: m.First, Last: m.Last})
		}
	}
	return in, coref.FindTopics(plain)
}

func moved(numbers []int, by int) []int {
	for i := range numbers {
		numbers[i] += by
	}
	return numbers
}

// where leaves of numbers those that others have too.
func where(numbers, others [][]int) [][]int {
	for i := range numbers {
		for k := range numbers[i] {
			if others[i][k] < 0 {
				numbers[i][k] = -1
			}
		}
	}
	return numbers
}

// numbered gives documents of one name one number.
func numbered(docs []CorefDoc, name func(CorefDoc) string) coref.Topics {
	number := map[string]int{}
	out := make(coref.Topics, len(docs))
	for i, d := range docs {
		n := name(d)
		if _, ok := number[n]; !ok {
			number[n] = len(number)
		}
		out[i] = number[n]
	}
	return out
}

// add scores a resolution. Mentions of a number below 0 are left out.
func (r *CorefReport) add(name string, docs []CorefDoc, numbers [][]int) {
	gold, system := Partition{}, Partition{}
	for i, d := range docs {
		for k, m := range d.Mentions {
			if numbers[i][k] >= 0 {
				gold[m.ID], system[m.ID] = m.Instance, strconv.Itoa(numbers[i][k])
			}
		}
	}
	r.rows = append(r.rows, corefRow{name, Coreference(gold, system)})
}

// Table is the report as lines of text.
func (r *CorefReport) Table() string {
	out := fmt.Sprintf("documents %d, gold mentions %d\n", r.Docs, r.Mentions)
	for _, row := range r.rows {
		out += "  " + row.Row(row.name)
	}
	return out
}

// F1 is the CoNLL F1 of a row, 0 to 1.
func (r *CorefReport) F1(name string) float64 {
	for _, row := range r.rows {
		if row.name == name {
			return row.CoNLL()
		}
	}
	return 0
}
