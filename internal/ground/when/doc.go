// Package when finds the time expressions of a document (TIMEX3) and says which days they stand for, from the date of
// publication, other times of the text, and the tense. What the text does not settle stays unresolved, with the reason.
package when
