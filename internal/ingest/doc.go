// Package ingest takes articles into a store: what is there already is passed over before it is coded, the rest is coded on a
// pool of workers and kept in the order of the input. Cut off at any moment, the same call goes on where it stopped.
package ingest
