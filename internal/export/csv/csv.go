// Package csv writes tables as CSV that pandas, R and spreadsheets read. It makes captured text harmless for spreadsheets and says how
// to undo that; it knows no record.
package csv

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"dateline/internal/export"
)

// Format is one row a report, or an event.
var Format = export.Format{Name: "csv", Suffix: ".csv", Media: "text/csv; charset=utf-8",
	About:   "CSV, one row a report and its source, or an event; lists with | between; an empty cell is NA",
	Columns: export.Columns(export.Flat.Fields), EventColumns: export.Columns(export.FlatEvents.Fields),
	Reports: maker(export.Flat), Events: maker(export.FlatEvents)}

// maker makes a writer of one row a record.
func maker[T any](table export.Table[T]) export.Maker[T] {
	return func(w io.Writer, loss *export.Loss) (export.Writer[T], error) {
		file, err := NewFile(w, export.Columns(table.Fields), loss)
		return rows[T]{file, table}, err
	}
}

type rows[T any] struct {
	*File
	table export.Table[T]
}

func (r rows[T]) Write(x T) error {
	values := make([]any, len(r.table.Fields))
	for i, f := range r.table.Fields {
		values[i] = f.Value(x)
	}
	r.table.Lose(x, r.loss)
	return r.Row(values)
}

// File is a CSV file of one header and rows.
type File struct {
	out  *csv.Writer
	loss *export.Loss
	row  []string
}

// NewFile writes the header.
func NewFile(w io.Writer, columns []export.Column, loss *export.Loss) (*File, error) {
	t := &File{csv.NewWriter(w), loss, make([]string, len(columns))}
	for i, c := range columns {
		t.row[i] = c.Name
	}
	return t, t.out.Write(t.row)
}

// Row writes a row: a value for each column, as export.Field has them.
func (t *File) Row(values []any) error {
	altered := false
	for i, v := range values {
		plain, changed := cell(v)
		t.row[i], altered = plain, altered || changed
	}
	t.loss.LoseIf(altered, "control characters in its text (NUL, a carriage return) are written as U+FFFD or a line feed")
	return t.out.Write(t.row)
}

// Close writes what is still held back.
func (t *File) Close() error {
	t.out.Flush()
	return t.out.Error()
}

// Unknown is an unknown member of a list.
const Unknown = "NA"

func cell(v any) (written string, altered bool) {
	switch v := v.(type) {
	case string:
		plain := Plain(v)
		return Harmless(plain), plain != v
	case []string:
		plain := Plain(Join(v))
		return Harmless(plain), plain != Join(v)
	case int:
		return strconv.Itoa(v), false
	case int64:
		return strconv.FormatInt(v, 10), false
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), false
	case bool:
		return strconv.FormatBool(v), false
	}
	return "", false
}

// Plain replaces what readers of CSV stumble over: NUL and other control characters, and line ends other than a line feed.
func Plain(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t':
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// risky begins what a spreadsheet takes for a formula; ' marks a cell that was made harmless.
const risky = "=+-@\t'"

// Harmless puts ' before a text that a spreadsheet would run as a formula, and before one that begins with ' itself: whoever takes one '
// from the front of every text that has one has the text again.
func Harmless(s string) string {
	if s != "" && strings.Contains(risky, s[:1]) {
		return "'" + s
	}
	return s
}

// Join writes a list: | between its members, a backslash before a | or a backslash in one, NA for an unknown one.
func Join(list []string) string {
	escape := strings.NewReplacer(`\`, `\\`, "|", `\|`)
	var out []string
	for _, s := range list {
		switch s {
		case "":
			s = Unknown
		case Unknown:
			s = `\` + Unknown
		default:
			s = escape.Replace(s)
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

// Split undoes Join.
func Split(s string) []string {
	out := []string{}
	if s == "" {
		return out
	}
	var member strings.Builder
	escaped, kept := false, false
	end := func() {
		if m := member.String(); m == Unknown && !kept {
			out = append(out, "")
		} else {
			out = append(out, m)
		}
		member.Reset()
		kept = false
	}
	for _, r := range s {
		switch {
		case !escaped && r == '\\':
			escaped, kept = true, true
			continue
		case !escaped && r == '|':
			end()
			continue
		}
		escaped = false
		member.WriteRune(r)
	}
	end()
	return out
}
