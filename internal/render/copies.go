package render

import (
	"bufio"
	"cmp"
	"fmt"
	"io"

	"dateline/internal/link"
)

// Copies writes the copies of an article: the first published, then what each of the others changed of it.
func Copies(w io.Writer, c *link.Copies, style Style) error {
	p := &eventPage{Writer: bufio.NewWriter(w), style: style}
	switch n := len(c.Copies); n {
	case 1:
		fmt.Fprintln(p, "no copies of it are known")
	default:
		fmt.Fprintf(p, "%d articles, one source\n", n)
	}
	for _, a := range c.Copies {
		p.copied(a)
	}
	return p.Flush()
}

func (p *eventPage) copied(a link.Copy) {
	kind := a.Kind
	if kind != "first" {
		kind = fmt.Sprintf("%s, has %.0f%% of the first", a.Kind, 100*a.Contains)
	}
	fmt.Fprintf(p, "\n%s  %s  %s\n", cmp.Or(a.Published, "no date"), p.style.Bold(printable(cmp.Or(a.Source, "publisher unknown"))), p.style.Dim(kind))
	p.line(2, a.Article+"  "+a.Title)
	for _, e := range a.Changed {
		p.line(4, "− "+e.From)
		p.line(4, "+ "+e.To)
	}
	for _, s := range a.Dropped {
		p.line(4, "− "+s)
	}
	for _, s := range a.Added {
		p.line(4, "+ "+s)
	}
}
