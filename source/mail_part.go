package source

import (
	"bytes"
	"path"
	"strconv"
	"strings"
)

const (
	maxMailHeader = 1 << 20 // bytes of a header that are read
	maxNest       = 20      // how deep multiparts are taken apart
	maxParts      = 10000   // of one multipart
)

// mailPart is a part of a mail, or all of it.
type mailPart struct {
	number string // "2.1"; "1" for the text of a mail that has nothing else
	head   header
	media  string
	params map[string]string
	data   []byte      // decoded; nil if it is not to be read
	parts  []*mailPart // of a multipart; of a message, the one that it is
	reason string      // why data could not be read, else ""
}

// part reads a part from its header to the boundary of the multipart around
// it. otherwise is its media type if the header names none.
func (m *mailReader) part(number, otherwise string, depth int) *mailPart {
	p := &mailPart{number: number, head: m.header()}
	p.media, p.params = p.head.media(otherwise)
	_, plain := decodeTransfer(nil, p.head.get("content-transfer-encoding"))
	coded := p.encoded()
	switch {
	case strings.HasPrefix(p.media, "multipart/") && p.params["boundary"] != "" && depth < maxNest:
		m.multipart(p, depth)
		return p
	case p.media == "message/rfc822" && plain && !coded && depth < maxNest:
		inner := m.part(number, "text/plain", depth+1)
		if number != "" && len(inner.parts) == 0 {
			inner.number = number + ".1"
		}
		p.parts = []*mailPart{inner}
		return p
	}
	if depth == 0 || p.number == "" {
		p.number = "1"
	}
	if p.ignored() || depth >= maxNest {
		m.skip()
		return p
	}
	m.content(p)
	return p
}

// encoded reports whether the part is in base64 or quoted-printable.
func (p *mailPart) encoded() bool {
	e := strings.ToLower(p.head.get("content-transfer-encoding"))
	return strings.Contains(e, "base64") || strings.Contains(e, "quoted")
}

// header reads a header and the blank line after it.
func (m *mailReader) header() header {
	var h header
	size := 0
	for m.more() && m.boundary() < 0 {
		line := m.line
		m.advance()
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
		if size += len(line); size <= maxMailHeader {
			h = h.add(line)
		}
	}
	return h
}

// boundary tells whose boundary the next line is, as an index of m.open; -1 if
// it is none.
func (m *mailReader) boundary() int {
	if len(m.open) == 0 || !bytes.HasPrefix(m.line, []byte("--")) {
		return -1
	}
	line := bytes.TrimRight(m.line[2:], " \t\r\n")
	for i := len(m.open) - 1; i >= 0; i-- {
		if rest, ok := bytes.CutPrefix(line, []byte(m.open[i])); ok && (len(rest) == 0 || string(rest) == "--") {
			return i
		}
	}
	return -1
}

// closing reports whether the next line, a boundary, is the last one.
func (m *mailReader) closing(b string) bool {
	line := bytes.TrimRight(m.line[2:], " \t\r\n")
	return len(line) == len(b)+2
}

// skip passes over what comes before the next boundary.
func (m *mailReader) skip() {
	for m.more() && m.boundary() < 0 {
		m.advance()
	}
}

// multipart reads the parts of p.
func (m *mailReader) multipart(p *mailPart, depth int) {
	mark := p.params["boundary"]
	level := len(m.open)
	m.open = append(m.open, mark)
	otherwise := "text/plain"
	if p.media == "multipart/digest" {
		otherwise = "message/rfc822"
	}
	m.skip()
	prefix := p.number
	if prefix != "" {
		prefix += "."
	}
	for n := 1; m.more() && m.boundary() == level && !m.closing(mark); n++ {
		m.advance()
		if n > maxParts {
			m.skip()
			continue
		}
		p.parts = append(p.parts, m.part(prefix+strconv.Itoa(n), otherwise, depth+1))
	}
	closed := m.more() && m.boundary() == level
	m.cut = m.cut || !m.more()
	m.open = m.open[:level]
	if closed {
		m.advance()
		m.skip()
	}
}

// content reads and decodes the content of p.
func (m *mailReader) content(p *mailPart) {
	var raw []byte
	over := false
	for m.more() && m.boundary() < 0 {
		if over = over || m.kept+len(m.line) > m.s.in.limit; !over {
			raw = append(raw, m.line...)
			m.kept += len(m.line)
		}
		m.advance()
	}
	if over {
		p.reason = "a record of over " + size(m.s.in.limit)
		return
	}
	if len(m.open) > 0 && m.more() || m.start {
		// The line end before a boundary belongs to the boundary.
		raw = bytes.TrimSuffix(raw, []byte("\n"))
		raw = bytes.TrimSuffix(raw, []byte("\r"))
	}
	encoding := p.head.get("content-transfer-encoding")
	data, ok := decodeTransfer(raw, encoding)
	if !ok {
		p.reason = "transfer encoding " + strconv.Quote(encoding) + ", not read"
		return
	}
	if p.media == "text/plain" && strings.EqualFold(p.params["format"], "flowed") {
		data = unflow(data, strings.EqualFold(p.params["delsp"], "yes"))
	}
	p.data = data
}

// ignoredMedia are the beginnings of media types that hold no report, and
// ignoredFiles the names of such files.
var (
	ignoredMedia = []string{
		"image/", "audio/", "video/", "font/", "model/", "text/css", "text/javascript", "text/calendar", "text/vcard",
		"text/x-vcard", "text/directory", "text/x-amp-html", "text/watch-html", "text/rfc822-headers",
		"message/delivery-status", "message/disposition-notification", "application/pgp-", "application/pkcs7-",
		"application/x-pkcs7-", "application/ms-tnef", "application/javascript", "application/x-javascript",
		"application/ics", "application/applefile", "application/x-font",
	}
	ignoredFiles = map[string]bool{
		".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".heic": true, ".bmp": true,
		".tif": true, ".tiff": true, ".svg": true, ".mp3": true, ".m4a": true, ".wav": true, ".mp4": true,
		".mov": true, ".avi": true, ".ics": true, ".vcf": true, ".p7s": true, ".asc": true, ".sig": true,
	}
)

// ignored reports whether a part is a picture, a signature or the like.
func (p *mailPart) ignored() bool {
	for _, media := range ignoredMedia {
		if strings.HasPrefix(p.media, media) {
			return true
		}
	}
	return ignoredFiles[strings.ToLower(path.Ext(p.file()))]
}

// file returns the name of the file that a part is; "" if it has none.
func (p *mailPart) file() string {
	_, params := header{{"content-type", p.head.get("content-disposition")}}.media("")
	if name := params["filename"]; name != "" {
		return decodeWords(name)
	}
	return decodeWords(p.params["name"])
}

// attached reports whether a part came as a file of its own.
func (p *mailPart) attached() bool {
	return p.file() != "" || strings.HasPrefix(strings.ToLower(p.head.get("content-disposition")), "attachment")
}
