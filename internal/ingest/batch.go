package ingest

import (
	"context"
	"errors"
	"sync"
	"time"

	"dateline/internal/intake"
	"dateline/internal/pipeline"
	"dateline/internal/store"
)

// A commit waits for the disk. So several articles share one; but none waits for it longer than maxWait.
const (
	maxEntries = 64
	maxBytes   = 8 << 20
	maxWait    = 250 * time.Millisecond
)

// batch gathers what is to be kept and keeps it, in order.
type batch struct {
	ctx   context.Context
	store *store.Store
	run   store.Run
	opt   Options

	mu       sync.Mutex // the timer flushes from its own goroutine
	timer    *time.Timer
	entries  []store.Entry
	problems []store.Problem
	bytes    int
	tally    Tally
	err      error
	finished bool // nothing more is told
}

func newBatch(ctx context.Context, s *store.Store, run store.Run, opt Options) *batch {
	return &batch{ctx: ctx, store: s, run: run, opt: opt}
}

// add takes one result; it gives the first error of the store.
func (b *batch) add(r pipeline.Result[finding]) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.err = r.Value.failed
	}
	if b.err != nil {
		return b.err
	}
	b.tally.Read++
	switch {
	case r.Problem != nil:
		b.problem(r.Problem)
	default:
		if r.Value.older {
			b.tally.Older++
		}
		c := r.Capture
		b.entries = append(b.entries, store.Entry{Path: c.Path, Place: c.Place, Format: string(c.Format), Raw: c.Raw, Article: c.Article,
			Reports: r.Value.reports, Known: r.Value.known, Fetched: fetched(c.Origin)})
		b.bytes += len(c.Raw) + len(c.Article.Text)
	}
	if len(b.entries)+len(b.problems) >= maxEntries || b.bytes >= maxBytes {
		b.flush()
	} else if b.timer == nil {
		b.timer = time.AfterFunc(maxWait, b.onTimer)
	}
	b.tell()
	return b.err
}

// fetched is what the store keeps of a capture's origin.
func fetched(o *intake.Origin) *store.Fetched {
	if o == nil {
		return nil
	}
	f := store.Fetched(*o)
	return &f
}

func (b *batch) problem(p *intake.Problem) {
	b.tally.Problems++
	b.problems = append(b.problems, store.Problem{Path: p.Path, Place: p.Place, What: p.What, Remedy: p.Remedy})
	if b.opt.Problem != nil {
		b.opt.Problem(p)
	}
}

func (b *batch) tell() {
	if b.opt.Tally != nil {
		b.opt.Tally(b.tally)
	}
}

func (b *batch) onTimer() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.finished { // the timer had fired already when it was stopped
		return
	}
	b.flush()
	b.tell()
}

// finish keeps what is left.
func (b *batch) finish() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.flush()
	b.tell()
	b.finished = true
	return b.err
}

// flush keeps what was gathered. The caller holds mu.
func (b *batch) flush() {
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	if b.err == nil && len(b.entries) > 0 {
		b.err = b.keep(b.entries)
	}
	if b.err == nil && len(b.problems) > 0 {
		b.err = b.store.Note(b.ctx, b.run, b.problems...)
	}
	b.entries, b.problems, b.bytes = nil, nil, 0
}

// keep puts entries into the store. One that contradicts itself becomes a problem, and the others are kept without it.
func (b *batch) keep(entries []store.Entry) error {
	added, err := b.store.Put(b.ctx, b.run, entries...)
	switch {
	case err == nil:
		for i := range added {
			b.count(added[i])
		}
		return nil
	case !errors.Is(err, store.ErrBadEntry):
		return err
	case len(entries) == 1:
		b.problem(&intake.Problem{Path: entries[0].Path, Place: entries[0].Place, What: err.Error(),
			Remedy: "this article is left out; please report it with the article"})
		return nil
	}
	for i := range entries {
		if err := b.keep(entries[i : i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) count(a store.Added) {
	switch {
	case a.Article:
		b.tally.Added++
	default:
		b.tally.Present++
	}
	b.tally.Reports += a.Reports
}
