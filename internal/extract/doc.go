// Package extract turns a web page into an article: title, subtitle, byline, publisher, date and body, without navigation,
// author biography, related links or calls to subscribe. It reads no files and codes nothing.
package extract
