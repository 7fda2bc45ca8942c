// Package morphy checks the lemmas of English verbs and nouns against WordNet 3.0 and mends those that are no word, by
// WordNet's own procedure (morphy: lists of irregular forms, then detachment of endings). It tags nothing.
package morphy
