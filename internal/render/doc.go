// Package render shows reports to eyes: a table, an article with its evidence coloured, one report explained. Only text comes
// out; what goes into files is written elsewhere.
package render
