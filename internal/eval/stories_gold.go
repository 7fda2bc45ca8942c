package eval

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"dateline/event"
	"dateline/text"
)

// GoldStories is a file of articles with what is known of the matters they tell of. testdata/stories/README.md says how it is written.
type GoldStories struct {
	Name     string
	Articles []text.Article
	Matters  []GoldMatter
}

// GoldMatter is the events of one matter in order.
type GoldMatter struct {
	Name   string // the file's and its own
	Events []GoldHappening
}

// GoldHappening is an event of a matter.
type GoldHappening struct {
	Name      string
	Rank      int // events of one rank are not ordered
	Mentions  []GoldWord
	Contested []string    // culprit, happened, or what of a count
	State     event.State // of a term; "" for what is none
}

// GoldWord is a word that tells of an event.
type GoldWord struct {
	Article string
	Span    text.Span // code points of the article's text
}

// ID tells a mention from others.
func (w GoldWord) ID() string { return fmt.Sprintf("%s:%d", w.Article, w.Span.Start) }

// ReadStories reads a file of gold stories.
func ReadStories(path string) (*GoldStories, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseStories(path, raw)
}

func parseStories(path string, raw []byte) (*GoldStories, error) {
	name := strings.TrimSuffix(path[strings.LastIndexByte(path, '/')+1:], ".txtar")
	g := &GoldStories{Name: name}
	for _, f := range txtar.Parse(raw).Files {
		kind, id, _ := strings.Cut(f.Name, ":")
		id = strings.TrimSpace(id)
		switch strings.TrimSpace(kind) {
		case "article":
			a, err := goldArticle(name+"/"+id, string(f.Data))
			if err != nil {
				return nil, fmt.Errorf("%s: article %s: %w", path, id, err)
			}
			g.Articles = append(g.Articles, a)
		case "matter":
			m := GoldMatter{Name: name + "/" + id}
			for i, line := range strings.Split(string(f.Data), "\n") {
				if err := g.read(&m, strings.Fields(line)); err != nil {
					return nil, fmt.Errorf("%s: matter %s, line %d: %w", path, id, i+1, err)
				}
			}
			g.Matters = append(g.Matters, m)
		default:
			return nil, fmt.Errorf("%s: section %q: there are article: ID, matter and matter: NAME", path, f.Name)
		}
	}
	return g, nil
}

func goldArticle(id, body string) (text.Article, error) {
	head, words, ok := strings.Cut(body, "\n\n")
	if !ok {
		return text.Article{}, fmt.Errorf("no empty line between head and text")
	}
	a := text.Article{ID: id, Text: strings.TrimSpace(words), Language: "en"}
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			a.Title = value
		case "source":
			a.Source = value
		case "published":
			a.Published = value
		default:
			return a, fmt.Errorf("%q is none of title, source, published", key)
		}
	}
	return a, nil
}

// read reads one line of a matter.
func (g *GoldStories) read(m *GoldMatter, words []string) error {
	if len(words) == 0 || words[0] == "#" {
		return nil
	}
	if len(words) < 3 {
		return fmt.Errorf("%q has too few words", strings.Join(words, " "))
	}
	name, rest := words[1], words[2:]
	i := slices.IndexFunc(m.Events, func(h GoldHappening) bool { return h.Name == name })
	switch words[0] {
	case "event", "with":
		h := GoldHappening{Name: name}
		if n := len(m.Events); n > 0 {
			h.Rank = m.Events[n-1].Rank
		}
		if words[0] == "event" {
			h.Rank++
		}
		for _, w := range rest {
			mention, err := g.mention(w)
			if err != nil {
				return err
			}
			h.Mentions = append(h.Mentions, mention)
		}
		m.Events = append(m.Events, h)
	case "contested", "state":
		if i < 0 {
			return fmt.Errorf("no event is named %q above", name)
		}
		if words[0] == "state" {
			m.Events[i].State = event.State(rest[0])
		} else {
			m.Events[i].Contested = rest
		}
	default:
		return fmt.Errorf("%q is none of event, with, contested, state", words[0])
	}
	return nil
}

// mention finds the words of a1:struck or, where it is not the first of its kind, a1:struck#2.
func (g *GoldStories) mention(s string) (GoldWord, error) {
	id, word, _ := strings.Cut(s, ":")
	word, number, _ := strings.Cut(word, "#")
	n := 1
	if number != "" {
		n, _ = strconv.Atoi(number)
	}
	for _, a := range g.Articles {
		if a.ID != g.Name+"/"+id {
			continue
		}
		at := regexp.MustCompile(`\b`+regexp.QuoteMeta(word)+`\b`).FindAllStringIndex(a.Text, n)
		if len(at) < n || n < 1 {
			return GoldWord{}, fmt.Errorf("%s: the article does not have the word so often", s)
		}
		start := utf8.RuneCountInString(a.Text[:at[n-1][0]])
		return GoldWord{a.ID, text.Span{Start: start, End: start + utf8.RuneCountInString(word)}}, nil
	}
	return GoldWord{}, fmt.Errorf("%s: no article is named %q above", s, id)
}
