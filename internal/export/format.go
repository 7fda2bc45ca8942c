package export

import (
	"io"

	"dateline/event"
	"dateline/text"
)

// Item is a report and what the store knows beside it.
type Item struct {
	Report   event.Report
	Event    string // id of the event it belongs to; "" none
	Review   string // none, accept, correct or skip; what was rejected is not exported
	Sentence string // its sentence, as the article has it
	Told     Told
	// Article gives the whole article, for the formats that hold texts.
	Article func() (*text.Article, error)
}

// Told is how often something is told of: once in a report, as often as its reports do in an event.
type Told struct{ Reports, Articles, Independent int }

// Writer takes records in order. Close ends the file; it does not close what it writes to.
type Writer[T any] interface {
	Write(T) error
	Close() error
}

// Maker begins a file of records of one kind. What the format cannot hold of them it counts in the Loss.
type Maker[T any] func(io.Writer, *Loss) (Writer[T], error)

// What says which records are wanted.
type What string

// The kinds of records.
const (
	OfReports What = "reports"
	OfEvents  What = "events"
)

// Format is one form of data.
type Format struct {
	Name         string
	Suffix       string // of files, with the dot
	Media        string // MIME type
	About        string // one line, no full stop
	Columns      []Column
	EventColumns []Column // of a file of events, where they differ; else nil
	Reports      Maker[*Item]
	Events       Maker[*event.Event] // nil: it has no form for events
}

// ColumnsOf gives the columns of a file of reports or of events.
func (f *Format) ColumnsOf(what What) []Column {
	if what == OfEvents && f.EventColumns != nil {
		return f.EventColumns
	}
	return f.Columns
}

// Kind is the type of a column's values.
type Kind string

// The kinds. A list is of texts; an unknown member of a list is ”.
const (
	Text    Kind = "text"
	List    Kind = "list"
	Integer Kind = "integer"
	Number  Kind = "number"
	Boolean Kind = "boolean"
	Day     Kind = "day" // YYYY-MM-DD
)

// Column is one column, as the codebook tells it.
type Column struct {
	Name    string
	Type    Kind
	Unit    string
	Meaning string
	NA      string // when it is NA; "" never
}

// Field is a column and its value in a record: nil is NA, else string, []string, int, float64 or bool as the column's type says.
type Field[T any] struct {
	Column
	Value func(T) any
}

// Table is a flat form of records: a row each.
type Table[T any] struct {
	Fields []Field[T]
	Lose   func(T, *Loss) // counts what a row does not hold
}

// Columns gives the fields' columns.
func Columns[T any](fields []Field[T]) (out []Column) {
	for _, f := range fields {
		out = append(out, f.Column)
	}
	return out
}
