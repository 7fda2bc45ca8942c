package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// ErrRefused says that an address is not one that dateline fetches from.
var ErrRefused = errors.New("refused")

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
}

// allowPrivate names the flag that lifts the guard, for errors.
const allowPrivate = "--allow-private lifts this, for servers of your own"

// ports are those that web servers use in public. Others belong to mail, databases and the like, which a page must not make us
// talk to.
var ports = []string{"", "80", "443", "8000", "8080", "8443", "8888"}

// checkURL refuses an address by its spelling, before anything is resolved. What a name resolves to is checked by control.
func checkURL(u *url.URL, private bool) error {
	switch host := u.Hostname(); {
	case u.Scheme != "http" && u.Scheme != "https":
		return refused("%q is not fetched from; give an address that begins with http:// or https://", u.Scheme+":")
	case u.User != nil:
		return refused("the address holds a user's name or password, which would be kept with the article; leave it out")
	case host == "":
		return refused("the address names no host")
	case strings.ContainsAny(host, "% \t\r\n\\") || strings.ContainsRune(host, 0):
		return refused("the host %q is not spelt as hosts are; IPv6 zones are not fetched from", host)
	case private:
		return nil
	case !slices.Contains(ports, u.Port()):
		return refused("port %s is none of a public web server (%s); %s", u.Port(), strings.Join(ports[1:], ", "), allowPrivate)
	default:
		return checkHost(host)
	}
}

// checkHost refuses local names and numbers that are no plain IP address: 0x7f.1, 0177.0.0.1 and 2130706433 are 127.0.0.1 to
// some resolvers.
func checkHost(host string) error {
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(name); err == nil {
		return checkAddr(ip)
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case strings.Contains(name, ":") || isNumber(last):
		return refused("the host %q is a number but no plain IP address", host)
	case name == "" || !strings.Contains(name, ".") || slices.Contains(localDomains, last):
		return refused("the host %q is a name of the local network; %s", host, allowPrivate)
	}
	return nil
}

// localDomains are the top-level names that stand for this machine or this network (RFC 6761, 6762, 8375 and common use).
var localDomains = []string{"localhost", "local", "internal", "lan", "home", "intranet", "corp", "localdomain", "arpa"}

// isNumber: the last label of a host makes it a number for resolvers that follow inet_aton.
func isNumber(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		_, err := strconv.ParseUint(hex, 16, 64)
		return hex == "" || err == nil
	}
	return label != "" && strings.Trim(label, "0123456789") == ""
}

// control is called with the address of each connection, after its name was resolved and before it is made; so a name that resolves
// to something else the second time gains nothing.
func (c *Client) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	if c.opt.AllowPrivate {
		return nil
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return refused("%q is no IP address", address)
	}
	return checkAddr(to.Addr())
}

// checkAddr refuses addresses that are not of the public internet, those written inside of another included.
func checkAddr(ip netip.Addr) error {
	if ip.Zone() != "" {
		return refused("%s has a zone; zones are of the local network", ip)
	}
	for _, inner := range unwrap(ip.Unmap()) {
		for _, b := range special {
			if b.prefix.Contains(inner) {
				return refused("%s is %s; %s", ip, b.what, allowPrivate)
			}
		}
		if inner.Is6() && !globalUnicast.Contains(inner) && !nat64.Contains(inner) {
			return refused("%s is none of the public IPv6 addresses; %s", ip, allowPrivate)
		}
	}
	return nil
}

// globalUnicast is all of IPv6 that is given out for public use (IANA). nat64 is RFC 6052's prefix, which leads to IPv4.
var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	nat64         = netip.MustParsePrefix("64:ff9b::/96")
)

// carriers are the prefixes under which IPv6 addresses carry IPv4 ones, the byte these begin at, and what their bits are
// combined with: Teredo (RFC 4380) inverts them.
var carriers = []struct {
	prefix netip.Prefix
	at     int
	mask   byte
}{
	{nat64, 12, 0},
	{netip.MustParsePrefix("2002::/16"), 2, 0},
	{netip.MustParsePrefix("2001::/32"), 4, 0},     // Teredo's server
	{netip.MustParsePrefix("2001::/32"), 12, 0xff}, // and its client
	{netip.MustParsePrefix("::/96"), 12, 0},
}

// unwrap gives an address and those it carries.
func unwrap(ip netip.Addr) []netip.Addr {
	out := []netip.Addr{ip}
	if ip.Is4() {
		return out
	}
	b := ip.As16()
	carried := func(at int, mask byte) {
		out = append(out, netip.AddrFrom4([4]byte{b[at] ^ mask, b[at+1] ^ mask, b[at+2] ^ mask, b[at+3] ^ mask}))
	}
	for _, c := range carriers {
		if c.prefix.Contains(ip) {
			carried(c.at, c.mask)
		}
	}
	if b[8]&^3 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe { // ISATAP (RFC 5214)
		carried(12, 0)
	}
	return out
}

// block is a range of addresses and what they are for.
type block struct {
	prefix netip.Prefix
	what   string
}

// special is IANA's registries of special-purpose addresses: what is not to be reached from the public internet.
var special = blocks(`
0.0.0.0/8        this network (unspecified)
10.0.0.0/8       private
100.64.0.0/10    shared by carriers (CGNAT)
127.0.0.0/8      loopback
169.254.0.0/16   link-local, where clouds keep their secrets
172.16.0.0/12    private
192.0.0.0/24     for protocols
192.0.2.0/24     for documentation
192.88.99.0/24   a relay to 6to4
192.168.0.0/16   private
198.18.0.0/15    for benchmarks
198.51.100.0/24  for documentation
203.0.113.0/24   for documentation
224.0.0.0/4      multicast
240.0.0.0/4      reserved or broadcast
168.63.129.16/32 a cloud's inner server
::/128           unspecified
::1/128          loopback
100::/64         discarded
2001::/23        for protocols
2001:db8::/32    for documentation
2002::/16        a way to IPv4 (6to4) that nobody serves any more
3fff::/20        for documentation
5f00::/16        for segment routing
fc00::/7         private
fe80::/10        link-local
fec0::/10        site-local
ff00::/8         multicast
`)

func blocks(table string) []block {
	var out []block
	for line := range strings.Lines(strings.TrimSpace(table)) {
		prefix, what, _ := strings.Cut(strings.TrimSpace(line), " ")
		out = append(out, block{netip.MustParsePrefix(prefix), strings.TrimSpace(what)})
	}
	return out
}
