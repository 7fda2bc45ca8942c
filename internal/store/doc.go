// Package store keeps captures, articles and their reports in one SQLite file, with where and when each came from. Nothing is
// overwritten: what a newer coder says is added, and the older stays readable. It reads no articles and codes nothing;
// docs/schema.md documents every table and column.
package store
