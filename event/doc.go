// Package event holds what dateline says of the world: reports, their actors, places, days and counts, and the JSON a
// report is written in (RECORD.md). Plain types, no I/O; what the values mean is PLOVER's (package plover).
package event
