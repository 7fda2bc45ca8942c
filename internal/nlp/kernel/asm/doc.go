// Command asm writes the kernels' amd64 assembly, ../kernels_amd64.s, and its Go declarations, ../stubs_amd64.go, with avo.
// It is a module of its own, so that dateline itself does not depend on avo. Run it by `go generate` in the folder above; its
// test checks that the files there are what it writes.
package main
