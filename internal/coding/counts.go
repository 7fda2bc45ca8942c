package coding

import (
	"slices"
	"strings"

	"dateline/event"
	"dateline/text"
)

// befell maps the lemma of a trigger, or of a verb or noun beside a number, to what befell the people counted.
var befell = map[string]string{
	"kill": "killed", "die": "killed", "death": "killed", "dead": "killed", "slay": "killed", "murder": "killed", "massacre": "killed",
	"execute": "killed", "assassinate": "killed", "killing": "killed", "toll": "killed", "fatality": "killed", "perish": "killed", "body": "killed", "life": "killed",
	"injure": "injured", "wound": "injured", "hurt": "injured", "injury": "injured", "injured": "injured", "wounded": "injured",
	"casualty": "killed_or_injured", "victim": "killed_or_injured", "missing": "missing",
	"arrest": "detained", "detain": "detained", "jail": "detained", "imprison": "detained", "hold": "detained", "detention": "detained", "jailed": "detained",
	"abduct": "abducted", "kidnap": "abducted", "hostage": "abducted", "capture": "detained", "seize": "abducted", "assassination": "killed", "execution": "killed", "slaughter": "killed",
	"beheading": "killed", "eliminate": "killed", "hang": "killed", "drown": "killed", "captive": "abducted", "kidnapping": "abducted",
	"abduction": "abducted", "arrested": "detained", "custody": "detained",
	"release": "released", "free": "released", "displace": "displaced", "flee": "displaced", "uproot": "displaced", "displacement": "displaced",
	"evacuate": "evacuated", "evacuation": "evacuated", "protest": "protesters", "protester": "protesters", "demonstrator": "protesters",
	"rally": "protesters", "march": "protesters", "demonstrate": "protesters", "gather": "protesters", "deploy": "troops", "rescue": "other",
	"shoot": "killed", "behead": "killed", "lynch": "killed", "stab": "injured", "escape": "displaced", "burn": "killed", "convict": "other",
	"sentence": "other", "deport": "other", "save": "other",
}

// countThreshold is the probability from which a number of people is taken for an event's.
const countThreshold = 0.35

// countWeights weigh the clues of countClues.
var countWeights = []weight{
	{"always", 0.33},
	{"of those it is done to", 1.54},
	{"of those who do it", 0.17},
	{"of those another event is done to", -0.31},
	{"of the nearest event", 0.37},
	{"under the trigger", 0.21},
	{"steps from the trigger", -1.43},
	{"an article", -0.62},
	{"one person without a number", -2.85},
	{"with a name", 1.28},
	{"a pronoun", 0.64},
	{"the trigger says what befell them", 0.27},
	{"a word above says what befell them", -0.07},
	{"that word is another event", -0.56},
	{"subject of the passive", -0.10},
	{"subject", -0.33},
	{"object", -0.08},
	{"for a noun", 0.00},
	{"for force", 0.22},
	{"for arrest", -0.30},
	{"for protest", -1.06},
	{"for help", -0.47},
	{"for flight or release", 0.14},
	{"for punishment", -1.08},
	{"for what is said or agreed", -2.60},
	{"for what has not happened", -1.09},
	{"killed", 0.05},
	{"other", -0.58},
	{"done to them, for force", -0.12},
	{"done by them, for protest", 1.20},
	{"one person, for arrest", 1.34},
	{"a group of one country", -0.78},
}

// setCounts gives a mention the numbers of people that are likelier its own than not.
func (r *reading) setCounts(m *mention) {
	for _, c := range r.countChoices(m) {
		if probability(countWeights, c.clues) >= countThreshold {
			m.counts = append(m.counts, c.value)
		}
	}
}

