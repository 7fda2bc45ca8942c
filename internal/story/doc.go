// Package story tells which events are of one matter, and what became of it: what was agreed, done and blocked, who supports it and
// who objects. Its functions are pure; internal/link keeps what they find. It joins no reports and contradicts none.
package story
