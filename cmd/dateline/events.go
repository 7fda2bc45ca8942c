package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"

	"dateline/event"
	"dateline/internal/render"
	"dateline/internal/store"
)

// EventsCmd is `dateline events`.
type EventsCmd struct {
	DB     string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Which  `embed:""`
	Format string `enum:"table,jsonl" default:"table" help:"table: a line an event, for eyes; jsonl: the records as code writes them."`
	Limit  int    `default:"-1" help:"How many at most; 0 for all. By default 50 in a table, all in jsonl." placeholder:"N"`
	Oldest bool   `help:"Oldest first; else the newest are."`
	Count  bool   `help:"Print only how many there are."`
}

// Help is shown by `dateline events --help`.
func (EventsCmd) Help() string {
	return `Examples:
  dateline events --type ASSAULT --status actual --country Syria
  dateline events --actor RUS.MIL --from 2016-11-01 --to 2016-12-31
  dateline events --said-by "Syrian Observatory" --text '"barrel bombs"' --format jsonl
  dateline events --status threatened --recipient UNO --count

Events stand in order of their day; one without a date stands where its article was published, and shows no date.`
}

// Run lists the events.
func (c *EventsCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	filter := c.filter()
	if c.Count {
		n, err := db.Count(app.Context, filter)
		if err == nil {
			_, err = fmt.Fprintln(app.Stdout, n)
		}
		return err
	}
	out := bufio.NewWriter(app.Stdout)
	n, err := c.list(app, db, filter, out)
	if err == nil {
		err = out.Flush()
	}
	if err == nil && c.Format == "table" {
		err = c.foot(app, db, filter, n)
	}
	return err
}

func (c *EventsCmd) filter() store.Filter {
	limit := c.Limit
	if limit < 0 {
		limit = map[string]int{"table": 50}[c.Format]
	}
	filter := c.Which.filter()
	filter.Newest, filter.Limit = !c.Oldest, limit
	return filter
}

// list writes the events and gives their number.
func (c *EventsCmd) list(app *App, db *store.Store, filter store.Filter, w io.Writer) (n int, err error) {
	table := eventTable{style: app.Style}
	for row, err := range db.Query(app.Context, filter) {
		if err != nil {
			return n, err
		}
		line := string(row.JSON)
		if c.Format == "table" {
			r, err := row.Report()
			if err != nil {
				return n, err
			}
			line = table.line(r)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// foot tells on stderr what the table leaves out.
func (c *EventsCmd) foot(app *App, db *store.Store, filter store.Filter, shown int) error {
	total := shown
	if shown == filter.Limit {
		var err error
		if total, err = db.Count(app.Context, filter); err != nil {
			return err
		}
	}
	switch {
	case total == 0:
		fmt.Fprintln(app.Stderr, "dateline: no such events")
	case total > shown:
		fmt.Fprintf(app.Stderr, "dateline: %d of %d; --limit 0 shows all\n", shown, total)
	}
	if c.From == "" && c.To == "" {
		return nil
	}
	all := filter
	all.From, all.To, all.Undated = "", "", true
	undated, err := db.Count(app.Context, all)
	if err == nil && undated > 0 {
		fmt.Fprintf(app.Stderr, "dateline: %d more have no date of their own; --published-from and --published-to go by the article's\n", undated)
	}
	return err
}

// eventTable writes a line an event: day, status, type and mode, who to whom, where, on whose word, title.
type eventTable struct{ style render.Style }

func (t eventTable) line(r *event.Report) string {
	day, where, says := "", "", ""
	if r.Date != nil {
		if day = r.Date.Start; r.Date.End != r.Date.Start {
			day = strings.TrimSuffix(day, "-01") + "…"
		}
	}
	if r.Place != nil {
		where = r.Place.Text
	}
	for i, s := range r.Attribution {
		if says += s.Text; i < len(r.Attribution)-1 {
			says += " citing "
		}
	}
	kind := strings.Join(append([]string{r.Event}, r.Mode...), " ")
	width := t.style.Width
	if width <= 0 {
		width = 160
	}
	free := max(40, width-10-13-22-5)
	cells := []string{cell(day, 10), t.style.Status(r.Status, 13), cell(kind, 22), cell(whoToWhom(r), free*4/10), cell(where, free*15/100),
		cell(says, free*2/10), t.style.Dim(cell(event.Text(r.Document.Title), free-free*4/10-free*15/100-free*2/10-1))}
	return strings.TrimRight(strings.Join(cells, " "), " ")
}

func whoToWhom(r *event.Report) string {
	if len(r.Recipient) == 0 {
		return people(r.Actor)
	}
	return people(r.Actor) + " → " + people(r.Recipient)
}

func people(list []event.Actor) string {
	if len(list) == 0 {
		return "—"
	}
	var out []string
	for _, a := range list {
		out = append(out, a.Text)
	}
	return strings.Join(out, ", ")
}

// cell cuts or fills words to n columns. Captured text must not command a terminal: control characters become spaces.
func cell(words string, n int) string {
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, words)
	return runewidth.FillRight(runewidth.Truncate(words, n, "…"), n)
}
