// Package speech finds the passages that an article puts into somebody's mouth without quotation marks: the paragraphs after a
// line that introduces them ("Following the meeting the Foreign Secretary said:"). Who speaks, its callers read off the line.
package speech
