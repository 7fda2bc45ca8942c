package main

import (
	"errors"
	"io"
	"log/slog"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"dateline/internal/server"
	"dateline/internal/store"
	"dateline/web"
)

// MCPCmd is `dateline mcp`.
type MCPCmd struct {
	DB string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
}

// Help is shown by `dateline mcp --help`.
func (MCPCmd) Help() string {
	return `Speaks the Model Context Protocol on standard input and output, so that an assistant can search the store and cite what it finds: reports
with their sentences, events, passages of articles, counts. Nothing is written. dateline serve has the same at /mcp.

Example, in an assistant's settings:
  {"mcpServers": {"dateline": {"command": "dateline", "args": ["mcp", "--db", "/archive/syria.db"]}}}`
}

// Run answers until the input ends.
func (c *MCPCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	s := server.New(server.Options{Store: db, Pages: web.Pages(), Version: analyst.Version(), ReadOnly: true,
		Log: slog.New(slog.NewTextHandler(app.Stderr, nil))})
	err = s.Assistant().Run(app.Context, &mcp.IOTransport{Reader: io.NopCloser(app.Stdin), Writer: nopCloser{app.Stdout}})
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

type nopCloser struct{ io.Writer }

// Close leaves the program's own output open.
func (nopCloser) Close() error { return nil }
