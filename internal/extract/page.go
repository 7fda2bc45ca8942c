package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-shiori/dom"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"dateline/internal/furniture"
	"dateline/text"
)

// Errors of a page.
var (
	// ErrNoText says that a page has no article text: a front page, a video, a page that scripts fill in.
	ErrNoText = errors.New("no article text found in the page")
	// ErrTooSlow says that a page took longer than Limit to read.
	ErrTooSlow = errors.New("the page took too long to read")
)

// Limit is how long one page may take; a page of ordinary size takes 10 ms.
const Limit = 20 * time.Second

// maxElements bounds the size of a page's tree.
const maxElements = 200_000

// Page reads the article of a page. address is its URL if known, else empty. The text is the title, the subtitle and the
// body's paragraphs, a line each.
func Page(raw []byte, address string) (text.Article, error) {
	type result struct {
		article text.Article
		err     error
	}
	done := make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- result{err: fmt.Errorf("the page broke the extractor: %v", p)}
			}
		}()
		a, err := read(raw, address)
		done <- result{a, err}
	}()
	select {
	case r := <-done:
		return r.article, r.err
	case <-time.After(Limit):
		return text.Article{}, ErrTooSlow
	}
}

func read(raw []byte, address string) (text.Article, error) {
	decoded, err := decode(raw)
	if err != nil {
		return text.Article{}, err
	}
	tree, err := html.Parse(decoded)
	if err != nil {
		return text.Article{}, err
	}
	meta := readMeta(tree)
	removeFurniture(tree)
	unwrapEmphasis(tree)
	where, _ := url.Parse(address)
	result, err := trafilatura.ExtractDocument(tree, trafilatura.Options{OriginalURL: where, ExcludeComments: true, ExcludeTables: true,
		Config: trafilatura.DefaultConfig(), MaxTreeSize: maxElements, HtmlDateMode: trafilatura.Extensive})
	if err != nil || result == nil || strings.TrimSpace(result.ContentText) == "" {
		return text.Article{}, ErrNoText
	}
	a := text.Article{Title: clean(result.Metadata.Title), Byline: clean(result.Metadata.Author),
		Source: clean(result.Metadata.Sitename), URL: result.Metadata.URL, Language: result.Metadata.Language}
	if !result.Metadata.Date.IsZero() {
		a.Published = result.Metadata.Date.Format(time.DateOnly)
	}
	meta.fill(&a)
	body := paragraphs(result.ContentNode)
	if !slices.ContainsFunc(body, func(p string) bool { return strings.ContainsAny(p, ".!?。") }) { // links and labels only
		return text.Article{}, ErrNoText
	}
	a.Text = compose(&a, body)
	return a, nil
}

// decode gives a page's characters. What is UTF-8 is read so whatever the page says of itself: pages say it late or wrongly, and
// text in another encoding is hardly ever UTF-8 by chance.
func decode(raw []byte) (io.Reader, error) {
	if utf8.Valid(raw) {
		return bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))), nil
	}
	return charset.NewReader(bytes.NewReader(raw), "text/html")
}

// removeFurniture takes out what furnitureNames names, but not what holds a good part of the page's words: publishers also name the
// article's own container so ("is-subscribed", "share-wrapper").
func removeFurniture(tree *html.Node) {
	all := words(tree)
	for _, n := range dom.QuerySelectorAll(tree, furnitureNames) {
		if n.Parent != nil && 4*words(n) < all {
			n.Parent.RemoveChild(n)
		}
	}
}

// unwrapEmphasis puts words in bold or italics in the place of the element around them: the extractor loses the space after
// "<a><strong>A name</strong></a> said".
func unwrapEmphasis(tree *html.Node) {
	for _, n := range dom.QuerySelectorAll(tree, "strong, b, em, i, u, a span") {
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			n.Parent.InsertBefore(c, n)
		}
		n.Parent.RemoveChild(n)
	}
}

// words is how many bytes of words stand in paragraphs.
func words(n *html.Node) int {
	sum := 0
	for _, p := range dom.GetElementsByTagName(n, "p") {
		sum += len(strings.TrimSpace(dom.TextContent(p)))
	}
	return sum
}

// furnitureNames lists what pages carry beside the article, by the names their publishers give it.
const furnitureNames = `[class*="author-bio"], [class*="author-info"], [class*="about-author"], [class*="bio-box"], [class*="related"], ` +
	`[class*="newsletter"], [class*="subscribe"], [class*="recommended"], [class*="read-more"], [class*="share"], ` +
	`[class*="promo"], [id*="related"], [id*="newsletter"], figcaption, aside`

// meta is what a page says of itself in its head.
type meta struct{ subtitle, site, title string }

func readMeta(tree *html.Node) meta {
	var m meta
	for _, n := range dom.GetElementsByTagName(tree, "meta") {
		name := strings.ToLower(dom.GetAttribute(n, "property") + dom.GetAttribute(n, "name"))
		switch content := clean(dom.GetAttribute(n, "content")); name {
		case "og:site_name":
			m.site = content
		case "og:title":
			m.title = content
		}
	}
	for _, class := range []string{"subtitle", "standfirst", "sub-title", "subheadline", "article-summary", "deck", "dek"} {
		if n := dom.QuerySelector(tree, "h2[class*='"+class+"'], p[class*='"+class+"'], div[class*='"+class+"']"); n != nil {
			m.subtitle = clean(dom.TextContent(n))
			break
		}
	}
	return m
}

// months match what of a date is left at a byline's end.
var months = regexp.MustCompile(`[;,]? *\b(Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|Jun(e)?|Jul(y)?|Aug(ust)?|Sep(t(ember)?)?|Oct(ober)?|Nov(ember)?|Dec(ember)?)\.?$`)

func (m meta) fill(a *text.Article) {
	if m.title != "" && (a.Title == "" || strings.HasPrefix(a.Title, m.title)) {
		a.Title = m.title
	}
	if m.site != "" {
		a.Source = m.site
		for _, bar := range []string{" | ", " - ", " – ", " — ", " :: "} {
			a.Title = strings.TrimSuffix(a.Title, bar+m.site)
		}
	}
	if m.subtitle != a.Title && len(m.subtitle) < 400 && strings.Count(m.subtitle, " ") >= 3 { // shorter ones are a box's heading
		a.Subtitle = m.subtitle
	}
	a.Byline = strings.TrimSuffix(months.ReplaceAllString(a.Byline, ""), ";")
}

// paragraphs lists the text of the blocks of an extracted page, in order.
func paragraphs(root *html.Node) []string {
	var out []string
	var line strings.Builder
	flush := func() {
		if s := clean(line.String()); s != "" {
			out = append(out, s)
		}
		line.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			line.WriteString(n.Data)
		}
		block := n.Type == html.ElementNode && isBlock[n.Data]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(root)
	flush()
	return out
}

var isBlock = map[string]bool{"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"li": true, "blockquote": true, "br": true, "ul": true, "ol": true, "pre": true, "section": true, "article": true}

// compose writes the text an article's spans count in: title, subtitle, body; what the body repeats of them is left out.
func compose(a *text.Article, body []string) string {
	var lines []string
	for _, head := range []string{a.Title, a.Subtitle} {
		if head != "" {
			lines = append(lines, head)
		}
	}
	n := len(lines)
	for _, p := range body {
		if p == a.Title || p == a.Subtitle || furniture.Is(p) || len(lines) == n && p == a.Byline {
			continue
		}
		lines = append(lines, p)
	}
	return strings.Join(lines, "\n") + "\n"
}

// clean folds white space.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
