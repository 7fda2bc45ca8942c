package intake

import "fmt"

// Problem says what could not be read, where, and what to do about it. The articles around it are read all the same.
type Problem struct {
	Path   string // the file, or "standard input"
	Place  string // "line 12", "byte 4096", "row 3"; empty for the whole file
	What   string
	Remedy string
}

// Error is "path: place: what; remedy".
func (p *Problem) Error() string {
	s := p.Path
	if p.Place != "" {
		s += ": " + p.Place
	}
	s += ": " + p.What
	if p.Remedy != "" {
		s += "; " + p.Remedy
	}
	return s
}

func problemf(path, place, remedy, format string, args ...any) *Problem {
	return &Problem{Path: path, Place: place, What: fmt.Sprintf(format, args...), Remedy: remedy}
}
