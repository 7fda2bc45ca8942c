package export

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/text"
)

// Leads tells whether a report's event is told in its article's lead: the title, the subtitle or the first paragraph. nil of an event,
// whose articles differ in that.
func (i *Item) Leads() (*bool, error) {
	if i.Article == nil {
		return nil, nil
	}
	a, err := i.Article()
	if err != nil {
		return nil, err
	}
	leads := i.Report.Evidence.Trigger.Start < leadEnd(a)
	return &leads, nil
}

// leadEnd is where the first paragraph ends, in code points of the text. Lines that repeat title, subtitle or byline are none.
func leadEnd(a *text.Article) (end int) {
	before := []string{"", strings.TrimSpace(a.Title), strings.TrimSpace(a.Subtitle), strings.TrimSpace(a.Byline)}
	for line := range strings.SplitSeq(a.Text, "\n") {
		end += utf8.RuneCountInString(line)
		if !slices.Contains(before, strings.TrimSpace(line)) {
			return end
		}
		end++
	}
	return end
}
