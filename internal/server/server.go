package server

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/review"
	"dateline/internal/store"
	"dateline/plover"
)

// Options say what to serve and to whom.
type Options struct {
	Store      *store.Store
	Considerer Considerer // may be nil: then nobody says why a sentence was not coded
	Pages      fs.FS      // the built pages
	Token      string     // "" lets everybody in who reaches the address
	Hosts      []string
	Version    event.CoderVersion
	Reviewer   string // the name that a reviewer's page begins with
	ReadOnly   bool
	Log        *slog.Logger
}

// Server serves one store.
type Server struct {
	store      *store.Store
	linker     *link.Linker
	linking    sync.Mutex // the linker decides for one at a time
	desk       *review.Desk
	considerer Considerer
	options    Options
	log        *slog.Logger
	memo       memo
	api        huma.API
	mux        *http.ServeMux
	routes     []Route
	stopped    chan struct{} // closed when streams are to end
	stop       sync.Once
}

// Route is a pattern that is served, and what a request to it can do.
type Route struct {
	Pattern string // as http.ServeMux has it
	Class   Class
}

// Class is what a request to a route can do.
type Class string

// The classes.
const (
	Reads  Class = "reads"  // gives what the store holds
	Writes Class = "writes" // adds to the store
	Opens  Class = "opens"  // is let through without a token: it lets people in or says that the server is there
)

// New makes a server.
func New(o Options) *Server {
	s := &Server{store: o.Store, linker: link.New(o.Store), desk: review.New(o.Store, plover.Standard()), considerer: o.Considerer, options: o, log: o.Log,
		mux: http.NewServeMux(), stopped: make(chan struct{})}
	config := huma.DefaultConfig("dateline", o.Version.Version)
	config.Info.Description = "Event reports of one store: what happened, to whom, on whose word, and whether it happened at all."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil // no $schema in answers
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.RejectUnknownQueryParameters = true
	s.api = humago.New(s.mux, config)
	for _, register := range []func(){s.registerReports, s.registerCounts, s.registerArticles, s.registerEvents, s.registerStories, s.registerWho, s.registerReview,
		s.registerExport, s.registerMeta, s.registerStream, s.registerPages} {
		register()
	}
	s.allowNull("Place", "Date", "StoryHead", "Mean")
	return s
}

// allowNull says in the API's description that objects of these names may be null wherever they stand: what the text does not give is null,
// and a correction may say so. A field of a struct's type cannot say it itself.
func (s *Server) allowNull(names ...string) {
	for _, name := range names {
		s.api.OpenAPI().Components.Schemas.Map()[name].Nullable = true
	}
}

// schemaName tells the ontology's types from the reports' in the API's description: both have terms.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if strings.HasSuffix(t.PkgPath(), "/plover") {
		return "Ontology" + name
	}
	return name
}

// Stop ends the streams, which would keep the server from shutting down.
func (s *Server) Stop() { s.stop.Do(func() { close(s.stopped) }) }

// Routes lists what is served.
func (s *Server) Routes() []Route { return s.routes }

// OpenAPI is the API's description.
func (s *Server) OpenAPI() *huma.OpenAPI { return s.api.OpenAPI() }

// read registers an operation that gives what the store holds.
func read[I, O any](s *Server, id, path, summary string, f func(context.Context, *I) (*O, error)) {
	register(s, huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary}, Reads, f)
}

// write registers an operation that adds to the store.
func write[I, O any](s *Server, id, path, summary string, f func(context.Context, *I) (*O, error)) {
	register(s, huma.Operation{OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, MaxBodyBytes: maxBody}, Writes, f)
}

func register[I, O any](s *Server, op huma.Operation, class Class, f func(context.Context, *I) (*O, error)) {
	s.routes = append(s.routes, Route{op.Method + " " + op.Path, class})
	huma.Register(s.api, op, f)
}

// handle registers a handler that is no operation of the API.
func (s *Server) handle(pattern string, class Class, h http.Handler) {
	s.routes = append(s.routes, Route{pattern, class})
	s.mux.Handle(pattern, h)
}

// abort ends a connection without a proper end.
var abort = http.ErrAbortHandler

// fail turns an error into an answer that says what is wrong and what to do; what is nobody's business goes to the log.
func (s *Server) fail(err error) error {
	var faults *review.FaultsError
	if errors.As(err, &faults) {
		details := make([]error, len(faults.Faults))
		for i, f := range faults.Faults {
			details[i] = &huma.ErrorDetail{Location: "body.corrected." + f.Where, Message: f.What}
		}
		return huma.Error422UnprocessableEntity(review.ErrFaults.Error(), details...)
	}
	var detail *huma.ErrorDetail
	if errors.As(err, &detail) {
		return huma.Error422UnprocessableEntity("validation failed", detail)
	}
	for _, known := range []struct {
		is     error
		status int
	}{{store.ErrNotFound, http.StatusNotFound}, {store.ErrBadFilter, http.StatusUnprocessableEntity}, {store.ErrBadDecision, http.StatusConflict},
		{store.ErrTaken, http.StatusConflict}, {link.ErrNoChange, http.StatusConflict}, {link.ErrNobody, http.StatusUnprocessableEntity},
		{store.ErrReadOnly, http.StatusForbidden}} {
		if errors.Is(err, known.is) {
			return huma.NewError(known.status, err.Error())
		}
	}
	if errors.Is(err, context.Canceled) {
		return huma.NewError(499, "the request was taken back")
	}
	s.log.Error("request failed", "error", err)
	return huma.Error500InternalServerError("the store could not be read or written; the server's log says why")
}

// patience is how long a client may take for a part of what is streamed to it.
const patience = 30 * time.Second
