// Package recode runs a newer coder over a store's articles beside the store, tells what would change, and changes it when that is
// accepted. What people accepted, corrected or rejected stays. It codes nothing itself and overwrites nothing.
package recode
