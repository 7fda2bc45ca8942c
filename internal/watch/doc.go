// Package watch looks at news feeds (RSS, Atom, JSON Feed, and lists of them as OPML) and gives the articles in them that the store
// does not have. It codes and keeps no article: that is package ingest's.
package watch
