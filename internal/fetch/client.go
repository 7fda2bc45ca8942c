package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"dateline/internal/body"
)

// Limits of one fetch.
const (
	MaxBody       = 32 << 20         // bytes of a body, unpacked; the longest articles have 2 MB of markup
	maxHeader     = 256 << 10        // bytes of an answer's headers; servers send 2 to 20 kB
	maxRedirects  = 8                // in a row; publishers need 1 to 3
	maxRetries    = 3                // after the first try
	connectTime   = 10 * time.Second // to connect, and again for TLS
	headerTime    = 20 * time.Second // until the headers have come
	totalTime     = 90 * time.Second // for one answer, body included: a slow drip ends here
	idleTime      = 30 * time.Second // a connection is kept for the next request
	maxIdlePerHub = 2                // connections kept for a host
)

// Errors of a fetch, besides ErrRefused.
var (
	// ErrType says that the answer is no page, feed or file of articles.
	ErrType = errors.New("neither a page, a feed nor a file of articles")
	// ErrRobots says that robots.txt forbids it.
	ErrRobots = errors.New("forbidden by the site's robots.txt")
	// ErrRedirects says that an address leads on and on.
	ErrRedirects = errors.New("too many redirects")
)

// StatusError is an answer that is no success.
type StatusError struct {
	Status     int
	RetryAfter time.Duration // how long the server wants to be left alone; 0 when it does not say
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answered %d %s", e.Status, http.StatusText(e.Status))
}

// Options say how to fetch.
type Options struct {
	Agent        string        // User-Agent; robots.txt is read for the name before its slash
	AllowPrivate bool          // lifts the guard: every address, name and port
	Robots       bool          // asks robots.txt before each request
	Interval     time.Duration // least time between two requests to a host; 0 for none

	resolver *net.Resolver // for tests; nil is the system's
	backoff  time.Duration // for tests: the first wait; 0 is firstWait
	timeout  time.Duration // for tests; 0 is totalTime
}

// Client fetches. It is safe for concurrent use. It sends no cookies, credentials or referrers, and uses no proxy: behind one, what a
// name resolves to could not be checked.
type Client struct {
	opt    Options
	http   *retryablehttp.Client
	hosts  *hosts
	robots *robots
	now    func() time.Time
}

// New makes a client.
func New(opt Options) *Client {
	c := &Client{opt: opt, hosts: newHosts(opt.Interval), now: time.Now}
	c.robots = newRobots(c)
	dialer := &net.Dialer{Timeout: connectTime, KeepAlive: idleTime, ControlContext: c.control, Resolver: opt.resolver}
	transport := &http.Transport{Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: connectTime, ResponseHeaderTimeout: headerTime,
		MaxResponseHeaderBytes: maxHeader, MaxIdleConnsPerHost: maxIdlePerHub, IdleConnTimeout: idleTime, DisableCompression: true,
		ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	timeout := totalTime
	if opt.timeout > 0 {
		timeout = opt.timeout
	}
	c.http = retryablehttp.NewClient()
	c.http.Logger = nil
	c.http.RetryMax = maxRetries
	c.http.CheckRetry = checkRetry
	c.http.Backoff = c.backoff
	c.http.ErrorHandler = retryablehttp.PassthroughErrorHandler
	c.http.HTTPClient = &http.Client{Transport: &paced{transport, c.hosts}, Timeout: timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }} // follow walks them
	return c
}

// Request is what to fetch. ETag and LastModified are what an earlier answer said of itself; they may be empty.
type Request struct{ URL, ETag, LastModified string }

// Response is what was fetched.
type Response struct {
	Asked     string // the address as it was asked for
	URL       string // where it was found, after redirects
	At        time.Time
	Status    int // 200, or 304 when it is as the request's ETag and LastModified say
	Header    http.Header
	MediaType string // lower case, without parameters; "" when the server does not say
	Charset   string // as the server says; ""
	Body      []byte // its content encoding undone
}

