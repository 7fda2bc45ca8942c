package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"dateline/event"
	"dateline/text"
)

// Entry is one article as it was found, read and coded.
type Entry struct {
	Path, Place string // where it was found: the file, and the line or row in it
	Format      string
	Raw         []byte       // the bytes it was read from
	Article     text.Article // SHA256 is Raw's
	Reports     []event.Report
	Fetched     *Fetched // how it came from the web; nil when it did not
	Known       bool     // the store has it, coded: only that it was found here is kept
}

// Added says what an entry added: nothing when all of it was there.
type Added struct {
	Article bool // false when the same bytes were there with the same article id
	Coding  bool // false when this coder had coded the article
	Reports int
}

// Encode is a report's JSON as `dateline code` prints it, without the line's end. The store keeps these bytes.
func Encode(r *event.Report) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Put keeps entries of a run in one transaction: all of them or, with an error, none. What is there already is left as it is.
// An article that another coder version coded before gets the new reports beside the old ones, which are superseded.
func (s *Store) Put(ctx context.Context, run Run, entries ...Entry) ([]Added, error) {
	for i := range entries {
		if err := entries[i].check(run); err != nil {
			return nil, err
		}
	}
	added := make([]Added, len(entries))
	err := s.write(ctx, func(t *tx) {
		for i := range entries {
			t.put(run, &entries[i], &added[i])
		}
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// check finds what must not get into the store.
func (e *Entry) check(run Run) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("article %s: %w: %s", e.Article.ID, ErrBadEntry, fmt.Sprintf(format, args...))
	}
	if e.Article.SHA256 != sum(e.Raw) && !e.Known {
		return bad("its hash is not that of its bytes")
	}
	runes := utf8.RuneCountInString(e.Article.Text)
	seen := map[string]bool{}
	for i := range e.Reports {
		r := &e.Reports[i]
		switch trigger, sentence := r.Evidence.Trigger.Span, r.Evidence.Sentence; {
		case seen[r.ID] || r.ID == "":
			return bad("two reports have the id %q", r.ID)
		case r.Document.SHA256 != e.Article.SHA256:
			return bad("report %s is of another document", r.ID)
		case r.Coder != run.Coder:
			return bad("report %s is by another coder than the run", r.ID)
		case trigger.Start < 0 || trigger.End > runes || trigger.Start >= trigger.End:
			return bad("report %s has its trigger outside the text", r.ID)
		case sentence.Start < 0 || sentence.End > runes || sentence.Start > sentence.End:
			return bad("report %s has its sentence outside the text", r.ID)
		}
		seen[r.ID] = true
	}
	return nil
}

func sum(raw []byte) string {
	h := sha256.Sum256(raw)
	return hex.EncodeToString(h[:])
}

// put keeps one entry. Whatever is there already stays as it is.
func (t *tx) put(run Run, e *Entry, added *Added) {
	capture := t.capture(e)
	t.exec(`INSERT INTO sighting (capture, path, place, run, seen_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		capture, e.Path, e.Place, run.Key, t.now)
	t.fetched(capture, run, e.Fetched)
	if e.Known {
		return
	}
	article, isNew := t.article(capture, &e.Article)
	added.Article = isNew
	coding, isNew := t.insert(`INSERT INTO coding (article, coder, run, coded_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		article, run.coder, run.Key, t.now)
	if !isNew {
		return
	}
	added.Coding, added.Reports = true, len(e.Reports)
	people := t.standing(article)
	t.supersede(article, coding)
	for i := range e.Reports {
		t.report(coding, article, i, &e.Reports[i], !people.overrule(&e.Reports[i]))
	}
}

// capture keeps the bytes once and gives their key.
func (t *tx) capture(e *Entry) int64 {
	const find = `SELECT key FROM capture WHERE sha256 = ?`
	if key := t.lookup(find, e.Article.SHA256); key != 0 || t.err != nil {
		return key
	}
	if e.Known {
		t.err = fmt.Errorf("article %s: %w: its bytes are not in the store", e.Article.ID, ErrBadEntry)
		return 0
	}
	key, _ := t.insert(`INSERT INTO capture (sha256, format, size, raw) VALUES (?, ?, ?, ?)`,
		e.Article.SHA256, e.Format, len(e.Raw), t.w.zip.EncodeAll(e.Raw, nil))
	return key
}

func (t *tx) article(capture int64, a *text.Article) (key int64, isNew bool) {
	if key := t.lookup(`SELECT key FROM article WHERE capture = ? AND id = ?`, capture, a.ID); key != 0 || t.err != nil {
		return key, false
	}
	key, _ = t.insert(`INSERT INTO article (capture, id, title, subtitle, byline, source, published, url, language, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		capture, a.ID, a.Title, a.Subtitle, a.Byline, a.Source, a.Published, a.URL, a.Language, a.Text)
	t.exec(`INSERT INTO article_fts (rowid, title, text) VALUES (?, ?, ?)`, key, a.Title, a.Text)
	return key, true
}

// supersede lets a new coding take the place of the article's current one. What people accepted or corrected stays.
func (t *tx) supersede(article, coding int64) {
	const ofPeople = `(SELECT d.key FROM coding d JOIN coder c ON c.key = d.coder WHERE d.article = ? AND c.version = '` + personVersion + `')`
	t.exec(`UPDATE report SET superseded = ? WHERE superseded IS NULL AND article = ? AND coding <> ? AND coding NOT IN `+ofPeople+`
		AND id NOT IN (SELECT report FROM report_review WHERE decision = 'accept')`, coding, article, coding, article)
	t.exec(`UPDATE coding SET superseded = ? WHERE article = ? AND key <> ? AND superseded IS NULL AND key NOT IN `+ofPeople,
		coding, article, coding, article)
}

// report keeps a report; one that is not current is kept for the history, superseded by its own coding.
func (t *tx) report(coding, article int64, position int, r *event.Report, current bool) {
	raw, err := Encode(r)
	if err != nil {
		t.fail(err)
		return
	}
	published := event.Text(r.Document.Published)
	start, end, precision := any(nil), any(nil), any(nil)
	sortDay := published
	if r.Date != nil {
		start, end, precision, sortDay = r.Date.Start, r.Date.End, r.Date.Precision, r.Date.Start
	}
	superseded := any(coding)
	if current {
		superseded = nil
	}
	place, country := t.place(r.Place)
	trigger, sentence := r.Evidence.Trigger, r.Evidence.Sentence
	key, _ := t.insert(`INSERT INTO report (id, coding, article, position, type, mode, context, status, historical, negated, date_start,
		date_end, date_precision, published, sort_day, place, country, confidence, trigger_start, trigger_end, trigger_text,
		sentence_start, sentence_end, same_as, content_of, superseded)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, coding, article, position, r.Event, strings.Join(r.Mode, ","), strings.Join(r.Context, ","), string(r.Status), r.Historical,
		r.Negated, start, end, precision, published, sortDay, place, country, r.Confidence, trigger.Start, trigger.End,
		trigger.Text, sentence.Start, sentence.End, r.SameAs, r.ContentOf, superseded)
	t.exec(`INSERT INTO report_json (report, json) VALUES (?, ?)`, key, string(raw))
	t.exec(`INSERT INTO report_fts (rowid, sentence) SELECT key, sentence FROM report_sentence WHERE key = ?`, key)
	for i, c := range r.Counts {
		t.exec(`INSERT INTO toll (report, position, what, low, high) VALUES (?, ?, ?, ?, ?)`, key, i, c.What, c.Low, c.High)
	}
	for i, a := range r.Actor {
		t.participant(key, "actor", i, t.who(a.Text, a.Name, a.Code, a.Sector, a.Wikidata), nil, a.Span)
	}
	for i, a := range r.Recipient {
		t.participant(key, "recipient", i, t.who(a.Text, a.Name, a.Code, a.Sector, a.Wikidata), nil, a.Span)
	}
	for i, a := range r.Attribution {
		t.participant(key, "source", i, t.who(a.Text, nil, a.Code, a.Sector, nil), a.Cue, a.Span)
	}
	t.pack(key)
}

func (t *tx) participant(report int64, role string, position int, who int64, cue *string, span text.Span) {
	t.exec(`INSERT INTO participant (report, role, position, who, cue, span_start, span_end) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		report, role, position, who, event.Text(cue), span.Start, span.End)
}

// who gives the key of somebody named in these words and resolved so, kept once.
func (t *tx) who(words string, name, code, sector, wikidata *string) int64 {
	row := []any{words, event.Text(name), event.Text(code), event.Text(sector), event.Text(wikidata)}
	if key := t.lookup(`SELECT key FROM who WHERE text = ? AND name = ? AND code = ? AND sector = ? AND wikidata = ?`, row...); key != 0 {
		return key
	}
	key, _ := t.insert(`INSERT INTO who (text, name, code, sector, wikidata, folded) VALUES (?, ?, ?, ?, ?, ?)`,
		append(row, foldAll(words, event.Text(name)))...)
	return key
}

// place gives the key of a place, kept once, and its country; nil for none.
func (t *tx) place(p *event.Place) (key any, country string) {
	if p == nil {
		return nil, ""
	}
	identity, err := json.Marshal([]any{p.Text, p.Name, p.Country, p.Admin1, p.Lat, p.Lon, p.GeoNames, p.Precision})
	if err != nil {
		t.fail(err)
		return nil, ""
	}
	country = event.Text(p.Country)
	if key := t.lookup(`SELECT key FROM place WHERE identity = ?`, string(identity)); key != 0 {
		return key, country
	}
	key, _ = t.insert(`INSERT INTO place (text, name, country, admin1, lat, lon, geonames, precision, folded, identity)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.Text, event.Text(p.Name), country, event.Text(p.Admin1), p.Lat, p.Lon, p.GeoNames, p.Precision,
		foldAll(p.Text, event.Text(p.Name), event.Text(p.Admin1)), string(identity))
	return key, country
}
