package main

import (
	"fmt"
	"iter"
	"os"
	"sync"
	"time"

	"dateline/internal/fetch"
	"dateline/internal/intake"
)

// webFlags are the flags of every verb that reads addresses.
type webFlags struct {
	AllowPrivate bool `help:"Fetch from private, loopback and link-local addresses, local names and unusual ports as well; for servers of your own."`
}

// addressInterval is the least time between two requests to a host for addresses that the user names one by one.
const addressInterval = time.Second

// client makes a client that says who it is. robots is for what the user did not name himself.
func (a *App) client(f webFlags, robots bool, interval time.Duration) *fetch.Client {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"} {
		if os.Getenv(name) != "" {
			fmt.Fprintf(a.Stderr, "dateline: %s is set and not used: behind a proxy, addresses could not be checked\n", name)
			break
		}
	}
	return fetch.New(fetch.Options{Agent: "dateline/" + version, AllowPrivate: f.AllowPrivate, Robots: robots, Interval: interval})
}

// articles reads files, folders, standard input and addresses.
func (a *App) articles(paths []string, published string, f webFlags) iter.Seq2[*intake.Capture, *intake.Problem] {
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	client := sync.OnceValue(func() *fetch.Client { return a.client(f, false, addressInterval) })
	return intake.Articles(paths, intake.Options{Published: published, Stdin: a.Stdin,
		Fetch: func(address string) (*fetch.Response, error) {
			return client().Get(a.Context, fetch.Request{URL: address})
		}})
}
