// Package eval measures dateline's parts against data coded by people: readers in, counts and a table out. It runs what it
// is given and decides nothing; floors stand in its tests, with the hash of the data they were measured on.
package eval
