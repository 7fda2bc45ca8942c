// Package fetch reads pages and feeds over HTTP: only from public addresses, within limits of size and time, and politely
// (robots.txt, a rate for each host, back-off). It is used where the user names an address, and keeps nothing.
package fetch
