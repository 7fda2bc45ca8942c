package nlp

import (
	"math"
	"strings"

	"dateline/internal/nlp/kernel"
	"dateline/text"
)

// isEvent reports whether a word's trigger scores give events enough probability; if so ws.triggers.probs holds the labels'.
func (ws *workspace) isEvent(scores []float32) bool {
	high := scores[0] - 9*ws.e.heat // each label under it has a probability of less than e^-9
	some := false
	for _, v := range scores[1:] {
		some = some || v > high
	}
	if !some {
		return false
	}
	softmax(ws.triggers.probs, scores, ws.e.heat)
	return 1-ws.triggers.probs[0] >= ws.e.least
}

// softmax fills p with the probabilities of scores at a temperature.
func softmax(p, scores []float32, heat float32) {
	high := scores[top(scores, len(p))]
	sum := float32(0)
	for i, v := range scores[:len(p)] {
		p[i] = float32(math.Exp(float64((v - high) / heat)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// Probabilities under these are not reported.
const (
	leastMode = 0.1
	leastRole = 0.03
)

// trigger is the proposal for a word, from its event scores and the role scores in ws.triggers.
func (ws *workspace) trigger(w *window, row int, event []float32) text.Trigger {
	e, l := ws.e, &ws.e.labels
	word := row - w.words - 1
	out := text.Trigger{Token: w.from + word}
	p := ws.triggers.probs
	softmax(p, ws.small[row*e.small.pad+e.ofWord.trigger:], e.heat)
	out.None = p[0]
	for k, v := range p[1:] {
		out.Types[l.typeAt[k+1]] = v
	}
	for k, name := range l.Mode {
		if v := sigmoid(event[e.ofEvent.mode+k]); v >= leastMode {
			if out.Modes == nil {
				out.Modes = map[string]float32{}
			}
			out.Modes[name] = v
		}
	}
	softmax(ws.triggers.status, event[e.ofEvent.status:], 1)
	for k, v := range ws.triggers.status {
		out.Status[l.status[k]] = v
	}
	out.Historical, out.Negated = sigmoid(event[e.ofEvent.flags]), sigmoid(event[e.ofEvent.flags+1])
	out.Roles = ws.roles(w, word)
	return out
}

// roles lists the other words that may play a part in the event of a word.
func (ws *workspace) roles(w *window, trigger int) []text.Role {
	e := ws.e
	var out []text.Role
	for word := range w.to - w.from {
		if word == trigger {
			continue
		}
		for k, name := range e.labels.Role {
			if v := ws.triggers.scores[word*e.rolePad+k]; v > -3 {
				if p := sigmoid(v); p >= leastRole {
					out = append(out, text.Role{Token: w.from + word, Name: name, P: p})
				}
			}
		}
	}
	return out
}

// mayFollow says which NER label may follow which: I-X only B-X and I-X.
func mayFollow(names []string) []bool {
	after := make([]bool, len(names)*len(names))
	for a, before := range names {
		for b, name := range names {
			label, inside := strings.CutPrefix(name, "I-")
			after[a*len(names)+b] = !inside || before == "B-"+label || before == "I-"+label
		}
	}
	return after
}

// tag finds the NER labels of a window's words: the sequence of largest score whose labels may follow each other (Viterbi).
// Before the first word stands what may follow no I-.
func (ws *workspace) tag(w *window) {
	e, l := ws.e, &ws.e.labels
	n, words := len(l.NER), w.to-w.from
	if len(ws.sums) < (words+1)*n {
		ws.sums, ws.back = make([]float32, (words+1)*n), make([]uint8, (words+1)*n)
	}
	for i := range words {
		row := w.words + 1 + i
		scores := ws.small[row*e.small.pad+e.ofWord.ner:][:n]
		for b, v := range scores {
			best, from := ws.bestBefore(i, b)
			ws.sums[(i+1)*n+b], ws.back[(i+1)*n+b] = best+v, uint8(from)
		}
	}
	at := top(ws.sums[words*n:], n)
	for i := words - 1; i >= 0; i-- {
		w.tags[w.from+i] = uint8(at)
		at = int(ws.back[(i+1)*n+at])
	}
}

// bestBefore is the largest sum up to word i-1 that label b may follow, and its label.
func (ws *workspace) bestBefore(i, b int) (float32, int) {
	l := &ws.e.labels
	n := len(l.NER)
	if i == 0 {
		if strings.HasPrefix(l.NER[b], "I-") {
			return kernel.Never, b
		}
		return 0, b
	}
	best, from := float32(math.Inf(-1)), 0
	for a := range n {
		if v := ws.sums[i*n+a]; l.after[a*n+b] && v > best {
			best, from = v, a
		}
	}
	return best, from
}

// entities makes spans of IOB2 labels; an I- that follows nothing of its kind, where two windows meet, opens one.
func entities(s *text.Sentence, tags []uint8, names []string) []text.Entity {
	var out []text.Entity
	open := ""
	for i := range s.Tokens {
		kind, label, _ := strings.Cut(names[tags[i]], "-")
		switch {
		case label == "":
			open = ""
		case kind == "I" && label == open:
			e := &out[len(out)-1]
			e.Last, e.End = i, s.Tokens[i].End
		default:
			open = label
			out = append(out, text.Entity{Span: s.Tokens[i].Span, Label: label, First: i, Last: i})
		}
	}
	return out
}
