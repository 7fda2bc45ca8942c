package fetch

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"

	"dateline/internal/body"
)

// Limits of politeness.
const (
	firstWait     = 2 * time.Second  // before the first retry; doubled for each next
	longestWait   = time.Minute      // a server that asks for more is left alone: see StatusError.RetryAfter
	robotsLife    = 24 * time.Hour   // how long a robots.txt holds (RFC 9309)
	robotsRetry   = 10 * time.Minute // how long one holds that could not be had
	maxRobots     = 500 << 10        // bytes of it that are read (RFC 9309)
	maxCrawlDelay = time.Minute      // a longer Crawl-delay is cut to this
	maxHosts      = 20_000           // remembered at once
)

// hosts gives each host its pace.
type hosts struct {
	mu       sync.Mutex
	interval time.Duration
	byName   map[string]*rate.Limiter
}

func newHosts(interval time.Duration) *hosts {
	return &hosts{interval: interval, byName: map[string]*rate.Limiter{}}
}

func (h *hosts) limiter(name string) *rate.Limiter {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.byName[name]
	if !ok {
		if len(h.byName) >= maxHosts {
			clear(h.byName)
		}
		l = rate.NewLimiter(rate.Every(h.interval), 1)
		if h.interval <= 0 {
			l.SetLimit(rate.Inf)
		}
		h.byName[name] = l
	}
	return l
}

// slow makes a host's pace no quicker than its Crawl-delay.
func (h *hosts) slow(name string, delay time.Duration) {
	if delay = min(delay, maxCrawlDelay); delay > h.interval {
		h.limiter(name).SetLimit(rate.Every(delay))
	}
}

// paced waits for a host's turn before each request, retries included.
type paced struct {
	http.RoundTripper
	hosts *hosts
}

func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := p.hosts.limiter(r.URL.Host).Wait(r.Context()); err != nil {
		return nil, err
	}
	return p.RoundTripper.RoundTrip(r)
}

// checkRetry tries again what may go better a second time: a connection that broke, 429 and what a server's trouble brings. A
// server that asks for a longer wait than ours is not asked again.
func checkRetry(ctx context.Context, answer *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		if errors.Is(err, ErrRefused) || isTimeout(err) {
			return false, err
		}
		return retryablehttp.DefaultRetryPolicy(ctx, answer, err)
	}
	switch answer.StatusCode {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return retryAfter(answer, time.Now()) <= longestWait, nil
	}
	return false, nil
}

// isTimeout: a server that did not answer in our time would take it again.
func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// backoff is the wait before a retry: as long as the server asks, else from half to all of a time that doubles, by chance, so that
// many clients do not come back at once.
func (c *Client) backoff(_, _ time.Duration, attempt int, answer *http.Response) time.Duration {
	if answer != nil {
		if asked := retryAfter(answer, c.now()); asked > 0 {
			return asked
		}
	}
	wait := firstWait
	if c.opt.backoff > 0 {
		wait = c.opt.backoff
	}
	wait = min(wait<<attempt, longestWait)
	return wait/2 + rand.N(wait/2+1)
}

// retryAfter reads Retry-After, in seconds or as a moment; 0 for none.
func retryAfter(answer *http.Response, now time.Time) time.Duration {
	value := strings.TrimSpace(answer.Header.Get("Retry-After"))
	if n, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// robots remembers what each site lets robots do.
type robots struct {
	client *Client
	mu     sync.Mutex
	sites  map[string]*site
}

// site is the robots.txt of one scheme and host.
type site struct {
	mu    sync.Mutex
	until time.Time
	rules *robotstxt.RobotsData
	err   error // of the guard, or the end of the context
}

func newRobots(c *Client) *robots { return &robots{client: c, sites: map[string]*site{}} }

// allow asks a site's robots.txt. One that is not there allows all; one that a server in trouble keeps back forbids all for a
// while, as RFC 9309 has it.
func (r *robots) allow(ctx context.Context, u *url.URL) error {
	s := r.site(u.Scheme + "://" + u.Host)
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := r.client.now(); now.After(s.until) {
		s.rules, s.err = r.read(ctx, u)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.until = now.Add(robotsLife)
		if s.rules == nil {
			s.until = now.Add(robotsRetry)
		}
	}
	switch {
	case s.err != nil:
		return s.err
	case s.rules == nil:
		return &robotsMissing{}
	}
	group := s.rules.FindGroup(r.agent())
	if !group.Test(u.EscapedPath() + query(u)) {
		return ErrRobots
	}
	r.client.hosts.slow(u.Host, group.CrawlDelay)
	return nil
}

// robotsMissing is ErrRobots for a robots.txt that could not be had.
type robotsMissing struct{}

func (*robotsMissing) Error() string {
	return "the site's robots.txt could not be had, which forbids all until it can"
}
func (*robotsMissing) Unwrap() error { return ErrRobots }

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

// agent is the name that robots.txt files know us by.
func (r *robots) agent() string {
	name, _, _ := strings.Cut(r.client.opt.Agent, "/")
	return name
}

func (r *robots) site(origin string) *site {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.sites[origin]
	if !ok {
		if len(r.sites) >= maxHosts {
			clear(r.sites)
		}
		s = &site{}
		r.sites[origin] = s
	}
	return s
}

// read fetches a site's rules; nil when the server is in trouble.
func (r *robots) read(ctx context.Context, u *url.URL) (*robotstxt.RobotsData, error) {
	where := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	answer, err := r.client.follow(ctx, where, Request{}, false)
	if err != nil {
		if errors.Is(err, ErrRefused) {
			return nil, err
		}
		return nil, nil //nolint:nilerr // unreachable: RFC 9309 forbids all, which allow tells
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests:
		return nil, nil
	case answer.StatusCode > 299:
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	raw, _ := body.Decode(answer.Body, answer.Header.Get("Content-Encoding"), maxRobots) // the lines that came before a broken end count
	rules, err := robotstxt.FromBytes(raw)
	if err != nil { // a file that makes no sense forbids nothing
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return rules, nil
}
