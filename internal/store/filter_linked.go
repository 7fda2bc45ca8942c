package store

import (
	"context"
	"strings"
)

// reviewOf is what people decided of report r: their latest decision that is not undone, skips aside.
const reviewOf = `coalesce((SELECT v.decision FROM review v WHERE v.report = r.id AND v.decision <> 'skip'
	AND NOT EXISTS (SELECT 1 FROM review_undo u WHERE u.review = v.key) ORDER BY v.key DESC LIMIT 1), 'none')`

// linked adds the conditions on what was made of a report: its event, how sure it is, what people decided of it.
func (s *Store) linked(ctx context.Context, f *Filter, w *where) error {
	if len(f.ID) > 0 {
		ids := &where{}
		ids.oneOf("id", f.ID)
		w.add("r.key IN (SELECT key FROM report WHERE "+ids.sql()+")", ids.args...)
		w.rare = true
	}
	if f.Event != "" {
		w.add(`r.key IN (SELECT x.key FROM event e CROSS JOIN membership m ON m.event = e.key AND m.superseded IS NULL
			CROSS JOIN report x ON x.id = m.report WHERE e.id = ?)`, f.Event)
		w.rare = true
	}
	if f.MinConfidence > 0 {
		w.add("+r.confidence >= ?", f.MinConfidence)
	}
	if f.MaxConfidence > 0 {
		w.add("+r.confidence <= ?", f.MaxConfidence)
	}
	return s.reviewed(ctx, f, w)
}

func (s *Store) reviewed(_ context.Context, f *Filter, w *where) error {
	if len(f.Review) == 0 {
		return nil
	}
	states := &where{}
	states.oneOf(reviewOf, f.Review)
	if strings.Contains(strings.Join(f.Review, ","), "none") {
		w.add(states.sql(), states.args...)
		return nil
	}
	w.add("r.id IN (SELECT report FROM review) AND "+states.sql(), states.args...)
	return nil
}
