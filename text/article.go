package text

// Article is what was published. Text is the whole article as one string: the title on its first line, the subtitle (if
// any) on the second, then the body, a paragraph a line. Every span of a document counts in Text.
type Article struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Subtitle  string `json:"subtitle,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Source    string `json:"source,omitempty"`    // the publisher
	Published string `json:"published,omitempty"` // YYYY-MM-DD; empty when unknown
	URL       string `json:"url,omitempty"`
	Language  string `json:"language,omitempty"` // ISO 639-1
	Text      string `json:"text"`
	SHA256    string `json:"sha256,omitempty"` // of the raw bytes it was read from, in hexadecimal
}

// Span is a stretch of an article's text in Unicode code points, half open: Start is the first code point, End the one
// after the last.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of code points of the span.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share a code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }
