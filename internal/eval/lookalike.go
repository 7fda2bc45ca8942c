package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"dateline/text"
)

// ReadLookalikes reads a file of this project's own articles about look-alike happenings (training/lookalike), whose words for happenings
// are marked [words|name]: a file is a topic, its sides a and b are two happenings of one kind. Split finds the sentences and words.
func ReadLookalikes(path string, split text.Stage) ([]CorefDoc, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	docs, err := lookalikes(strings.TrimSuffix(filepath.Base(path), ".txt"), string(raw), split)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return docs, nil
}

const articleMark = "\n== "

var (
	articleHead = regexp.MustCompile(`^([ab])\d+ \| (\d{4}-\d\d-\d\d) \| (.+)$`)
	markedWords = regexp.MustCompile(`\[([^\[\]|]+)\|([^\[\]|]*)\]`)
)

func lookalikes(topic, raw string, split text.Stage) ([]CorefDoc, error) {
	parts := strings.Split(raw, articleMark)
	line := strings.Count(parts[0], "\n") + 2
	var out []CorefDoc
	for _, part := range parts[1:] {
		head, body, _ := strings.Cut(part, "\n")
		m := articleHead.FindStringSubmatch(strings.TrimSpace(head))
		if m == nil {
			return nil, fmt.Errorf("line %d: %q should be a side with a number, a day and a publisher, such as: a1 | 2011-03-14 | Example Daily", line, head)
		}
		name, _, _ := strings.Cut(head, " ")
		d := CorefDoc{Name: topic + " " + name, Topic: topic, Sub: topic + " " + m[1]}
		if err := d.mark(strings.Replace(strings.TrimSpace(body), "T: ", "", 1), text.Article{ID: d.Name, Source: m[3], Published: m[2], Language: "en"}, split); err != nil {
			return nil, fmt.Errorf("line %d, article %s: %w", line, name, err)
		}
		out = append(out, d)
		line += strings.Count(part, "\n") + 1
	}
	return out, nil
}

// mark takes the marks out of an article's text, and makes mentions of what they marked.
func (d *CorefDoc) mark(body string, a text.Article, split text.Stage) error {
	var plain strings.Builder
	var spans []text.Span
	var names []string
	at, end := 0, 0
	add := func(s string) {
		plain.WriteString(s)
		end += utf8.RuneCountInString(s)
	}
	for _, m := range markedWords.FindAllStringSubmatchIndex(body, -1) {
		add(body[at:m[0]])
		start := end
		add(body[m[2]:m[3]])
		spans, names, at = append(spans, text.Span{Start: start, End: end}), append(names, body[m[4]:m[5]]), m[1]
	}
	add(body[at:])
	a.Text = plain.String()
	if i := strings.IndexAny(a.Text, "[]"); i >= 0 {
		return fmt.Errorf("%q: a mark is [words|name], or [words|] for what is named once", a.Text[i:min(len(a.Text), i+20)])
	}
	d.Doc = text.NewDocument(a)
	if err := split.Process(d.Doc); err != nil {
		return err
	}
	for i, span := range spans {
		m, ok := wordsAt(d.Doc, span)
		if !ok {
			return fmt.Errorf("%q lies in no sentence or in two", a.Text)
		}
		m.ID, m.Instance = fmt.Sprintf("%s %d", d.Name, i), d.Topic+" "+names[i]
		if names[i] == "" {
			m.Instance = m.ID
		}
		d.Mentions = append(d.Mentions, m)
	}
	return nil
}

// wordsAt are the words of a sentence that a span touches.
func wordsAt(d *text.Document, span text.Span) (m Mention, ok bool) {
	for s := range d.Sentences {
		for t := range d.Sentences[s].Tokens {
			if !span.Overlaps(d.Sentences[s].Tokens[t].Span) {
				continue
			}
			if ok && m.Sentence != s {
				return m, false
			}
			if !ok {
				m, ok = Mention{Sentence: s, First: t}, true
			}
			m.Last = t
		}
	}
	return m, ok
}
