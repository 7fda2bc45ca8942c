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
	"execute": "killed", "assassinate": "killed", "killing": "killed", "toll": "killed", "fatality": "killed", "perish": "killed", "body": "killed",
	"injure": "injured", "wound": "injured", "hurt": "injured", "injury": "injured", "injured": "injured", "wounded": "injured",
	"casualty": "killed_or_injured", "victim": "killed_or_injured", "missing": "missing",
	"arrest": "detained", "detain": "detained", "jail": "detained", "imprison": "detained", "hold": "detained", "detention": "detained", "jailed": "detained",
	"abduct": "abducted", "kidnap": "abducted", "hostage": "abducted", "capture": "detained", "seize": "abducted",
	"release": "released", "free": "released", "displace": "displaced", "flee": "displaced", "uproot": "displaced", "displacement": "displaced",
	"evacuate": "evacuated", "evacuation": "evacuated", "protest": "protesters", "protester": "protesters", "demonstrator": "protesters",
	"rally": "protesters", "march": "protesters", "demonstrate": "protesters", "gather": "protesters", "deploy": "troops", "rescue": "other",
	"shoot": "killed", "behead": "killed", "lynch": "killed", "stab": "injured", "escape": "displaced", "burn": "killed", "convict": "other",
	"sentence": "other", "deport": "other", "save": "other",
}

// setCounts gives a mention the numbers of people that its clause counts: those of whom it is done to, those a subordinate
// "killing 12" counts, and never one number to two mentions of a sentence.
func (r *reading) setCounts(m *mention) {
	t := r.trees[m.sentence]
	for k := range r.doc.Counts {
		c := &r.doc.Counts[k]
		if c.Sentence != m.sentence || c.Unit != "people" || c.Head < 0 || c.Head >= len(t.Tokens) {
			continue
		}
		if partOfTotal(t, c) {
			continue
		}
		what := ""
		switch {
		case r.counted(m, c.Head):
			what = r.whatTrigger(t, m, c.Head)
		case r.countedElsewhere(m, c.Head) || article(r.doc.Slice(c.Span)):
		case r.ownerOf(t, m.sentence, c.Head) == m:
			what = r.whatBefell(t, m, c.Head)
		}
		if what == "" {
			continue
		}
		m.counts = append(m.counts, event.Count{What: what, Who: event.Null(c.Who), Low: c.Low, High: c.High,
			Text: r.doc.Slice(c.Span), Span: c.Span})
	}
	if len(m.counts) == 0 {
		r.countOne(m)
	}
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

// countOne counts a single person killed, hurt, held, taken or freed, where the words name one: "arrested him", "shot Alton Sterling".
func (r *reading) countOne(m *mention) {
	if len(m.recipients) != 1 || m.status == event.Denied || m.kind != "ASSAULT" && m.kind != "COERCE" && m.kind != "RETREAT" {
		return
	}
	t, k := r.trees[m.sentence], m.recipients[0].token
	what := befell[t.lemma(m.token)] // of the trigger itself: what stands above it befell others
	if what == "" {
		what = byMode(m)
	}
	switch what {
	case "killed", "injured", "detained", "abducted", "released":
	default:
		return
	}
	if tok := &t.Tokens[k]; t.feat(k, "Number=Plur") || tok.UPOS != "PRON" && tok.Kind != "person" || tok.UPOS == "PRON" && !t.feat(k, "Number=Sing") {
		return
	}
	one := 1
	span := t.Tokens[k].Span
	m.counts = append(m.counts, event.Count{What: what, Who: event.Null(m.recipients[0].actor.Text), Low: &one, High: &one, Text: r.doc.Slice(span), Span: span})
}

// doingOfTotal reports a number that counts some of those another number has counted: "five people, three of them children".
func partOfTotal(t *tree, c *text.Count) bool {
	for k := range t.Tokens {
		if t.Tokens[k].Start >= c.End && k+1 < len(t.Tokens) {
			next := t.lemma(k + 1)
			return t.lemma(k) == "of" && (next == "they" || next == "them" || next == "whom" || next == "who")
		}
	}
	return false
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
