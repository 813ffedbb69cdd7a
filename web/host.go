package web

import (
	"net"
	"net/netip"
	"strings"
)

// allowedHost reports whether a request for hostport may be answered: one for
// a loopback name or address, or for a host in the list. A page elsewhere that
// points a name of its own at this machine (DNS rebinding) is thus turned away.
func allowedHost(hostport string, hosts []string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = plainHost(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLoopback() {
		return true
	}
	for _, h := range hosts {
		if h = plainHost(h); h != "" && h == host {
			return true
		}
	}
	return false
}

// plainHost is the form in which hosts are compared.
func plainHost(h string) string {
	h = strings.TrimSuffix(strings.TrimPrefix(h, "["), "]")
	return strings.ToLower(strings.TrimSuffix(h, "."))
}