// Get fetches an address. Errors name it.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	got, err := c.get(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.URL, bare(err))
	}
	return got, nil
}

// bare takes off the method and the address that net/http puts before an error.
func bare(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		return outer.Err
	}
	return err
}

func (c *Client) get(ctx context.Context, r Request) (*Response, error) {
	u, err := parse(r.URL)
	if err != nil {
		return nil, err
	}
	answer, err := c.follow(ctx, u, r, c.opt.Robots)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	got := &Response{Asked: r.URL, URL: answer.Request.URL.String(), At: c.now().UTC(), Status: answer.StatusCode, Header: answer.Header}
	switch {
	case answer.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		return got, nil
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return nil, &StatusError{answer.StatusCode, retryAfter(answer, c.now())}
	}
	media, params, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err == nil {
		got.MediaType, got.Charset = media, params["charset"]
	}
	if !readable(got.MediaType) {
		return nil, fmt.Errorf("%w, but %s", ErrType, got.MediaType)
	}
	got.Body, err = c.read(answer, MaxBody)
	return got, err
}

// parse reads an address; its fragment, which servers never see, is left out.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, refused("no web address: %v", bare(err))
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// read reads a body within a limit.
func (c *Client) read(answer *http.Response, limit int64) ([]byte, error) {
	raw, err := body.Decode(answer.Body, answer.Header.Get("Content-Encoding"), limit)
	if errors.Is(err, body.ErrTooLarge) {
		return nil, fmt.Errorf("larger than %d MB, unpacked: %w", limit>>20, err)
	}
	if err != nil {
		return nil, fmt.Errorf("the body could not be read: %w", err)
	}
	return raw, nil
}

// readable: articles are text, or text that is packed. A server that names no type is believed until its bytes are read.
func readable(media string) bool {
	main, sub, _ := strings.Cut(media, "/")
	switch main {
	case "", "text":
		return true
	case "application":
		for _, part := range []string{"xml", "json", "html", "octet-stream", "gzip", "zstd", "warc", "csv"} {
			if strings.Contains(sub, part) && !strings.Contains(sub, "officedocument") {
				return true
			}
		}
	}
	return false
}

// follow asks for an address and those it leads on to. Each is checked as the first was.
func (c *Client) follow(ctx context.Context, u *url.URL, r Request, robots bool) (*http.Response, error) {
	for range maxRedirects + 1 {
		if err := checkURL(u, c.opt.AllowPrivate); err != nil {
			return nil, err
		}
		if robots {
			if err := c.robots.allow(ctx, u); err != nil {
				return nil, err
			}
		}
		answer, err := c.ask(ctx, u, r)
		if err != nil {
			return nil, err
		}
		location := answer.Header.Get("Location")
		if answer.StatusCode < 300 || answer.StatusCode > 399 || location == "" {
			return answer, nil
		}
		drain(answer)
		next, err := u.Parse(location)
		if err != nil {
			return nil, refused("it leads to %q, which is no address", location)
		}
		if u.Scheme == "https" && next.Scheme == "http" {
			return nil, refused("it leads from https to %s, where anybody on the way could change it", next)
		}
		next.Fragment, next.RawFragment = "", ""
		u = next
	}
	return nil, fmt.Errorf("%w: %d", ErrRedirects, maxRedirects)
}

// drainable is how much of a body nobody wants is read, in bytes, so that its connection can be used again.
const drainable = 16 << 10

func drain(answer *http.Response) {
	_, _ = io.CopyN(io.Discard, answer.Body, drainable)
	answer.Body.Close()
}

func (c *Client) ask(ctx context.Context, u *url.URL, r Request) (*http.Response, error) {
	request, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", c.opt.Agent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, text/plain, */*;q=0.5")
	request.Header.Set("Accept-Encoding", body.Accept)
	request.Header.Set("Accept-Language", "en")
	if r.ETag != "" {
		request.Header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		request.Header.Set("If-Modified-Since", r.LastModified)
	}
	return c.http.Do(request)
}
