// Package warc reads web archives (WARC 1.0 and 1.1, ISO 28500): plain files, files of gzip members, and files of zstd
// frames with or without a dictionary. It gives the pages in them with their address, date and headers; what is damaged is told with its
// byte offset and passed over. It reads no article.
package warc