// countChoices are the numbers of people in a mention's sentence with what befell them, and the one person that it is done to.
func (r *reading) countChoices(m *mention) (out []choice[event.Count]) {
	t, numbered := r.trees[m.sentence], false
	for k := range r.doc.Counts {
		c := &r.doc.Counts[k]
		if c.Sentence != m.sentence || c.Unit != "people" || c.Head < 0 || c.Head >= len(t.Tokens) || partOfTotal(t, c) || r.wholeOf(t, c) {
			continue
		}
		numbered = numbered || r.counted(m, c.Head)
		what := r.whatBefell(t, m, c.Head)
		if r.counted(m, c.Head) {
			what = r.whatTrigger(t, m, c.Head)
		}
		if what == "" {
			continue
		}
		count := event.Count{What: what, Who: event.Null(c.Who), Low: c.Low, High: c.High, Text: r.doc.Slice(c.Span), Span: c.Span}
		out = append(out, choice[event.Count]{count, r.countClues(t, m, c.Head, count, false)})
	}
	if k := r.onePerson(t, m); k >= 0 && !numbered {
		what := befell[t.lemma(m.token)] // of the trigger itself: what stands above it befell others
		if what == "" {
			what = byMode(m)
		}
		if what != "" {
			one, span := 1, t.Tokens[k].Span
			count := event.Count{What: what, Who: event.Null(m.recipients[0].actor.Text), Low: &one, High: &one, Text: r.doc.Slice(span), Span: span}
			out = append(out, choice[event.Count]{count, r.countClues(t, m, k, count, true)})
		}
	}
	return out
}

// countClues are what speaks for a number of people being a mention's.
func (r *reading) countClues(t *tree, m *mention, head int, c event.Count, one bool) clues {
	in := func(ps []participant) bool {
		return slices.ContainsFunc(ps, func(p participant) bool { return p.token == head })
	}
	done, does := in(m.recipients), in(m.actors)
	above, another := false, false
	for _, i := range t.ancestors(head) {
		if befell[t.lemma(i)] != "" {
			above = true
			o := r.mentionAt(m.sentence, i)
			another = o != nil && o != m
			break
		}
		if i == m.token {
			break
		}
	}
	tok := &t.Tokens[head]
	noun := t.class(m.token) == "n"
	return clues{
		1, is(done), is(does), is(r.countedElsewhere(m, head)), is(r.ownerOf(t, m.sentence, head) == m), is(t.below(head, m.token)),
		float64(min(t.distance(m.token, head), 8)) / 4, is(article(c.Text)), is(one), is(one && tok.UPOS == "PROPN"), is(one && tok.UPOS == "PRON"),
		is(befell[t.lemma(m.token)] != ""), is(above), is(another),
		is(tok.Deprel == "nsubj:pass"), is(tok.Deprel == "nsubj"), is(tok.Deprel == "obj"), is(noun),
		is(m.kind == "ASSAULT"), is(m.kind == "COERCE"), is(m.kind == "PROTEST"), is(m.kind == "AID" || m.kind == "COOPERATE"),
		is(m.kind == "RETREAT"), is(m.kind == "SANCTION"), is(spoken[m.kind] || m.kind == "CONSULT"), is(m.status != event.Actual),
		is(c.What == "killed"), is(c.What == "other"), is(done && m.kind == "ASSAULT"), is(does && m.kind == "PROTEST"), is(one && m.kind == "COERCE"),
		is(c.Who != nil && done && tok.Kind != "person"),
	}
}

// onePerson is the token of the one person that a mention is done to, where the words show that it is one; else -1.
func (r *reading) onePerson(t *tree, m *mention) int {
	if len(m.recipients) != 1 {
		return -1
	}
	k := m.recipients[0].token
	tok := &t.Tokens[k]
	if t.feat(k, "Number=Plur") || tok.UPOS == "PRON" && !t.feat(k, "Number=Sing") || tok.UPOS != "PRON" && tok.Kind != "person" {
		return -1
	}
	return k
}

// counted reports whether a number's noun is whom a mention is done to, or who does it where those who act are counted.
func (r *reading) counted(m *mention, head int) bool {
	in := func(ps []participant) bool {
		return slices.ContainsFunc(ps, func(p participant) bool { return p.token == head })
	}
	return in(m.recipients) || (m.kind == "PROTEST" || m.kind == "MOBILIZE" || m.kind == "RETREAT" && len(m.recipients) == 0) && in(m.actors)
}

