package watch

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"dateline/internal/fetch"
	"dateline/internal/intake"
	"dateline/internal/store"
)

// Limits of watching.
const (
	feedsAtOnce = 8                  // looked at together; each host has its own pace besides
	maxTries    = 3                  // looks at an article that cannot be fetched, read or coded, before it is given up
	firstBack   = 5 * time.Minute    // a feed that failed is left alone for this, doubled for each failure in a row …
	longestBack = 24 * time.Hour     // … up to this
	longestAsk  = 7 * 24 * time.Hour // the longest Retry-After that is heeded
)

// Watcher looks at feeds. It is safe for concurrent use, but rounds should follow one another.
type Watcher struct {
	store  *store.Store
	client *fetch.Client
	now    func() time.Time
}

// New makes a watcher. The client should ask robots.txt and keep a pace.
func New(s *store.Store, client *fetch.Client) *Watcher {
	return &Watcher{store: s, client: client, now: time.Now}
}

// Tally counts what a round did with its feeds.
type Tally struct {
	Feeds   int // looked at
	Same    int // of them, those with nothing new to say (304)
	Failed  int
	Waiting int       // not looked at: it is not time yet
	Next    time.Time // the earliest time for one of these; zero for none
}

// Round is one look at each of some feeds: give Captures to ingest.Run and, when that has kept them, call Keep.
type Round struct {
	w     *Watcher
	feeds []string
	opt   intake.Options

	mu      sync.Mutex
	claimed map[string]bool // feeds and links that are taken care of
	looks   []look
	tally   Tally
	failed  error // of the store
}

// look is one look at a feed and the links that were new in it.
type look struct {
	store.Poll
	etag, modified string // of this answer
	links          []string
}

// Round begins a round. opt says how articles are read that do not say it themselves.
func (w *Watcher) Round(feeds []string, opt intake.Options) *Round {
	return &Round{w: w, feeds: feeds, opt: opt, claimed: map[string]bool{}}
}

// claim takes a feed or link for the caller; false when it is taken.
func (r *Round) claim(address string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.claimed[address] {
		return false
	}
	r.claimed[address] = true
	return true
}

// step is one thing that Captures gives.
type step struct {
	capture *intake.Capture
	problem *intake.Problem
}

// Captures gives the articles that the store does not have, as they come, and the problems on the way. A feed or article that fails
// stops no other. It ends when ctx does.
func (r *Round) Captures(ctx context.Context) iter.Seq2[*intake.Capture, *intake.Problem] {
	return func(yield func(*intake.Capture, *intake.Problem) bool) {
		ctx, cancel := context.WithCancel(ctx)
		steps := make(chan step)
		go r.run(ctx, steps)
		defer func() {
			cancel()
			for range steps { // the workers end before we do
			}
		}()
		for s := range steps {
			if !yield(s.capture, s.problem) {
				return
			}
		}
	}
}

func (r *Round) run(ctx context.Context, steps chan<- step) {
	defer close(steps)
	todo := make(chan string)
	var workers sync.WaitGroup
	for range min(feedsAtOnce, len(r.feeds)) {
		workers.Go(func() {
			for feed := range todo {
				r.feed(ctx, feed, true, sender(ctx, steps))
			}
		})
	}
	for _, feed := range r.feeds {
		select {
		case todo <- feed:
		case <-ctx.Done():
		}
	}
	close(todo)
	workers.Wait()
}

// sender hands on captures and problems; false when nobody takes them any more.
func sender(ctx context.Context, steps chan<- step) func(*intake.Capture, *intake.Problem) bool {
	return func(c *intake.Capture, p *intake.Problem) bool {
		select {
		case steps <- step{c, p}:
			return true
		case <-ctx.Done():
			return false
		}
	}
}

type sink = func(*intake.Capture, *intake.Problem) bool

// feed looks at a feed, or at the feeds of a list unless lists is false.
func (r *Round) feed(ctx context.Context, address string, lists bool, send sink) {
	if ctx.Err() != nil || !r.claim(address) {
		return
	}
	last, err := r.w.store.LastPoll(ctx, address)
	if err != nil {
		r.fail(ctx, err)
		return
	}
	if r.wait(last.NotBefore) {
		return
	}
	got, err := r.w.client.Get(ctx, fetch.Request{URL: address, ETag: last.ETag, LastModified: last.LastModified})
	switch {
	case ctx.Err() != nil:
	case err != nil:
		r.broken(last, err, send)
	case got.Status == http.StatusNotModified:
		r.note(look{Poll: store.Poll{Feed: address, Status: got.Status, Items: last.Items}, etag: last.ETag, modified: last.LastModified})
	case lists && isOPML(got.Body):
		r.list(ctx, last, got, send)
	default:
		r.items(ctx, last, got, send)
	}
}

