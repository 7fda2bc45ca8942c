package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/user"
	"strings"
	"sync"
	"time"

	"dateline/internal/coding"
	"dateline/internal/server"
	"dateline/internal/store"
	"dateline/text"
	"dateline/web"
)

// ServeCmd is `dateline serve`.
type ServeCmd struct {
	DB       string   `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Listen   string   `default:"127.0.0.1:8765" help:"Address and port to listen on."`
	Token    string   `env:"DATELINE_TOKEN" help:"What clients must know; made up and printed where the address is not this machine's alone." placeholder:"SECRET"`
	Host     []string `help:"Names under which the server is reached, beside localhost and bare addresses." placeholder:"NAME"`
	ReadOnly bool     `help:"Let nobody review, merge or split."`
	Pages    string   `help:"Folder with the built pages, instead of those in the program." placeholder:"DIR" type:"existingdir"`
}

// Help is shown by `dateline serve --help`.
func (ServeCmd) Help() string {
	return `Shows the store in a browser: events, map, timeline, who does what to whom, stories, articles, review. No request leaves this machine.
The API is described at /api/openapi.json.

On any other address than this machine's own, clients need a token: the pages ask for it, programs send it as
Authorization: Bearer. The connection is not encrypted; put a TLS proxy before it where others can listen.

Examples:
  dateline serve --db syria.db
  dateline serve --listen 0.0.0.0:8765 --host archive.example.org --read-only`
}

// Validate refuses an address that cannot be listened on.
func (c *ServeCmd) Validate() error {
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return fmt.Errorf("--listen %s is no address and port, such as 127.0.0.1:8765", c.Listen)
	}
	return nil
}

// Run serves until it is interrupted.
func (c *ServeCmd) Run(app *App) (err error) {
	mode := store.ReadWrite
	if c.ReadOnly {
		mode = store.ReadOnly
	}
	if _, err := os.Stat(c.DB); errors.Is(err, fs.ErrNotExist) {
		mode = store.ReadOnly // whose error says how to make a store
	}
	db, err := store.Open(app.Context, c.DB, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	pages, done, err := c.pages()
	if err != nil {
		return err
	}
	defer done()
	s, err := c.server(app, db, pages)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(app.Context, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", c.Listen, err)
	}
	fmt.Fprintf(app.Stderr, "dateline: %s is at http://%s/ (Ctrl-C ends)\n", c.DB, listener.Addr())
	return serve(app.Context, s, listener)
}

// pages are those in the program or in the folder named, which nothing outside can be read by way of.
func (c *ServeCmd) pages() (fs.FS, func(), error) {
	if c.Pages == "" {
		return web.Pages(), func() {}, nil
	}
	root, err := os.OpenRoot(c.Pages)
	if err != nil {
		return nil, nil, err
	}
	return root.FS(), func() { _ = root.Close() }, nil
}

func (c *ServeCmd) server(app *App, db *store.Store, pages fs.FS) (*server.Server, error) {
	analyst, err := app.Analyst()
	if err != nil {
		return nil, err
	}
	if c.Token == "" && !loopback(c.Listen) {
		c.Token = rand.Text()
		fmt.Fprintf(app.Stderr, "dateline: the token is %s (name one of your own with --token or DATELINE_TOKEN)\n", c.Token)
	}
	hosts := make([]string, len(c.Host))
	for i, h := range c.Host {
		hosts[i] = strings.ToLower(h)
	}
	return server.New(server.Options{Store: db, Considerer: considerer{analyst}, Pages: pages, Token: c.Token, Hosts: hosts, Version: analyst.Version(),
		Reviewer: userName(), ReadOnly: c.ReadOnly, Log: slog.New(slog.NewTextHandler(app.Stderr, nil))}), nil
}

// loopback reports whether an address is this machine's alone.
func loopback(listen string) bool {
	host, _, _ := net.SplitHostPort(listen)
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

func userName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}

// shutdownWithin is how long requests in hand may take at the end.
const shutdownWithin = 5 * time.Second

// serve serves until ctx ends, then lets what is in hand be finished.
func serve(ctx context.Context, s *server.Server, l net.Listener) error {
	h := s.NewHTTP()
	failed := make(chan error, 1)
	var warming sync.WaitGroup
	defer warming.Wait() // it reads the store, which is closed next
	warming.Go(func() { s.Warm(ctx) })
	go func() { failed <- h.Serve(l) }()
	select {
	case err := <-failed:
		s.Stop()
		return err
	case <-ctx.Done():
	}
	s.Stop()
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWithin)
	defer cancel()
	if err := h.Shutdown(within); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// considerer reads an article anew and says why what was not coded was not.
type considerer struct{ analyst *Analyst }

// Consider gives the article's layers and what was passed over.
func (c considerer) Consider(a text.Article) (*text.Document, []coding.Consideration, error) {
	doc, err := c.analyst.Annotate(a)
	if err != nil {
		return nil, nil, err
	}
	return doc, c.analyst.coder.Considered(doc), nil
}
