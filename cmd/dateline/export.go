package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"dateline/internal/export"
	"dateline/internal/export/formats"
	"dateline/internal/store"
)

// ExportCmd is `dateline export`.
type ExportCmd struct {
	DB     string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Format string `default:"csv" help:"The form; --list shows them." placeholder:"NAME"`
	What   string `enum:"reports,events" default:"reports" help:"reports: one record each; events: one for all reports of a happening."`
	Out    string `short:"o" help:"Write to this file, and beside it its codebook, data statement and loss report; else to stdout." placeholder:"FILE" type:"path"`
	List   bool   `help:"List the forms."`
	Limit  int    `default:"0" help:"How many at most; 0 for all." placeholder:"N"`
	Newest bool   `help:"Newest first; else the oldest are."`
	Which  `embed:""`
}

// Help is shown by `dateline export --help`.
func (ExportCmd) Help() string {
	return `Examples:
  dateline export --format csv --out assaults.csv --type ASSAULT --status actual
  dateline export --format parquet --what events --out events.parquet
  dateline export --format gdelt --country Syria > syria.tsv
  dateline export --format gold --out mine.gold.jsonl      # what people accepted or corrected, to train on and to measure with

With --out FILE there are also FILE.codebook.md (what each column is), FILE.statement.md (versions, model, query, counts: for a paper's
appendix) and FILE.loss.md (what the form could not hold, counted). On stdout stand only the data; the losses are told on stderr.`
}

// Validate refuses a form that there is not.
func (c *ExportCmd) Validate() error {
	if err := c.Which.Validate(); err != nil {
		return err
	}
	if c.Limit < 0 {
		return fmt.Errorf("--limit %d is below 0; 0 is for all", c.Limit)
	}
	format, err := formats.ByName(c.Format)
	if err != nil {
		return fmt.Errorf("--format: %w", err)
	}
	if c.What == string(export.OfEvents) && format.Events == nil {
		return fmt.Errorf("--format %s has no form for events", c.Format)
	}
	return nil
}

// Run writes the file.
func (c *ExportCmd) Run(app *App) (err error) {
	if c.List {
		return listFormats(app.Stdout)
	}
	format, err := formats.ByName(c.Format)
	if err != nil {
		return err
	}
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Out == "" {
		sum, err := c.write(app, db, format, app.Stdout)
		if err == nil {
			c.tell(app.Stderr, sum)
		}
		return err
	}
	return c.toFile(app, db, format)
}

func listFormats(w io.Writer) error {
	for _, f := range formats.All() {
		what := "reports"
		if f.Events != nil {
			what = "reports, events"
		}
		if _, err := fmt.Fprintf(w, "%-12s %-16s %s\n", f.Name, what, f.About); err != nil {
			return err
		}
	}
	return nil
}

// write writes the data.
func (c *ExportCmd) write(app *App, db *store.Store, format *export.Format, w io.Writer) (*export.Summary, error) {
	filter := c.filter()
	filter.Limit, filter.Newest = c.Limit, c.Newest
	out := bufio.NewWriterSize(w, 1<<16)
	sum, err := export.Write(app.Context, db, filter, export.What(c.What), out, format)
	if err == nil {
		err = out.Flush()
	}
	return sum, err
}

// tell says in a few lines how much was written and what was lost.
func (c *ExportCmd) tell(w io.Writer, sum *export.Summary) {
	fmt.Fprintf(w, "dateline: %d of %d %s written\n", sum.Read()-sum.Loss.Left(), sum.Read(), c.What)
	for _, l := range sum.Loss.Counts() {
		what := "written with less"
		if l.Out {
			what = "left out"
		}
		fmt.Fprintf(w, "  %6d %s: %s\n", l.Count, what, l.Why)
	}
}

// toFile writes the data and what belongs beside them. A file takes its name only when it is whole.
func (c *ExportCmd) toFile(app *App, db *store.Store, format *export.Format) error {
	var sum *export.Summary
	if err := whole(c.Out, func(w io.Writer) (err error) {
		sum, err = c.write(app, db, format, w)
		return err
	}); err != nil {
		return err
	}
	what := export.What(c.What)
	for _, beside := range []struct {
		suffix string
		write  func(io.Writer) error
	}{
		{".codebook.md", func(w io.Writer) error { return format.Codebook(w, what) }},
		{".statement.md", func(w io.Writer) error {
			return sum.Statement(w, format, version, time.Now().UTC().Format(time.DateOnly), c.Which.String())
		}},
		{".loss.md", func(w io.Writer) error { return sum.LossReport(w, format) }},
	} {
		if err := whole(c.Out+beside.suffix, beside.write); err != nil {
			return err
		}
	}
	fmt.Fprintf(app.Stdout, "%s: %d of %d %s; beside it .codebook.md, .statement.md, .loss.md\n", c.Out, sum.Read()-sum.Loss.Left(), sum.Read(), c.What)
	return nil
}

// whole writes a file under another name first, so that none is ever half there under its own.
func whole(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return fmt.Errorf("--out: %w; make the folder first, or name another file", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Sync(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
