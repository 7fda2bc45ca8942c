package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/term"

	"dateline/event"
	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/recode"
	"dateline/internal/store"
)

// RecodeCmd is `dateline recode`.
type RecodeCmd struct {
	DB       string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Accept   bool   `help:"Make the new coding the current one. Without it nothing in the store changes; on a terminal you are asked."`
	Discard  bool   `help:"Throw away a proposal that was made and not accepted."`
	Examples int    `default:"3" help:"How many examples of each kind of change to show." placeholder:"N"`
	Workers  int    `default:"0" help:"Articles coded at once; 0 takes the processors there are."`
}

// Help is shown by `dateline recode --help`.
func (RecodeCmd) Help() string {
	return `Runs this program's coder over all articles of the store, beside it, and shows what would be added, dropped and changed. Nothing changes
until that is accepted. What people accepted or corrected stays as it is, and what they rejected does not come back. The older reports
are kept, superseded. Interrupted, the same command goes on.

Examples:
  dateline recode                      # the difference, and a question
  dateline recode --accept             # take it
  dateline recode --codebook mine/     # how would my codebook change things?`
}

// Validate refuses a command line that contradicts itself.
func (c *RecodeCmd) Validate() error {
	if c.Accept && c.Discard {
		return errors.New("--accept and --discard contradict each other")
	}
	return nil
}

// Run proposes, shows and, if it is wanted, accepts.
func (c *RecodeCmd) Run(app *App) (err error) {
	if c.Discard {
		return recode.Discard(c.DB)
	}
	if _, err := os.Stat(c.DB); err != nil {
		return fmt.Errorf("%s: %w: there is no such store; make one with dateline ingest, or name another with --db", c.DB, store.ErrNotFound)
	}
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	db, err := store.Open(app.Context, c.DB, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return c.recode(app, db, analyst)
}

func (c *RecodeCmd) recode(app *App, db *store.Store, coder ingest.Coder) error {
	if err := c.propose(app, db, coder); err != nil {
		return err
	}
	show := newDifferenceTable(app, c.Examples)
	d, err := recode.Diff(app.Context, db, show.add)
	if err != nil {
		return err
	}
	show.print(d)
	if !c.Accept && !c.asked(app) {
		fmt.Fprintln(app.Stderr, "dateline: nothing has changed; dateline recode --accept takes the new coding, --discard throws it away")
		return nil
	}
	n, err := recode.Accept(app.Context, db, coder.Version())
	if err != nil {
		return err
	}
	fmt.Fprintf(app.Stdout, "%s: %s coded anew\n", c.DB, plural(n, "article"))
	return linkStore(app, db)
}

func (c *RecodeCmd) propose(app *App, db *store.Store, coder ingest.Coder) error {
	workers := c.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := newProgress(app.Stderr)
	_, err := recode.Propose(app.Context, db, coder, ingest.Options{Workers: workers, Tally: p.tell, Problem: func(problem *intake.Problem) {
		p.clear()
		app.Report(problem)
	}})
	p.clear()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(app.Stderr, "dateline: interrupted; the same command goes on from there")
		return errPartial
	}
	return err
}

// asked asks on a terminal whether to accept.
func (c *RecodeCmd) asked(app *App) bool {
	in, ok := app.Stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return false
	}
	fmt.Fprint(app.Stderr, "Take the new coding? [y/N] ")
	answer, _ := bufio.NewReader(app.Stdin).ReadString('\n')
	return strings.EqualFold(strings.TrimSpace(answer), "y")
}

// differenceTable shows changes: a few examples of each kind as they come, and the sums.
type differenceTable struct {
	app   *App
	max   int
	shown map[string]int
}

func newDifferenceTable(app *App, max int) *differenceTable {
	return &differenceTable{app, max, map[string]int{}}
}

func (t *differenceTable) add(c recode.Change) {
	key := string(c.Kind) + strings.Join(c.Fields, ",")
	if c.Kept != "" {
		key = "kept"
	}
	if t.shown[key]++; t.shown[key] > t.max {
		return
	}
	w, style := t.app.Stdout, t.app.Style
	switch {
	case c.Kept != "":
		fmt.Fprintf(w, "kept      %s\n", describeReport(cmpReport(c.Old, c.New)))
		fmt.Fprintf(w, "          %s\n", style.Dim("a person decided: "+c.Kept))
	case c.Kind == recode.Changed:
		fmt.Fprintf(w, "changed   %s\n", describeReport(c.New))
		for _, f := range c.Fields {
			before, after := c.Values(f)
			fmt.Fprintf(w, "          %s: %s → %s\n", f, orUnknown(before), orUnknown(after))
		}
	default:
		fmt.Fprintf(w, "%-9s %s\n", c.Kind, describeReport(cmpReport(c.New, c.Old)))
	}
	fmt.Fprintf(w, "          %s\n", style.Dim(strings.TrimSpace(cell(c.Words, max(40, t.app.Style.Width-12)))))
}

func cmpReport(a, b *event.Report) *event.Report {
	if a != nil {
		return a
	}
	return b
}

func describeReport(r *event.Report) string {
	return fmt.Sprintf("%s %s «%s» %s", r.Status, strings.Join(append([]string{r.Event}, r.Mode...), " "), r.Evidence.Trigger.Text, whoToWhom(r))
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

func (t *differenceTable) print(d recode.Difference) {
	var w io.Writer = t.app.Stdout
	fmt.Fprintf(w, "%s: %d reports added, %d dropped, %d changed, %d the same", plural(d.Articles, "article"), d.Changes[recode.Added],
		d.Changes[recode.Dropped], d.Changes[recode.Changed], d.Same)
	if d.Kept > 0 {
		fmt.Fprintf(w, "; %d kept by what people decided", d.Kept)
	}
	fmt.Fprintln(w)
	names := slices.SortedFunc(maps.Keys(d.Fields), func(a, b string) int { return d.Fields[b] - d.Fields[a] })
	for _, f := range names {
		fmt.Fprintf(w, "  %-12s differs in %d\n", f, d.Fields[f])
	}
}
