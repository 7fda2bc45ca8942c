package model

import (
	_ "embed"
	"unsafe"
)

// embedded is the model that the program ships; it may be empty in a build without weights.
//
//go:embed dateline.dlm
var embedded string

// Embedded is the model that the program ships, read where it lies in the program.
func Embedded() (*File, error) {
	if embedded == "" {
		return nil, ErrNoModel
	}
	return Parse(unsafe.Slice(unsafe.StringData(embedded), len(embedded)))
}
