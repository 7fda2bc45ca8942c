package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"dateline/event"
	"dateline/internal/eval"
	"dateline/internal/intake"
	"dateline/internal/link"
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
	dir, err := os.MkdirTemp("", "dateline-copies-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db, err := store.Open(app.Context, filepath.Join(dir, "copies.db"), store.ReadWrite)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := putArticles(app, db, articles); err != nil {
		return nil, err
	}
	if _, err := link.New(db).Link(app.Context, link.Options{}); err != nil {
		return nil, err
	}
	number := map[string]int{}
	for i, a := range articles {
		copies, err := db.Copies(app.Context, a.ID)
		if err != nil {
			return nil, err
		}
		first := copies[0].ID
		if _, ok := number[first]; !ok {
			number[first] = i
		}
		group = append(group, number[first])
	}
	return group, nil
}

// putArticles puts articles that nobody has coded.
func putArticles(app *App, db *store.Store, articles []text.Article) error {
	run, err := db.Begin(app.Context, event.CoderVersion{Version: "none"})
	if err != nil {
		return err
	}
	entries := make([]store.Entry, len(articles))
	for i, a := range articles {
		raw := []byte(strconv.Itoa(i) + "\n" + a.Text)
		a.SHA256 = hashOf(raw)
		entries[i] = store.Entry{Path: a.ID, Format: "text", Raw: raw, Article: a}
	}
	_, err = db.Put(app.Context, run, entries...)
	return err
}

func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
