// Package export takes a store's reports and events away in the forms that others read. It has what all formats share: items,
// columns, the count of what a format cannot hold, the codebook and the data statement. One package a format stands beneath it; they
// decide nothing and leave nothing out without counting it. Package formats lists them.
package export
