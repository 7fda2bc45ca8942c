package link

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/event"
	"dateline/plover"
)

// Features are what the linker compares of a report: hashes and numbers, small enough to keep for each report.
type Features struct {
	Article    uint32 // the same for reports of one article
	ID, SameAs uint32 // the report, and the earlier one of its article that the coder takes for the same happening; 0 none
	Type       uint32 // 0 unknown
	Quad       uint8  // of the type, 0 unknown
	Status     uint8  // place in event.Statuses
	Negated    bool
	Historical bool
	Trigger    uint32 // stem of the trigger
	Actors     []Who
	Recipients []Who
	Place      Where
	Dated      bool  // From and To are the text's own
	From, To   int32 // days since 1970, inclusive; undated: the days that news of the article's day is mostly of
	Published  int32 // day since 1970; 0 unknown
	Counts     []Number
	Words      []uint32 // stems of the sentence's words, sorted
	Topic      []uint32 // stems of the article's most used words, sorted
}

// Who is an actor or recipient; 0 is unknown.
type Who struct{ Code, Sector, Name uint32 }

// Where is a place. Zero is none.
type Where struct {
	Name, Country, Admin1 uint32
	GeoNames              int32
	Lat, Lon              float32
	Located               bool // Lat and Lon are known
	Fineness              uint8
}

// Number is a count. Low and High are inclusive; -1 is open.
type Number struct {
	What      uint32
	Low, High int32
}

// newsSpan is how many days before its publication the events lie that an article tells as news without giving a day.
const newsSpan = 6

// Extract makes a report's features. Sentence is the text of its sentence, topic its article's, from Topic.
func Extract(r *event.Report, sentence string, topic []uint32) Features {
	f := Features{Article: hash(r.Document.SHA256 + r.Document.ID), ID: hash(r.ID), SameAs: optional(r.SameAs), Type: hash(r.Event), Quad: quad(r.Event), Status: uint8(max(0, slices.Index(event.Statuses[:], r.Status))),
		Negated: r.Negated, Historical: r.Historical, Trigger: hash(stem(strings.ToLower(r.Evidence.Trigger.Text))),
		Actors: whos(r.Actor), Recipients: whos(r.Recipient), Place: where(r.Place), Words: stems(sentence, maxWords), Topic: topic}
	if day := event.Text(r.Document.Published); day != "" {
		f.Published = int32(dayNumber(day))
		f.From, f.To = f.Published-newsSpan, f.Published
	}
	if r.Date != nil {
		f.Dated, f.From, f.To = true, int32(dayNumber(r.Date.Start)), int32(dayNumber(r.Date.End))
	}
	for _, c := range r.Counts {
		f.Counts = append(f.Counts, Number{hash(c.What), bound(c.Low), bound(c.High)})
	}
	return f
}

func bound(n *int) int32 {
	if n == nil {
		return -1
	}
	return int32(min(*n, 1<<30))
}

func quad(kind string) uint8 {
	t, ok := plover.Standard().Type(kind)
	if !ok {
		return 0
	}
	return uint8(1 + slices.IndexFunc(plover.Standard().Quads, func(q plover.Quad) bool { return q.Name == t.Quad }))
}

func whos(list []event.Actor) []Who {
	out := make([]Who, 0, len(list))
	for _, a := range list {
		w := Who{Code: optional(a.Code), Sector: optional(a.Sector), Name: optional(a.Wikidata)}
		if w.Name == 0 {
			w.Name = hash(headWord(a))
		}
		out = append(out, w)
	}
	return out
}

// headWord stands for an actor: the last word of its name or mention.
func headWord(a event.Actor) string {
	words := strings.Fields(fold(event.Text(a.Name)))
	if len(words) == 0 {
		words = strings.Fields(fold(a.Text))
	}
	if len(words) == 0 {
		return ""
	}
	return stem(words[len(words)-1])
}

func where(p *event.Place) (w Where) {
	if p == nil {
		return w
	}
	w = Where{Name: hash(fold(placeName(p))), Country: optional(p.Country), Fineness: uint8(max(0, slices.Index(fineness, p.Precision)))}
	if p.Admin1 != nil {
		w.Admin1 = hash(fold(*p.Admin1))
	}
	if p.GeoNames != nil {
		w.GeoNames = int32(*p.GeoNames)
	}
	if p.Lat != nil && p.Lon != nil {
		w.Located, w.Lat, w.Lon = true, float32(*p.Lat), float32(*p.Lon)
	}
	return w
}

func optional(s *string) uint32 {
	if s == nil {
		return 0
	}
	return hash(*s)
}

// hash is FNV-1a; 0 stands for the empty string only.
func hash(s string) uint32 {
	if s == "" {
		return 0
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return max(1, h.Sum32())
}

// maxWords is how many words of a sentence are compared, maxTopic how many of an article.
const (
	maxWords = 40
	maxTopic = 32
)

// stems gives the hashed stems of a text's content words, sorted, at most n.
func stems(words string, n int) []uint32 {
	var out []uint32
	for _, w := range contentWords(words) {
		if h := hash(stem(w)); len(out) < n && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}

// Topic gives the stems that an article uses most, those of its title counted thrice: what two articles are held together by.
func Topic(title, body string) []uint32 {
	count := map[uint32]int{}
	var order []uint32
	titled := len(contentWords(title))
	for i, w := range append(contentWords(title), contentWords(body)...) {
		h := hash(stem(w))
		if count[h] == 0 {
			order = append(order, h)
		}
		if count[h]++; i < titled {
			count[h] += 2
		}
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	out := order[:min(len(order), maxTopic)]
	slices.Sort(out)
	return out
}

// contentWords are a text's words in lower case without those that carry no content.
func contentWords(s string) []string {
	return slices.DeleteFunc(wordsOf(s), func(w string) bool {
		return stopWords[w] || utf8.RuneCountInString(w) < 3 && strings.Trim(w, "0123456789") != ""
	})
}
