package exporttest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"unicode/utf8"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/link"
	"dateline/internal/store"
)

// Reader reads a file back: the id of each record, in order, once. It fails the test where the file is broken.
type Reader func(t *testing.T, data []byte, columns []export.Column) (ids []string)

// Run holds a format to what all must do. `id` is how the format writes an id.
func Run(t *testing.T, f *export.Format, read Reader, id func(string) string) {
	s := Store(t)
	t.Run("columns", func(t *testing.T) { columns(t, f) })
	for _, what := range []export.What{export.OfReports, export.OfEvents} {
		if what == export.OfEvents && f.Events == nil {
			t.Run("no events", func(t *testing.T) { noEvents(t, s, f) })
			continue
		}
		t.Run(string(what), func(t *testing.T) {
			data, sum := Write(t, s, store.Filter{}, what, f)
			admitted := Admitted(t, s, store.Filter{}, what)
			present(t, read(t, data, f.ColumnsOf(what)), admitted, sum, id)
			if !utf8.Valid(data) && f.Name != "parquet" {
				t.Error("the file is no UTF-8")
			}
			again, _ := Write(t, s, store.Filter{}, what, f)
			if !bytes.Equal(data, again) {
				t.Error("the same store gave other bytes")
			}
			none, sum := Write(t, s, store.Filter{Text: "nowhere"}, what, f)
			if ids := read(t, none, f.ColumnsOf(what)); len(ids) > 0 || sum.Read() > 0 {
				t.Errorf("a filter that admits nothing gave %d records", len(ids))
			}
			failing(t, s, what, f, len(data))
		})
	}
}

// Write writes a format's file.
func Write(t testing.TB, s *store.Store, f store.Filter, what export.What, format *export.Format) ([]byte, *export.Summary) {
	t.Helper()
	var out bytes.Buffer
	sum, err := export.Write(t.Context(), s, f, what, &out, format)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), sum
}

// Admitted gives the ids a filter admits.
func Admitted(t testing.TB, s *store.Store, f store.Filter, what export.What) (ids []string) {
	t.Helper()
	if what == export.OfEvents {
		for e, err := range link.New(s).Events(t.Context(), link.Filter{Reports: f}) {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, e.ID)
		}
		return ids
	}
	for _, r := range Reports(t, s, f) {
		ids = append(ids, r.ID)
	}
	return ids
}

// Reports gives the reports a filter admits.
func Reports(t testing.TB, s *store.Store, f store.Filter) (out []event.Report) {
	t.Helper()
	for row, err := range s.Query(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := row.Report()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, *r)
	}
	return out
}

// columns demands that each is named once and explained.
func columns(t *testing.T, f *export.Format) {
	for _, what := range []export.What{export.OfReports, export.OfEvents} {
		seen := map[string]bool{}
		for _, c := range f.ColumnsOf(what) {
			if c.Name == "" || c.Type == "" || c.Meaning == "" || seen[c.Name] {
				t.Errorf("%s: the column %q is not explained, or there twice", what, c.Name)
			}
			seen[c.Name] = true
		}
		var book bytes.Buffer
		if err := f.Codebook(&book, what); err != nil || len(seen) == 0 {
			t.Errorf("%s: no codebook: %v", what, err)
		}
	}
}

// present demands that each admitted record is in the file or counted as left out, that none is there twice, and none that was not asked for.
func present(t *testing.T, ids, admitted []string, sum *export.Summary, id func(string) string) {
	t.Helper()
	if sum.Read() != len(admitted) || len(ids)+sum.Loss.Left() != len(admitted) {
		t.Errorf("%d admitted; the summary says %d; %d are in the file and %d counted as left out", len(admitted), sum.Read(), len(ids), sum.Loss.Left())
	}
	if len(ids) == 0 {
		t.Error("the file is empty")
	}
	known, seen := map[string]bool{}, map[string]bool{}
	for _, a := range admitted {
		known[id(a)] = true
	}
	for _, got := range ids {
		if !known[got] || seen[got] {
			t.Errorf("the id %q is none of the store's, or there twice", got)
		}
		seen[got] = true
	}
}

func noEvents(t *testing.T, s *store.Store, f *export.Format) {
	if _, err := export.Write(t.Context(), s, store.Filter{}, export.OfEvents, &bytes.Buffer{}, f); !errors.Is(err, export.ErrNoForm) {
		t.Errorf("events were asked of it: %v", err)
	}
}

var errFull = errors.New("the disk is full")

// full takes so many bytes and no more.
type full struct{ left int }

func (w *full) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// failing demands that a file that could not be written whole is an error.
func failing(t *testing.T, s *store.Store, what export.What, f *export.Format, size int) {
	for _, left := range []int{0, size / 2, size - 1} {
		if _, err := export.Write(t.Context(), s, store.Filter{}, what, &full{left}, f); !errors.Is(err, errFull) {
			t.Errorf("a disk with room for %d of %d bytes: %v", left, size, err)
		}
	}
}

// Same is an id as it stands.
func Same(id string) string { return id }

// Numbered is an id as a number.
func Numbered(id string) string { return fmt.Sprint(export.Serial(id)) }
