// Package link finds what belongs together across articles: copies of one text, and the reports of one happening. It joins reports
// into events, says why, lets people overrule it, and sums up what an event's reports agree on and what not. It changes no
// report, and it builds no stories.
package link
