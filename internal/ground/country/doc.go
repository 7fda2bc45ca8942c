// Package country is the table of states and dependent territories: their ISO 3166-1 codes, names, demonyms, capitals and
// the seats that stand for their governments. It is a leaf: it knows nothing of documents, actors or coordinates.
package country
