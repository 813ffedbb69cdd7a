package article

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"dateline/text"
)

// prescan is how much of a page is searched for a charset declaration. The
// standard says 1024 bytes; pages that put scripts first are common.
const prescan = 8192

// decodeHTML makes a Text of a page's bytes and names their charset. A
// declaration that the bytes contradict is not believed: what is valid UTF-8
// is read as UTF-8. Other bytes are read as the media type says, else as the
// page declares, else as plain text is.
func decodeHTML(data []byte, hint string) (text.Text, string) {
	if utf8.Valid(data) && !bytes.Contains(data[:min(len(data), prescan)], []byte{0}) {
		return text.Decode(data), "utf-8"
	}
	if _, ok := wide(data); ok {
		return decodePlain(data, "")
	}
	labels := []string{"", metaCharset(data[:min(len(data), prescan)])}
	if _, params, err := mime.ParseMediaType(hint); err == nil {
		labels[0] = params["charset"]
	}
	for _, label := range labels {
		enc, name := charset.Lookup(label)
		switch {
		case enc == nil, strings.HasPrefix(name, "utf-16"), name == "replacement":
		case name != "utf-8":
			return text.DecodeCharset(data, enc), name
		case validUTF8(data):
			return text.Decode(data), name
		}
	}
	return decodePlain(data, "")
}

// metaCharset finds charset=… in the start of a page, in either form of the
// meta element or in an XML declaration's encoding=….
func metaCharset(head []byte) string {
	low := bytes.ToLower(head)
	for _, key := range []string{"charset", "encoding"} {
		for at := 0; ; {
			n := bytes.Index(low[at:], []byte(key))
			if n < 0 {
				break
			}
			at += n + len(key)
			rest := bytes.TrimLeft(low[at:], " \t\r\n")
			if len(rest) == 0 || rest[0] != '=' {
				continue
			}
			rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
			n = 0
			for n < len(rest) && (rest[n] == '-' || rest[n] == '_' || rest[n] >= '0' && rest[n] <= '9' || rest[n] >= 'a' && rest[n] <= 'z') {
				n++
			}
			if n > 0 {
				return string(rest[:n])
			}
		}
	}
	return ""
}
