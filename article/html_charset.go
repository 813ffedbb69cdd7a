package article

import (
	"bytes"
	"mime"
	"regexp"
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
// page declares, else as the charset that fits best what is not ASCII.
func decodeHTML(data []byte, hint string) (text.Text, string) {
	if utf8.Valid(data) && !bytes.Contains(data[:min(len(data), prescan)], []byte{0}) {
		return text.Decode(data), "utf-8"
	}
	if enc, _ := wide(data); enc != nil {
		return decodePlain(data, "")
	}
	for _, label := range declaredCharsets(data, hint) {
		enc, name := charset.Lookup(label)
		switch {
		case enc == nil, strings.HasPrefix(name, "utf-16"), name == "replacement":
		case name == "utf-8":
			if validUTF8(data) {
				return text.Decode(data), name
			}
		default:
			if s, err := enc.NewDecoder().Bytes(foreignParts(data)); err == nil && !faulty(string(s)) {
				return text.DecodeCharset(data, enc), name
			}
		}
	}
	if validUTF8(data) {
		return text.Decode(data), "utf-8"
	}
	enc, name := guessCharset(data, declaredLanguage(data))
	return text.DecodeCharset(data, enc), name
}

// declaredCharsets returns what the media type and the page call their
// charset; "" where they do not.
func declaredCharsets(data []byte, hint string) [2]string {
	out := [2]string{"", metaCharset(data[:min(len(data), prescan)])}
	if _, params, err := mime.ParseMediaType(hint); err == nil {
		out[0] = params["charset"]
	}
	return out
}

// charsetReason tells by what charset a page was read, and which one it
// declares if that is another.
func charsetReason(data []byte, hint, used string) string {
	for _, label := range declaredCharsets(data, hint) {
		if _, name := charset.Lookup(label); name == used {
			return used
		} else if name != "" {
			return used + ", which the bytes fit, not " + name + " as declared"
		}
	}
	return used
}

// declaredLanguage returns the lang attribute of a page's html element, as
// written; "" without one.
func declaredLanguage(data []byte) string {
	if m := htmlLang.FindSubmatch(data[:min(len(data), prescan)]); m != nil {
		return string(m[1])
	}
	return ""
}

var htmlLang = regexp.MustCompile(`(?i)<html[^>]*\slang\s*=\s*["']?([a-z]{2,3}(?:-[a-z0-9]+)*)`)

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
