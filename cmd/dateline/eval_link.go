package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"dateline/event"
	"dateline/internal/eval"
	"dateline/internal/intake"
	"dateline/internal/link"
	"dateline/internal/nlp/token"
	"dateline/internal/store"
	"dateline/text"
)

// EvalCopiesCmd is `dateline eval copies`.
type EvalCopiesCmd struct {
	Articles []string `arg:"" help:"Articles (${formats}) of which copies are made." type:"path"`
	Copies   int      `default:"3" help:"Copies of each article." placeholder:"N"`
	Seed     uint64   `default:"1" help:"What the edits are drawn by."`
	Errors   int      `default:"0" help:"Mistakes to list." placeholder:"N"`
}

// Run makes copies, links them as `dateline link` does, and scores what was taken for a copy.
func (c *EvalCopiesCmd) Run(app *App) error {
	var originals []text.Article
	for found, problem := range intake.Articles(c.Articles, intake.Options{Stdin: app.Stdin}) {
		if problem != nil {
			app.Report(problem)
			continue
		}
		originals = append(originals, found.Article)
	}
	wire := eval.Simulate(originals, eval.WireOptions{Seed: c.Seed, Copies: c.Copies})
	group, err := groups(app, wire.Articles)
	if err != nil {
		return err
	}
	rep := eval.Copies(wire, group, c.Errors)
	return measured(app, fmt.Sprintf("copies, seed %d", c.Seed), rep.Table(), rep.Wrong)
}

// groups links articles in a store of its own and gives for each the number of its group.
func groups(app *App, articles []text.Article) (group []int, err error) {
	err = inTempStore(app, func(db *store.Store) error {
		if err := putArticles(app, db, articles); err != nil {
			return err
		}
		if _, err := link.New(db).Link(app.Context, link.Options{}); err != nil {
			return err
		}
		number := map[string]int{}
		for i, a := range articles {
			copies, err := db.Copies(app.Context, a.ID)
			if err != nil {
				return err
			}
			first := copies[0].ID
			if _, ok := number[first]; !ok {
				number[first] = i
			}
			group = append(group, number[first])
		}
		return nil
	})
	return group, err
}

// inTempStore runs f with a store that is gone afterwards.
func inTempStore(app *App, f func(*store.Store) error) (err error) {
	dir, err := os.MkdirTemp("", "dateline-eval-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := store.Open(app.Context, filepath.Join(dir, "eval.db"), store.ReadWrite)
	if err != nil {
		return err
	}
	defer db.Close()
	return f(db)
}

// putArticles puts articles that nobody has coded.
func putArticles(app *App, db *store.Store, articles []text.Article) error {
	run, err := db.Begin(app.Context, event.CoderVersion{Version: "none"})
	if err != nil {
		return err
	}
	entries := make([]store.Entry, len(articles))
	for i, a := range articles {
		entries[i] = entryOf(i, a)
	}
	_, err = db.Put(app.Context, run, entries...)
	return err
}

// entryOf is an article as if it had been read from bytes of its own.
func entryOf(i int, a text.Article) store.Entry {
	raw := []byte(strconv.Itoa(i) + "\n" + a.Text)
	a.SHA256 = hashOf(raw)
	return store.Entry{Path: a.ID, Format: "text", Raw: raw, Article: a}
}

// EvalECBCmd is `dateline eval ecb`.
type EvalECBCmd struct {
	Folder string `arg:"" help:"ECB+, with its list of sentences." type:"existingdir"`
}

// Run measures event coreference on gold mentions.
func (c *EvalECBCmd) Run(app *App) error {
	docs, err := eval.ReadECB(c.Folder)
	if err != nil {
		return err
	}
	return measureCoref(app, "ECB+", docs)
}

// EvalCrossDocCmd is `dateline eval crossdoc`.
type EvalCrossDocCmd struct {
	Paths []string `arg:"" name:"path" help:"MEANTIME articles annotated across documents (CAT XML), look-alike happenings of our own (.txt), or folders of them." type:"path"`
	Fit   bool     `help:"Fit the weights to the articles and print them, and how topics are resolved with those of the others."`
}

// Run measures events across documents.
func (c *EvalCrossDocCmd) Run(app *App) error {
	files, err := filesBelow(c.Paths, ".xml", ".txt")
	if err != nil {
		return err
	}
	var docs []eval.CorefDoc
	for _, path := range files {
		read := eval.ReadCrossDoc
		if filepath.Ext(path) == ".txt" {
			read = readLookalikes
		}
		more, err := read(path)
		if err != nil {
			return err
		}
		docs = append(docs, more...)
	}
	if c.Fit {
		return fitCoref(app, docs)
	}
	return measureCoref(app, "events across documents", docs)
}

func readLookalikes(path string) ([]eval.CorefDoc, error) {
	return eval.ReadLookalikes(path, token.New())
}

func fitCoref(app *App, docs []eval.CorefDoc) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if err := analyst.annotateTokens(d.Doc); err != nil {
			return fmt.Errorf("%s: %w", d.Name, err)
		}
	}
	weights, rep := eval.FitCoref(docs, engine.WordVector)
	return measured(app, "events across documents", rep.Table()+weights.String()+"\n", nil)
}

func measureCoref(app *App, name string, docs []eval.CorefDoc) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	rep, err := eval.MeasureCoref(docs, eval.CorefOptions{Annotate: analyst.annotateTokens, Vector: engine.WordVector,
		Link: func(docs []eval.CorefDoc) (out [][]int, err error) {
			err = inTempStore(app, func(db *store.Store) error {
				out, err = linkedMentions(app, db, analyst, docs)
				return err
			})
			return out, err
		}})
	if err != nil {
		return err
	}
	return measured(app, name, rep.Table(), nil)
}

// linkedMentions codes annotated documents, links their reports, and gives for each mention the number of its report's event.
func linkedMentions(app *App, db *store.Store, analyst *Analyst, docs []eval.CorefDoc) ([][]int, error) {
	run, err := db.Begin(app.Context, analyst.Version())
	if err != nil {
		return nil, err
	}
	coded := make([][]event.Report, len(docs))
	for i, d := range docs {
		e := entryOf(i, d.Doc.Article)
		d.Doc.Article = e.Article
		e.Reports = analyst.coder.Code(d.Doc)
		coded[i] = e.Reports
		if _, err := db.Put(app.Context, run, e); err != nil {
			return nil, err
		}
	}
	if _, err := link.New(db).Link(app.Context, link.Options{}); err != nil {
		return nil, err
	}
	number := map[string]int{}
	out := make([][]int, len(docs))
	for i, d := range docs {
		for _, m := range d.Mentions {
			id, err := eventAt(app, db, &d, m, coded[i])
			if err != nil {
				return nil, err
			}
			if _, ok := number[id]; !ok {
				number[id] = len(number)
			}
			if id == "" {
				number[id] = -1
			}
			out[i] = append(out[i], number[id])
		}
	}
	return out, nil
}

// eventAt is the event of the report whose trigger lies in a mention, "" for none.
func eventAt(app *App, db *store.Store, d *eval.CorefDoc, m eval.Mention, reports []event.Report) (string, error) {
	tokens := d.Doc.Sentences[m.Sentence].Tokens
	span := text.Span{Start: tokens[m.First].Start, End: tokens[m.Last].End}
	for _, r := range reports {
		if span.Overlaps(r.Evidence.Trigger.Span) {
			return db.EventOf(app.Context, r.ID)
		}
	}
	return "", nil
}

func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
