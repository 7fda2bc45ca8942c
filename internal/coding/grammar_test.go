package coding

import (
	"os"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/conllu"
	"dateline/text"
)

// byForm stands for the actor stage: whoever a token names, by its form.
type byForm struct{}

func (byForm) Resolve(d *text.Document, s, h int) text.Actor {
	t := d.Sentences[s].Tokens[h]
	return text.Actor{Text: t.Form, Code: "XXX", Span: t.Span, Refers: -1}
}

func (b byForm) ResolveAll(d *text.Document, s, h int, _ text.Doing) []text.Actor {
	return []text.Actor{b.Resolve(d, s, h)}
}

// undecided is a proposal of an engine that believes in an event and nothing else, so that the grammar decides.
func undecided(token, tokens int) text.Trigger {
	tr := text.Trigger{Token: token, None: 0.2}
	for k := range tokens {
		for _, role := range []string{"actor", "recipient"} {
			tr.Roles = append(tr.Roles, text.Role{Token: k, Name: role, P: 0.1})
		}
	}
	for k := range tr.Types {
		tr.Types[k] = 0.05
	}
	for k := range tr.Status {
		tr.Status[k] = 1. / 6
	}
	return tr
}

// things are the test's nouns that name no people.
var things = map[string]bool{"attack": true, "agreement": true, "killing": true, "crackdown": true, "airstrike": true, "sanction": true,
	"plan": true, "trap": true}

