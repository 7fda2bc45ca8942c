package acled

import (
	"slices"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/side"
)

// kind is ACLED's disorder type, event type and sub-event type.
type kind struct{ disorder, event, sub string }

const (
	violence     = "Political violence"
	demonstrated = "Demonstrations"
	strategic    = "Strategic developments"
	remote       = "Explosions/Remote violence"
	onCivilians  = "Violence against civilians"
)

// byMode are the kinds that the means alone decides, the first that fits.
var byMode = []struct {
	mode string
	kind kind
}{
	{"unconventional", kind{violence, remote, "Chemical weapon"}},
	{"suicide-attack", kind{violence, remote, "Suicide bomb"}},
	{"drone", kind{violence, remote, "Air/drone strike"}},
	{"aerial", kind{violence, remote, "Air/drone strike"}},
	{"heavy-weapons", kind{violence, remote, "Shelling/artillery/missile attack"}},
	{"explosives", kind{violence, remote, "Remote explosive/landmine/IED"}},
	{"sexual", kind{violence, onCivilians, "Sexual violence"}},
	{"abduct", kind{violence, onCivilians, "Abduction/forced disappearance"}},
}

// classify gives the kind of a report, or why ACLED cannot hold it.
func classify(r *event.Report) (kind, string) {
	switch {
	case r.Status != event.Actual:
		return kind{}, "status " + string(r.Status) + ": ACLED holds what took place"
	case r.Event == "PROTEST":
		return protest(r)
	case r.Event == "ASSAULT":
		return assault(r), ""
	}
	return kind{}, r.Event + ": neither violence nor a demonstration"
}

func protest(r *event.Report) (kind, string) {
	for _, mode := range []string{"riot", "vandalize"} {
		if slices.Contains(r.Mode, mode) {
			return kind{demonstrated, "Riots", "Violent demonstration"}, ""
		}
	}
	for _, mode := range []string{"strike", "boycott", "hunger"} {
		if slices.Contains(r.Mode, mode) && !slices.Contains(r.Mode, "demo") {
			return kind{}, "PROTEST " + mode + ": ACLED holds demonstrations"
		}
	}
	return kind{demonstrated, "Protests", "Peaceful protest"}, ""
}

func assault(r *event.Report) kind {
	for _, m := range byMode {
		if slices.Contains(r.Mode, m.mode) {
			return m.kind
		}
	}
	switch {
	case slices.Contains(r.Mode, "crowd-control"):
		if low, _ := export.Toll(r.Counts, "killed"); low != nil && *low > 0 {
			return kind{"Political violence; Demonstrations", "Protests", "Excessive force against protesters"}
		}
		return kind{demonstrated, "Protests", "Protest with intervention"}
	case len(r.Mode) == 1 && r.Mode[0] == "destroy":
		return kind{strategic, strategic, "Looting/property destruction"}
	}
	a, b := side.Sides(r)
	switch suffers := side.First(b); {
	case suffers == side.Civilian && side.First(a) == side.Civilian:
		return kind{violence, "Riots", "Mob violence"}
	case suffers == side.Civilian:
		return kind{violence, onCivilians, "Attack"}
	case suffers.Armed() && side.First(a) != side.Civilian:
		return kind{violence, "Battles", "Armed clash"}
	}
	return kind{disorder: violence}
}
