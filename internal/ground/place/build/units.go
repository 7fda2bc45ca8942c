package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"

	"dateline/internal/ground/place/gazetteer"
)

// units are the provinces and districts by GeoNames' codes.
type units struct{ first, second map[string]string }

func readUnits(dir string) (*units, error) {
	u := &units{map[string]string{}, map[string]string{}}
	for file, to := range map[string]map[string]string{"/admin1.json": u.first, "/admin2.json": u.second} {
		raw, err := os.ReadFile(dir + file)
		if err != nil {
			return nil, err
		}
		var list []struct{ Code, Name string }
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", dir+file, err)
		}
		for _, e := range list {
			to[e.Code] = e.Name
		}
	}
	return u, nil
}

// place makes the units that have towns, each in the middle of its towns, and joins the towns to them.
func (u *units) place(towns []*unit) (admin1, admin2 []*unit) {
	of1, of2 := map[string][]*unit{}, map[string][]*unit{}
	for _, t := range towns {
		if u.first[t.code1] != "" {
			of1[t.code1] = append(of1[t.code1], t)
		}
		if u.second[t.code2] != "" {
			of2[t.code2] = append(of2[t.code2], t)
		}
	}
	index1, index2 := map[string]int{}, map[string]int{}
	for i, code := range sortedKeys(of1) {
		index1[code] = i
		admin1 = append(admin1, middle(code, u.first[code], "ADM1", of1[code]))
	}
	for i, code := range sortedKeys(of2) {
		index2[code] = i
		admin2 = append(admin2, middle(code, u.second[code], "ADM2", of2[code]))
	}
	for _, list := range [][]*unit{admin1, admin2, towns} {
		for _, t := range list {
			t.Admin1, t.Admin2 = -1, -1
			if i, ok := index1[t.code1]; ok && t.Feature != "ADM1" {
				t.Admin1 = i
			}
			if i, ok := index2[t.code2]; ok && t.Feature != "ADM2" {
				t.Admin2 = i
			}
		}
	}
	return admin1, admin2
}

func sortedKeys(m map[string][]*unit) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// middle makes a unit of its towns: the point is the middle of their extent, the radius half its diagonal, at least 10 km.
func middle(code, name, feature string, towns []*unit) *unit {
	u := &unit{}
	parts := strings.Split(code, ".")
	u.Name, u.Country, u.Feature, u.Main = name, parts[0], feature, unitNames(name, parts[0])
	u.Transliterated = otherScripts[u.Country]
	if u.code1 = parts[0] + "." + parts[1]; feature == "ADM2" {
		u.code2 = code
	}
	south, north, west, east := 90.0, -90.0, 180.0, -180.0
	for _, t := range towns {
		south, north, west, east = min(south, t.Lat), max(north, t.Lat), min(west, t.Lon), max(east, t.Lon)
		u.People += t.People
	}
	u.Lat, u.Lon = (south+north)/2, (west+east)/2
	u.RadiusKm = max(10, 111.2/2*math.Hypot(north-south, (east-west)*math.Cos(u.Lat*math.Pi/180)))
	return u
}

// kinds are the words that GeoNames adds to names of provinces and districts; news leaves them out or uses others. US counties
// keep theirs, and so do the parishes of Louisiana: "Henry County".
var kinds = strings.Split("governorate,province,state,region,oblast,district,prefecture,department,municipality,kray,krai,republic,area,"+
	"autonomous oblast,autonomous okrug,raion,rayon,rayonu,urban district,okrug,gorodskoy okrug,kommun,kommune,tumani,jaras,ilcesi,vald,zone,division,"+
	"atoll,shi,gun,ken,pradesh,regency,regional state,metropolitan municipality,district municipality,urban okrug,county", ",")

var kindsBefore = strings.Split("province of,province de,provincia de,provincia di,provincia,departamento de,departamento,departement de,departement du,"+
	"departement des,departement d,departement de la,municipio de,municipio,municipality of,muhafazat,wilayat,wilaya,wilaya de,republic of,city of,"+
	"state of,comuna,amphoe,huyen,tinh,kabupaten,kota,shahrestan e,powiat,gemeente,obshtina,gorodskoy okrug,okres,partido de,markaz,"+
	"distrito de,distrito,daira,daira de,opcina,grad,urban municipality of,opstina,cercle de,cercle du,region de,region du,circonscription de,prefecture de,"+
	"politischer bezirk,commune de,kreis,landkreis,free municipal consortium of,metropolitan city of", ",")

// unitNames are a unit's folded names, with and without the word for its kind.
func unitNames(name, cc string) []string {
	full := gazetteer.Fold(name)
	names := []string{full}
	if cc == "US" {
		return names
	}
	for _, k := range kinds {
		if short, ok := strings.CutSuffix(full, " "+k); ok {
			names = append(names, short)
		}
	}
	for _, k := range kindsBefore {
		if short, ok := strings.CutPrefix(full, k+" "); ok {
			names = append(names, short)
		}
	}
	return names
}
