package story

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Evidence is what ties a new episode to a story.
type Evidence struct {
	Shared    map[Kind]float64 // weight of the ties it has in common with the story's nearest episode, by kind
	Total     float64          // weight of all its ties
	Size      int              // how many events it tells of
	Events    int              // of them, those that are in the story already, background aside
	Echoes    int              // likewise, as background
	Episodes  int              // of the story: those that have any tie with it
	Copied    bool             // its article is a copy of one of the story's
	Gap       int              // days between it and the nearest episode; 0 unknown too
	Elsewhere bool             // both name towns, and none in common
}

// The weights of a fit: log odds. They were chosen on the open part of testdata/stories; its blind part only measures them.
const (
	bias      = -2.0
	perShare  = 11.0 // for all of its ties
	perEvent  = 2.2
	perEcho   = 1.0
	perPlace  = 1.2 // for a tie of that kind that nobody else has
	perName   = 0.9
	perGap    = -0.55 // for each doubling of weeks
	perSize   = -0.35 // for each doubling of the story's episodes: of many, one is always near
	elsewhere = -1.6
	few       = 6 // events: of an article that tells of more, one in common says less
	copied    = 6
)

// Odds is how likely the episode belongs to the story, as log odds.
func (e Evidence) Odds() float64 {
	sum := 0.0
	for _, kind := range slices.Sorted(maps.Keys(e.Shared)) { // in order, so that the sum is the same each time
		sum += e.Shared[kind]
	}
	long := math.Sqrt(min(1, few/float64(max(1, e.Size))))
	odds := bias + perShare*sum/max(e.Total, 1) + long*(perEvent*float64(min(e.Events, 3))+perEcho*float64(min(e.Echoes, 2))) +
		perPlace*min(e.Shared[Where], 1.5) + perName*min(e.Shared[Who], 2) + perGap*math.Log2(1+float64(e.Gap)/7) + perSize*math.Log2(float64(max(1, e.Episodes)))
	if e.Elsewhere {
		odds += elsewhere
	}
	if e.Copied {
		odds += copied
	}
	return odds
}

// Probability of log odds.
func Probability(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

// Why says what ties, for people.
func (e Evidence) Why() string {
	var out []string
	if e.Copied {
		out = append(out, "its article is a copy")
	}
	if e.Events > 0 {
		out = append(out, fmt.Sprintf("tells of %d of its events", e.Events))
	}
	if e.Echoes > 0 {
		out = append(out, fmt.Sprintf("recalls %d of its events", e.Echoes))
	}
	for _, k := range []struct {
		kind Kind
		what string
	}{{Where, "place"}, {Who, "names"}, {Role, "parties"}, {Word, "words"}, {Area, "region"}} {
		if w := e.Shared[k.kind]; w > 0.3 {
			out = append(out, k.what+" in common")
		}
	}
	if e.Gap > 0 {
		out = append(out, fmt.Sprintf("%d days from its nearest", e.Gap))
	}
	return cmp.Or(strings.Join(out, ", "), "little but its time")
}

// Bounds on a story, so that none becomes everything that is told of a country.
const (
	Far      = 56  // days between an episode and its story's nearest, at most
	Longest  = 400 // days from its first episode to its last, at most
	MostEver = 600 // events, at most
)