func (r *reading) countedElsewhere(m *mention, head int) bool {
	return slices.ContainsFunc(r.mentions, func(o *mention) bool { return o != m && o.sentence == m.sentence && r.counted(o, head) })
}

// article reports a number that is only an article: "a woman".
func article(words string) bool {
	w, _, _ := strings.Cut(strings.ToLower(words), " ")
	return w == "a" || w == "an" || w == "another"
}

// whatTrigger tells what happened to those a mention is done to: by its trigger, its mode or type, else by the words above the number.
func (r *reading) whatTrigger(t *tree, m *mention, head int) string {
	if what := befell[t.lemma(m.token)]; what != "" {
		return what
	}
	for _, p := range slices.Concat(m.recipients, m.actors) {
		if p.token == head && p.actor.Sector == "MIL" && (m.kind == "AID" || m.kind == "MOBILIZE") {
			return "troops"
		}
	}
	if what := byMode(m); what != "" {
		return what
	}
	return r.whatBefell(t, m, head)
}

// byMode is what a mention's mode or type does to people.
func byMode(m *mention) string {
	for _, pair := range [][2]string{{"arrest", "detained"}, {"abduct", "abducted"}, {"release", "released"}, {"troops", "troops"},
		{"expel", "displaced"}, {"convict", "other"}} {
		if slices.Contains(m.modes, pair[0]) {
			return pair[1]
		}
	}
	switch m.kind {
	case "PROTEST":
		return "protesters"
	case "AID":
		return "other"
	}
	return ""
}

// partOfTotal reports a number that counts some of those another number has counted: "five people, three of them children".
func partOfTotal(t *tree, c *text.Count) bool {
	for k := range t.Tokens {
		if t.Tokens[k].Start >= c.End && k+1 < len(t.Tokens) {
			next := t.lemma(k + 1)
			return t.lemma(k) == "of" && (next == "they" || next == "them" || next == "whom" || next == "who")
		}
	}
	return false
}

// wholeOf reports a number that counts all of whom another one counts a part: the 11 in "seven of the 11 detainees".
func (r *reading) wholeOf(t *tree, c *text.Count) bool {
	first := slices.IndexFunc(t.Tokens, func(k text.Token) bool { return k.Start >= c.Start })
	of := first - 1
	if of > 0 && t.Tokens[of].UPOS == "DET" {
		of--
	}
	if of < 1 || t.lemma(of) != "of" {
		return false
	}
	end := t.Tokens[of-1].End
	return slices.ContainsFunc(r.doc.Counts, func(o text.Count) bool { return o.Sentence == c.Sentence && o.Unit == "people" && o.End == end })
}

// ownerOf is the mention that a counted noun belongs to: the nearest one at or above it in the tree, else the nearest at all.
func (r *reading) ownerOf(t *tree, sentence, head int) *mention {
	path := append([]int{head}, t.ancestors(head)...)
	var best *mention
	cost := 1 << 30
	for _, m := range r.mentions {
		if m.sentence != sentence {
			continue
		}
		d := 2*t.distance(m.token, head) + 1
		if slices.Contains(path, m.token) {
			d -= 2
		}
		if d < cost {
			best, cost = m, d
		}
	}
	if cost > 9 {
		return nil
	}
	return best
}

// whatBefell tells what happened to the counted: by the nearest word above the number that says so, else by the trigger.
func (r *reading) whatBefell(t *tree, m *mention, head int) string {
	for _, i := range t.ancestors(head) {
		if what := befell[t.lemma(i)]; what != "" {
			return what
		}
		if i == m.token {
			break
		}
	}
	for _, i := range []int{m.token, head} {
		if what := befell[t.lemma(i)]; what != "" {
			return what
		}
	}
	return byMode(m)
}
