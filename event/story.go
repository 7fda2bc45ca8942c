package event

// Story is the events of one matter in their order: a ceasefire, the evacuation it promised, who objected, what blocked it.
type Story struct {
	ID         string  `json:"id"` // s_ and 16 hexadecimal digits
	Title      string  `json:"title"`
	First      string  `json:"first"` // first and last day of its events, YYYY-MM-DD; "" unknown
	Last       string  `json:"last"`
	Places     []Place `json:"places"`     // where it plays, most told first
	Parties    []Party `json:"parties"`    // who takes part, most active first
	Events     []Step  `json:"events"`     // in order of their day, those without one beside what their article tells with them
	Terms      []Term  `json:"terms"`      // what was agreed, promised or demanded, and what became of it
	Supporters []Party `json:"supporters"` // who supports, accepts or praises the matter
	Objectors  []Party `json:"objectors"`  // who rejects, condemns or threatens it
	Articles   int     `json:"articles"`
}

// Part is what an event is in its story.
type Part string

// The parts.
const (
	Deal    Part = "deal"    // an agreement, and what was signed or declared
	Act     Part = "act"     // something that happened
	Promise Part = "promise" // planned, offered or agreed for later
	Demand  Part = "demand"  // somebody asks or orders it
	Threat  Part = "threat"  // somebody threatens it
	Block   Part = "block"   // something that keeps another from being done
	Support Part = "support" // somebody stands for it
	Object  Part = "object"  // somebody stands against it
	Talk    Part = "talk"    // they meet or speak
	Fear    Part = "fear"    // it may be
	Denial  Part = "denial"  // said not to have been, or called off
)

// Step is one event of a story.
type Step struct {
	Event Event   `json:"event"`
	Part  Part    `json:"part"`
	Day   string  `json:"day"`   // YYYY-MM-DD it stands at; "" unknown
	Dated bool    `json:"dated"` // the day is the event's own; else that of what its article tells beside it, or of first publication
	Refer *string `json:"refer"` // id of the event it answers, carries out, blocks or objects to
	How   string  `json:"how"`   // carries out, blocks, objects to, supports, threatens, follows; "" where Refer is null
	Why   string  `json:"why"`   // what ties it to the story, for people
}

// Term is one thing that was agreed, promised or demanded in a story.
type Term struct {
	Event string   `json:"event"` // id of the event that states it
	What  string   `json:"what"`  // a line for people
	State State    `json:"state"`
	By    []string `json:"by"` // ids of the events that show the state
}

// State is what became of a term.
type State string

// The states.
const (
	Open    State = "open"    // nothing is told of it
	Done    State = "done"    // it was carried out
	Partly  State = "partly"  // it has begun, or some of it was
	Blocked State = "blocked" // something keeps it from being done
	Broken  State = "broken"  // it was refused, called off or broken
)

// Party is one who takes part in a story.
type Party struct {
	Name    string   `json:"name"`
	Code    *string  `json:"code"`
	Sector  *string  `json:"sector"`
	Events  int      `json:"events"`  // how many of its events it takes part in
	Reports []string `json:"reports"` // where a stance rests on reports: their ids
}
