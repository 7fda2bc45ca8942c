// Package userfile reads the lists of a user's own YAML files strictly: a key that nothing knows is an error that names the file,
// the line and what may stand there. It knows no actors and no places; package actor and package place do.
package userfile
