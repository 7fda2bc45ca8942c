// Package link finds what belongs together across articles: copies of one text, and the reports of one happening. It joins reports
// into events, says why, lets people overrule it, and sums up what an event's reports agree on and what not. It keeps which events are
// of one story; what makes them so is internal/story's. It changes no report.
package link
