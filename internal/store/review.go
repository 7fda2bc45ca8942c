package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dateline/event"
	"dateline/text"
)

// personVersion is the version of a coder that is a person; its model is the reviewer's name.
const personVersion = "person"

// BlindSample begins the name of a sample whose decisions are only noted: they measure agreement.
const BlindSample = "blind-"

// The decisions of a review.
const (
	Accept  = "accept"
	Correct = "correct"
	Reject  = "reject"
	Skip    = "skip"
)

// Review is what a person decides of a report.
type Review struct {
	Key       int64         `json:"key"`
	Report    string        `json:"report"` // its id
	Reviewer  string        `json:"reviewer"`
	Decision  string        `json:"decision"`
	Corrected *event.Report `json:"corrected,omitempty"` // of a correction: as it should be
	Note      string        `json:"note"`
	Sample    string        `json:"sample"`
	At        string        `json:"at"`
	Undone    bool          `json:"undone"`
}

// ErrBadDecision: a decision that cannot be kept as it is.
var ErrBadDecision = errors.New("cannot decide that")

func (d *Review) check() error {
	switch {
	case strings.TrimSpace(d.Reviewer) == "":
		return fmt.Errorf("%w: it does not say who decides", ErrBadDecision)
	case d.Decision != Accept && d.Decision != Correct && d.Decision != Reject && d.Decision != Skip:
		return fmt.Errorf("%w: %q is none of accept, correct, reject, skip", ErrBadDecision, d.Decision)
	case (d.Corrected != nil) != (d.Decision == Correct):
		return fmt.Errorf("%w: a correction, and nothing else, comes with the report as it should be", ErrBadDecision)
	}
	return nil
}

// Decide keeps a decision and carries it out: a rejected report is no longer current, a corrected one has the corrected in its
// place. It gives the decision's key, for Undo.
func (s *Store) Decide(ctx context.Context, d Review) (key int64, err error) {
	if err := d.check(); err != nil {
		return 0, err
	}
	err = s.write(ctx, func(t *tx) { key = t.decide(&d) })
	return key, err
}

// reviewed is a report's row on which a decision is carried out.
type reviewed struct {
	key, article int64
	current      bool
	raw          string
}

// lastRow is the newest row of a report, a current one before others.
func (t *tx) lastRow(id string) (r reviewed) {
	if !t.one(`SELECT r.key, r.article, r.superseded IS NULL, j.json FROM report r JOIN report_json j ON j.report = r.key
		WHERE r.id = ? ORDER BY r.superseded IS NULL DESC, r.key DESC LIMIT 1`, []any{id}, &r.key, &r.article, &r.current, &r.raw) {
		t.fail(fmt.Errorf("report %s: %w", id, ErrNotFound))
	}
	return r
}

