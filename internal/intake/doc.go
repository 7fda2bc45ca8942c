// Package intake reads articles from files, folders and standard input: plain text, web pages, JSON, JSONL, CSV and web
// archives, alone or compressed by gzip or zstd; and, by a function it is given, from addresses of the web. Each article comes with the hash of the bytes it was read from; what cannot be read becomes a
// Problem that names the file, the place and the remedy, and the rest goes on. It codes and stores nothing.
package intake
