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
	"unicode/utf8"

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

// document makes a document of the file's words, a sentence a line, and its wanted markables. The file numbers its sentences as it likes.
func (c *catFile) document(name string, wanted func(m *markable, sentence int) bool) (*text.Document, []Mention) {
	l := c.lay()
	doc := text.NewDocument(text.Article{ID: name, Text: l.text.String(), Language: "en"})
	doc.Sentences = l.sentences
	var mentions []Mention
	for i := range c.Markables.All {
		m := &c.Markables.All[i]
		if len(m.Anchors) == 0 {
			continue
		}
		first, last := l.at[m.Anchors[0].ID], l.at[m.Anchors[len(m.Anchors)-1].ID]
		if first.sentence == last.sentence && wanted(m, l.number[first.sentence]) {
			mentions = append(mentions, Mention{m.ID, first.sentence, first.token, last.token, m.Instance})
		}
	}
	return doc, mentions
}

// laid is a file's words as a text.
type laid struct {
	text      strings.Builder
	sentences []text.Sentence
	number    []int           // of each sentence in the file
	at        map[int]tokenAt // of each token, by its id
}

type tokenAt struct{ sentence, token int }

func (c *catFile) lay() *laid {
	l := &laid{at: map[int]tokenAt{}}
	end := 0
	for i, t := range c.Tokens {
		k := slices.Index(l.number, t.Sentence)
		gap := " "
		if k < 0 {
			k, gap = len(l.sentences), "\n"
			l.number = append(l.number, t.Sentence)
			l.sentences = append(l.sentences, text.Sentence{Paragraph: k})
		}
		if i > 0 {
			l.text.WriteString(gap)
			end++
		}
		span := text.Span{Start: end, End: end + utf8.RuneCountInString(t.Text)}
		l.text.WriteString(t.Text)
		end = span.End
		s := &l.sentences[k]
		if len(s.Tokens) == 0 {
			s.Start = span.Start
		}
		s.End = span.End
		l.at[t.ID] = tokenAt{k, len(s.Tokens)}
		s.Tokens = append(s.Tokens, text.Token{Span: span, Form: t.Text})
	}
	return l
}
