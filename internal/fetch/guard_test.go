package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// hostile lists IPv4 addresses at the edges and in the middle of every block that must not be reached.
var hostile = []string{"0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.100.100.200", "100.127.255.255",
	"127.0.0.0", "127.0.0.1", "127.1.2.3", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.170.2", "169.254.255.255", "172.16.0.0",
	"172.20.10.1", "172.31.255.255", "192.0.0.0", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.1.1", "192.168.255.255",
	"198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16"}

// public lists the neighbours of those blocks and others that may be reached.
var public = []string{"1.1.1.1", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
	"169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
	"223.255.255.255", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888"}

// disguises write an IPv4 address in the ways that lead to it.
func disguises(ip string) []string {
	b := netip.MustParseAddr(ip).As4()
	hex := fmt.Sprintf("%02x%02x:%02x%02x", b[0], b[1], b[2], b[3])
	flipped := fmt.Sprintf("%02x%02x:%02x%02x", ^b[0], ^b[1], ^b[2], ^b[3])
	return []string{ip, "::ffff:" + ip, "::ffff:" + hex, "0:0:0:0:0:ffff:" + hex, "::" + ip, "64:ff9b::" + hex, "2002:" + hex + "::", "2002:" + hex + "::1",
		"2001:0:" + hex + "::", "2001:0:808:808:0:0:" + flipped, "2606:4700::5efe:" + hex, "2606:4700::200:5efe:" + hex}
}

// spellings write an IPv4 address as hosts that some resolver takes for it.
func spellings(ip string) []string {
	b := netip.MustParseAddr(ip).As4()
	n := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	return []string{fmt.Sprint(n), fmt.Sprintf("0x%x", n), fmt.Sprintf("0X%X", n), fmt.Sprintf("0%o", n), fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]),
		fmt.Sprintf("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]), fmt.Sprintf("%d.%d", b[0], n&0xffffff), fmt.Sprintf("%d.%d.%d", b[0], b[1], n&0xffff),
		fmt.Sprintf("%d.0x%x", b[0], n&0xffffff), fmt.Sprintf("00%d.%d.%d.%d", b[0], b[1], b[2], b[3]), ip + ".", fmt.Sprintf("0x%x.", n)}
}

func TestHostileAddresses(t *testing.T) {
	c := New(Options{})
	tried := 0
	for _, ip := range hostile {
		for _, dressed := range disguises(ip) {
			tried++
			if err := c.control(t.Context(), "tcp", net.JoinHostPort(dressed, "80"), nil); !errors.Is(err, ErrRefused) {
				t.Errorf("%s (%s) may be connected to", dressed, ip)
			}
		}
		hosts := spellings(ip)
		for _, dressed := range disguises(ip)[1:] {
			hosts = append(hosts, "["+dressed+"]")
		}
		for _, host := range hosts {
			tried++
			if u, err := url.Parse("http://" + host + "/"); err == nil && !errors.Is(checkURL(u, false), ErrRefused) {
				t.Errorf("%s (%s) may be asked", host, ip)
			}
		}
	}
	for _, ip := range []string{"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "100::1", "2001:db8::1", "3fff::1",
		"5f00::1", "64:ff9b:1::1", "4000::1", "e000::1", "2001:10::1", "2001:20::1"} {
		tried++
		if err := c.control(t.Context(), "tcp", net.JoinHostPort(ip, "80"), nil); !errors.Is(err, ErrRefused) {
			t.Errorf("%s may be connected to", ip)
		}
	}
	if t.Logf("%d addresses and spellings", tried); tried < 900 {
		t.Errorf("only %d tried", tried)
	}
}

func TestPublicAddresses(t *testing.T) {
	for _, ip := range append(public, "64:ff9b::5db8:d822") {
		if err := checkAddr(netip.MustParseAddr(ip)); err != nil {
			t.Errorf("%s: %v", ip, err)
		}
	}
}

