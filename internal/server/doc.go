// Package server shows a store over HTTP: the API and its OpenAPI document, the pages, live news, and the guard before them all. It
// reads and writes through packages store, link and review and decides nothing itself.
package server
