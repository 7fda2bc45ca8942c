package language

import "testing"

func TestDetect(t *testing.T) {
	for text, want := range map[string]string{
		"The army said on Friday that it had shelled the town after rebels fired mortars at a checkpoint, killing at least three soldiers and a child.":                    "en",
		"L'armée a déclaré vendredi qu'elle avait bombardé la ville après que des rebelles eurent tiré des obus de mortier sur un poste de contrôle, tuant trois soldats.": "fr",
		"Die Armee erklärte am Freitag, sie habe die Stadt beschossen, nachdem Rebellen einen Kontrollposten mit Granaten angegriffen und drei Soldaten getötet hätten.":   "de",
		"Too short to tell.": "",
	} {
		if _, got, _ := Detect(text); got != want {
			t.Errorf("Detect(%.30q…) = %q, want %q", text, got, want)
		}
	}
}
