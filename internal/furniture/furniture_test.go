package furniture

import "testing"

func TestIs(t *testing.T) {
	for p, want := range map[string]bool{
		"Read more: The siege in pictures":                                           true,
		"Subscribe to our newsletter for the week in one letter.":                    true,
		"Maria Lopez is a correspondent who covers the Sahel from Dakar.":            true,
		"© 2019 The Northern Courier":                                                true,
		"Follow the newsroom on Twitter.":                                            true,
		"(Reporting by A. Writer; editing by B. Editor)":                             true,
		"General Musa is a commander of the northern front, officials said.":         false,
		"Join us or leave, the rebels told the villagers, and most of them left.":    true, // an anchored call; the price of the rule
		"More on the talks will be announced on Friday, the minister said.":          false,
		"Watch towers along the border were shelled overnight, the army said.":       false,
		"The president followed the army's advice and read more than one statement.": false,
	} {
		if got := Is(p); got != want {
			t.Errorf("Is(%q) = %v, want %v", p, got, want)
		}
	}
}
