// Package review is how people check reports: what to look at next, corrections held against the text, samples drawn at random, how far
// two reviewers agree, and what precision a sample shows. It codes nothing; package store keeps and carries out what is decided.
package review
