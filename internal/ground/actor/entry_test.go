package actor

import (
	"strings"
	"testing"
)

func TestEntryAt(t *testing.T) {
	e, names, err := parseEntry("Ann Other; ~Other | USA LEG 2001..2008-11; USA GOV 2009-01-20..2012 Secretary; USA OPP 2013.. | g=f q=Q1 in=USA,CAN")
	if err != nil || len(names) != 2 || !names[1].weak || e.Gender != 'f' || e.Wikidata != "Q1" || len(e.In) != 2 {
		t.Fatalf("%+v %v %v", e, names, err)
	}
	for day, want := range map[int]string{20050101: "LEG", 20081201: "LEG", 20090120: "GOV", 20121231: "GOV", 20130101: "OPP", 0: "OPP", 19900101: "LEG"} {
		if r, _ := e.At(day); r.Sector != want {
			t.Errorf("%d: %s, want %s", day, r.Sector, want)
		}
	}
	if _, sure := e.At(20081225); sure {
		t.Error("between two offices nothing is sure")
	}
}

func TestListsNameTheLine(t *testing.T) {
	const k = "@source general knowledge\n"
	for list, want := range map[string]string{
		"# head\nX": "my.txt:2:", k + "X": "my.txt:2:", k + "X | IRQ": "a code and a sector", k + "X | XXX GOV": "code", k + "X | IRQ GOD": "sector",
		k + "X | IRQ GOV 20x..": "my.txt:2: date", k + "X | IRQ GOV | z=1": "remark", k + " | IRQ GOV": "no name", "@kind robot": "unknown",
	} {
		b := &Base{index: map[string][]ref{}, first: map[string]int{}, lex: &lexicon{}}
		if err := b.add("my.txt", list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", list, err, want)
		}
	}
}

// One line of people may list several, each with his or her other names.
func TestSeparatePeople(t *testing.T) {
	_, names, err := parseEntry("Haider al-Abadi; Haidar al-Abadi; ~Abadi; Fouad Massoum; ~Massoum | IRQ GOV")
	if err != nil {
		t.Fatal(err)
	}
	got := separate(names, false, true)
	if len(got) != 2 || len(got[0]) != 3 || len(got[1]) != 2 {
		t.Errorf("%v", got)
	}
}

// Names of the lists that the guidelines and the issue ask for by name.
func TestKnownNames(t *testing.T) {
	b := Default()
	for name, want := range map[string]string{
		"ISIS": "IMG REB", "ISIL": "IMG REB", "IS": "IMG REB", "Islamic State": "IMG REB", "Daesh": "IMG REB", "Da’esh": "IMG REB",
		"Hizbullah": "LBN REB", "Hezbollah": "LBN REB", "al Qaida": "IMG REB", "Al-Qaeda": "IMG REB", "Taliban": "AFG REB", "Houthis": "YEM REB", "PKK": "TUR REB",
		"United Nations": "UNO ", "U.N.": "UNO ", "UNHCR": "UNO ", "European Commission": "EUR ", "NATO": "IGO ", "African Union": "IGO ",
		"Amnesty International": "NGO ", "Médecins Sans Frontières": "NGO ", "Reuters": "GBR JRN", "Saudi-led coalition": "IGO MIL", "Pentagon": "USA MIL",
		"CIA": "USA SPY", "Knesset": "ISR LEG", "Boko Haram": "NGA REB", "al-Shabaab": "SOM REB", "FARC": "COL REB",
	} {
		ws := keyWords(name)
		refs := b.index[strings.Join(ws, " ")]
		if len(refs) == 0 {
			t.Errorf("%s is in no list", name)
			continue
		}
		r, _ := b.entries[refs[0].entry].At(20160101)
		if got := r.Code + " " + r.Sector; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
