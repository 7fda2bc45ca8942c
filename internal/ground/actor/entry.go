package actor

import (
	"fmt"
	"strings"
)

// Kind is what an entry of the lists is.
type Kind uint8

// The kinds of entries.
const (
	Person Kind = iota
	Organisation
	Group // armed groups, movements, national bodies
	Party
	Media
	People // a people or a faith, whose name stands for people
)

var kinds = map[string]Kind{"person": Person, "organisation": Organisation, "organization": Organisation, "group": Group, "party": Party,
	"media": Media, "people": People}

// Entry is somebody with a name.
type Entry struct {
	Name     string // the canonical name
	Kind     Kind
	Roles    []Role
	Gender   byte // 'm', 'f' or 0
	Wikidata string
	In       []string // ISO3 codes of where an armed group operates, or where one name of several has this meaning
	Source   string   // where it is from, with the list and the line

	raw string // the roles as the list writes them, read when they are asked for
}

// roles gives the roles; those of the generated lists, whose form a test checks, are read only here.
func (e *Entry) roles() []Role {
	if e.raw == "" {
		return e.Roles
	}
	rs, err := parseRoles(e.raw)
	if err != nil {
		return []Role{{}}
	}
	return rs
}

func parseRoles(s string) (rs []Role, err error) {
	for r := range strings.SplitSeq(s, ";") {
		role, err := parseRole(strings.TrimSpace(r))
		if err != nil {
			return nil, err
		}
		rs = append(rs, role)
	}
	return rs, nil
}

// Role is what somebody is at a time. Code and Sector are empty where there is none.
type Role struct {
	Code, Sector string
	From, To     int // YYYYMMDD; 0 for open
	Office       string
}

// name is one name of an entry as a list gives it.
type name struct {
	text string
	weak bool // counts only where the article supports it
}

// parseEntry reads "names | roles | remarks".
func parseEntry(line string) (e Entry, names []name, err error) {
	f := strings.Split(line, "|")
	if len(f) < 2 {
		return e, nil, fmt.Errorf("no \"|\" between names and roles")
	}
	for n := range strings.SplitSeq(f[0], ";") {
		n = strings.TrimSpace(n)
		bare, weak := strings.CutPrefix(n, "~")
		if bare != "" {
			names = append(names, name{bare, weak})
		}
	}
	if len(names) == 0 {
		return e, nil, fmt.Errorf("no name")
	}
	e.Name = names[0].text
	if e.Roles, err = parseRoles(f[1]); err != nil {
		return e, nil, err
	}
	if len(f) > 2 {
		err = e.remarks(f[2])
	}
	return e, names, err
}

func (e *Entry) remarks(s string) error {
	for r := range strings.FieldsSeq(s) {
		key, val, _ := strings.Cut(r, "=")
		switch key {
		case "g":
			e.Gender = (val + " ")[0]
		case "q":
			e.Wikidata = val
		case "in":
			e.In = strings.Split(val, ",")
		default:
			return fmt.Errorf("remark %q, want g=, q= or in=", r)
		}
	}
	return nil
}

// parseRole reads "CODE SECTOR [from..to] [office]"; "-" stands for none.
func parseRole(s string) (r Role, err error) {
	f := strings.SplitN(s, " ", 4)
	if len(f) < 2 {
		return r, fmt.Errorf("role %q, want a code and a sector", s)
	}
	r.Code, r.Sector = none(f[0]), none(f[1])
	if !validCode(r.Code) {
		return r, fmt.Errorf("code %q, want ISO 3166-1 alpha-3 or one of UNO EUR IGO NGO ISM MNC IMG", f[0])
	}
	if !validSector(r.Sector) {
		return r, fmt.Errorf("sector %q is not one of PLOVER's", f[1])
	}
	rest := f[2:]
	if len(rest) > 0 {
		if from, to, ok := strings.Cut(rest[0], ".."); ok {
			if r.From, err = parseDay(from, false); err != nil {
				return r, err
			}
			if r.To, err = parseDay(to, true); err != nil {
				return r, err
			}
			rest = rest[1:]
		}
	}
	r.Office = strings.Join(rest, " ")
	return r, nil
}

func none(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// parseDay makes YYYYMMDD of YYYY, YYYY-MM or YYYY-MM-DD; an end without a day is its month's or year's last.
func parseDay(s string, end bool) (int, error) {
	if s == "" {
		return 0, nil
	}
	y, m, d := 0, 0, 0
	if n, _ := fmt.Sscanf(s, "%4d-%2d-%2d", &y, &m, &d); n == 0 || len(s) != 1+3*n || y < 1000 || m > 12 || d > 31 {
		return 0, fmt.Errorf("date %q, want YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	if end && m == 0 {
		m = 12
	}
	if end && d == 0 {
		d = 31
	}
	return y*10000 + m*100 + d, nil
}

// At gives the role at a day (YYYYMMDD, 0 when unknown): the one whose dates hold it, else the latest that began before it,
// else the first. sure is false where no dates hold it.
func (e *Entry) At(day int) (r Role, sure bool) {
	best := -1
	roles := e.roles()
	for i, r := range roles {
		if day == 0 && len(roles) > 1 {
			continue
		}
		if (r.From == 0 || r.From <= day) && (r.To == 0 || day <= r.To) {
			return r, true
		}
		if r.From <= day && (best < 0 || r.To > roles[best].To) {
			best = i
		}
	}
	if best < 0 {
		best = 0
		if day == 0 {
			best = len(roles) - 1
		}
	}
	return roles[best], false
}
