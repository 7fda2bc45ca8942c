// Package formats lists the forms that data are exported in. A new format is a package beside it and a line here.
package formats

import (
	"fmt"
	"strings"

	"dateline/internal/export"
	"dateline/internal/export/acled"
	"dateline/internal/export/csv"
	"dateline/internal/export/csvlong"
	"dateline/internal/export/gdelt"
	"dateline/internal/export/ged"
	"dateline/internal/export/geojson"
	"dateline/internal/export/gold"
	"dateline/internal/export/jsonl"
	"dateline/internal/export/parquet"
	"dateline/internal/export/ploverjson"
)

// All lists the formats, the plainest first.
func All() []*export.Format {
	return []*export.Format{&jsonl.Format, &csv.Format, &csvlong.Format, &parquet.Format, &geojson.Format, &ploverjson.Format, &gdelt.Format,
		&acled.Format, &ged.Format, &gold.Format}
}

// Names lists their names.
func Names() (out []string) {
	for _, f := range All() {
		out = append(out, f.Name)
	}
	return out
}

// ByName finds a format.
func ByName(name string) (*export.Format, error) {
	for _, f := range All() {
		if f.Name == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("there is no format %q; there are %s", name, strings.Join(Names(), ", "))
}