func TestHostileURLs(t *testing.T) {
	for _, address := range []string{"file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "javascript:alert(1)", "//example.org/", "example.org",
		"", "http://", "http:///x", "http://user:word@example.org/", "http://user@example.org/", "http://example.org:22/", "http://example.org:25/",
		"http://example.org:6379/", "http://example.org:0/", "http://example.org:65536/", "http://localhost/", "http://LOCALHOST./", "http://a.localhost/",
		"http://printer.local/", "http://metadata.google.internal/", "http://intranet/", "http://router.lan/", "http://[fe80::1%25eth0]/",
		"http://exa%6dple%2eorg%00.evil/", "http://1.2.3.4.in-addr.arpa/", "http://127.0.0.1:80@example.org/", "http://./", "http://0x/", "http://a.0x7f/"} {
		u, err := parse(address)
		if err == nil {
			err = checkURL(u, false)
		}
		if !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"http://example.org", "https://example.org:8443/a?b#c", "http://93.184.216.34/", "https://[2606:2800:220:1::1]/",
		"https://xn--80ak6aa92e.com/", "http://7news.example.com/", "http://a.0xg/"} {
		u, err := parse(address)
		if err == nil {
			err = checkURL(u, false)
		}
		if err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// fakeDNS is a resolver that answers each question with the next of its addresses, the last again and again.
func fakeDNS(t *testing.T, addresses ...string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var asked atomic.Int64
	go func() {
		packet := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(packet[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				i := min(int(asked.Add(1))-1, len(addresses)-1)
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
					Body: &dnsmessage.AResource{A: netip.MustParseAddr(addresses[i]).As4()}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	var dialer net.Dialer
	return &net.Resolver{PreferGo: true, Dial: func(ctx dialContext, _, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// TestRebinding: a public name that resolves to an inner address is refused at the connection, whatever it resolved to before.
func TestRebinding(t *testing.T) {
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer server.Close()
	for _, answers := range [][]string{{"127.0.0.1"}, {"169.254.169.254"}, {"10.0.0.7"}, {"0.0.0.0"}} {
		c := New(Options{resolver: fakeDNS(t, answers...)})
		_, err := c.Get(t.Context(), Request{URL: "http://news.example.com:8080/"})
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), answers[0]) {
			t.Errorf("%v: %v", answers, err)
		}
	}
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	c := New(Options{resolver: fakeDNS(t, "93.184.216.34", "127.0.0.1")})
	if ips, err := c.opt.resolver.LookupHost(t.Context(), "news.example.com"); err != nil || !slices.Contains(ips, "93.184.216.34") {
		t.Fatalf("the first answer: %v, %v", ips, err)
	}
	u := &url.URL{Scheme: "http", Host: "news.example.com:" + port}
	answer, err := c.ask(t.Context(), u, Request{}) // past the check of ports
	if !errors.Is(err, ErrRefused) {
		t.Errorf("the second answer: %v", err)
	}
	if err == nil {
		answer.Body.Close()
	}
	if reached {
		t.Error("the inner server was reached")
	}
}

// TestRedirectsAreChecked: an answer cannot lead to where the first request could not have gone. The guard is lifted for the
// first address only, by its port.
func TestRedirectsAreChecked(t *testing.T) {
	for _, to := range []string{"http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
		"file:///etc/passwd", "http://user:word@example.org/", "//localhost/", "http://example.org:22/"} {
		server := httptest.NewServer(http.RedirectHandler("/", http.StatusFound))
		server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		c := New(Options{AllowPrivate: true})
		c.http.HTTPClient.Transport = &lowered{c.http.HTTPClient.Transport, c}
		if _, err := c.Get(t.Context(), Request{URL: server.URL}); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", to, err)
		}
		server.Close()
	}
}

// lowered puts the guard back once the first request is under way.
type lowered struct {
	http.RoundTripper
	c *Client
}

func (l *lowered) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.RoundTripper.RoundTrip(r)
	l.c.opt.AllowPrivate = false
	return answer, err
}
