// Package plover is the ontology as data: PLOVER's event types, modes, contexts, sectors, scores and quad classes, with
// the CAMEO crosswalk. It holds no rules for finding events; those are the coder's codebook.
package plover
