// Package tree finds a sentence's dependency tree: the maximum spanning arborescence with a single root, after Chu, Liu and
// Edmonds, in O(n²) by growing paths and contracting cycles (Gabow, Galil, Spencer and Tarjan 1986, with dense rows).
package tree
