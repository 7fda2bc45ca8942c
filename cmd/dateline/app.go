package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"

	"github.com/alecthomas/kong"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/internal/ground/actor"
	"dateline/internal/ground/count"
	"dateline/internal/ground/place"
	"dateline/internal/ground/when"
	"dateline/internal/intake"
	"dateline/internal/language"
	"dateline/internal/nlp"
	"dateline/internal/nlp/token"
	"dateline/internal/render"
	"dateline/text"
)

// App is what every verb works with: the streams, the options that hold for all, and the coder, built when first asked for.
type App struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Context        context.Context
	Style          render.Style
	parser         *kong.Kong
	options        coderOptions
	analyst        func() (*Analyst, error)
	problems       int
}

type coderOptions struct{ model, codebook, actors, places string }

func (a *App) configure(ctx context.Context, c *cli) {
	a.Context = ctx
	isTerminal, width := terminal(a.Stdout)
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width == 0 {
		width = n
	}
	a.Style = render.Style{Color: isTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", Width: width}
	a.options = coderOptions{c.Model, c.Codebook, c.Actors, c.Places}
	a.analyst = sync.OnceValues(func() (*Analyst, error) { return newAnalyst(a.options) })
}

// Analyst is the chain of stages and the coder at its end. It is safe for concurrent use.
type Analyst struct {
	stages  []text.Stage
	coder   *coding.Coder
	version event.CoderVersion
}

// splitter cuts articles into sentences and words.
func splitter() text.Stage { return token.New() }

// loadEngine reads the language engine's weights from a file, or the ones in the program.
func loadEngine(path string) (*nlp.Engine, error) { return nlp.Load(nlp.Options{Path: path}) }

// newAnalyst wires the stages in their order.
func newAnalyst(o coderOptions) (*Analyst, error) {
	engine, err := loadEngine(o.model)
	if err != nil {
		return nil, err
	}
	book, err := coding.Load(o.codebook)
	if err != nil {
		return nil, err
	}
	places, err := place.New()
	if err != nil {
		return nil, err
	}
	if o.places != "" {
		if places, err = places.WithFile(o.places); err != nil {
			return nil, err
		}
	}
	base := actor.Default()
	if o.actors != "" {
		if base, err = base.WithFile(o.actors); err != nil {
			return nil, err
		}
	}
	actors := actor.NewResolver(base)
	info := engine.Info()
	a := &Analyst{stages: []text.Stage{splitter(), engine, when.New(), count.New(), places, actors},
		version: event.CoderVersion{Version: version, Model: info.Name + "-" + info.Version + "+" + info.Hash[:8], Codebook: book.Version}}
	a.coder = coding.New(book, actors, a.version)
	return a, text.CheckChain(a.stages)
}

// Version says what codes.
func (a *Analyst) Version() event.CoderVersion { return a.version }

// Annotate adds every layer to an article. An article in another language than English is refused.
func (a *Analyst) Annotate(article text.Article) (*text.Document, error) {
	if name, code, ok := language.Detect(article.Text); ok && code != "en" {
		return nil, fmt.Errorf("the article is in %s; dateline reads English: translate it first", name)
	}
	doc := text.NewDocument(article)
	return doc, process(doc, a.stages)
}

// annotateTokens adds the layers above the sentences and words that a document has already.
func (a *Analyst) annotateTokens(doc *text.Document) error { return process(doc, a.stages[1:]) }

func process(doc *text.Document, stages []text.Stage) error {
	for _, s := range stages {
		if err := s.Process(doc); err != nil {
			return fmt.Errorf("%s: %w", s.Name(), err)
		}
	}
	return nil
}

// Code gives the reports of an article.
func (a *Analyst) Code(article text.Article) ([]event.Report, error) {
	doc, err := a.Annotate(article)
	if err != nil {
		return nil, err
	}
	return a.coder.Code(doc), nil
}

// Analyst gives the coder, built once.
func (a *App) Analyst() (*Analyst, error) { return a.analyst() }

// Report tells a problem on stderr and remembers that there was one.
func (a *App) Report(p *intake.Problem) {
	a.problems++
	fmt.Fprintln(a.Stderr, "dateline:", p)
}

func (a *App) printVersion(model, codebook string) int {
	analyst, err := newAnalyst(coderOptions{model: model, codebook: codebook})
	if err != nil {
		fmt.Fprintln(a.Stderr, "dateline:", err)
		return exitPartial
	}
	v := analyst.Version()
	fmt.Fprintf(a.Stdout, "dateline %s\nmodel    %s\ncodebook %s\n", v.Version, v.Model, v.Codebook)
	return exitOK
}
