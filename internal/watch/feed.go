package watch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
)

// Limits of one feed or list.
const (
	maxItems = 1000   // of a feed, the first of it; publishers list 10 to 200
	maxFeeds = 10_000 // of a list
)

// item is an article that a feed tells of.
type item struct{ link, day string } // day is YYYY-MM-DD, or ''

// parseFeed reads the items of a feed that was found at base. Those without a link to the web are left out.
func parseFeed(raw []byte, base string) (items []item, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the feed broke its reader: %v", p)
		}
	}()
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("no feed that can be read (RSS, Atom or JSON Feed): %w", err)
	}
	at, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, it := range feed.Items {
		link := linkOf(it, at)
		if link == "" || seen[link] {
			continue
		}
		seen[link] = true
		if items = append(items, item{link, dayOf(it)}); len(items) == maxItems {
			break
		}
	}
	return items, nil
}

// linkOf is an item's address; RSS may give it as a guid only.
func linkOf(it *gofeed.Item, base *url.URL) string {
	for _, link := range append([]string{it.Link, it.GUID}, it.Links...) {
		link = strings.TrimSpace(link)
		u, err := base.Parse(link)
		if link == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || link == it.GUID && it.Link != link && !strings.Contains(link, "://") {
			continue
		}
		u.Fragment, u.RawFragment = "", ""
		return u.String()
	}
	return ""
}

func dayOf(it *gofeed.Item) string {
	for _, at := range []*time.Time{it.PublishedParsed, it.UpdatedParsed} {
		if at != nil {
			return at.Format(time.DateOnly)
		}
	}
	return ""
}

// isOPML tells a list of feeds from a feed.
func isOPML(raw []byte) bool {
	return bytes.Contains(bytes.ToLower(raw[:min(len(raw), 1024)]), []byte("<opml"))
}

// ParseOPML reads the addresses of the feeds in a list, each once, in order.
func ParseOPML(raw []byte) ([]string, error) {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	dec.Strict = false
	dec.CharsetReader = charset.NewReaderLabel
	dec.Entity = xml.HTMLEntity
	var feeds []string
	seen := map[string]bool{}
	for len(feeds) < maxFeeds {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return feeds, fmt.Errorf("broken OPML at byte %d: %w", dec.InputOffset(), err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if address := xmlURL(start); address != "" && !seen[address] {
				seen[address] = true
				feeds = append(feeds, address)
			}
		}
	}
	if len(feeds) == 0 {
		return nil, errors.New("the list names no feed (an outline with an xmlUrl)")
	}
	return feeds, nil
}

func xmlURL(e xml.StartElement) string {
	for _, a := range e.Attr {
		if strings.EqualFold(e.Name.Local, "outline") && strings.EqualFold(a.Name.Local, "xmlUrl") {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
