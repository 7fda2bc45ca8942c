package intake

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"dateline/internal/extract"
)

// readPage reads the article of a web page from its characters.
func readPage(c *Capture, words []byte) *Problem {
	address := ""
	if c.Origin != nil {
		address = c.Origin.URL
	}
	a, err := extract.Page(words, address)
	switch {
	case errors.Is(err, extract.ErrNoText):
		return problemf(c.Path, "", "a front page, a video page or one that scripts fill in has none; save the article's own page", "%v", err)
	case err != nil:
		return problemf(c.Path, "", "save the article as plain text instead", "%v", err)
	}
	c.Article = a
	return nil
}

// readPlain reads an article of plain text from its characters.
func readPlain(c *Capture, words []byte) *Problem {
	if len(c.Raw) > maxArticle {
		return problemf(c.Path, fmt.Sprintf("byte %d", maxArticle), "split it into articles", "one article of more than %d MB", maxArticle>>20)
	}
	if p := notText(c.Path, words); p != nil {
		return p
	}
	raw := bytes.TrimPrefix(words, utf8Mark)
	if p := notUTF8(c.Path, "", raw); p != nil {
		return p
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return problemf(c.Path, "", "nothing to code in it", "the file holds white space only")
	}
	c.Article.Text = unwrap(string(raw))
	c.Article.Title, c.Article.Subtitle = headlines(c.Article.Text)
	return nil
}

// unwrap joins the lines of a paragraph that an editor broke at a column. A line break becomes a space, so that every span
// counts the same in the file and in the article's text. Blocks are parted by empty lines; one is taken as wrapped when all of
// its lines but the last are of 40 to 100 characters and most do not end a sentence.
func unwrap(s string) string {
	out := []byte(s)
	for start := 0; start < len(s); {
		end, next := blockEnd(s, start)
		if wrapped(s[start:end]) {
			for i := start; i < end; i++ {
				if out[i] == '\n' || out[i] == '\r' {
					out[i] = ' '
				}
			}
		}
		start = next
	}
	return string(out)
}

// blockEnd finds where the block of lines that starts at start ends, and where to look for the next one. An empty line is a block
// of its own.
func blockEnd(s string, start int) (end, next int) {
	for next = start; next < len(s); {
		line, _, _ := strings.Cut(s[next:], "\n")
		after := min(next+len(line)+1, len(s))
		if strings.TrimSpace(line) == "" {
			if next == start {
				return start, after
			}
			return end, next
		}
		end, next = next+len(strings.TrimRight(line, "\r")), after
	}
	return end, next
}

func wrapped(block string) bool {
	lines := strings.Split(strings.Trim(block, "\r\n"), "\n")
	if len(lines) < 2 {
		return false
	}
	open := 0
	for _, line := range lines[:len(lines)-1] {
		line = strings.TrimRight(line, " \r")
		if n := utf8.RuneCountInString(line); n < 40 || n > 100 {
			return false
		}
		if !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, ".”") && !strings.HasSuffix(line, ".\"") {
			open++
		}
	}
	return 2*open > len(lines)-1 && !headline(lines[len(lines)-1])
}

// headlines reads the title and the subtitle of a plain text: a short first line that ends no sentence is the title, and so is
// a second of the kind the subtitle when it follows at once and a longer line or an empty one comes after it.
func headlines(s string) (title, subtitle string) {
	lines := strings.SplitN(s, "\n", 4)
	if len(lines) < 2 || !headline(lines[0]) {
		return "", ""
	}
	title = strings.TrimSpace(lines[0])
	if len(lines) > 2 && headline(lines[1]) && (strings.TrimSpace(lines[2]) == "" || len(lines[2]) > len(lines[1])) && !isByline(lines[1]) {
		subtitle = strings.TrimSpace(lines[1])
	}
	return title, subtitle
}

func headline(line string) bool {
	line = strings.TrimSpace(line)
	n := utf8.RuneCountInString(line)
	return n > 0 && n <= 200 && !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, ".”") && !strings.HasSuffix(line, ".\"")
}

func isByline(line string) bool {
	line = strings.ToLower(strings.TrimSpace(line))
	return strings.HasPrefix(line, "by ") || strings.HasPrefix(line, "from ")
}
