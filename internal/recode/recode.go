package recode

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"

	"dateline/event"
	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/store"
)

// Beside is where the proposal for a store is kept until it is accepted or discarded: a store of its own.
func Beside(path string) string { return path + ".recode" }

// Propose codes every article of a store anew into the proposal beside it. What a proposal of the same coder has already is passed
// over, so that one that was interrupted goes on; one of another coder is discarded first.
func Propose(ctx context.Context, s *store.Store, coder ingest.Coder, opt ingest.Options) (ingest.Tally, error) {
	if err := discardOther(ctx, s.Path(), coder.Version()); err != nil {
		return ingest.Tally{}, err
	}
	proposal, err := store.Open(ctx, Beside(s.Path()), store.ReadWrite)
	if err != nil {
		return ingest.Tally{}, err
	}
	tally, err := ingest.Run(ctx, proposal, coder, captures(ctx, s), opt)
	return tally, errors.Join(err, proposal.Close())
}

// discardOther removes a proposal that another coder made.
func discardOther(ctx context.Context, path string, coder event.CoderVersion) error {
	proposal, err := store.Open(ctx, Beside(path), store.ReadOnly)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		other := false
		for c, e := range proposal.Coded(ctx) {
			other, err = c.Coder != coder, e
			break
		}
		if err = errors.Join(err, proposal.Close()); err == nil && !other {
			return nil
		}
	}
	return Discard(path)
}

// Discard removes the proposal beside a store.
func Discard(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(Beside(path) + end); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// captures gives a store's articles as intake would.
func captures(ctx context.Context, s *store.Store) iter.Seq2[*intake.Capture, *intake.Problem] {
	return func(yield func(*intake.Capture, *intake.Problem) bool) {
		for c, err := range s.Coded(ctx) {
			var raw []byte
			if err == nil {
				raw, err = s.Raw(ctx, c.Article.SHA256)
			}
			if err != nil {
				yield(nil, &intake.Problem{Path: s.Path(), Place: c.Article.ID, What: err.Error(), Remedy: "dateline verify tells what is damaged"})
				return
			}
			if !yield(&intake.Capture{Path: c.Path, Place: c.Place, Raw: raw, SHA256: c.Article.SHA256, Format: intake.Format(c.Format), Article: c.Article}, nil) {
				return
			}
		}
	}
}

// Accept makes the proposal's reports the store's current ones, a hundred articles a transaction, and removes the proposal. Cut off,
// it goes on where it was. It gives how many articles were changed.
func Accept(ctx context.Context, s *store.Store, coder event.CoderVersion) (n int, err error) {
	proposal, err := store.Open(ctx, Beside(s.Path()), store.ReadOnly)
	if err != nil {
		return 0, fmt.Errorf("there is no proposal to accept: %w", err)
	}
	run, err := s.Begin(ctx, coder)
	if err == nil {
		n, err = take(ctx, s, proposal, run)
	}
	outcome := "done"
	if err != nil {
		outcome = "failed"
	}
	err = errors.Join(err, s.End(context.WithoutCancel(ctx), run, store.Outcome{Outcome: outcome, Present: n}), proposal.Close())
	if err == nil {
		err = Discard(s.Path())
	}
	return n, err
}

// take puts the proposal's articles into the store.
func take(ctx context.Context, s, proposal *store.Store, run store.Run) (n int, err error) {
	const group = 100
	var entries []store.Entry
	flush := func() error {
		added, err := s.Put(ctx, run, entries...)
		for _, a := range added {
			if a.Coding {
				n++
			}
		}
		entries = entries[:0]
		return err
	}
	for c, err := range proposal.Coded(ctx) {
		if err != nil {
			return n, err
		}
		raw, err := proposal.Raw(ctx, c.Article.SHA256)
		if err != nil {
			return n, err
		}
		entries = append(entries, store.Entry{Path: c.Path, Place: c.Place, Format: c.Format, Raw: raw, Article: c.Article, Reports: c.Reports})
		if len(entries) == group {
			if err := flush(); err != nil {
				return n, err
			}
		}
	}
	return n, flush()
}