func (t *tx) decide(d *Review) int64 {
	row := t.lastRow(d.Report)
	blind := strings.HasPrefix(d.Sample, BlindSample)
	if t.err == nil && !row.current && !blind && d.Decision != Skip {
		t.fail(fmt.Errorf("report %s: %w: it is not current; undo what was decided of it first", d.Report, ErrBadDecision))
	}
	corrected := any(nil)
	if d.Corrected != nil {
		t.prepare(d, row)
		raw, err := Encode(d.Corrected)
		if err != nil {
			t.fail(err)
		}
		corrected = string(raw)
	}
	key, _ := t.insert(`INSERT INTO review (report, reviewer, decision, corrected, note, sample, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.Report, d.Reviewer, d.Decision, corrected, d.Note, d.Sample, t.now)
	if !blind && (d.Decision == Reject || d.Decision == Correct) {
		t.revise(row, d.Reviewer, fmt.Sprintf("review %d", key), d.Corrected)
	}
	return key
}

// prepare gives a corrected report its id and coder, and refuses one whose words are not the article's.
func (t *tx) prepare(d *Review, row reviewed) {
	var old event.Report
	if t.err == nil {
		t.err = json.Unmarshal([]byte(row.raw), &old)
	}
	var article string
	t.one(`SELECT text FROM article WHERE key = ?`, []any{row.article}, &article)
	c := d.Corrected
	c.Document, c.Coder, c.Confidence = old.Document, event.CoderVersion{Version: personVersion, Model: d.Reviewer}, 1
	c.ID = event.NewID(old.Document.SHA256, c.Evidence.Trigger.Span, c.Event)
	if t.err == nil {
		t.err = checkWords(c, []rune(article))
	}
}

// checkWords refuses a report with spans outside an article, or words that do not stand there.
func checkWords(r *event.Report, article []rune) error {
	trigger := r.Evidence.Trigger
	spans := []text.Span{trigger.Span, r.Evidence.Sentence}
	for _, a := range r.Actor {
		spans = append(spans, a.Span)
	}
	for _, a := range r.Recipient {
		spans = append(spans, a.Span)
	}
	for _, a := range r.Attribution {
		spans = append(spans, a.Span)
	}
	if r.Place != nil {
		spans = append(spans, r.Place.Span)
	}
	if r.Date != nil {
		spans = append(spans, r.Date.Span)
	}
	for _, c := range r.Counts {
		spans = append(spans, c.Span)
	}
	for _, s := range spans {
		if s.Start < 0 || s.End > len(article) || s.Start > s.End {
			return fmt.Errorf("%w: the words from %d to %d are not in the article, which has %d characters", ErrBadDecision, s.Start, s.End, len(article))
		}
	}
	if trigger.Len() == 0 || string(article[trigger.Start:trigger.End]) != trigger.Text {
		return fmt.Errorf("%w: the article does not have the trigger %q at %d", ErrBadDecision, trigger.Text, trigger.Start)
	}
	if !r.Status.Valid() {
		return fmt.Errorf("%w: %q is no status", ErrBadDecision, r.Status)
	}
	return nil
}

// revise supersedes a report's current row by a coding of a person, with the report that takes its place, if any.
func (t *tx) revise(old reviewed, reviewer, why string, with *event.Report) {
	coder, _ := t.insert(`INSERT INTO coder (version, model, codebook) VALUES (?, ?, ?)`, personVersion, reviewer, why)
	run, _ := t.insert(`INSERT INTO run (coder, started_at) VALUES (?, ?)`, coder, t.now)
	coding, _ := t.insert(`INSERT INTO coding (article, coder, run, coded_at) VALUES (?, ?, ?, ?)`, old.article, coder, run, t.now)
	reports := 0
	if old.current {
		t.exec(`UPDATE report SET superseded = ? WHERE key = ?`, coding, old.key)
	}
	if with != nil {
		t.report(coding, old.article, 0, with, true)
		reports = 1
	}
	t.exec(`INSERT INTO run_end (run, ended_at, outcome, added, present, reports, problems) VALUES (?, ?, 'done', 0, 1, ?, 0)`, run, t.now, reports)
}

// Undo takes a decision back: what it rejected or corrected is current again, as it was. Only the last decision of a report that
// changed it can be taken back.
func (s *Store) Undo(ctx context.Context, key int64, reviewer string) error {
	if strings.TrimSpace(reviewer) == "" {
		return fmt.Errorf("%w: it does not say who takes it back", ErrBadDecision)
	}
	return s.write(ctx, func(t *tx) { t.undo(key, reviewer) })
}

func (t *tx) undo(key int64, reviewer string) {
	var id, decision, sample, corrected string
	var undone, later bool
	found := t.one(`SELECT v.report, v.decision, v.sample, coalesce(v.corrected, ''), EXISTS (SELECT 1 FROM review_undo u WHERE u.review = v.key),
		EXISTS (SELECT 1 FROM review w WHERE w.report = v.report AND w.key > v.key AND w.decision IN ('reject', 'correct')
			AND NOT EXISTS (SELECT 1 FROM review_undo u WHERE u.review = w.key))
		FROM review v WHERE v.key = ?`, []any{key}, &id, &decision, &sample, &corrected, &undone, &later)
	switch {
	case !found:
		t.fail(fmt.Errorf("decision %d: %w", key, ErrNotFound))
	case undone || later:
		t.fail(fmt.Errorf("decision %d: %w: it was taken back already, or a later one stands on it", key, ErrBadDecision))
	}
	t.exec(`INSERT INTO review_undo (review, reviewer, undone_at) VALUES (?, ?, ?)`, key, reviewer, t.now)
	if !strings.HasPrefix(sample, BlindSample) && (decision == Reject || decision == Correct) {
		t.reinstate(key, id, corrected, reviewer)
	}
}

// reinstate makes a report current again that a decision rejected or corrected: the row which that decision superseded.
func (t *tx) reinstate(key int64, id, corrected, reviewer string) {
	var row reviewed
	var old, new event.Report
	if !t.one(`SELECT r.article, j.json FROM report r JOIN report_json j ON j.report = r.key JOIN coding d ON d.key = r.superseded
		JOIN coder c ON c.key = d.coder WHERE r.id = ? AND c.version = ? AND c.codebook = ?`,
		[]any{id, personVersion, fmt.Sprintf("review %d", key)}, &row.article, &row.raw) {
		t.fail(fmt.Errorf("report %s: %w", id, ErrNotFound))
		return
	}
	err := json.Unmarshal([]byte(row.raw), &old)
	if err == nil && corrected != "" {
		if err = json.Unmarshal([]byte(corrected), &new); err == nil {
			row = t.lastRow(new.ID)
		}
	}
	if err != nil {
		t.fail(err)
		return
	}
	old.Coder = event.CoderVersion{Version: personVersion, Model: reviewer}
	t.revise(row, reviewer, fmt.Sprintf("undo %d", key), &old)
}

// stands is what people's decisions of an article keep as it is.
type stands struct {
	ids   map[string]bool // decided of: rejected, corrected or accepted
	spans []text.Span     // triggers of what was accepted or corrected
}

// overrule reports whether people's decisions keep a newer coder's report from becoming current.
func (p *stands) overrule(r *event.Report) bool {
	if p.ids[r.ID] {
		return true
	}
	for _, s := range p.spans {
		if s.Overlaps(r.Evidence.Trigger.Span) {
			return true
		}
	}
	return false
}

// standing gives what people have decided of an article's reports.
func (t *tx) standing(article int64) *stands {
	out := &stands{ids: map[string]bool{}}
	t.each(func(r *sql.Rows) error {
		var id string
		var span text.Span
		var keeps bool
		err := r.Scan(&id, &span.Start, &span.End, &keeps)
		out.ids[id] = true
		if keeps {
			out.spans = append(out.spans, span)
		}
		return err
	}, `SELECT r.id, r.trigger_start, r.trigger_end, r.superseded IS NULL AND (v.decision = 'accept' OR c.version = ?)
		FROM report r JOIN coding d ON d.key = r.coding JOIN coder c ON c.key = d.coder LEFT JOIN report_review v ON v.report = r.id
		WHERE r.article = ? AND (c.version = ? OR v.decision IN ('accept', 'correct', 'reject'))`, personVersion, article, personVersion)
	return out
}
