package eval

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dateline/text"
)

// CorefDoc is a document with gold mentions of events, its words and sentences given.
type CorefDoc struct {
	Name     string
	Topic    string // ECB+'s: the documents of two happenings of one kind
	Sub      string // the documents of one happening: topic and ecb or ecbplus
	Doc      *text.Document
	Mentions []Mention
}

// Mention is a gold mention of an event: tokens First to Last of a sentence (inclusive), the tokens between them too, and the name of
// what it refers to.
type Mention struct {
	ID                    string // unique in the corpus
	Sentence, First, Last int
	Instance              string
}

// catFile is what is read of CAT XML, in which ECB+ and MEANTIME are written.
type catFile struct {
	Name   string `xml:"doc_name,attr"`
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		All []markable `xml:",any"`
	} `xml:"Markables"`
	Relations struct {
		All []relation `xml:",any"`
	} `xml:"Relations"`
}

type markable struct {
	XMLName  xml.Name
	ID       string `xml:"m_id,attr"`
	Instance string `xml:"instance_id,attr"`
	Class    string `xml:"class,attr"`
	Anchors  []struct {
		ID int `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

type relation struct {
	XMLName xml.Name
	ID      string `xml:"r_id,attr"`
	Note    string `xml:"note,attr"`
	Sources []struct {
		ID string `xml:"m_id,attr"`
	} `xml:"source"`
	Target struct {
		ID string `xml:"m_id,attr"`
	} `xml:"target"`
}

// ReadECB reads the documents of ECB+ below a folder, in order of topic and name, with the mentions of actions in the sentences that the
// corpus lists as wholly annotated.
func ReadECB(dir string) ([]CorefDoc, error) {
	listed, err := ecbSentences(filepath.Join(dir, "ECBplus_coreference_sentences.csv"))
	if err != nil {
		return nil, err
	}
	var out []CorefDoc
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" {
			return err
		}
		doc, err := readECB(path, listed)
		if len(doc.Mentions) > 0 {
			out = append(out, doc)
		}
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s: no ECB+ document with listed sentences is in it", dir)
	}
	slices.SortFunc(out, func(a, b CorefDoc) int {
		x, _ := strconv.Atoi(a.Topic)
		y, _ := strconv.Atoi(b.Topic)
		if x != y {
			return x - y
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out, err
}

// ecbSentences reads the list of annotated sentences: "topic_file" and number.
func ecbSentences(path string) (map[string]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows := csv.NewReader(f)
	listed := map[string]bool{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return listed, nil
		}
		if err != nil || len(row) < 3 {
			return nil, fmt.Errorf("%s: it must have the columns Topic, File and Sentence Number: %w", path, err)
		}
		listed[row[0]+"_"+row[1]+" "+row[2]] = true
	}
}

func readECB(path string, listed map[string]bool) (CorefDoc, error) {
	f, err := os.Open(path)
	if err != nil {
		return CorefDoc{}, err
	}
	defer f.Close()
	var c catFile
	if err := xml.NewDecoder(f).Decode(&c); err != nil {
		return CorefDoc{}, fmt.Errorf("%s: %w", path, err)
	}
	name := strings.TrimSuffix(filepath.Base(path), ".xml")
	topic, rest, _ := strings.Cut(name, "_")
	d := CorefDoc{Name: name, Topic: topic, Sub: topic + strings.TrimLeft(rest, "0123456789")}
	d.Doc, d.Mentions = c.document(name, func(m *markable, sentence int) bool {
		return strings.Contains(m.XMLName.Local, "ACTION") && listed[name+" "+strconv.Itoa(sentence)]
	})
	instances := c.instances(name)
	for i, m := range d.Mentions {
		if d.Mentions[i].Instance = instances[m.ID]; d.Mentions[i].Instance == "" {
			d.Mentions[i].Instance = name + " alone " + m.ID
		}
		d.Mentions[i].ID = name + " " + m.ID
	}
	return d, nil
}

// instances names what each markable refers to: by the corpus's name across documents, within one by the document's.
func (c *catFile) instances(name string) map[string]string {
	out := map[string]string{}
	for _, r := range c.Relations.All {
		instance := r.Note
		if r.XMLName.Local == "INTRA_DOC_COREF" || instance == "" {
			instance = name + " " + r.ID
		}
		for _, s := range r.Sources {
			out[s.ID] = instance
		}
	}
	return out
}

// document makes a document of the file's words, a sentence a line, and its wanted markables.
func (c *catFile) document(name string, wanted func(*markable, int) bool) (*text.Document, []Mention) {
	type place struct{ sentence, token int }
	var b strings.Builder
	at := 0
	places := map[int]place{}
	number := map[int]int{} // the file's sentence to the document's
	var sentences []text.Sentence
	for i, t := range c.Tokens {
		k, ok := number[t.Sentence]
		if !ok {
			k = len(sentences)
			number[t.Sentence] = k
			sentences = append(sentences, text.Sentence{Paragraph: k})
		}
		if i > 0 {
			b.WriteByte(map[bool]byte{true: ' ', false: '\n'}[ok])
			at++
		}
		span := text.Span{Start: at, End: at + len([]rune(t.Text))}
		b.WriteString(t.Text)
		at = span.End
		s := &sentences[k]
		if len(s.Tokens) == 0 {
			s.Start = span.Start
		}
		s.End = span.End
		places[t.ID] = place{k, len(s.Tokens)}
		s.Tokens = append(s.Tokens, text.Token{Span: span, Form: t.Text})
	}
	doc := text.NewDocument(text.Article{ID: name, Text: b.String(), Language: "en"})
	doc.Sentences = sentences
	original := map[int]int{}
	for file, k := range number {
		original[k] = file
	}
	var mentions []Mention
	for i := range c.Markables.All {
		m := &c.Markables.All[i]
		if len(m.Anchors) == 0 {
			continue
		}
		first, last := places[m.Anchors[0].ID], places[m.Anchors[len(m.Anchors)-1].ID]
		if wanted(m, original[first.sentence]) && first.sentence == last.sentence {
			mentions = append(mentions, Mention{m.ID, first.sentence, first.token, last.token, m.Instance})
		}
	}
	return doc, mentions
}
