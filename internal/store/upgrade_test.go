package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestOldSchemaIsUpgraded: a store that the first schema's program wrote of two sample reports is brought up to date with all it
// holds, its counts of people among it, and is sound. Before that it is refused for reading, with the remedy.
func TestOldSchemaIsUpgraded(t *testing.T) {
	packed, err := os.ReadFile("testdata/schema-1.db.zst")
	if err != nil {
		t.Fatal(err)
	}
	unzip, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer unzip.Close()
	old, err := unzip.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, ReadOnly); !errors.Is(err, ErrOlder) {
		t.Errorf("for reading: %v", err)
	}
	s, err := Open(t.Context(), path, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	totals, err := s.Totals(t.Context())
	if err != nil || totals.Articles != 2 || totals.Reports != 53 {
		t.Errorf("%+v, %v", totals, err)
	}
	tolls := 0
	for row, err := range s.Query(t.Context(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := row.Report()
		if err != nil {
			t.Fatal(err)
		}
		tolls += len(r.Counts)
	}
	if got := counts(t, s, "toll"); tolls == 0 || got != fmt.Sprintf("toll %d", tolls) {
		t.Errorf("%s of %d", got, tolls)
	}
	if found := damages(t, path); len(found) > 0 {
		t.Error(found)
	}
}
