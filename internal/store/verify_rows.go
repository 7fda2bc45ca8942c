package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/klauspost/compress/zstd"

	"dateline/event"
	"dateline/text"
)

// captures unpacks every capture and holds it against its hash and size.
func (v *verifier) captures() error {
	unzip, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer unzip.Close()
	return v.each(func(r *sql.Rows) error {
		var key, size int64
		var hash string
		var packed []byte
		if err := r.Scan(&key, &hash, &size, &packed); err != nil {
			return err
		}
		where := fmt.Sprintf("capture, row %d (%.12s…)", key, hash)
		switch raw, err := unzip.DecodeAll(packed, nil); {
		case err != nil:
			v.report(where, "its bytes cannot be unpacked: %v", err)
		case sum(raw) != hash:
			v.report(where, "its bytes are not those of its hash")
		case int64(len(raw)) != size:
			v.report(where, "it has %d bytes, not %d", len(raw), size)
		}
		return nil
	}, "SELECT key, sha256, size, raw FROM capture")
}

// articles checks that each has exactly one current coding.
func (v *verifier) articles() error {
	return v.each(func(r *sql.Rows) error {
		var key, n int64
		var id string
		if err := r.Scan(&key, &id, &n); err != nil {
			return err
		}
		v.report(fmt.Sprintf("article, row %d (%s)", key, id), "%d codings of it are current, not one", n)
		return nil
	}, `SELECT a.key, a.id, count(d.key) FROM article a LEFT JOIN coding d ON d.article = a.key AND d.superseded IS NULL
		AND d.coder NOT IN (SELECT key FROM coder WHERE version = '`+personVersion+`') GROUP BY a.key HAVING count(d.key) <> 1`)
}

// storedReport is a report's row and what it is held against.
type storedReport struct {
	key                      int64
	id, kind, mode, status   string
	published, sortDay       string
	start, end               sql.NullString
	triggerText, country     string
	trigger, sentence        text.Span
	raw, articleText, sha256 string
	participants, tolls      int
}

// reports holds each report's JSON against its columns, its words against the article, and its id against its hash.
func (v *verifier) reports() error {
	return v.each(func(r *sql.Rows) error {
		var s storedReport
		if err := r.Scan(&s.key, &s.id, &s.kind, &s.mode, &s.status, &s.published, &s.sortDay, &s.start, &s.end, &s.triggerText, &s.country,
			&s.trigger.Start, &s.trigger.End, &s.sentence.Start, &s.sentence.End, &s.raw, &s.articleText, &s.sha256, &s.participants, &s.tolls); err != nil {
			return err
		}
		for _, fault := range s.faults() {
			v.report(fmt.Sprintf("report, row %d (%s)", s.key, s.id), "%s", fault)
		}
		return nil
	}, `SELECT r.key, r.id, r.type, r.mode, r.status, r.published, r.sort_day, r.date_start, r.date_end, r.trigger_text, r.country,
		r.trigger_start, r.trigger_end, r.sentence_start, r.sentence_end, coalesce(j.json, ''), a.text, c.sha256,
		(SELECT count(*) FROM participant p WHERE p.report = r.key), (SELECT count(*) FROM toll t WHERE t.report = r.key)
		FROM report r JOIN article a ON a.key = r.article JOIN capture c ON c.key = a.capture LEFT JOIN report_json j ON j.report = r.key
		ORDER BY r.article`)
}

