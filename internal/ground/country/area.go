package country

import "golang.org/x/text/language"

// outlying is the CLDR's group of islands without a people of their own, from the Antarctic to the Indian Ocean; M49 has no such area.
var outlying = language.MustParseRegion("QO")

// In tells whether a country lies in an area of the United Nations' M49 standard, given by its number: "145" is Western Asia, "019" the
// Americas. The areas are those of the Unicode CLDR, which has Kosovo in Southern Europe. What is outlying there lies in no area here.
func (c *Country) In(area string) bool {
	of, err := language.ParseRegion(c.ISO2)
	if err != nil || outlying.Contains(of) {
		return false
	}
	region, err := language.ParseRegion(area)
	return err == nil && region.Contains(of)
}
