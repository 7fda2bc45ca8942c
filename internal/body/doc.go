// Package body undoes what HTTP did to a page's bytes: gzip, deflate, zstd and brotli, one over the other, within a limit of
// size. It reads no network and knows no charset.
package body