// grammarDocuments reads the parsed sentences, one a document, each word of the codebook proposed as an event.
func grammarDocuments(t *testing.T, book *Codebook) []*text.Document {
	t.Helper()
	f, err := os.Open("testdata/grammar.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sentences, err := conllu.NewReader(f, "grammar.conllu").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*text.Document
	for _, group := range conllu.Documents(sentences) {
		d, err := conllu.ToDocument(group, conllu.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Sentences {
			for k := range d.Sentences[i].Tokens {
				tok := &d.Sentences[i].Tokens[k]
				listed := len(book.lookUp(newTree(&d.Sentences[i]), k)) > 0
				switch { // CoNLL-U does not carry what kind of thing a noun names
				case strings.HasSuffix(tok.Form, "day"):
					tok.Kind = "time"
				case tok.UPOS == "NOUN" && !things[tok.Lemma]:
					tok.Kind = "person"
				}
				if listed {
					d.Sentences[i].Triggers = append(d.Sentences[i].Triggers, undecided(k, len(d.Sentences[i].Tokens)))
				}
			}
		}
		d.Actors = []text.Actor{{Sector: "GOV", Refers: -1}} // so that the article is one of public affairs
		docs = append(docs, d)
	}
	return docs
}

// TestGrammar shows what the rules make of a sentence when the engine takes no side: trigger, type, status, actor > recipient, and
// on whose word.
func TestGrammar(t *testing.T) {
	want := map[string][]string{
		"The army shelled the village on Friday.":                                          {"shelled ASSAULT actual army>village"},
		"The village was shelled by the army.":                                             {"shelled ASSAULT actual army>village"},
		"The army did not shell the village.":                                              {"shell ASSAULT denied army>village"},
		"The army denied that it had shelled the village.":                                 {"shelled ASSAULT denied it>village by army"},
		"The rebels plan to attack the airport.":                                           {"attack ASSAULT planned rebels>airport"},
		"The rebels will attack the airport tomorrow.":                                     {"attack ASSAULT planned rebels>airport"},
		"The general threatened to attack the airport.":                                    {"threatened THREATEN actual general>", "attack ASSAULT threatened general>airport by general"},
		"The president ordered the troops to withdraw.":                                    {"ordered REQUEST actual president>troops", "withdraw RETREAT demanded troops> by president"},
		"The minister demanded that the rebels release the hostages.":                      {"demanded REQUEST actual minister>", "release RETREAT demanded rebels>hostages by minister"},
		"Officials fear that the rebels may attack the airport.":                           {"attack ASSAULT possible rebels>airport by Officials"},
		"The army would attack the convoy if it moved.":                                    {"attack ASSAULT threatened army>convoy"},
		"The two sides failed to reach an agreement.":                                      {"agreement AGREE denied sides>"},
		"The troops who attacked the convoy surrendered on Monday.":                        {"attacked ASSAULT actual troops>convoy", "surrendered RETREAT actual troops>"},
		"The army said that rebels had kidnapped two drivers.":                             {"kidnapped ASSAULT actual rebels>drivers by army"},
		"According to state television, police arrested forty protesters.":                 {"arrested COERCE actual police>protesters by television"},
		"State media reported that police arrested forty protesters, the ministry said.":   {"arrested COERCE actual police>protesters by ministry > media"},
		"The government accused the rebels of shelling the market.":                        {"accused ACCUSE actual government>rebels", "shelling ASSAULT possible rebels>market by government"},
		"Guards on Monday arrested forty protesters, the ministry said.":                   {"arrested COERCE actual Guards>protesters by ministry"},
		"Rebels said guards fled; the army said soldiers arrested forty men.":              {"arrested COERCE actual soldiers>men by army"},
		"The United Nations condemned the killing of the envoy.":                           {"condemned ACCUSE actual Nations>", "killing ASSAULT actual >envoy"},
		"The rebels launched an attack on the base.":                                       {"attack ASSAULT actual rebels>base"},
		"The police crackdown on demonstrators continued.":                                 {"crackdown COERCE actual police>demonstrators"},
		"Fighters attacked the convoy under a plan the army calls a trap.":                 {"attacked ASSAULT actual Fighters>convoy"},
		"State television cited two officials as saying the army had killed ten fighters.": {"killed ASSAULT actual army>fighters by television > officials"},
		"Twelve soldiers were killed in an attack on the base.":                            {"attack ASSAULT actual >base,soldiers", "killed"},
		"Police opened fire on the crowd.":                                                 {"opened fire ASSAULT actual Police>crowd", "fire"},
		"The minister called the deal an insult.":                                          {"insult ACCUSE actual minister>deal", "called"},
		"The prisoners suffered torture.":                                                  {"torture ASSAULT actual >prisoners", "suffered"},
		"The prime minister refused to resign.":                                            {"refused REJECT actual minister>", "resign RETREAT denied minister>"},
	}
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := New(book, byForm{}, event.CoderVersion{})
	eachSentence(t, book, want, func(d *text.Document, lines []string) {
		got := map[string]string{}
		for _, r := range c.Code(d) {
			got[r.Evidence.Trigger.Text] = summary(r)
		}
		for _, line := range lines {
			trigger, rest, _ := strings.Cut(line, " ")
			if strings.HasPrefix(rest, "fire ") {
				trigger += " fire"
			}
			if rest == "" { // that word is no event of its own
				line = ""
			}
			if got[trigger] != line {
				t.Errorf("%s\n   want %s\n   got  %s", d.Text, line, got[trigger])
			}
		}
	})
}

// eachSentence calls f with each of the parsed sentences that want names; all of them must be there.
func eachSentence(t *testing.T, book *Codebook, want map[string][]string, f func(*text.Document, []string)) {
	t.Helper()
	seen := 0
	for _, d := range grammarDocuments(t, book) {
		if lines, ok := want[d.Text]; ok {
			seen++
			f(d, lines)
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d sentences are in testdata/grammar.conllu", seen, len(want))
	}
}

// summary is "trigger TYPE status actors>recipients by sources".
func summary(r event.Report) string {
	names := func(list []event.Actor) string {
		var out []string
		for _, a := range list {
			out = append(out, a.Text)
		}
		return strings.Join(out, ",")
	}
	s := r.Evidence.Trigger.Text + " " + r.Event + " " + string(r.Status) + " " + names(r.Actor) + ">" + names(r.Recipient)
	var by []string
	for _, a := range r.Attribution {
		by = append(by, a.Text)
	}
	if len(by) > 0 {
		s += " by " + strings.Join(by, " > ")
	}
	return s
}

func TestNestedContentNamesItsSpeechAct(t *testing.T) {
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := New(book, byForm{}, event.CoderVersion{})
	for _, d := range grammarDocuments(t, book) {
		if d.Text != "The minister demanded that the rebels release the hostages." {
			continue
		}
		ids := map[string]event.Report{}
		for _, r := range c.Code(d) {
			ids[r.Evidence.Trigger.Text] = r
		}
		if got := event.Text(ids["release"].ContentOf); got == "" || got != ids["demanded"].ID {
			t.Errorf("release is content of %q, want %q", got, ids["demanded"].ID)
		}
	}
}
