package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dateline/internal/ground/country"
)

// block is one actor of a Phoenix dictionary: its names, and its codes with their dates.
type block struct {
	names []string
	roles []role
}

type role struct {
	code     string // CAMEO: "AFGGOVMIL"
	from, to string // YYYY-MM-DD; empty for open
	office   string
}

var bracket = regexp.MustCompile(`\[([A-Z~-]+)\s*([^\]]*)\]`)

// parsePhoenix reads TABARI's actor format: a name, lines "+alias", lines "[CODE dates]"; "#" begins a comment.
func parsePhoenix(text string) (out []block) {
	var cur *block
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, _, _ := strings.Cut(line, "[")
		name = strings.TrimSpace(name)
		switch alias, ok := strings.CutPrefix(name, "+"); {
		case name == "":
		case ok && cur != nil:
			cur.names = append(cur.names, strings.TrimSpace(alias))
		default:
			out = append(out, block{names: []string{name}})
			cur = &out[len(out)-1]
		}
		if cur == nil {
			continue
		}
		for _, m := range bracket.FindAllStringSubmatch(line, -1) {
			from, to := dates(m[2])
			cur.roles = append(cur.roles, role{code: m[1], from: from, to: to})
		}
	}
	return out
}

var dateForm = regexp.MustCompile(`[0-9]{6,8}`)

// dates reads ">20040309", "<041231" and "20010101 - 20020101".
func dates(s string) (from, to string) {
	ds := dateForm.FindAllString(s, -1)
	switch {
	case len(ds) == 0:
		return "", ""
	case len(ds) >= 2:
		return isoDate(ds[0]), isoDate(ds[1])
	case strings.Contains(s, "<"):
		return "", isoDate(ds[0])
	}
	return isoDate(ds[0]), ""
}

// isoDate makes YYYY-MM-DD of YYYYMMDD or YYMMDD; days that no month has, such as 31 September, become the 28th.
func isoDate(d string) string {
	if len(d) == 6 {
		if d[0] >= '3' {
			d = "19" + d
		} else {
			d = "20" + d
		}
	}
	if len(d) != 8 {
		return ""
	}
	day := d[6:]
	if day > "28" {
		day = "28"
	}
	return d[:4] + "-" + d[4:6] + "-" + day
}

// sectors maps CAMEO's role codes to PLOVER's sectors.
var sectors = map[string]string{"GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "REB": "REB",
	"OPP": "OPP", "ELI": "ELI", "BUS": "BUS", "CVL": "CVL", "MED": "JRN", "EDU": "EDU", "LAB": "LAB", "AGR": "AGR", "HLH": "MED",
	"CRM": "CRM", "REF": "REF", "PTY": "PTY", "UAF": "UAF", "INS": "REB", "SEP": "REB", "MOS": "REL", "CHR": "REL", "JEW": "REL",
	"BUD": "REL", "HIN": "REL", "REL": "REL", "HRI": "SOC", "DEV": "SOC", "ENV": "SOC", "KID": "SOC"}

// recode are codes of the dictionaries that are not ISO 3166's of today.
var recode = map[string]string{"KSV": "XKX", "TMP": "TLS", "KNT": "KNA", "DDR": "DEU", "USR": "RUS", "SUN": "RUS", "YUG": "SRB",
	"SCG": "SRB", "FRY": "SRB", "SRP": "BIH", "CSK": "CZE", "FRN": "FRA", "ROM": "ROU", "ZAR": "COD"}

// split makes country and sector of a CAMEO code; ok is false where the code names no country and no body of ours.
func split(code string) (c, sector string, ok bool) {
	if len(code) < 3 {
		return "", "", false
	}
	c = code[:3]
	if n, there := recode[c]; there {
		c = n
	}
	if country.Default().ByCode(c) == nil {
		return "", "", false
	}
	for rest := code[3:]; len(rest) >= 3; rest = rest[3:] {
		if s, there := sectors[rest[:3]]; there {
			return c, s, true
		}
	}
	return c, "-", true
}

func (r role) String() string {
	c, s, _ := split(r.code)
	return strings.TrimSpace(format(c, s, r.from, r.to, r.office))
}

func format(code, sector, from, to, office string) string {
	out := code + " " + sector
	if from != "" || to != "" {
		out += " " + from + ".." + to
	}
	return strings.TrimRight(out+" "+office, " ")
}

var titles = regexp.MustCompile(`(?i)^(President|Prime_Minister|Minister|Premier|Secretary|Senator|Ambassador|King|Queen|Prince|Foreign|Defen[cs]e|` +
	`General|Gen\.|Chancellor|Dr\.?|Sir|Mr\.?|Mrs\.?|Acting|Former|Ex|Vice|Lady|Lord|Baroness|Baron|Secretary-General|UN|Judge|Chief|Colonel|Sheikh|` +
	`Interior|Deputy|Governor|Congressman|Rep\.?|Sen\.?|The)[_ ]`)

// titled finds a title within a name; as the last word it may be a surname.
var titled = regexp.MustCompile(`^(Us|U\.s\.?|American|United States|President-Elect) |\b(President|Prime Minister|Foreign Minister|Minister|Secretary|Chancellor|Premier|Ambassador|Administration|Secretaty|Speaker|Leader)\b`)

// particles are the parts of a name that stay small.
var particles = []string{"al", "el", "de", "del", "der", "den", "van", "von", "bin", "ibn", "da", "dos", "das", "di", "du", "la", "le",
	"of", "and", "for", "the", "in", "on", "y", "e", "ul", "ur", "ud"}

// proper makes "Ghazi al-Yawer" of "GHAZI_AL-YAWER_".
func proper(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' })
	for i, w := range words {
		parts := strings.Split(w, "-")
		for j, p := range parts {
			low := strings.ToLower(p)
			if slices.Contains(particles, low) && (i > 0 || j+1 < len(parts)) && len(words)+len(parts) > 2 {
				parts[j] = low
			} else {
				parts[j] = capital(low)
			}
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

func capital(s string) string {
	if s == "" {
		return s
	}
	for i, r := range s { // the first letter, which may follow an apostrophe
		if r != '\'' && r != '(' {
			return s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
		}
	}
	return s
}

// clean turns a dictionary's names into ours, without titles, and without what is no name.
func clean(names []string, least int) (out []string) {
	for _, n := range names {
		n = strings.Trim(strings.TrimSpace(n), "_ ")
		for titles.MatchString(n) {
			n = titles.ReplaceAllString(n, "")
		}
		p := proper(strings.ReplaceAll(n, "+", ""))
		if titled.MatchString(p) {
			continue // "Us President Barack Obama": the resolver reads titles itself
		}
		if len(strings.Fields(p)) < least || strings.ContainsAny(p, "|;{}()[]?!/:\"0123456789&") || slices.Contains(out, p) || len(p) < 3 {
			continue
		}
		out = append(out, p)
	}
	return out
}

func line(names, roles []string) string {
	return fmt.Sprintf("%s | %s", strings.Join(names, "; "), strings.Join(roles, "; "))
}
