// Package gazetteer finds places by name in one compact, read-only file: cities, provinces and districts of GeoNames. The
// file is used where it lies, without unpacking, so opening it costs nothing and its pages are shared. It knows names and
// places, not texts: which of the places of one name a text means is package place's matter.
package gazetteer
