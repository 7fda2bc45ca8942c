// Package exporttest is what every export format must stand: one suite over one store of reports with hostile texts, unknown values and
// zeros, every status, and decisions of people. It is for tests only.
package exporttest