// list looks at the feeds of a list. It is read anew each time, for an unchanged list has changed feeds.
func (r *Round) list(ctx context.Context, last store.Poll, got *fetch.Response, send sink) {
	feeds, err := ParseOPML(got.Body)
	if err != nil {
		r.broken(last, err, send)
		return
	}
	r.note(look{Poll: store.Poll{Feed: last.Feed, Status: got.Status, Items: len(feeds)}})
	for _, feed := range feeds {
		r.feed(ctx, feed, false, send)
	}
}

// items fetches the articles of a feed that are new.
func (r *Round) items(ctx context.Context, last store.Poll, got *fetch.Response, send sink) {
	items, err := parseFeed(got.Body, got.URL)
	if err != nil {
		r.broken(last, err, send)
		return
	}
	l := look{Poll: store.Poll{Feed: last.Feed, Status: got.Status, Items: len(items)}, etag: got.Header.Get("ETag"), modified: got.Header.Get("Last-Modified")}
	for _, it := range items {
		l.links = append(l.links, it.link)
		if !r.item(ctx, it, send) {
			return // the feed is not done with: the next round looks at it as this one did
		}
	}
	r.note(l)
}

// item fetches an article unless the store has it or gave it up. False ends the feed.
func (r *Round) item(ctx context.Context, it item, send sink) bool {
	if !r.claim(it.link) {
		return true
	}
	done, err := r.w.done(ctx, it.link)
	if err != nil {
		r.fail(ctx, err)
		return false
	}
	if done {
		return true
	}
	got, err := r.w.client.Get(ctx, fetch.Request{URL: it.link})
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		return send(nil, intake.FetchProblem(it.link, err))
	}
	opt := r.opt
	if it.day != "" {
		opt.Published = it.day
	}
	return intake.Fetched(got, opt, send)
}

// done: an article is kept, or was tried often enough.
func (w *Watcher) done(ctx context.Context, link string) (bool, error) {
	kept, problems, err := w.store.FetchedFrom(ctx, link)
	return kept || problems >= maxTries, err
}

// wait counts a feed whose time has not come.
func (r *Round) wait(notBefore time.Time) bool {
	if !r.w.now().Before(notBefore) {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tally.Waiting++
	if r.tally.Next.IsZero() || notBefore.Before(r.tally.Next) {
		r.tally.Next = notBefore
	}
	return true
}

// broken notes a feed that failed and when to look at it again.
func (r *Round) broken(last store.Poll, err error, send sink) {
	p := store.Poll{Feed: last.Feed, Failures: last.Failures + 1, Items: last.Items, What: err.Error()}
	wait := back(p.Failures)
	var status *fetch.StatusError
	if errors.As(err, &status) {
		p.Status = status.Status
		wait = max(wait, min(status.RetryAfter, longestAsk))
	}
	p.NotBefore = r.w.now().Add(wait)
	r.note(look{Poll: p, etag: last.ETag, modified: last.LastModified})
	problem := intake.FetchProblem(last.Feed, err)
	problem.Remedy = "the other feeds go on; it is looked at again after " + p.NotBefore.UTC().Format(time.RFC3339)
	send(nil, problem)
}

// back is how long a feed is left alone after failures in a row: from half to all of a time that doubles, by chance.
func back(failures int) time.Duration {
	wait := min(firstBack<<min(failures-1, 10), longestBack)
	return wait/2 + rand.N(wait/2)
}

func (r *Round) note(l look) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.looks = append(r.looks, l)
	r.tally.Feeds++
	switch {
	case l.What != "":
		r.tally.Failed++
	case l.Status == http.StatusNotModified:
		r.tally.Same++
	}
}

// fail remembers that the store failed.
func (r *Round) fail(ctx context.Context, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed == nil && ctx.Err() == nil {
		r.failed = err
	}
}

// Keep keeps how the feeds stand, once the round's articles are kept, and gives what the round did. A feed of which an article is
// still to be tried again is asked for in full the next time.
func (r *Round) Keep(ctx context.Context) (Tally, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed != nil {
		return r.tally, r.failed
	}
	var polls []store.Poll
	for _, l := range r.looks {
		complete := true
		for _, link := range l.links {
			done, err := r.w.done(ctx, link)
			if err != nil {
				return r.tally, err
			}
			complete = complete && done
		}
		if complete {
			l.ETag, l.LastModified = l.etag, l.modified
		}
		polls = append(polls, l.Poll)
	}
	return r.tally, r.w.store.KeepPolls(ctx, polls...)
}
