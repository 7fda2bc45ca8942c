package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/store"
	"dateline/plover"
)

// Desk is where reviewers work on one store. It is safe for concurrent use.
type Desk struct {
	store    *store.Store
	ontology *plover.Ontology
}

// New makes a desk; the ontology says what corrections may contain.
func New(s *store.Store, o *plover.Ontology) *Desk { return &Desk{s, o} }

// ErrFaults: a correction that is no report; its Faults say what is wrong.
var ErrFaults = errors.New("the correction is no report")

// FaultsError has the faults of a correction.
type FaultsError struct{ Faults []Fault }

// Error lists the faults.
func (e *FaultsError) Error() string {
	var out []string
	for _, f := range e.Faults {
		out = append(out, f.Where+": "+f.What)
	}
	return ErrFaults.Error() + ": " + strings.Join(out, "; ")
}

// Unwrap is ErrFaults.
func (e *FaultsError) Unwrap() error { return ErrFaults }

// Ask is what a reviewer wants to see next.
type Ask struct {
	Reviewer string
	Filter   store.Filter // of those picked; a sample has its own
	Random   bool         // else those first that the coder is least sure of
	Sample   string       // its members, in the order they were drawn
	N        int
}

// Queue is what comes next, and how far the reviewer is.
type Queue struct {
	IDs        []string
	Left, Done int
}

// Next gives what a reviewer has not decided yet. Nothing of another reviewer's decisions in a sample goes into it.
func (d *Desk) Next(ctx context.Context, a Ask) (*Queue, error) {
	if a.Sample != "" {
		return d.nextOf(ctx, a)
	}
	ids, err := d.store.Queue(ctx, a.Filter, a.Reviewer, a.Random, a.N)
	if err != nil {
		return nil, err
	}
	done, err := d.store.Done(ctx, a.Filter, a.Reviewer)
	if err != nil {
		return nil, err
	}
	all, err := d.store.Count(ctx, a.Filter)
	return &Queue{ids, max(0, all-done), done}, err
}

// nextOf gives what is next of a sample.
func (d *Desk) nextOf(ctx context.Context, a Ask) (*Queue, error) {
	members, err := d.members(ctx, a.Sample)
	if err != nil {
		return nil, err
	}
	decided, err := d.standing(ctx, a.Sample, a.Reviewer)
	if err != nil {
		return nil, err
	}
	q := &Queue{IDs: []string{}}
	for _, id := range members {
		if _, ok := decided[id]; ok {
			q.Done++
			continue
		}
		if q.Left++; len(q.IDs) < a.N {
			q.IDs = append(q.IDs, id)
		}
	}
	return q, nil
}

func (d *Desk) members(ctx context.Context, sample string) ([]string, error) {
	s, err := d.store.Samples(ctx, sample)
	if err != nil {
		return nil, err
	}
	return d.store.Members(ctx, s[0].Key)
}

// standing gives a reviewer's last decision of each report of a sample that is not undone.
func (d *Desk) standing(ctx context.Context, sample, reviewer string) (map[string]store.Review, error) {
	reviews, err := d.store.Reviews(ctx, store.ReviewFilter{Sample: sample, Reviewer: reviewer, Standing: true})
	if err != nil {
		return nil, err
	}
	out := map[string]store.Review{}
	for _, r := range reviews { // newest first
		if _, ok := out[r.Report]; !ok {
			out[r.Report] = r
		}
	}
	return out, nil
}

// Decide completes and keeps a decision.
func (d *Desk) Decide(ctx context.Context, r store.Review) (*store.Review, error) {
	_, article, err := d.store.Original(ctx, r.Report)
	if err != nil {
		return nil, err
	}
	if r.Corrected != nil {
		if faults := Complete(r.Corrected, article, r.Reviewer, d.ontology); len(faults) > 0 {
			return nil, &FaultsError{faults}
		}
	}
	if r.Sample != "" {
		members, err := d.members(ctx, r.Sample)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(members, r.Report) {
			return nil, fmt.Errorf("%w: report %s is not of the sample %s", store.ErrBadDecision, r.Report, r.Sample)
		}
	}
	key, err := d.store.Decide(ctx, r)
	if err != nil {
		return nil, err
	}
	return d.one(ctx, store.ReviewFilter{Key: key})
}

// Undo takes back a reviewer's last decision that is not undone: of a sample or, with sample "", of those picked.
func (d *Desk) Undo(ctx context.Context, reviewer, sample string) (*store.Review, error) {
	last, err := d.one(ctx, store.ReviewFilter{Reviewer: reviewer, Sample: sample, Picked: sample == "", Standing: true})
	if err != nil {
		return nil, err
	}
	if err := d.store.Undo(ctx, last.Key, reviewer); err != nil {
		return nil, err
	}
	last.Undone = true
	return last, nil
}

func (d *Desk) one(ctx context.Context, f store.ReviewFilter) (*store.Review, error) {
	f.Limit = 1
	reviews, err := d.store.Reviews(ctx, f)
	if err != nil {
		return nil, err
	}
	if len(reviews) == 0 {
		return nil, fmt.Errorf("%s has no decision to take back: %w", f.Reviewer, store.ErrNotFound)
	}
	return &reviews[0], nil
}
