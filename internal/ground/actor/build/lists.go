package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"dateline/internal/ground/country"
)

// officials lists the people of the Phoenix country dictionary, and apart from them its national bodies. An "ELI" role says only that somebody was out of office,
// which the dates of the others say too. offices gives the words for a role by country, name and role's place.
func officials(blocks []block, offices map[string]string) (people, bodies []string) {
	seen := map[string]bool{}
	for _, b := range blocks {
		names := clean(b.names, 2)
		if len(names) == 0 || len(names) > 40 {
			continue
		}
		var roles []string
		for _, r := range b.roles {
			c, s, ok := split(r.code)
			if !ok || s == "ELI" || s == "-" && r.from == "" {
				continue
			}
			r.office = offices[c+" "+strings.ToLower(names[0])]
			if s != "JUD" && strings.Contains(r.code, "GOV") {
				s = "GOV" // a minister of defence governs
			}
			if t := format(c, s, r.from, r.to, r.office); !slices.Contains(roles, t) {
				roles = append(roles, t)
			}
		}
		if l := line(names, roles); len(roles) > 0 && !seen[names[0]] {
			seen[names[0]] = true
			if body.MatchString(names[0]) {
				bodies = append(bodies, l)
			} else {
				people = append(people, l)
			}
		}
	}
	sort.Strings(people)
	sort.Strings(bodies)
	return people, bodies
}

// body finds the words that only names of bodies have.
var body = regexp.MustCompile(`(?i)\b(Army|Forces?|Ministry|Part(y|ies)|Council|Commission|Committee|Front|Movement|Union|Brigades?|Police|Court|Parliament|Assembly|` +
	`Government|Agency|Bank|Corps|Guards?|Navy|Department|Congress|Senate|Coalition|Alliance|Organi[sz]ation|League|Media|News|Television|Tv|Radio|Times|Post|Company|` +
	`Military|Militia|Rebels?|Troops|Peshmerga|Pesh|House|Institute|University|Church|Muslims?|Brotherhood|Opposition|Taliban|Group|Network|Command|Office|` +
	`Authority|Administration|Palace|Embassy|Service|Intelligence|Security|Bureau|Association|Federation|Soldiers?|Tribes?|Embassies|Republicans?|Democrats?|Campaign|Supporters)\b`)

// bodies lists international organisations and NGOs, and their officials.
func bodies(blocks []block) (out []string) {
	seen := map[string]bool{}
	for _, b := range blocks {
		names := clean(b.names, 1)
		if len(names) == 0 || seen[names[0]] || len(b.roles) == 0 {
			continue
		}
		if len(strings.Fields(names[0])) < 2 && !upper(b.names[0]) {
			continue
		}
		var roles []string
		for _, r := range b.roles {
			if c := international(r.code); c != "" {
				roles = append(roles, format(c, "-", r.from, r.to, ""))
			}
		}
		if len(roles) > 0 {
			seen[names[0]] = true
			out = append(out, line(abbreviations(names, b.names), slices.Compact(roles)))
		}
	}
	sort.Strings(out)
	return out
}

// abbreviations writes one-word names as the capitals they are ("Unhcr" to "UNHCR").
func abbreviations(names, raw []string) []string {
	for i, n := range names {
		if !strings.Contains(n, " ") && len(n) <= 8 {
			names[i] = strings.ToUpper(n)
		}
	}
	return names
}

func upper(s string) bool { return len(strings.Trim(s, "_")) <= 8 }

// international maps CAMEO's codes of bodies to the guidelines' ones.
func international(code string) string {
	switch {
	case strings.HasPrefix(code, "IGOUNO"):
		return "UNO"
	case strings.HasPrefix(code, "IGOEUREEC"):
		return "EUR"
	case strings.HasPrefix(code, "IGO"):
		return "IGO"
	case strings.HasPrefix(code, "NGO"), strings.HasPrefix(code, "NGM"):
		return "NGO"
	case strings.HasPrefix(code, "MNC"):
		return "MNC"
	}
	return ""
}

// groups lists armed groups.
func groups(blocks []block) (out []string) {
	for _, b := range blocks {
		names := clean(b.names, 2)
		if len(names) == 0 || len(b.roles) == 0 {
			continue
		}
		c, _, ok := split(b.roles[0].code)
		switch code := b.roles[0].code; {
		case ok:
		case strings.HasPrefix(code, "IMG"), strings.HasPrefix(code, "INT"):
			c = "IMG"
		default: // a region: no one country is named
			continue
		}
		out = append(out, line(names, []string{c + " REB"}))
	}
	sort.Strings(out)
	return out
}

var (
	comment      = regexp.MustCompile(`#[^\n]*`)
	countryBlock = regexp.MustCompile(`(?s)<Country>(.*?)</Country>`)
	official     = regexp.MustCompile(`(?m)^\s*([A-Z][^\s\[]+)\s*\[[^#\n]*#\s*([^\n]+)$`)
)

