// Package side says what kind of party somebody is, from PLOVER's code and sector, for the formats that know only parties to violence.
// It says unknown rather than guess.
package side

import (
	"strings"

	"dateline/event"
)

// Kind is what kind of party somebody is.
type Kind int

// The kinds.
const (
	Unknown  Kind = iota
	State         // the forces of a state, or its government
	Rebel         // an armed group against a state, or across borders
	Militia       // an armed group that is neither, and gangs
	External      // forces of international bodies and coalitions
	Civilian      // anybody unarmed
)

var sectors = map[string]Kind{"GOV": State, "MIL": State, "COP": State, "SPY": State, "REB": Rebel, "PRM": Militia, "UAF": Militia, "CRM": Militia,
	"CVL": Civilian, "REF": Civilian, "JRN": Civilian, "EDU": Civilian, "MED": Civilian, "REL": Civilian, "SOC": Civilian, "LAB": Civilian,
	"AGR": Civilian, "BUS": Civilian, "ELI": Civilian, "PTY": Civilian, "OPP": Civilian, "JUD": Civilian, "LEG": Civilian}

// Of gives the kind of an actor or recipient.
func Of(a event.Actor) Kind {
	code, sector := event.Text(a.Code), event.Text(a.Sector)
	switch {
	case code == "IMG":
		return Rebel
	case code == "NGO" || code == "ISM" || code == "MNC":
		return Civilian
	case (code == "IGO" || code == "UNO" || code == "EUR") && (sector == "" || sectors[sector] == State):
		return External
	}
	return sectors[sector]
}

// First gives the kind of the first whose kind is known.
func First(list []event.Actor) Kind {
	for _, a := range list {
		if k := Of(a); k != Unknown {
			return k
		}
	}
	return Unknown
}

// Armed says whether it bears arms.
func (k Kind) Armed() bool { return k == State || k == Rebel || k == Militia || k == External }

// Sides gives the parties of violence: who does it and whom it is done to. Where all parties are actors, as in a clash, the first
// stands against the rest.
func Sides(r *event.Report) (a, b []event.Actor) {
	if len(r.Recipient) == 0 && len(r.Actor) > 1 {
		return r.Actor[:1], r.Actor[1:]
	}
	return r.Actor, r.Recipient
}

// Name is how a party is called: its name, else its words.
func Name(a event.Actor) string {
	if name := event.Text(a.Name); name != "" {
		return name
	}
	return a.Text
}

// Names joins the parties' names.
func Names(list []event.Actor) string {
	var out []string
	for _, a := range list {
		out = append(out, Name(a))
	}
	return strings.Join(out, "; ")
}
