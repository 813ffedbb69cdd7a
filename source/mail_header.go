package source

import (
	"bytes"
	"encoding/base64"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// headerField is one field of the header of a mail or of one of its parts.
type headerField struct {
	name  string // lower case
	value string // unfolded, encoded words as they came
}

// maxField is how many bytes of a field are kept when it is folded.
const maxField = 16 << 10

// header is the fields of a header in the order in which they stand.
type header []headerField

// get returns the first field of a name, in lower case; "" if there is none.
func (h header) get(name string) string {
	for _, f := range h {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// words returns a field with its encoded words decoded and white space folded.
func (h header) words(name string) string {
	return strings.Join(strings.Fields(decodeWords(h.get(name))), " ")
}

// fieldName returns the name of the field that a line of a header begins, in
// lower case, and what comes after its colon (RFC 5322, 2.2).
func fieldName(line []byte) (name string, value []byte, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i < 1 || i > 80 {
		return "", nil, false
	}
	key := bytes.TrimRight(line[:i], " \t")
	for _, c := range key {
		if c <= ' ' || c >= 0x7f {
			return "", nil, false
		}
	}
	return strings.ToLower(string(key)), line[i+1:], len(key) > 0
}

// add takes a line of a header; a line that is none is left out.
func (h header) add(line []byte) header {
	line = bytes.TrimRight(line, "\r\n")
	if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		if n := len(h); n > 0 && len(h[n-1].value) < maxField {
			h[n-1].value += " " + strings.TrimSpace(string(line))
		}
		return h
	}
	if name, value, ok := fieldName(line); ok {
		h = append(h, headerField{name, strings.TrimSpace(string(value))})
	}
	return h
}

// media returns the media type of a part, in lower case, and its parameters.
// Parameters of a header that breaks the rules are taken as they can be read.
func (h header) media(otherwise string) (string, map[string]string) {
	value := h.get("content-type")
	if value == "" {
		return otherwise, nil
	}
	if media, params, err := mime.ParseMediaType(value); err == nil {
		return media, params
	}
	parts := strings.Split(value, ";")
	params := map[string]string{}
	for _, p := range parts[1:] {
		key, v, _ := strings.Cut(p, "=")
		params[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(v), `"`)
	}
	media := strings.ToLower(strings.TrimSpace(parts[0]))
	if strings.Count(media, "/") != 1 {
		return otherwise, params
	}
	return media, params
}

// encodedWord is an encoded word of RFC 2047, blanks in its text allowed.
var encodedWord = regexp.MustCompile(`=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=`)

// decodeWords decodes the encoded words of a header field. Words of one
// charset that stand side by side are decoded together, since many programs
// cut a character in two. Bytes that are not ASCII stand for UTF-8, else for
// windows-1252.
func decodeWords(s string) string {
	if !utf8.ValidString(s) {
		s = decodeLabel([]byte(s), "windows-1252")
	}
	var out strings.Builder
	var run []byte // decoded bytes of words side by side
	label := ""    // their charset
	flush := func() {
		out.WriteString(decodeLabel(run, label))
		run, label = nil, ""
	}
	at := 0
	for _, m := range encodedWord.FindAllStringSubmatchIndex(s, -1) {
		between := s[at:m[0]]
		name, _, _ := strings.Cut(strings.ToLower(s[m[2]:m[3]]), "*") // RFC 2231 adds a language
		if label == "" || strings.TrimSpace(between) != "" {
			flush()
			out.WriteString(between)
		} else if name != label {
			flush()
		}
		label = name
		raw := s[m[6]:m[7]]
		if s[m[4]] == 'b' || s[m[4]] == 'B' {
			run = append(run, decodeBase64([]byte(raw))...)
		} else {
			run = append(run, decodeQuoted([]byte(strings.ReplaceAll(raw, "_", " ")))...)
		}
		at = m[1]
	}
	flush()
	out.WriteString(s[at:])
	return out.String()
}

// decodeLabel decodes bytes of the charset of a name; as UTF-8 if it is
// unknown.
func decodeLabel(b []byte, label string) string {
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && name != "replacement" {
		if out, err := enc.NewDecoder().Bytes(b); err == nil {
			b = out
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// decodeTransfer undoes a content transfer encoding (RFC 2045, 6). ok is false
// for one that is not known.
func decodeTransfer(b []byte, encoding string) (out []byte, ok bool) {
	encoding, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(encoding)), ";")
	switch strings.Trim(encoding, ` "`) {
	case "base64":
		return decodeBase64(b), true
	case "quoted-printable":
		return decodeQuoted(b), true
	case "", "7bit", "8bit", "binary", "8bits", "7bits", "none":
		return b, true
	}
	return nil, false
}

// decodeBase64 decodes base64. Characters of no meaning are passed over, and
// after padding another text may begin.
func decodeBase64(b []byte) []byte {
	out := make([]byte, 0, base64.RawStdEncoding.DecodedLen(len(b)))
	var quad [4]byte
	n := 0
	flush := func() {
		var three [3]byte
		k, _ := base64.RawStdEncoding.Decode(three[:], quad[:n]) // at worst one character of six bits is lost
		out = append(out, three[:k]...)
		n = 0
	}
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			quad[n] = c
			if n++; n == 4 {
				flush()
			}
		case c == '=':
			flush()
		}
	}
	flush()
	return out
}

// decodeQuoted decodes quoted-printable. An equals sign that is followed by
// neither two hexadecimal digits nor a line end stays as it is.
func decodeQuoted(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		if i+2 < len(b) && hexDigit(b[i+1]) >= 0 && hexDigit(b[i+2]) >= 0 {
			out = append(out, byte(hexDigit(b[i+1])<<4|hexDigit(b[i+2])))
			i += 2
			continue
		}
		end := i + 1
		for end < len(b) && (b[end] == ' ' || b[end] == '\t' || b[end] == '\r') {
			end++
		}
		switch {
		case end == len(b):
			i = end // a soft break at the end
		case b[end] == '\n':
			i = end
		default:
			out = append(out, '=')
		}
	}
	return out
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// unflow joins the lines that a mail program broke (RFC 3676): each that ends
// in a space goes on with the next, if both are quoted alike. The space is
// left out too if del is set.
func unflow(b []byte, del bool) []byte {
	out := make([]byte, 0, len(b))
	open, depth := false, 0 // whether the line before goes on, and how deep it is quoted
	for line := range bytes.Lines(b) {
		text := bytes.TrimRight(line, "\r\n")
		quotes := len(text) - len(bytes.TrimLeft(text, ">"))
		text = text[quotes:]
		if len(text) > 0 && text[0] == ' ' {
			text = text[1:] // stuffed
		}
		sign := string(text) == "-- "
		switch {
		case open && quotes == depth && !sign:
		case open:
			out = append(out, '\n')
			fallthrough
		default:
			for range quotes {
				out = append(out, '>')
			}
			if quotes > 0 {
				out = append(out, ' ')
			}
		}
		open, depth = len(text) > 0 && text[len(text)-1] == ' ' && !sign, quotes
		if open && del {
			text = text[:len(text)-1]
		}
		out = append(out, text...)
		if !open {
			out = append(out, '\n')
		}
	}
	return out
}
