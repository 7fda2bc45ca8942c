// Package coref finds which words of annotated articles name the same happening: the linker's way of joining, on words instead of on
// reports, so that it can be held against corpora of event coreference. It codes nothing and keeps nothing.
package coref
