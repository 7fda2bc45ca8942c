// Package coding turns a document with all its layers into reports: what happened, who did it to whom, where, when, how
// many, on whose word, and whether it happened. The language engine proposes; the codebook's word lists and the rules
// here decide, and every report says which did. It resolves no names (internal/ground) and keeps nothing.
package coding
