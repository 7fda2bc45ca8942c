package actor

import "dateline/internal/ground/country"

// The codes of the guidelines for actors that belong to no one state.
var supranational = map[string]string{"UNO": "the United Nations", "EUR": "the European Union", "IGO": "an organisation of states",
	"NGO": "a non-governmental organisation", "ISM": "a social movement across borders", "MNC": "a multinational company",
	"IMG": "an armed group across borders"}

var sectors = map[string]bool{"GOV": true, "MIL": true, "COP": true, "JUD": true, "LEG": true, "SPY": true, "PRM": true, "REB": true,
	"UAF": true, "PTY": true, "OPP": true, "ELI": true, "CVL": true, "REF": true, "JRN": true, "EDU": true, "MED": true, "REL": true,
	"SOC": true, "LAB": true, "AGR": true, "BUS": true, "CRM": true, "UNK": true}

func validCode(c string) bool {
	return c == "" || supranational[c] != "" || country.Default().ByCode(c) != nil && len(c) == 3
}

func validSector(s string) bool { return s == "" || sectors[s] }

// isState reports whether a code is a state's.
func isState(c string) bool { return c != "" && supranational[c] == "" }

func countryName(code string) string {
	if c := country.Default().ByCode(code); c != nil {
		return c.Name
	}
	return supranational[code]
}
