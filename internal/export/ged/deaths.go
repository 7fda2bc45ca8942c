package ged

import (
	"regexp"
	"strings"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/side"
)

// deaths are UCDP's: of side A, side B, civilians and unknown, and the bounds; nil is NA.
type deaths struct {
	a, b, civilians, unknown any
	low, high                any
}

// civil are words for people who bear no arms.
var civil = regexp.MustCompile(`(?i)\b(civilians?|children|child|wom[ae]n|girls?|boys?|famil(y|ies)|residents?|villagers?|protest[eo]rs?|demonstrators?|` +
	`journalists?|students?|worshipp?ers|pilgrims?|tourists?|patients?|passengers?|refugees?|aid workers?|doctors?)\b`)

// countDead puts each count where its words or the only kind of victim put it; what cannot be told is unknown.
func countDead(x *row) deaths {
	var d deaths
	low, high := export.Toll(x.r.Counts, "killed")
	d.low, d.high = *low, opened(high)
	for _, c := range x.r.Counts {
		if c.What == "killed" && c.Low != nil {
			add(d.of(x, event.Text(c.Who)), *c.Low)
		}
	}
	return d
}

func (d *deaths) of(x *row, who string) *any {
	switch {
	case civil.MatchString(who):
		return &d.civilians
	case who != "" && names(x.a, who):
		return &d.a
	case who != "" && names(x.b, who) && side.First(x.b).Armed():
		return &d.b
	case x.unarmed() && (who == "" || names(x.b, who) || strings.EqualFold(who, "people")):
		return &d.civilians
	}
	return &d.unknown
}

// names says whether the words name one of a side.
func names(list []event.Actor, who string) bool {
	for _, a := range list {
		if strings.Contains(strings.ToLower(a.Text), strings.ToLower(who)) {
			return true
		}
	}
	return false
}

func add(to *any, n int) {
	if sum, ok := (*to).(int); ok {
		n += sum
	}
	*to = n
}

func opened(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}
