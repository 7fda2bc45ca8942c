package ingest

import (
	"context"
	"errors"
	"iter"

	"dateline/event"
	"dateline/internal/intake"
	"dateline/internal/pipeline"
	"dateline/internal/store"
	"dateline/text"
)

// Coder codes articles. It must be safe for concurrent use and give the same reports for the same article.
type Coder interface {
	Code(text.Article) ([]event.Report, error)
	Version() event.CoderVersion
}

// Options say how to ingest.
type Options struct {
	Workers int
	Problem func(*intake.Problem) // told of each problem, in the input's order; may be nil
	Tally   func(Tally)           // told after each article and each commit; may be nil
}

// Tally counts what an ingest did. Of the articles read, Added and Present and Problems are known once they are kept;
// what is read and still to be kept is in none of them.
type Tally struct {
	Read     int // articles and problems met
	Added    int // articles that were new
	Present  int // articles that were there
	Older    int // of Present, those whose reports are of another coder version
	Reports  int // reports added
	Problems int
}

// Run takes captures into the store. When ctx is cancelled it finishes and keeps what is in hand and returns ctx's error; the
// Tally is right also with an error. What could not be read, coded or kept is a problem, and the rest goes on; an error is what
// keeps all the rest from being done.
func Run(ctx context.Context, s *store.Store, coder Coder, captures iter.Seq2[*intake.Capture, *intake.Problem], opt Options) (Tally, error) {
	run, err := s.Begin(ctx, coder.Version())
	if err != nil {
		return Tally{}, err
	}
	b := newBatch(context.WithoutCancel(ctx), s, run, opt)
	for r := range pipeline.Run(ctx, captures, opt.Workers, look(ctx, s, coder)) {
		if b.add(r) != nil {
			break
		}
	}
	err = b.finish()
	if err == nil {
		err = ctx.Err()
	}
	tally := b.tally
	end := store.Outcome{Outcome: outcome(err), Added: tally.Added, Present: tally.Present, Reports: tally.Reports, Problems: tally.Problems}
	return tally, errors.Join(err, s.End(context.WithoutCancel(ctx), run, end))
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "interrupted"
	}
	return "failed"
}

// finding is what a worker makes of an article.
type finding struct {
	known, older bool
	reports      []event.Report
	failed       error // of the store
}

// look gives a worker's task: to code an article, unless the store has it.
func look(ctx context.Context, s *store.Store, coder Coder) func(text.Article) (finding, error) {
	version := coder.Version()
	ctx = context.WithoutCancel(ctx)
	return func(a text.Article) (finding, error) {
		seen, by, err := s.Seen(ctx, a.SHA256, a.ID)
		if err != nil {
			return finding{failed: err}, nil //nolint:nilerr // the store failed, not the article: the finding carries it to the end of the run
		}
		if seen {
			return finding{known: true, older: by != version}, nil
		}
		reports, err := coder.Code(a)
		return finding{reports: reports}, err
	}
}
