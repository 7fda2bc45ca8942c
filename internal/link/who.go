package link

import (
	"strings"

	"dateline/event"
)

// identity is what makes two mentions the same actor: code and sector, else the words.
func identity(a event.Actor) string {
	if a.Code != nil || a.Sector != nil {
		return event.Text(a.Code) + "." + event.Text(a.Sector)
	}
	return "~" + fold(event.Text(a.Name)+"|"+a.Text)
}

// label is an actor as people read it.
func label(a event.Actor) string {
	switch code, sector := event.Text(a.Code), event.Text(a.Sector); {
	case code != "" && sector != "":
		return code + "." + sector
	case code+sector != "":
		return code + sector
	case a.Name != nil:
		return *a.Name
	}
	return a.Text
}

// mayBe reports whether two mentions can stand for the same actor: nothing that both say differs. An actor that no code is known of
// may be anybody.
func mayBe(a, b event.Actor) bool {
	if a.Code != nil && b.Code != nil && *a.Code != *b.Code {
		return false
	}
	if a.Code == nil && b.Code == nil && a.Name != nil && b.Name != nil && fold(*a.Name) != fold(*b.Name) {
		return false
	}
	return a.Sector == nil || b.Sector == nil || *a.Sector == *b.Sector
}

// voucher is on whose word a report rests.
func voucher(r *event.Report) event.Voucher {
	if len(r.Attribution) > 0 {
		s := r.Attribution[0]
		return event.Voucher{Name: s.Text, Code: s.Code, Sector: s.Sector}
	}
	name := event.Text(r.Document.Source)
	if name == "" {
		name = r.Document.ID
	}
	return event.Voucher{Name: name, Publisher: true}
}

// sameVoucher: the same publisher, or a source of the same code and sector; one without a code by its words.
func sameVoucher(a, b event.Voucher) bool {
	if a.Publisher != b.Publisher {
		return false
	}
	if !a.Publisher && (a.Code != nil || a.Sector != nil || b.Code != nil || b.Sector != nil) {
		return event.Text(a.Code) == event.Text(b.Code) && event.Text(a.Sector) == event.Text(b.Sector)
	}
	return fold(a.Name) == fold(b.Name)
}

// fold makes words comparable: lower case, articles and spaces out.
func fold(words string) string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(words)) {
		if w != "the" && w != "a" && w != "an" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
