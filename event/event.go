package event

// Event is one happening as the reports that tell of it have it. It decides nothing between them: where they differ, every value
// stands beside those who vouch for it.
type Event struct {
	ID          string   `json:"id"`          // e_ and 16 hexadecimal digits; never changes, whatever joins or leaves
	Type        string   `json:"event"`       // PLOVER's type, of most reports
	Mode        []string `json:"mode"`        // of any report
	Status      Status   `json:"status"`      // the strongest that anybody asserts: actual before planned before the rest; see Fields
	Title       string   `json:"title"`       // a line for people: who did what to whom, where
	Actor       []Actor  `json:"actor"`       // one entry for each that some report names, those of most reports first
	Recipient   []Actor  `json:"recipient"`   // likewise
	Place       *Place   `json:"place"`       // the most precise place that the reports' places allow; null where they contradict each other
	Date        *Date    `json:"date"`        // the days that all dated reports allow, or from the first to the last where they differ
	First       string   `json:"first"`       // day of publication of the first report, YYYY-MM-DD; "" unknown
	Last        string   `json:"last"`        // of the last
	Reports     []string `json:"reports"`     // ids, in order of publication
	Articles    int      `json:"articles"`    // how many articles tell of it
	Independent int      `json:"independent"` // how many of them are not copies of one another
	Contested   bool     `json:"contested"`   // some field is contested
	Fields      []Field  `json:"fields"`      // type, status, actor, recipient, place, date, and one for each kind of count
	Story       *string  `json:"story"`       // the story it belongs to
}

// Verdict is how far the reports of an event agree on a field.
type Verdict string

// The verdicts.
const (
	Single    Verdict = "single"    // one independent article says so
	Agreed    Verdict = "agreed"    // all that speak of it say what can be the same thing
	Range     Verdict = "range"     // numbers or days differ as estimates and updates do
	Contested Verdict = "contested" // what they say cannot all be so
)

// Field is what the reports of an event say of one thing, in the order in which it was first said.
type Field struct {
	Name    string  `json:"field"` // type, status, actor, recipient, place, date, or what of a count: killed, injured …
	Verdict Verdict `json:"verdict"`
	Low     *int    `json:"low,omitempty"`  // of a count: the lowest and the highest that anybody gives
	High    *int    `json:"high,omitempty"` // null: open
	Values  []Value `json:"values"`
}

// Value is one value of a field, and who vouches for it.
type Value struct {
	Value   string    `json:"value"`          // as people read it: a code and sector, a day, a number, a status
	Words   string    `json:"words"`          // as the first report that has it writes it
	Low     *int      `json:"low,omitempty"`  // of a count
	High    *int      `json:"high,omitempty"` // null: open
	By      []Voucher `json:"by"`
	Reports []string  `json:"reports"` // ids of the reports that have it
	Since   string    `json:"since"`   // day of publication of the first of them; "" unknown
	Until   string    `json:"until"`   // of the last
	Denies  bool      `json:"denies"`  // they deny it
}

// Voucher is on whose word a value rests: the outermost source of a report, or the publisher where the article says so itself.
type Voucher struct {
	Name      string  `json:"name"`
	Code      *string `json:"code"`
	Sector    *string `json:"sector"`
	Publisher bool    `json:"publisher"` // the article's own word
}