// faults lists what does not fit.
func (s *storedReport) faults() (out []string) {
	var r event.Report
	decoder := json.NewDecoder(strings.NewReader(s.raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return []string{"its JSON cannot be read: " + err.Error()}
	}
	fault := func(broken bool, what string) {
		if broken {
			out = append(out, what)
		}
	}
	again, err := Encode(&r)
	fault(err != nil || !bytes.Equal(again, []byte(s.raw)), "its JSON is not as this program writes it")
	fault(r.ID != s.id || r.Event != s.kind || strings.Join(r.Mode, ",") != s.mode || string(r.Status) != s.status, "its JSON and its columns differ in id, type, mode or status")
	fault(r.ID != event.NewID(s.sha256, r.Evidence.Trigger.Span, r.Event), "its id is not the hash of its document, trigger and type")
	fault(r.Document.SHA256 != s.sha256, "it is of another document than its article")
	fault(r.Evidence.Trigger.Span != s.trigger || r.Evidence.Sentence != s.sentence || r.Evidence.Trigger.Text != s.triggerText,
		"its JSON and its columns differ in trigger or sentence")
	fault(event.Text(r.Document.Published) != s.published, "its JSON and its columns differ in the day of publication")
	day := s.published
	if r.Date != nil {
		day = r.Date.Start
		fault(r.Date.Start != s.start.String || r.Date.End != s.end.String, "its JSON and its columns differ in the days")
	}
	fault(day != s.sortDay, "it stands at a wrong day in the order")
	fault(len(r.Actor)+len(r.Recipient)+len(r.Attribution) != s.participants, "its JSON and its participants differ")
	fault(len(r.Counts) != s.tolls, "its JSON and its tolls differ")
	return append(out, s.wordFaults(&r)...)
}

// wordFaults holds every span of a report against the article's text.
func (s *storedReport) wordFaults(r *event.Report) (out []string) {
	runes := []rune(s.articleText)
	check := func(what string, span text.Span, words string, exact bool) {
		switch {
		case span.Start < 0 || span.End > len(runes) || span.Start > span.End:
			out = append(out, fmt.Sprintf("the words of its %s lie outside the article", what))
		case exact && string(runes[span.Start:span.End]) != words:
			out = append(out, fmt.Sprintf("the words of its %s are not %q in the article", what, words))
		}
	}
	check("trigger", r.Evidence.Trigger.Span, r.Evidence.Trigger.Text, true)
	check("sentence", r.Evidence.Sentence, "", false)
	for _, a := range r.Actor {
		check("actor", a.Span, a.Text, false)
	}
	for _, a := range r.Recipient {
		check("recipient", a.Span, a.Text, false)
	}
	for _, a := range r.Attribution {
		check("source", a.Span, a.Text, false)
	}
	if r.Place != nil {
		check("place", r.Place.Span, r.Place.Text, false)
	}
	if r.Date != nil {
		check("date", r.Date.Span, r.Date.Text, true)
	}
	for _, c := range r.Counts {
		check("count", c.Span, c.Text, false)
	}
	return out
}

// history checks what references by id cannot: that decisions, memberships and links between reports name reports that there are,
// and that what is superseded is so by something newer of the same article.
func (v *verifier) history() error {
	for _, q := range []struct{ what, query string }{
		{"review, row %d: it decides of a report that is not in the store", `SELECT key FROM review v WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = v.report)`},
		{"membership, row %d: its report is not in the store", `SELECT key FROM membership m WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = m.report)`},
		{"report, row %d: it is superseded by a coding of another article", `SELECT r.key FROM report r JOIN coding d ON d.key = r.superseded WHERE d.article <> r.article`},
		{"coding, row %d: it is superseded by an older one or one of another article", `SELECT d.key FROM coding d JOIN coding n ON n.key = d.superseded WHERE n.article <> d.article OR n.key <= d.key`},
		{"report, row %d: it tells again of a report that is not in its coding", `SELECT r.key FROM report r WHERE r.same_as IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report o WHERE o.article = r.article AND o.id = r.same_as)`},
		{"report, row %d: it is the content of a report that is not in its article", `SELECT r.key FROM report r WHERE r.content_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report o WHERE o.article = r.article AND o.id = r.content_of)`},
	} {
		err := v.each(func(r *sql.Rows) error {
			var key int64
			if err := r.Scan(&key); err != nil {
				return err
			}
			where, what, _ := strings.Cut(fmt.Sprintf(q.what, key), ": ")
			v.report(where, "%s", what)
			return nil
		}, q.query)
		if err != nil {
			return err
		}
	}
	return nil
}
