package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"dateline/internal/ground/place/gazetteer"
)

// unit is an entry in the making, with the codes by which the sources join.
type unit struct {
	gazetteer.Entry
	code1, code2 string // "SY.09", "SY.09.0901"; empty when the source has none
}

// otherScripts are the countries whose place names reach English by transliteration.
var otherScripts = func() map[string]bool {
	m := map[string]bool{}
	for c := range strings.FieldsSeq(`AF IQ SY YE LY LB PS IL JO EG SD SS SO ET ER DJ DZ TN MA EH MR ML NE TD NG CM CF CD PK IR TR
		SA OM BH QA KW AE UA RU BY GE AM AZ TJ UZ KG TM KZ MM BD LK NP`) {
		m[c] = true
	}
	return m
}()

// readTowns reads GeoNames' table: its columns are documented in GeoNames' readme.
func readTowns(path string) (towns []*unit, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		u, err := town(strings.Split(in.Text(), "\t"))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if u != nil {
			towns = append(towns, u)
		}
	}
	return towns, in.Err()
}

func town(f []string) (*unit, error) {
	if len(f) != 19 {
		return nil, fmt.Errorf("%d columns, want 19", len(f))
	}
	if f[7] == "PPLW" || f[7] == "PPLQ" && f[14] == "0" || f[7] == "PPLH" { // destroyed, abandoned, historical
		return nil, nil
	}
	u := &unit{}
	var errs [4]error
	u.GeoNames, errs[0] = strconv.Atoi(f[0])
	u.Lat, errs[1] = strconv.ParseFloat(f[4], 64)
	u.Lon, errs[2] = strconv.ParseFloat(f[5], 64)
	u.People, errs[3] = strconv.Atoi(f[14])
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	u.Name, u.Country, u.Feature = f[1], f[8], f[7]
	u.Transliterated = otherScripts[u.Country]
	u.Main = []string{gazetteer.Fold(f[1]), gazetteer.Fold(f[2])}
	for a := range strings.SplitSeq(f[3], ",") {
		u.alternate(a)
	}
	if f[10] != "" {
		u.code1 = f[8] + "." + f[10]
		if f[11] != "" {
			u.code2 = u.code1 + "." + f[11]
		}
	}
	return u, nil
}

// alternate adds a GeoNames alternate name, unless it cannot be one that English news uses: an airport code, a number. A mere
// other spelling of the name is as good as the name. Of small towns that write Latin letters the others are left out: they are
// mostly respellings for other languages.
func (u *unit) alternate(name string) {
	if len(name) > 60 || len(name) < 2 || strings.ContainsAny(name, "0123456789/") || len(name) <= 4 && strings.ToUpper(name) == name {
		return
	}
	key := gazetteer.Fold(name)
	respelt := u.Transliterated && gazetteer.Loose(key) == gazetteer.Loose(u.Main[0])
	if key != "" && (respelt || key+" city" == u.Main[0]) {
		u.Main = append(u.Main, key)
	} else if u.Transliterated || u.People >= 5000 || u.Feature == "PPLA2" {
		u.Alts = append(u.Alts, key)
	}
}
