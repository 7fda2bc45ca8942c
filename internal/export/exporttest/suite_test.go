package exporttest

import (
	"testing"

	"dateline/internal/export"
	"dateline/internal/export/formats"
)

// TestFormats runs the suite over every format there is: one that is new must be read here too.
func TestFormats(t *testing.T) {
	readers := map[string]struct {
		read Reader
		id   func(string) string
	}{
		"jsonl": {Lines, Same}, "csv": {first, Same}, "csv-long": {ByColumn("report_id"), Same}, "parquet": {ParquetIDs, Same}, "geojson": {Features, Same},
		"plover-json": {Lines, Same}, "gdelt": {Tabbed, Numbered}, "acled": {ByColumn("event_id_cnty"), Same}, "ged": {ByColumn("relid"), Same}, "gold": {GoldIDs, Same},
	}
	for _, f := range formats.All() {
		t.Run(f.Name, func(t *testing.T) {
			r, ok := readers[f.Name]
			if !ok {
				t.Fatal("no reader for this format: add one, so that the suite can hold it to its promises")
			}
			Run(t, f, r.read, r.id)
		})
	}
}

// first reads a CSV file's ids from its first column.
func first(t *testing.T, data []byte, columns []export.Column) []string {
	return ByColumn(columns[0].Name)(t, data, columns)
}