// parseCountryInfo gives the offices by "ISO3 name" and the lines of the cities' list.
func parseCountryInfo(text string) (offices map[string]string, cities []string) {
	offices = map[string]string{}
	for _, m := range countryBlock.FindAllStringSubmatch(text, -1) {
		iso := field(m[1], "ISO3166-alpha3")
		c := country.Default().ByCode(iso)
		if c == nil {
			continue
		}
		iso = c.ISO3
		for _, o := range official.FindAllStringSubmatch(field(m[1], "Government"), -1) {
			names := clean([]string{o[1]}, 2)
			office := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(o[2], ";", ","), "|", ""))
			if len(names) == 1 && len(office) < 90 {
				offices[iso+" "+strings.ToLower(names[0])] = office
			}
		}
		for _, tag := range []string{"MajorCities", "Regions"} {
			text := comment.ReplaceAllString(field(m[1], tag), "")
			for _, n := range clean(strings.Split(text, "\n"), 1) {
				if cs := country.Default().Lookup(n); len(cs) == 0 && !strings.Contains(n, "State") && !strings.Contains(n, ",") && !strings.HasPrefix(n, "#") {
					cities = append(cities, n+" | "+iso)
				}
			}
		}
	}
	sort.Strings(cities)
	return offices, slices.Compact(cities)
}

func field(block, tag string) string {
	_, rest, ok := strings.Cut(block, "<"+tag+">")
	if !ok {
		return ""
	}
	val, _, _ := strings.Cut(rest, "</"+tag)
	return strings.TrimSpace(val)
}

// readReign lists leaders whose time in office ended in 1980 or later. The list gives mostly surnames.
func readReign(r io.Reader) (out []string, err error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	type key struct{ name, iso string }
	roles := map[key][]string{}
	for _, row := range rows[1:] {
		iso := cowCodes[row[0]]
		if iso == "" {
			iso = row[0]
		}
		last, _ := strconv.Atoi(row[8])
		if country.Default().ByCode(iso) == nil || last < 1980 {
			continue
		}
		to := ymd(row[8], row[7], "")
		if to >= "2021-03" {
			to = "" // still in office when the list ends
		}
		k := key{strings.TrimSpace(row[3]), iso}
		roles[k] = append(roles[k], format(iso, "GOV", ymd(row[6], row[5], row[4]), to, "leader"))
	}
	for k, rs := range roles {
		if len(k.name) > 2 && !strings.ContainsAny(k.name, ";|/") {
			out = append(out, line([]string{k.name}, rs))
		}
	}
	sort.Strings(out)
	return out, nil
}

// cowCodes are the Correlates of War's state abbreviations that differ from ISO 3166's.
var cowCodes = map[string]string{"UKG": "GBR", "FRN": "FRA", "GMY": "DEU", "GFR": "DEU", "SPN": "ESP", "SWZ": "CHE", "SWD": "SWE", "SWA": "SWZ", "SAF": "ZAF",
	"NTH": "NLD", "POR": "PRT", "IRE": "IRL", "DEN": "DNK", "GRC": "GRC", "ROK": "KOR", "DRV": "VNM", "VTM": "VNM", "TAW": "TWN", "MYA": "MMR",
	"BUL": "BGR", "RUM": "ROU", "YUG": "SRB", "SER": "SRB", "CRO": "HRV", "BOS": "BIH", "MAC": "MKD", "MNG": "MNE", "KOS": "XKX", "SLO": "SVK", "SLV": "SVN",
	"LAT": "LVA", "LIT": "LTU", "MLD": "MDA", "GRG": "GEO", "ICE": "ISL", "SAL": "SLV", "HON": "HND", "GUA": "GTM", "COS": "CRI", "HAI": "HTI",
	"TRI": "TTO", "BAR": "BRB", "PAR": "PRY", "URU": "URY", "CHL": "CHL", "MOR": "MAR", "ALG": "DZA", "SUD": "SDN", "SSD": "SSD",
	"LEB": "LBN", "KUW": "KWT", "BAH": "BHR", "UAE": "ARE", "OMA": "OMN", "IRN": "IRN", "MON": "MNG", "PHI": "PHL", "INS": "IDN", "CAM": "KHM",
	"THI": "THA", "SIN": "SGP", "MAL": "MYS", "BNG": "BGD", "SRI": "LKA", "NEP": "NPL", "BHU": "BTN", "MAD": "MDV", "KZK": "KAZ", "KYR": "KGZ",
	"TAJ": "TJK", "TKM": "TKM", "UZB": "UZB", "AUL": "AUS", "NEW": "NZL", "FIJ": "FJI", "SOL": "SLB", "VAN": "VUT", "ETM": "TLS",
	"NIG": "NGA", "NIR": "NER", "CAO": "CMR", "CDI": "CIV", "GUI": "GIN", "BFO": "BFA", "SIE": "SLE", "TOG": "TGO", "GAM": "GMB", "MAA": "MRT", "CHA": "TCD",
	"CON": "COG", "DRC": "COD", "CEN": "CAF", "GAB": "GAB", "EQG": "GNQ", "BUI": "BDI", "TAZ": "TZA", "ZAM": "ZMB", "ZIM": "ZWE", "MZM": "MOZ", "MAW": "MWI",
	"BOT": "BWA", "LES": "LSO", "ANG": "AGO", "NAM": "NAM", "MAS": "MUS", "MAG": "MDG", "COM": "COM", "SOM": "SOM", "DJI": "DJI", "LIB": "LBY", "GHA": "GHA",
	"BEN": "BEN", "AUS": "AUT", "SWI": "CHE", "CZR": "CZE", "CZE": "CZE", "EST": "EST", "UKR": "UKR", "BLR": "BLR", "ARM": "ARM", "AZE": "AZE", "RUS": "RUS"}

func ymd(y, m, d string) string {
	if y == "" || y == "0" {
		return ""
	}
	out := y
	if mi, err := strconv.Atoi(m); err == nil && mi > 0 {
		out += fmt.Sprintf("-%02d", mi)
		if di, err := strconv.Atoi(d); err == nil && di > 0 {
			out += fmt.Sprintf("-%02d", di)
		}
	}
	return out
}
