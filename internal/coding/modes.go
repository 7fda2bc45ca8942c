package coding

import (
	"slices"
	"strings"
)

// modeThreshold is the engine's probability from which a mode is set; modeLeast the one from which the most believed one is, where
// neither that nor the codebook gives any. Set on held-out folds (docs/quality.md).
const (
	modeThreshold = 0.5
	modeLeast     = 0.3
)

// instruments are words beside an assault that tell its means.
var instruments = map[string]string{
	"airstrike": "aerial", "warplane": "aerial", "jet": "aerial", "aircraft": "aerial", "helicopter": "aerial", "air": "aerial",
	"drone": "drone", "unmanned": "drone", "mortar": "heavy-weapons", "rocket": "heavy-weapons", "artillery": "heavy-weapons",
	"missile": "heavy-weapons", "tank": "heavy-weapons", "shell": "heavy-weapons", "howitzer": "heavy-weapons",
	"gunman": "firearms", "gun": "firearms", "rifle": "firearms", "pistol": "firearms", "sniper": "firearms", "gunfire": "firearms",
	"bomb": "explosives", "explosive": "explosives", "mine": "explosives", "landmine": "explosives", "grenade": "explosives",
	"ied": "explosives", "suicide": "suicide-attack", "knife": "primitive", "machete": "primitive", "stone": "primitive",
	"sarin": "unconventional", "chlorine": "unconventional", "chemical": "unconventional", "gas": "unconventional",
}

// setModes sets a mention's modes from the engine's belief, the codebook's entry and the means named beside the trigger.
func (r *reading) setModes(m *mention) {
	t, _ := r.book.Ontology.Type(m.kind)
	belief := map[string]float32{}
	if m.proposal != nil {
		for name, p := range m.proposal.Modes {
			if kind, mode, _ := strings.Cut(name, "."); kind == m.kind {
				belief[mode] = p
			}
		}
	}
	likeliest, least := "", float32(modeLeast)
	for _, mode := range t.Modes {
		p := belief[mode.Name]
		if p >= modeThreshold {
			m.modes = append(m.modes, mode.Name)
		}
		if p >= least {
			likeliest, least = mode.Name, p
		}
	}
	if e := m.entry; len(m.modes) == 0 && e != nil && e.Mode != "" && e.Type == m.kind {
		m.modes = append(m.modes, e.Mode)
	}
	if len(m.modes) == 0 && likeliest != "" {
		m.modes = append(m.modes, likeliest)
	}
	if m.kind == "ASSAULT" && len(m.modes) == 0 {
		if means := r.means(m); means != "" {
			m.modes = append(m.modes, means)
		}
	}
	slices.Sort(m.modes)
}

// means is the mode that a word modifying the trigger tells: "rocket attack", "killed by a car bomb", "chemical weapons attack".
func (r *reading) means(m *mention) string {
	t := r.trees[m.sentence]
	near := slices.Clone(t.kids[m.token])
	for _, k := range t.kids[m.token] {
		near = append(near, t.children(k, "compound", "amod")...)
	}
	for _, k := range near {
		switch t.rel(k) {
		case "compound", "amod", "obl", "nsubj", "nmod":
			if mode, ok := instruments[t.lemma(k)]; ok {
				return mode
			}
		}
	}
	return ""
}

// askedFor maps the type of what is asked for, or refused, to the mode of asking.
var askedFor = map[string]string{"AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "AGREE": "meet",
	"RETREAT": "yield", "CONCEDE": "yield", "ACCUSE": "change", "SANCTION": "change", "COERCE": "change"}

// fillModes gives a request or a refusal without a mode the one that its content tells.
func (r *reading) fillModes() {
	for _, m := range r.mentions {
		if c := m.content; c != nil && len(c.modes) == 0 && (c.kind == "REQUEST" || c.kind == "REJECT") && askedFor[m.kind] != "" {
			c.modes = []string{askedFor[m.kind]}
		}
	}
}
