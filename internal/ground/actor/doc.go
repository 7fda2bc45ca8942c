// Package actor knows who acts: states and their organs, people in office, armed groups, parties, organisations and the common
// nouns for people, from readable lists in data/; and it resolves the mentions of a document to codes and PLOVER sectors,
// with the reason for each. It decides neither what happened nor who did it to whom: it is asked about one phrase at a time.
package actor
