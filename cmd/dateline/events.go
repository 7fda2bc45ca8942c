package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/internal/render"
	"dateline/internal/store"
	"dateline/plover"
)

// EventsCmd is `dateline events`.
type EventsCmd struct {
	DB            string   `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	From          string   `help:"First day of the event; what the text gives no date for is left out." placeholder:"DATE" group:"Which"`
	To            string   `help:"Last day of the event." placeholder:"DATE" group:"Which"`
	PublishedFrom string   `help:"First day of publication." placeholder:"DATE" group:"Which"`
	PublishedTo   string   `help:"Last day of publication." placeholder:"DATE" group:"Which"`
	Type          []string `help:"PLOVER types, such as ASSAULT,COERCE." placeholder:"TYPE" group:"Which"`
	Mode          []string `help:"PLOVER modes." placeholder:"MODE" group:"Which"`
	Status        []string `help:"actual, planned, demanded, threatened, possible, denied." placeholder:"STATUS" group:"Which"`
	Actor         string   `help:"Who does it: a code (SYR, REB, SYR.MIL) or words of the name." placeholder:"WHO" group:"Which"`
	Recipient     string   `help:"Whom it is done to." placeholder:"WHO" group:"Which"`
	SaidBy        string   `help:"On whose word." placeholder:"WHO" group:"Which"`
	Country       []string `help:"Where: countries' names or ISO codes." placeholder:"COUNTRY" group:"Which"`
	Place         string   `help:"Where: words of the place's name." placeholder:"PLACE" group:"Which"`
	Text          string   "help:\"Words of the sentence: all of them; \\\"in a row\\\"; begin*; -none.\" placeholder:\"WORDS\" group:\"Which\""
	Article       string   `help:"Words of the article, likewise." placeholder:"WORDS" group:"Which"`
	Source        string   `help:"The publisher." placeholder:"NAME" group:"Which"`
	News          bool     `help:"Leave out what is told as background." group:"Which"`
	Format        string   `enum:"table,jsonl" default:"table" help:"table: a line an event, for eyes; jsonl: the records as code writes them."`
	Limit         int      `default:"-1" help:"How many at most; 0 for all. By default 50 in a table, all in jsonl." placeholder:"N"`
	Oldest        bool     `help:"Oldest first; else the newest are."`
	Count         bool     `help:"Print only how many there are."`
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

// Validate refuses values that no event can have.
func (c *EventsCmd) Validate() error {
	for flag, day := range map[string]string{"--from": c.From, "--to": c.To, "--published-from": c.PublishedFrom, "--published-to": c.PublishedTo} {
		if err := validDay(flag, day); err != nil {
			return err
		}
	}
	for _, s := range c.Status {
		if !event.Status(s).Valid() {
			return fmt.Errorf("--status %s is none; there are actual, planned, demanded, threatened, possible and denied", s)
		}
	}
	for i, t := range c.Type {
		if c.Type[i] = strings.ToUpper(t); !slices.Contains(plover.Types[:], c.Type[i]) {
			return fmt.Errorf("--type %s is none; there are %s", t, strings.Join(plover.Types[:], ", "))
		}
	}
	for i, name := range c.Country {
		iso, ok := countryCode(name)
		if !ok {
			return fmt.Errorf("--country %s is not known; give its name in English or its ISO 3166-1 code, such as SYR", name)
		}
		c.Country[i] = iso
	}
	return nil
}

func countryCode(name string) (string, bool) {
	countries := country.Default()
	found := countries.ByCode(strings.ToUpper(name))
	for _, spelt := range []string{name, titled(name)} {
		if found == nil {
			found = countries.ByName(spelt)
		}
	}
	if found == nil {
		return "", false
	}
	return found.ISO3, true
}

// titled writes each word with a capital: country names are told from other words by it.
func titled(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); w != "of" && w != "and" && w != "the" {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
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
	return store.Filter{From: c.From, To: c.To, PublishedFrom: c.PublishedFrom, PublishedTo: c.PublishedTo, Types: c.Type, Modes: c.Mode,
		Statuses: c.Status, Actor: c.Actor, Recipient: c.Recipient, Attribution: c.SaidBy, Countries: c.Country, Place: c.Place,
		Text: c.Text, Article: c.Article, Source: c.Source, Background: c.News, Newest: !c.Oldest, Limit: limit}
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
