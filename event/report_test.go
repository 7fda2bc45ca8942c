package event

import (
	"encoding/json"
	"strings"
	"testing"

	"dateline/text"
)

// TestKeysStandInTheFormatsOrder: a record's keys, their order, [] for empty lists and null for unknown values are promised.
func TestKeysStandInTheFormatsOrder(t *testing.T) {
	line, err := json.Marshal(Report{Mode: []string{}, Context: []string{}, Attribution: []Source{}, Actor: []Actor{}, Recipient: []Actor{}, Counts: []Count{}})
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, key := range strings.Fields("id document event mode context quad score cameo status historical attribution actor recipient place date counts same_as content_of confidence evidence reason coder") {
		i := strings.Index(string(line[at:]), `"`+key+`":`)
		if i < 0 {
			t.Fatalf("the key %q is missing or stands too early in %s", key, line)
		}
		at += i
	}
	for _, want := range []string{`"mode":[]`, `"attribution":[]`, `"counts":[]`, `"place":null`, `"date":null`, `"same_as":null`, `"cameo":null`} {
		if !strings.Contains(string(line), want) {
			t.Errorf("%s is not in %s", want, line)
		}
	}
	if strings.Contains(string(line), "negated") {
		t.Error("negated is written only where it is true")
	}
}

func TestNewIDIsStableAndTellsReportsApart(t *testing.T) {
	span := text.Span{Start: 10, End: 16}
	a := NewID("abc", span, "ASSAULT")
	if a != NewID("abc", span, "ASSAULT") || !strings.HasPrefix(a, "r_") || len(a) != 18 {
		t.Errorf("NewID = %q", a)
	}
	for _, b := range []string{NewID("abd", span, "ASSAULT"), NewID("abc", text.Span{Start: 11, End: 16}, "ASSAULT"), NewID("abc", span, "COERCE")} {
		if a == b {
			t.Error("two reports have one id")
		}
	}
}

func TestNullAndText(t *testing.T) {
	if Null("") != nil || Text(nil) != "" || Text(Null("x")) != "x" {
		t.Error("Null and Text do not agree")
	}
	for _, s := range Statuses {
		if !s.Valid() {
			t.Errorf("%s is not valid", s)
		}
	}
	if Status("happened").Valid() {
		t.Error("a status that is none is valid")
	}
}
