package link

import (
	"context"

	"dateline/internal/store"
)

// Version names the linker in the store: a number that goes up when the same reports may be linked otherwise.
const Version = "link-1"

// Linker links the reports of a store. It is for one goroutine at a time; several processes may link one store, taking turns.
type Linker struct {
	store    *store.Store
	profiles *cache
	topic    topicOf
	decided  int64 // the last decision that the profiles know of
}

// New makes a linker.
func New(s *store.Store) *Linker { return &Linker{store: s, profiles: newCache(cachedEvents)} }

// Options say how to link.
type Options struct {
	Tell func(Tally) // called after each group that was kept; may be nil
}

// Tally is what linking did.
type Tally struct {
	Articles int // looked at for copies
	Copies   int // of them that are copies of another
	Reports  int // linked
	Founded  int // reports that tell of a new event
	Joined   int // reports that joined an event
	Moved    int // reports the linker moved, thinking again
}

// Sizes of the groups that are kept in one transaction: what an interruption can cost.
const (
	articleGroup = 200
	reportGroup  = 1000
)

// Link links whatever is not linked yet: first articles to those they are copies of, then reports to events. What it has done is kept
// group by group; it goes on where it was cut off.
func (l *Linker) Link(ctx context.Context, o Options) (Tally, error) {
	var t Tally
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		before := t
		err := l.store.Link(ctx, func(tx *store.Linking) error {
			return l.group(tx, &t, &more)
		})
		if err != nil {
			l.profiles.clear() // they may know of what was not kept
			return before, err
		}
		if o.Tell != nil {
			o.Tell(t)
		}
	}
	return t, nil
}

// group links one group of articles or, when all articles are looked at, of reports.
func (l *Linker) group(tx *store.Linking, t *Tally, more *bool) error {
	if last := tx.LastDecision(); last != l.decided { // another process, or a person, has moved something
		l.profiles.clear()
	}
	defer func() { l.decided = tx.LastDecision() }()
	article, report := tx.Passed()
	articles := tx.NewArticles(article, articleGroup)
	for i := range articles {
		copies := sketch(tx, &articles[i])
		t.Articles, t.Copies, article = t.Articles+1, t.Copies+min(copies, 1), articles[i].Key
	}
	var reports []store.Unlinked
	if len(articles) == 0 {
		reports = tx.Unlinked(report, reportGroup)
	}
	for i := range reports {
		if err := l.report(tx, &reports[i], t); err != nil {
			return err
		}
		report = reports[i].Key
	}
	if *more = len(articles)+len(reports) > 0; *more {
		tx.Pass(article, report, Version)
	}
	return tx.Err()
}

// topicOf keeps the topic of the last article: its reports follow one another.
type topicOf struct {
	article int64
	stems   []uint32
}

func (l *Linker) report(tx *store.Linking, u *store.Unlinked, t *Tally) error {
	r, err := u.Row.Report()
	if err != nil {
		return err
	}
	if l.topic.article != u.Article {
		a := tx.Article(u.Article)
		l.topic = topicOf{u.Article, Topic(a.Title, a.Text)}
	}
	f := Extract(r, u.Sentence, l.topic.stems)
	tx.AddFeature(u.Key, f.Pack())
	t.Reports++
	return l.place(tx, &member{id: r.ID, f: &f}, t)
}
