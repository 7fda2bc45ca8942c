// Package web holds the built pages of `dateline serve`, as `make web` writes them. It has no logic: the pages are TypeScript in this
// folder, and package server serves them.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Pages are the built pages. Without a build there is no index.html among them.
func Pages() fs.FS {
	pages, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("web: " + err.Error()) // the name above is a valid one
	}
	return pages
}
