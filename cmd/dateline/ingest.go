package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/store"
)

// IngestCmd is `dateline ingest`.
type IngestCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files or folders of articles (${formats}), or addresses of pages (https://…); - is standard input."`
	DB        string   `name:"db" default:"dateline.db" help:"The store, a SQLite file; made if need be." placeholder:"FILE" type:"path"`
	Published string   `help:"Date of publication (YYYY-MM-DD) for articles that carry none; without it relative dates stay unresolved." placeholder:"DATE"`
	Workers   int      `default:"0" help:"Articles coded at once; 0 takes the processors there are."`
	NoLink    bool     `help:"Leave the new reports unlinked; dateline link does it later."`
	webFlags  `embed:""`
}

// Help is shown by `dateline ingest --help`.
func (IngestCmd) Help() string {
	return `What is in the store already is passed over, so the same command goes on where it was cut off, by Ctrl-C or otherwise.

Examples:
  dateline ingest archive/ --db syria.db
  dateline ingest articles.jsonl.zst --published 2024-03-01
  dateline ingest crawl.warc.gz https://example.org/article.html
  unzip -p articles.zip | dateline ingest -

Exit status: 0 all read; 1 some input could not be read (the rest is kept) or interrupted; 2 wrong usage.`
}

// Validate refuses a command line that means nothing.
func (c *IngestCmd) Validate() error {
	if len(c.Paths) == 0 && term.IsTerminal(int(os.Stdin.Fd())) {
		return errors.New("name files or folders, or - to read standard input")
	}
	return validDay("--published", c.Published)
}

// Run ingests.
func (c *IngestCmd) Run(app *App) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	return c.ingest(app, analyst)
}

func (c *IngestCmd) ingest(app *App, coder ingest.Coder) (err error) {
	db, err := store.Open(app.Context, c.DB, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	defer context.AfterFunc(app.Context, func() { signal.Reset(os.Interrupt, syscall.SIGTERM) })() // a second Ctrl-C ends at once
	return ingestInto(app, db, coder, app.articles(c.Paths, c.Published, c.webFlags), c.Workers, !c.NoLink)
}

// ingestInto takes captures into a store, shows how far it is, says what it did and, where it is wanted, links what is new.
func ingestInto(app *App, db *store.Store, coder ingest.Coder, captures iter.Seq2[*intake.Capture, *intake.Problem], workers int, linked bool) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := newProgress(app.Stderr)
	tally, err := ingest.Run(app.Context, db, coder, captures,
		ingest.Options{Workers: workers, Tally: p.tell, Problem: func(problem *intake.Problem) {
			p.clear()
			app.Report(problem)
		}})
	p.clear()
	fmt.Fprintf(app.Stdout, "%s: %s\n", db.Path(), describe(tally))
	if tally.Older > 0 {
		fmt.Fprintf(app.Stderr, "dateline: another version of the coder coded %d of those that were there; dateline recode shows what a new coding would change\n", tally.Older)
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(app.Stderr, "dateline: interrupted; what was read is kept: the same command goes on from there")
		return errPartial
	}
	if err == nil && linked {
		err = linkStore(app, db)
	}
	return err
}

// describe writes a tally as one line.
func describe(t ingest.Tally) string {
	return fmt.Sprintf("%d new, %d already there, %s, %s", t.Added, t.Present, plural(t.Reports, "report"), plural(t.Problems, "problem"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// progress shows how far an ingest is: a bar on a terminal, elsewhere a line now and then.
type progress struct {
	w    io.Writer
	bar  *progressbar.ProgressBar
	last time.Time
}

// lineEvery is how often a line is written where there is no terminal.
const lineEvery = 10 * time.Second

func newProgress(w io.Writer) *progress {
	p := &progress{w: w, last: time.Now()}
	if isTerminal, width := terminal(w); isTerminal {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(w), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionSpinnerType(14), progressbar.OptionSetElapsedTime(true), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("articles"), progressbar.OptionSetWidth(max(10, width/4)), progressbar.OptionClearOnFinish())
	}
	return p
}

func (p *progress) tell(t ingest.Tally) { p.line(t.Read, describe(t)) }

// line shows how many are done and what came of them.
func (p *progress) line(done int, what string) {
	if p.bar != nil {
		p.bar.Describe(what)
		_ = p.bar.Set(done)
		return
	}
	if now := time.Now(); now.Sub(p.last) >= lineEvery {
		p.last = now
		fmt.Fprintf(p.w, "dateline: %d done: %s\n", done, what)
	}
}

// clear takes the bar off the screen, so that a line can be written.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// validDay refuses what is no day.
func validDay(flag, day string) error {
	if day == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return fmt.Errorf("%s %s is no day: write it as YYYY-MM-DD, for example 2024-03-01", flag, day)
	}
	return nil
}
