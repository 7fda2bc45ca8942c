// Package model reads and writes the model file of docs/model-format.md and embeds the one that dateline ships. It checks that
// every tensor lies in the file and has the shape its name asks for; what the tensors mean is the caller's business.
package model
