package gazetteer

import "slices"

// features are the GeoNames feature codes that the file knows; a record holds the index. Codes of other places, of the
// readable lists, need not stand here.
var features = []string{"PPL", "PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLX", "PPLL", "STLMT", "PPLF", "PPLQ",
	"PPLS", "PPLG", "PPLH", "PPLW", "PPLR", "PPLCH", "ADM1", "ADM2"}

// featureIndex is a code's place in the list; an unknown one is an ordinary populated place.
func featureIndex(code string) byte { return byte(max(0, slices.Index(features, code))) }
