package render

import (
	"fmt"
	"io"
	"strings"

	"dateline/event"
	"dateline/text"
)

// Explain writes one report: its sentence with the words of each value marked, and each value with its reason.
func Explain(w io.Writer, a *text.Article, r *event.Report, style Style) error {
	runes := []rune(a.Text)
	marks := valueMarks(r)
	sentence := r.Evidence.Sentence
	var inside []mark
	for _, m := range marks {
		if sentence.Contains(m.Span) {
			m.Start -= sentence.Start
			m.End -= sentence.Start
			inside = append(inside, m)
		}
	}
	fmt.Fprintf(w, "%s  %s\n%s\n\n", style.Bold(r.ID), printable(event.Text(r.Document.Title)),
		style.Dim(strings.Join(nonEmpty(event.Text(r.Document.Source), event.Text(r.Document.Published), event.Text(r.Document.URL)), " · ")))
	if sentence.End <= len(runes) {
		fmt.Fprintln(w, wrap(highlight(runes[sentence.Start:sentence.End], inside, style), style.width()))
	}
	for _, line := range values(r) {
		reason := line.reason
		if reason == "" {
			reason = "—"
		}
		fmt.Fprintf(w, "  %s %s\n", style.Bold(pad(line.name, 13)), printable(line.value))
		for row := range strings.SplitSeq(strings.TrimRight(wrap(printable(reason), style.width()-17), "\n"), "\n") {
			fmt.Fprintf(w, "  %s %s\n", strings.Repeat(" ", 13), style.Dim(row))
		}
	}
	_, err := fmt.Fprintf(w, "\n  coded by dateline %s, model %s, codebook %s\n", r.Coder.Version, r.Coder.Model, r.Coder.Codebook)
	return err
}

func nonEmpty(words ...string) []string {
	var out []string
	for _, s := range words {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// valueMarks are the words each value of a report was read from.
func valueMarks(r *event.Report) []mark {
	out := []mark{{r.Evidence.Trigger.Span, "1;97;41", "[event]"}}
	for _, a := range r.Actor {
		out = append(out, mark{a.Span, "1;32", "[actor]"})
	}
	for _, a := range r.Recipient {
		out = append(out, mark{a.Span, "1;35", "[recipient]"})
	}
	for _, s := range r.Attribution {
		out = append(out, mark{s.Span, "1;36", "[source]"})
	}
	if r.Place != nil {
		out = append(out, mark{r.Place.Span, "1;33", "[place]"})
	}
	if r.Date != nil {
		out = append(out, mark{r.Date.Span, "1;34", "[date]"})
	}
	for _, c := range r.Counts {
		out = append(out, mark{c.Span, "4", "[count]"})
	}
	return out
}

type valueLine struct{ name, value, reason string }

// values lists a report's values as words, each with its reason.
func values(r *event.Report) []valueLine {
	kind := r.Event
	if len(r.Mode) > 0 {
		kind += " " + strings.Join(r.Mode, ", ")
	}
	status := string(r.Status)
	if r.Negated {
		status += " (that it not happen)"
	}
	if r.Historical {
		status += ", told as background"
	}
	where, when := "not said", "not said"
	if r.Place != nil {
		where = fmt.Sprintf("%s (%s, %s)", r.Place.Text, orUnknown(event.Text(r.Place.Country)), r.Place.Precision)
	}
	if r.Date != nil {
		when = days(r.Date) + " (" + r.Date.Precision + ")"
	}
	says := "the article itself"
	if len(r.Attribution) > 0 {
		says = sources(r.Attribution)
	}
	out := []valueLine{
		{"type", fmt.Sprintf("%s; %s, score %g; confidence %.2f", kind, r.Quad, r.Score, r.Confidence), r.Reason.Type},
		{"status", status, r.Reason.Status},
		{"on whose word", says, r.Reason.Attribution},
		{"actor", names(r.Actor), r.Reason.Actor},
		{"recipient", names(r.Recipient), r.Reason.Recipient},
		{"place", where, r.Reason.Place},
		{"date", when, r.Reason.Date},
	}
	for _, c := range r.Counts {
		out = append(out, valueLine{"count", Count(c), "«" + c.Text + "»"})
	}
	if len(r.Context) > 0 {
		out = append(out, valueLine{"context", strings.Join(r.Context, ", "), "words of the codebook's contexts, and the status"})
	}
	if r.SameAs != nil {
		out = append(out, valueLine{"same as", *r.SameAs, "an earlier mention of the same happening"})
	}
	if r.ContentOf != nil {
		out = append(out, valueLine{"content of", *r.ContentOf, "what that speech act says"})
	}
	return out
}

func orUnknown(s string) string {
	if s == "" {
		return "country unknown"
	}
	return s
}
