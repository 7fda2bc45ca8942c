package main

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/internal/store"
	"dateline/plover"
)

// Which says which reports are wanted: the flags that events and export share.
type Which struct {
	From          string   `help:"First day of the event; what the text gives no date for is left out." placeholder:"DATE" group:"Which"`
	To            string   `help:"Last day of the event." placeholder:"DATE" group:"Which"`
	PublishedFrom string   `help:"First day of publication." placeholder:"DATE" group:"Which"`
	PublishedTo   string   `help:"Last day of publication." placeholder:"DATE" group:"Which"`
	Type          []string `help:"PLOVER types, such as ASSAULT,COERCE." placeholder:"TYPE" group:"Which"`
	Mode          []string `help:"PLOVER modes." placeholder:"MODE" group:"Which"`
	Context       []string `help:"PLOVER contexts." placeholder:"CONTEXT" group:"Which"`
	Status        []string `help:"actual, planned, demanded, threatened, possible, denied." placeholder:"STATUS" group:"Which"`
	Actor         string   `help:"Who does it: a code (SYR, REB, SYR.MIL) or words of the name." placeholder:"WHO" group:"Which"`
	Recipient     string   `help:"Whom it is done to." placeholder:"WHO" group:"Which"`
	SaidBy        string   `help:"On whose word." placeholder:"WHO" group:"Which"`
	Country       []string `help:"Where: countries' names or ISO codes." placeholder:"COUNTRY" group:"Which"`
	Place         string   `help:"Where: words of the place's name." placeholder:"PLACE" group:"Which"`
	Text          string   "help:\"Words of the sentence: all of them; \\\"in a row\\\"; begin*; -none.\" placeholder:\"WORDS\" group:\"Which\""
	Article       string   `help:"Words of the article, likewise." placeholder:"WORDS" group:"Which"`
	Source        string   `help:"The publisher." placeholder:"NAME" group:"Which"`
	News          bool     `help:"Leave out what is told as background." group:"Which"`
	Event         string   `help:"The reports of one event, by its id." placeholder:"ID" group:"Which"`
	Review        string   `help:"What was decided of it: none, accept, correct, skip." placeholder:"DECISION" group:"Which"`
	Confidence    float64  `help:"As sure as this at least, from 0 to 1." placeholder:"P" group:"Which"`
}

// Validate refuses values that no event can have.
func (c *Which) Validate() error {
	for flag, day := range map[string]string{"--from": c.From, "--to": c.To, "--published-from": c.PublishedFrom, "--published-to": c.PublishedTo} {
		if err := validDay(flag, day); err != nil {
			return err
		}
	}
	for _, s := range c.Status {
		if !event.Status(s).Valid() {
			return fmt.Errorf("--status %s is none; there are actual, planned, demanded, threatened, possible and denied", s)
		}
	}
	if c.Review != "" && !slices.Contains([]string{"none", store.Accept, store.Correct, store.Skip}, c.Review) {
		return fmt.Errorf("--review %s is none; there are none, accept, correct, skip", c.Review)
	}
	if c.Confidence < 0 || c.Confidence > 1 {
		return fmt.Errorf("--confidence %v is no probability; give one from 0 to 1", c.Confidence)
	}
	for i, t := range c.Type {
		if c.Type[i] = strings.ToUpper(t); !slices.Contains(plover.Types[:], c.Type[i]) {
			return fmt.Errorf("--type %s is none; there are %s", t, strings.Join(plover.Types[:], ", "))
		}
	}
	for i, name := range c.Country {
		iso, ok := countryCode(name)
		if !ok {
			return fmt.Errorf("--country %s is not known; give its name in English or its ISO 3166-1 code, such as SYR", name)
		}
		c.Country[i] = iso
	}
	return nil
}

func countryCode(name string) (string, bool) {
	countries := country.Default()
	found := countries.ByCode(strings.ToUpper(name))
	for _, spelt := range []string{name, titled(name)} {
		if found == nil {
			found = countries.ByName(spelt)
		}
	}
	if found == nil {
		return "", false
	}
	return found.ISO3, true
}

// titled writes each word with a capital: country names are told from other words by it.
func titled(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); w != "of" && w != "and" && w != "the" {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

func (c *Which) filter() store.Filter {
	return store.Filter{From: c.From, To: c.To, PublishedFrom: c.PublishedFrom, PublishedTo: c.PublishedTo, Types: c.Type, Modes: c.Mode,
		Contexts: c.Context, Statuses: c.Status, Actor: c.Actor, Recipient: c.Recipient, Attribution: c.SaidBy, Countries: c.Country, Place: c.Place,
		Text: c.Text, Article: c.Article, Source: c.Source, Background: c.News, Event: c.Event, Review: c.Review, MinConfidence: c.Confidence}
}

// String writes the flags that are set as a command line has them.
func (c *Which) String() string {
	var out []string
	for v, i := reflect.ValueOf(*c), 0; i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			continue
		}
		flag := "--" + strings.ToLower(strings.Join(capitals.FindAllString(v.Type().Field(i).Name, -1), "-"))
		switch value := v.Field(i).Interface().(type) {
		case bool:
			out = append(out, flag)
		case []string:
			out = append(out, flag+" "+strings.Join(value, ","))
		case string:
			out = append(out, flag+" "+quoted(value))
		default:
			out = append(out, fmt.Sprint(flag, " ", value))
		}
	}
	return strings.Join(out, " ")
}

var capitals = regexp.MustCompile("[A-Z][a-z]*")

// quoted puts a value in quotes where a shell would cut it.
func quoted(s string) string {
	if strings.ContainsAny(s, " \t\n\"'$`\\*?;&|<>()") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
