package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/store"
	"dateline/internal/watch"
)

// WatchCmd is `dateline watch`.
type WatchCmd struct {
	Feeds     []string      `arg:"" name:"feed" help:"Addresses of feeds (RSS, Atom, JSON Feed) or of lists of feeds (OPML), or OPML files."`
	DB        string        `name:"db" default:"dateline.db" help:"The store, a SQLite file; made if need be." placeholder:"FILE" type:"path"`
	Once      bool          `help:"Look at each feed once and end; for cron."`
	Every     time.Duration `default:"15m" help:"Time between two looks at a feed, at least 1m." placeholder:"TIME"`
	Interval  time.Duration `default:"2s" help:"Least time between two requests to one host." placeholder:"TIME"`
	Published string        `help:"Date of publication (YYYY-MM-DD) for articles that carry none and whose feed gives none." placeholder:"DATE"`
	Workers   int           `default:"0" help:"Articles coded at once; 0 takes the processors there are."`
	webFlags  `embed:""`
}

// leastEvery is how often a feed may be looked at: oftener is no use to anybody and a burden to its server.
const leastEvery = time.Minute

// Help is shown by `dateline watch --help`.
func (WatchCmd) Help() string {
	return `Fetches the articles that feeds link to and ingests them, coded. What the store has is not fetched again, so the same command goes
on where it was cut off. robots.txt is heeded, ETag and Last-Modified are sent, a host is asked at a pace, a feed that fails is left
alone for a while (longer each time, or as long as its server asks), and the other feeds go on.

Examples:
  dateline watch https://example.org/rss.xml --once
  dateline watch feeds.opml --every 30m --db syria.db
  dateline watch https://example.org/atom.xml https://example.com/feed.json

Exit status: 0 all read; 1 some feed or article could not be read (the rest is kept) or interrupted; 2 wrong usage.`
}

// Validate refuses a command line that means nothing.
func (c *WatchCmd) Validate() error {
	switch {
	case c.Every < leastEvery:
		return fmt.Errorf("--every %v is too often; give at least %v", c.Every, leastEvery)
	case c.Interval < 0:
		return errors.New("--interval cannot be negative")
	}
	return validDay("--published", c.Published)
}

// Run watches.
func (c *WatchCmd) Run(app *App) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	return c.watch(app, analyst)
}

func (c *WatchCmd) watch(app *App, coder ingest.Coder) (err error) {
	feeds, err := subscriptions(c.Feeds)
	if err != nil {
		return err
	}
	db, err := store.Open(app.Context, c.DB, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	defer context.AfterFunc(app.Context, func() { signal.Reset(os.Interrupt, syscall.SIGTERM) })() // a second Ctrl-C ends at once
	watcher := watch.New(db, app.client(c.webFlags, true, c.Interval))
	for {
		round := watcher.Round(feeds, intake.Options{Published: c.Published})
		if err := ingestInto(app, db, coder, round.Captures(app.Context), c.Workers, true); err != nil {
			return err
		}
		tally, err := round.Keep(app.Context)
		if err != nil {
			return err
		}
		fmt.Fprintf(app.Stdout, "%s: %s\n", c.DB, describeFeeds(tally))
		if c.Once || !sleep(app.Context, c.Every) {
			return nil
		}
	}
}

// sleep waits until the next round, a tenth more or less by chance, so that not all the world asks on the hour. False at the end.
func sleep(ctx context.Context, every time.Duration) bool {
	timer := time.NewTimer(every - every/10 + rand.N(every/5))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// subscriptions replaces OPML files by the feeds in them.
func subscriptions(args []string) ([]string, error) {
	var feeds []string
	for _, arg := range args {
		if intake.IsURL(arg) {
			feeds = append(feeds, arg)
			continue
		}
		raw, err := os.ReadFile(arg)
		if err != nil {
			return nil, fmt.Errorf("%w; name a feed by its address (https://…) or an OPML file", err)
		}
		listed, err := watch.ParseOPML(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", arg, err)
		}
		feeds = append(feeds, listed...)
	}
	return feeds, nil
}

// describeFeeds writes a round's tally as one line.
func describeFeeds(t watch.Tally) string {
	parts := []string{plural(t.Feeds, "feed") + " looked at", fmt.Sprintf("%d with nothing new", t.Same), fmt.Sprintf("%d failed", t.Failed)}
	if t.Waiting > 0 {
		parts = append(parts, fmt.Sprintf("%d not before %s", t.Waiting, t.Next.UTC().Format(time.RFC3339)))
	}
	return strings.Join(parts, ", ")
}
