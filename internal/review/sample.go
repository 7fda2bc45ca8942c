package review

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"dateline/internal/store"
)

// Kinds of samples.
const (
	Precision = "precision" // decisions are carried out
	Agreement = "agreement" // decisions are only noted, blind; its name begins with store.BlindSample
)

// Plan says how to draw a sample.
type Plan struct {
	Name, Kind string
	Size       int
	Seed       int64 // 0: drawn
	Query      string
	Filter     store.Filter // what Query means
	By         string
}

// Draw draws a sample without replacement from the reports that the plan's filter admits, each as likely as any other, and keeps it. The
// same seed draws the same reports from the same population.
func (d *Desk) Draw(ctx context.Context, p Plan) (*store.Sample, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	ids, err := d.store.IDs(ctx, p.Filter)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%w: the query admits no report", store.ErrBadFilter)
	}
	if p.Seed == 0 {
		p.Seed = rand.Int64N(1<<53-1) + 1 // a whole number in every reader of JSON
	}
	population := len(ids)
	m, err := d.store.AddSample(ctx, store.Sample{Name: p.Name, Kind: p.Kind, Seed: p.Seed, Population: population, Query: p.Query, By: p.By},
		draw(ids, p.Size, p.Seed))
	return &m, err
}

func draw(ids []string, n int, seed int64) []string {
	rng := rand.New(rand.NewPCG(uint64(seed), 0)) //nolint:gosec // a sample must be drawn again from its seed, not be secret
	rng.Shuffle(len(ids), func(i, k int) { ids[i], ids[k] = ids[k], ids[i] })
	return ids[:min(n, len(ids))]
}

func (p *Plan) check() error {
	blind := strings.HasPrefix(p.Name, store.BlindSample)
	switch {
	case p.Name == "" || p.By == "":
		return fmt.Errorf("%w: a sample needs a name, and who draws it", store.ErrBadDecision)
	case p.Kind != Precision && p.Kind != Agreement:
		return fmt.Errorf("%w: a sample is for %s or for %s", store.ErrBadDecision, Precision, Agreement)
	case blind != (p.Kind == Agreement):
		return fmt.Errorf("%w: the name of a sample for agreement begins with %s, no other does", store.ErrBadDecision, store.BlindSample)
	case p.Size < 1:
		return fmt.Errorf("%w: a sample has at least one report", store.ErrBadDecision)
	}
	return nil
}

// Progress is how far a reviewer is with a sample.
type Progress struct {
	Reviewer string `json:"reviewer"`
	Judged   int    `json:"judged"`
	Skipped  int    `json:"skipped"`
	Left     int    `json:"left"`
}

// Progress says how far everybody is who has begun with a sample, in the order they began.
func (d *Desk) Progress(ctx context.Context, m store.Sample) ([]Progress, error) {
	reviewers, err := d.reviewers(ctx, m.Name)
	out := []Progress{}
	for _, name := range reviewers {
		decided, err := d.standing(ctx, m.Name, name)
		if err != nil {
			return nil, err
		}
		p := Progress{Reviewer: name, Left: m.Size - len(decided)}
		for _, r := range decided {
			if r.Decision == store.Skip {
				p.Skipped++
			} else {
				p.Judged++
			}
		}
		out = append(out, p)
	}
	return out, err
}

// reviewers lists who has decided in a sample, in the order they began.
func (d *Desk) reviewers(ctx context.Context, sample string) ([]string, error) {
	reviews, err := d.store.Reviews(ctx, store.ReviewFilter{Sample: sample, Standing: true})
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]bool{}
	for i := len(reviews) - 1; i >= 0; i-- {
		if name := reviews[i].Reviewer; !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out, nil
}
