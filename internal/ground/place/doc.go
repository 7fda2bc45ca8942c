// Package place finds the places an article names or describes and says what they stand for: a gazetteer compiled from GeoNames,
// readable lists of our own, and the reading of all names of an article together. Which event happens at which place is the coder's
// matter, and that "Washington" may stand for a government the actors': here it is listed as the toponym it is.
package place
