package main

import (
	"bufio"
	"io"
	"iter"
	"runtime"

	"dateline/event"
	"dateline/internal/intake"
	"dateline/internal/pipeline"
	"dateline/internal/render"
	"dateline/internal/store"
	"dateline/text"
)

// CodeCmd is `dateline code`.
type CodeCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files or folders of articles (${formats}), or addresses of pages (https://…); - is standard input."`
	Published string   `help:"Date of publication (YYYY-MM-DD) for articles that carry none; without it relative dates stay unresolved." placeholder:"DATE"`
	Format    string   `enum:"jsonl,table,highlight" default:"jsonl" help:"jsonl: a record a line; table: a line an event, for eyes; highlight: the article with each event's evidence coloured and numbered."`
	Workers   int      `default:"0" help:"Articles coded at once; 0 takes the processors there are. The output is the same for any number."`
	webFlags  `embed:""`
}

// Help is shown by `dateline code --help`.
func (CodeCmd) Help() string {
	return `Examples:
  dateline code --format table samples/
  dateline code --published 2024-03-01 report.txt
  dateline code --format highlight https://example.org/article.html
  dateline code articles.jsonl.zst > reports.jsonl

Exit status: 0 all read; 1 some input could not be read (the rest is coded); 2 wrong usage.`
}

// Run codes the articles in their order.
func (c *CodeCmd) Run(app *App) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(app.Stdout)
	write := reportWriter(out, c.Format, app.Style)
	return forEach(app, app.articles(c.Paths, c.Published, c.webFlags), c.Workers, analyst.Code, func(a *text.Article, reports []event.Report) error {
		if err := write(a, reports); err != nil {
			return err
		}
		return out.Flush()
	})
}

// reportWriter is how `--format` writes an article's reports.
func reportWriter(w io.Writer, format string, style render.Style) func(*text.Article, []event.Report) error {
	switch format {
	case "table":
		t := render.NewTable(w, style)
		return func(_ *text.Article, reports []event.Report) error { return t.Write(reports) }
	case "highlight":
		return func(a *text.Article, reports []event.Report) error { return render.Article(w, a, reports, style) }
	}
	return func(_ *text.Article, reports []event.Report) error {
		for i := range reports {
			line, err := store.Encode(&reports[i])
			if err != nil {
				return err
			}
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	}
}

// forEach reads articles, works on several at once and hands the results on in the input's order; problems go to stderr.
func forEach[T any](app *App, captures iter.Seq2[*intake.Capture, *intake.Problem], workers int, work func(text.Article) (T, error), use func(*text.Article, T) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for result := range pipeline.Run(app.Context, captures, workers, work) {
		if result.Problem != nil {
			app.Report(result.Problem)
			continue
		}
		if err := use(&result.Capture.Article, result.Value); err != nil {
			return err
		}
	}
	return app.Context.Err()
}
