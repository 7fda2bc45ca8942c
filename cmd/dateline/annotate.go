package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"dateline/event"
	"dateline/internal/conllu"
	"dateline/text"
)

// AnnotateCmd is `dateline annotate`.
type AnnotateCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files or folders of articles (${formats}), or addresses of pages (https://…); - is standard input."`
	Published string   `help:"Date of publication (YYYY-MM-DD) for articles that carry none." placeholder:"DATE"`
	Format    string   `enum:"json,conllu" default:"json" help:"json: sentences, tokens, entities, places, times, counts, attributions, an article a line; conllu: CoNLL-U, entities in MISC."`
	Input     string   `enum:"articles,conllu" default:"articles" help:"conllu: take the sentences and words of CoNLL-U files as given."`
	Workers   int      `default:"0" help:"Articles worked on at once; 0 takes the processors there are."`
	webFlags  `embed:""`
}

// Help is shown by `dateline annotate --help`.
func (AnnotateCmd) Help() string {
	return `Examples:
  dateline annotate --format conllu report.txt
  dateline annotate articles.jsonl | jq '.places[].name'
  dateline annotate --input conllu --format conllu given.conllu`
}

// annotated is a document's layers as `--format json` writes them.
type annotated struct {
	Document     event.Document      `json:"document"`
	Sentences    []annotatedSentence `json:"sentences"`
	Times        []text.Time         `json:"times"`
	Counts       []text.Count        `json:"counts"`
	Places       []text.Place        `json:"places"`
	Actors       []text.Actor        `json:"actors"`
	Attributions []text.Attribution  `json:"attributions"`
}

type annotatedSentence struct {
	text.Span
	Tokens   []text.Token   `json:"tokens"`
	Entities []text.Entity  `json:"entities"`
	Triggers []text.Trigger `json:"triggers"`
}

// Run annotates the articles in their order.
func (c *AnnotateCmd) Run(app *App) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(app.Stdout)
	write := func(doc *text.Document) error {
		if c.Format == "conllu" {
			return conllu.Write(out, conllu.FromDocument(doc))
		}
		return writeLayers(out, analyst, doc)
	}
	if c.Input == "conllu" {
		if err := c.given(app, analyst, write); err != nil {
			return err
		}
		return out.Flush()
	}
	return forEach(app, app.articles(c.Paths, c.Published, c.webFlags), c.Workers, analyst.Annotate, func(_ *text.Article, doc *text.Document) error {
		if err := write(doc); err != nil {
			return err
		}
		return out.Flush()
	})
}

// given annotates CoNLL-U files, keeping their sentences and words.
func (c *AnnotateCmd) given(app *App, analyst *Analyst, write func(*text.Document) error) error {
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	for _, path := range paths {
		if err := withInput(app, path, func(r io.Reader) error { return annotateGiven(r, path, c.Published, analyst, write) }); err != nil {
			app.problems++
			fmt.Fprintln(app.Stderr, "dateline:", err)
		}
	}
	return nil
}

func annotateGiven(r io.Reader, path, published string, analyst *Analyst, write func(*text.Document) error) error {
	sentences, err := conllu.NewReader(r, path).ReadAll()
	if err != nil {
		return err
	}
	for _, group := range conllu.Documents(sentences) {
		doc, err := conllu.ToDocument(group, conllu.Options{})
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if doc.Published == "" {
			doc.Published = published
		}
		if err := analyst.annotateTokens(doc); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := write(doc); err != nil {
			return err
		}
	}
	return nil
}

// withInput opens a file, or standard input for "-".
func withInput(app *App, path string, use func(io.Reader) error) error {
	if path == "-" {
		return use(app.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return use(f)
}

func writeLayers(w io.Writer, analyst *Analyst, doc *text.Document) error {
	out := annotated{Document: event.Document{ID: doc.ID, URL: event.Null(doc.URL), Title: event.Null(doc.Title),
		Source: event.Null(doc.Source), Published: event.Null(doc.Published), SHA256: doc.SHA256},
		Times: doc.Times, Counts: doc.Counts, Places: doc.Places, Actors: doc.Actors, Attributions: analyst.coder.Attributions(doc)}
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		out.Sentences = append(out.Sentences, annotatedSentence{s.Span, s.Tokens, s.Entities, s.Triggers})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
