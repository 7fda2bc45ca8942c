// Package gdelt writes GDELT 2.0's event table: 61 columns, tabs between, no header. GDELT knows only deeds, so only what is told as
// actual is written; all else is counted.
package gdelt

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/side"
)

// Format is GDELT's table.
var Format = export.Format{Name: "gdelt", Suffix: ".export.CSV", Media: "text/tab-separated-values; charset=utf-8",
	About:   "GDELT 2.0 event columns, tab separated, no header; actual events only, the first actor and the first recipient",
	Columns: columns(), Reports: begin, Events: export.Whole(begin)}

func begin(w io.Writer, loss *export.Loss) (export.Writer[*export.Item], error) {
	return &table{w, loss}, nil
}

type table struct {
	w    io.Writer
	loss *export.Loss
}

func (t *table) Close() error { return nil }

func (t *table) Write(i *export.Item) error {
	r := &i.Report
	cameo := event.Text(r.CAMEO)
	switch {
	case r.Status != event.Actual:
		t.loss.Leave("status " + string(r.Status) + ": GDELT holds what took place")
		return nil
	case len(cameo) < 2:
		t.loss.Leave("its type has no CAMEO code")
		return nil
	}
	if _, err := i.Leads(); err != nil {
		return err
	}
	t.lose(r)
	var row []string
	for _, c := range table61 {
		row = append(row, plain(c.value(i)))
	}
	_, err := io.WriteString(t.w, strings.Join(row, "\t")+"\n")
	return err
}

func (t *table) lose(r *event.Report) {
	t.loss.Lose("spans, reasons, confidence and the sentence: jsonl has them")
	t.loss.LoseIf(len(r.Attribution) > 0, "on whose word: GDELT has no column for it")
	t.loss.LoseIf(len(r.Actor) > 1 || len(r.Recipient) > 1, "further actors or recipients: a row has one of each")
	t.loss.LoseIf(len(r.Counts) > 0, "counts of people: GDELT has no column for them")
	t.loss.LoseIf(len(r.Mode) > 1, "further modes: CAMEO has one code")
	t.loss.LoseIf(r.Historical, "told as background: GDELT does not mark it")
	t.loss.LoseIf(r.Date == nil, "no day: SQLDATE is empty, never the article's day")
	t.loss.LoseIf(r.Date != nil && r.Date.Start != r.Date.End, "days from and to: SQLDATE is empty, month and year are there where they are sure")
	if r.Place != nil {
		t.loss.LoseIf(event.Text(r.Place.Country) != "" && countryCode(r.Place) == "", "the place's country: FIPS 10-4 has no code for it, or two")
		t.loss.LoseIf(event.Text(r.Place.Admin1) != "" && divisionCode(r.Place) == "", "the place's division: FIPS 10-4's codes are not at hand but for the states of the USA")
		t.loss.LoseIf(!pointed(r.Place), "coordinates of a place that is no point")
	}
	for _, who := range [][]event.Actor{r.Actor, r.Recipient} {
		for _, a := range who[:min(1, len(who))] {
			s := event.Text(a.Sector)
			t.loss.LoseIf(s != "" && roles[s] == "", "the sector "+s+": CAMEO has no role for it")
		}
	}
}

// plain writes text without tabs and line ends, for the table has no quotes.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\u0085' {
			return ' '
		}
		return r
	}, s))
}

func pointed(p *event.Place) bool { return p.Precision == "exact" || p.Precision == "near" }

// sql writes a day without its dashes where it is sure.
func sql(r *event.Report) string {
	if r.Date == nil || r.Date.Start != r.Date.End {
		return ""
	}
	return strings.ReplaceAll(r.Date.Start, "-", "")
}

// common is the first n characters of the day, where those of first and last are the same.
func common(r *event.Report, n int) string {
	if r.Date == nil || len(r.Date.Start) < n || len(r.Date.End) < n || r.Date.Start[:n] != r.Date.End[:n] {
		return ""
	}
	return strings.ReplaceAll(r.Date.Start[:n], "-", "")
}

// fraction is GDELT's year and share of it: months of 30 days and years of 365.
func fraction(r *event.Report) string {
	day := sql(r)
	if len(day) != 8 {
		return ""
	}
	year, _ := strconv.Atoi(day[:4])
	month, _ := strconv.Atoi(day[4:6])
	date, _ := strconv.Atoi(day[6:])
	return strconv.FormatFloat(float64(year)+float64(month*30+date)/365, 'f', 4, 64)
}

func prefix(s string, n int) string { return s[:min(n, len(s))] }

// goldstein is the scale's value of a CAMEO root, as GDELT publishes it.
var goldstein = map[string]float64{"01": 0, "02": 3, "03": 4, "04": 1, "05": 3.5, "06": 6, "07": 7, "08": 5, "09": -2, "10": -5, "11": -2, "12": -4,
	"13": -6, "14": -6.5, "15": -7.2, "16": -4, "17": -7, "18": -9, "19": -10, "20": -10}

// quad is GDELT's class of a CAMEO root: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.
func quad(root string) int {
	n, _ := strconv.Atoi(root)
	switch {
	case n <= 5:
		return 1
	case n <= 8:
		return 2
	case n <= 13:
		return 3
	}
	return 4
}

// roles are CAMEO's of PLOVER's sectors. CAMEO has none for paramilitaries, parties, religious or civil bodies, or unknown ones.
var roles = map[string]string{"GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "REB": "REB", "UAF": "UAF",
	"OPP": "OPP", "ELI": "ELI", "CVL": "CVL", "REF": "REF", "JRN": "MED", "EDU": "EDU", "MED": "HLH", "LAB": "LAB", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM"}

// party is the first of a list as GDELT tells it.
type party struct{ name, country, group, role string }

func partyOf(list []event.Actor) (p party) {
	if len(list) == 0 {
		return p
	}
	a := list[0]
	p.name, p.role = strings.ToUpper(side.Name(a)), roles[event.Text(a.Sector)]
	switch code := event.Text(a.Code); code {
	case "UNO":
		p.group, p.role = "UNO", "IGO"
	case "EUR":
		p.group, p.role = "EEC", "IGO"
	case "IGO", "NGO", "ISM", "MNC", "IMG":
		p.role = code
	default:
		p.country = code
	}
	return p
}

// code is country, or kind and group, and role one after the other.
func (p party) code() string {
	if p.group != "" {
		return p.role + p.group
	}
	return p.country + p.role
}

// geoType is GDELT's: 1 a country, 2 a state of the United States, 3 a place in one, 4 a place elsewhere, 5 a division elsewhere.
func geoType(p *event.Place) string {
	american := event.Text(p.Country) == "USA"
	switch {
	case p.Precision == "country":
		return "1"
	case (p.Precision == "admin1" || p.Precision == "admin2") && american:
		return "2"
	case p.Precision == "admin1" || p.Precision == "admin2":
		return "5"
	case !pointed(p):
		return ""
	case american:
		return "3"
	}
	return "4"
}

func degrees(p *event.Place, of *float64) string {
	if of == nil || !pointed(p) {
		return ""
	}
	return strconv.FormatFloat(*of, 'f', -1, 64)
}

func count(n int) string { return fmt.Sprint(n) }
