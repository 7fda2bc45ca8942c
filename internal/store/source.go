package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Fetched says how a capture came from the web: by a fetch of ours or by an archive's.
type Fetched struct {
	Asked  string // the address that was asked for
	URL    string // where it was found, after redirects
	At     time.Time
	Status int    // HTTP's; 0 where there was none
	Header string // the headers, a line each
}

// fetched keeps how a capture came. The same fetch, read again from an archive, is there already.
func (t *tx) fetched(capture int64, run Run, f *Fetched) {
	if f == nil {
		return
	}
	t.exec(`INSERT INTO fetched (capture, asked, url, fetched_at, status, header, run) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		capture, f.Asked, f.URL, moment(f.At), f.Status, f.Header, run.Key)
}

// moment writes a moment; ” for none.
func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// FetchedFrom tells whether something was kept that was asked for by this address, and how many problems there were with it.
func (s *Store) FetchedFrom(ctx context.Context, address string) (kept bool, problems int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM fetched WHERE asked = ?1), (SELECT count(*) FROM problem WHERE path = ?1)`, address).
		Scan(&kept, &problems)
	if err != nil {
		return false, 0, fmt.Errorf("%s: %w", s.path, explain(err))
	}
	return kept, problems, nil
}

// Poll is how one look at a feed went. The latest of a feed says how it stands.
type Poll struct {
	Feed         string
	Status       int    // HTTP's; 0 when there was no answer
	ETag         string // to be sent the next time, and LastModified: those of the last answer of which all items are kept
	LastModified string
	Failures     int       // in a row
	NotBefore    time.Time // it may not be asked sooner; zero for no such wish
	Items        int       // in the feed
	What         string    // the problem; '' for none
}

// LastPoll gives the latest poll of a feed; the zero Poll when there was none.
func (s *Store) LastPoll(ctx context.Context, feed string) (Poll, error) {
	p := Poll{Feed: feed}
	var notBefore string
	err := s.db.QueryRowContext(ctx, `SELECT status, etag, last_modified, failures, not_before, items, what FROM feed_poll WHERE feed = ?
		ORDER BY key DESC LIMIT 1`, feed).Scan(&p.Status, &p.ETag, &p.LastModified, &p.Failures, &notBefore, &p.Items, &p.What)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("%s: %w", s.path, explain(err))
	}
	p.NotBefore, _ = time.Parse(time.RFC3339, notBefore) // zero for ''
	return p, nil
}

// KeepPolls keeps how feeds stand.
func (s *Store) KeepPolls(ctx context.Context, polls ...Poll) error {
	return s.write(ctx, func(t *tx) {
		for _, p := range polls {
			t.exec(`INSERT INTO feed_poll (feed, polled_at, status, etag, last_modified, failures, not_before, items, what)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.Feed, t.now, p.Status, p.ETag, p.LastModified, p.Failures, moment(p.NotBefore), p.Items, p.What)
		}
	})
}
