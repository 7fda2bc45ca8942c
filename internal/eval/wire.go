package eval

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dateline/text"
)

// WireOptions say how copies are made.
type WireOptions struct {
	Seed   uint64
	Copies int // of each article
}

// Wire is a corpus in which it is known what is a copy of what.
type Wire struct {
	Articles []text.Article
	Of       []int    // for each article, the number of the article it was made of; itself for an original
	Edits    []string // what was done to it; "" for an original
}

// leastWords is how long an article must be to be copied: less is a caption.
const leastWords = 80

// Simulate makes a corpus as a wire service's customers do: each article of some length is printed again with edits, one to three of
// those below, drawn by the seed. What makes it hard is in it too: notices that a publisher prints under all its articles, and
// paragraphs of background that its articles on other matters share.
func Simulate(originals []text.Article, opt WireOptions) *Wire {
	r := rand.New(rand.NewPCG(opt.Seed, 1))
	w := &Wire{}
	for i, a := range originals {
		a.ID, a.Source, a.Text = fmt.Sprint("original ", i), fmt.Sprint("publisher ", r.IntN(12)), furnished(r, originals, i)
		w.add(a, i, "")
	}
	for i, a := range originals {
		if len(strings.Fields(a.Text)) < leastWords {
			continue
		}
		for c := range opt.Copies {
			b := a
			b.ID, b.Source = fmt.Sprint("copy ", i, ".", c), fmt.Sprint("publisher ", r.IntN(12))
			body, edits := edit(r, originals, i)
			if b.Text = body; r.IntN(4) == 0 {
				b.Text += "\n" + notice(b.Source)
			}
			w.add(b, i, edits)
		}
	}
	w.shuffle(r)
	return w
}

func (w *Wire) add(a text.Article, of int, edits string) {
	w.Articles, w.Of, w.Edits = append(w.Articles, a), append(w.Of, of), append(w.Edits, edits)
}

// shuffle puts the articles in another order: a copy may arrive before what it was made of.
func (w *Wire) shuffle(r *rand.Rand) {
	r.Shuffle(len(w.Articles), func(i, j int) {
		w.Articles[i], w.Articles[j] = w.Articles[j], w.Articles[i]
		w.Of[i], w.Of[j] = w.Of[j], w.Of[i]
		w.Edits[i], w.Edits[j] = w.Edits[j], w.Edits[i]
	})
}

// notice is what a publisher prints under all it writes.
func notice(publisher string) string {
	return "This article is brought to you by " + publisher + ", which reports day and night from all parts of the world. Our correspondents work under " +
		"conditions that are often dangerous, and we rely on readers like you. Write to us if you have seen something that we should know, and " +
		"subscribe to our letter for a daily choice of the best that " + publisher + " has to offer. All rights reserved; this material may not be " +
		"published, broadcast, rewritten or redistributed without permission."
}

// furnished is an original's text, one in three with its publisher's notice, one in five with a paragraph of another article, no more
// than a fifth of either.
func furnished(r *rand.Rand, originals []text.Article, i int) string {
	lines := paragraphs(originals[i].Text)
	if r.IntN(5) == 0 {
		from := originals[r.IntN(len(originals))].Text
		other := paragraphs(from)
		shared := other[r.IntN(len(other))]
		if 5*len(shared) < min(len(from), len(originals[i].Text)) {
			lines = append(lines, shared)
		}
	}
	if r.IntN(3) == 0 {
		lines = append(lines, notice(fmt.Sprint("publisher ", r.IntN(12))))
	}
	return strings.Join(lines, "\n")
}

func paragraphs(body string) []string {
	return slices.DeleteFunc(strings.Split(body, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

// edits that are made, with how they are called.
var edits = []struct {
	name string
	do   func(r *rand.Rand, lines []string, other []string) []string
}{
	{"cut", func(r *rand.Rand, lines, _ []string) []string { return lines[:max(1, len(lines)*(50+r.IntN(40))/100)] }},
	{"headline", func(r *rand.Rand, lines, other []string) []string {
		return append([]string{"Latest: " + firstWords(other[0], 8)}, lines[1:]...)
	}},
	{"appended", func(r *rand.Rand, lines, other []string) []string {
		return append(slices.Clone(lines), "Also today: "+someWords(r, other, 30))
	}},
	{"quotes", func(r *rand.Rand, lines, _ []string) []string { return each(lines, requote) }},
	{"toll", func(r *rand.Rand, lines, _ []string) []string {
		return each(lines, func(l string) string { return recount(r, l) })
	}},
	{"byline", func(r *rand.Rand, lines, _ []string) []string {
		return slices.Insert(slices.Clone(lines), 1, "By our correspondent and agencies, with additional reporting from the region")
	}},
	{"excerpt", func(r *rand.Rand, lines, _ []string) []string {
		n := max(1, len(lines)*2/5)
		at := r.IntN(len(lines) - n + 1)
		return append(append([]string{"In brief"}, lines[at:at+n]...), "Read the whole story on our page.")
	}},
	{"rewording", func(r *rand.Rand, lines, _ []string) []string {
		return each(lines, func(l string) string { return reword(r, l) })
	}},
}

// edit makes a copy of an article and names the edits.
func edit(r *rand.Rand, originals []text.Article, i int) (body, names string) {
	lines := sentenceLines(originals[i].Text)
	other := paragraphs(originals[r.IntN(len(originals))].Text)
	var done []string
	for _, k := range r.Perm(len(edits))[:1+r.IntN(3)] {
		if len(lines) > 1 {
			lines = edits[k].do(r, lines, other)
			done = append(done, edits[k].name)
		}
	}
	return strings.Join(lines, "\n"), strings.Join(done, "+")
}

var stop = regexp.MustCompile(`([.?!]["”]?) +([A-Z“"])`)

// sentenceLines cuts paragraphs at sentences, so that an article of few paragraphs can be cut too.
func sentenceLines(body string) []string { return paragraphs(stop.ReplaceAllString(body, "$1\n$2")) }

func each(lines []string, f func(string) string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = f(l)
	}
	return out
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// someWords are words of a text in no order, so that they are nobody's sentence.
func someWords(r *rand.Rand, lines []string, n int) string {
	words := strings.Fields(strings.Join(lines, " "))
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words[:min(n, len(words))], " ")
}

var quoted = regexp.MustCompile(`["“][^"”]{12,}["”]`)

// requote puts a quotation as another translator would: the same length, other words in another order.
func requote(line string) string {
	return quoted.ReplaceAllStringFunc(line, func(q string) string {
		words := strings.Fields(strings.Trim(q, "\"“”"))
		slices.Reverse(words)
		for i := range words {
			if i%3 == 0 {
				words[i] = "so"
			}
		}
		return "“" + strings.Join(words, " ") + "”"
	})
}

var digits = regexp.MustCompile(`\b\d{1,3}\b`)

// recount gives the numbers of a line as a later edition has them.
func recount(r *rand.Rand, line string) string {
	return digits.ReplaceAllStringFunc(line, func(d string) string {
		n, _ := strconv.Atoi(d)
		return strconv.Itoa(n + 1 + r.IntN(4))
	})
}

// reword changes one word in fifteen, as a desk does to make a text its own.
func reword(r *rand.Rand, line string) string {
	words := strings.Fields(line)
	for i := range words {
		if r.IntN(15) == 0 {
			words[i] = "indeed"
		}
	}
	return strings.Join(words, " ")
}
