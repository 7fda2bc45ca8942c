package acled

// areas are the M49 areas of ACLED's regions, the narrower first where one lies in another: ACLED's 17 regions follow M49's areas of Africa
// and of most of the others, and draw Asia's west and America's middle otherwise.
var areas = []struct{ m49, region string }{
	{"011", "Western Africa"}, {"017", "Middle Africa"}, {"014", "Eastern Africa"}, {"018", "Southern Africa"}, {"015", "Northern Africa"},
	{"034", "South Asia"}, {"035", "Southeast Asia"}, {"145", "Middle East"}, {"143", "Caucasus and Central Asia"}, {"030", "East Asia"},
	{"150", "Europe"}, {"013", "Central America"}, {"005", "South America"}, {"029", "Caribbean"}, {"021", "North America"}, {"009", "Oceania"},
}

// elsewhere are the countries that ACLED puts into another region than M49's; "" where that could not be checked: ACLED moved them.
var elsewhere = map[string]string{"IRN": "Middle East", "ARM": "Caucasus and Central Asia", "AZE": "Caucasus and Central Asia",
	"GEO": "Caucasus and Central Asia", "CYP": "Europe", "MEX": "North America", "ATA": "Antarctica", "AFG": "", "ZMB": "", "ZWE": ""}

func region(x *row) any {
	c := countryOf(x)
	if c == nil {
		return nil
	}
	if name, ok := elsewhere[c.ISO3]; ok {
		if name == "" {
			return nil
		}
		return name
	}
	for _, a := range areas {
		if c.In(a.m49) {
			return a.region
		}
	}
	return nil
}
