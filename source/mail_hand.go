package source

import (
	"bytes"
	"net/url"
	"strings"
)

// hand gives the members of a mail that p is. It reports whether to go on.
func (m *mailReader) hand(p *mailPart) bool {
	about := Item{Known: knownOf(p.head), URL: webURL(p.head.get("archived-at"))}
	texts := p.texts()
	if page, address := p.page(); page != nil {
		about = Item{URL: address}
		texts = []*mailPart{page}
	}
	written := false // a text of the mail itself has come
	for _, t := range texts {
		if t.media == "message/rfc822" && len(t.parts) == 1 {
			if !m.hand(t.parts[0]) {
				return false
			}
			continue
		}
		if written && t.footer() {
			continue
		}
		item := about
		if t.attached() || written {
			item = Item{Known: about.Known.ofPart()}
		}
		written = written || !t.attached() && len(bytes.TrimSpace(t.data)) > 0
		if !m.handPart(t, item) {
			return false
		}
	}
	return true
}

// handPart gives one member.
func (m *mailReader) handPart(p *mailPart, about Item) bool {
	step := "part " + p.number
	if p.reason != "" {
		return m.s.fail(step, p.reason, nil)
	}
	if p.media != "application/octet-stream" {
		about.Hint = p.media
		if label := p.params["charset"]; label != "" {
			about.Hint += "; charset=" + label
		}
	}
	if len(bytes.TrimSpace(p.data)) == 0 {
		return true
	}
	return m.s.member(step, bytes.NewReader(p.data), about)
}

// texts returns the parts of p that are to be read, in order. Of alternatives
// it is the one to prefer; of a page and what belongs to it, the page.
func (p *mailPart) texts() []*mailPart {
	switch {
	case p.media == "message/rfc822" && len(p.parts) > 0:
		return []*mailPart{p}
	case p.media == "multipart/alternative":
		return p.preferred()
	case p.media == "multipart/related":
		return p.root().texts()
	case len(p.parts) > 0:
		var out []*mailPart
		for _, x := range p.parts {
			out = append(out, x.texts()...)
		}
		return out
	case p.data == nil && p.reason == "":
		return nil
	}
	return []*mailPart{p}
}

// preferred returns the texts of the best alternative: HTML, which keeps what
// is a headline and what a link, unless it shows less than half of what
// another alternative says.
func (p *mailPart) preferred() []*mailPart {
	var best, markup []*mailPart
	most, shown := -1, -1
	for _, x := range p.parts {
		list := x.texts()
		n, isHTML := 0, false
		for _, t := range list {
			if !t.attached() {
				n += t.letters()
				isHTML = isHTML || t.media == "text/html"
			}
		}
		if len(list) == 0 {
			continue
		}
		if n > most {
			best, most = list, n
		}
		if isHTML && n > shown {
			markup, shown = list, n
		}
	}
	if markup != nil && shown*2 >= most {
		return markup
	}
	return best
}

// root returns the part of a multipart/related that the others belong to: the
// one that it names, else the first page, else the first part (RFC 2387).
func (p *mailPart) root() *mailPart {
	for _, x := range p.parts {
		if id := x.head.get("content-id"); id != "" && id == p.params["start"] {
			return x
		}
	}
	for _, x := range p.parts {
		if x.media == "text/html" || x.media == "application/xhtml+xml" || strings.HasPrefix(x.media, "multipart/") {
			return x
		}
	}
	if len(p.parts) > 0 {
		return p.parts[0]
	}
	return &mailPart{}
}

// page returns the page that a browser saved as MHTML, and its address; nil
// for a mail.
func (p *mailPart) page() (*mailPart, string) {
	if p.head.get("received") != "" || p.head.get("to") != "" {
		return nil, ""
	}
	root := p
	for root.media == "multipart/related" || root.media == "multipart/alternative" {
		root = root.root()
	}
	if root.data == nil || root.media != "text/html" && root.media != "application/xhtml+xml" {
		return nil, ""
	}
	saved := p.head.get("snapshot-content-location")
	for _, at := range []string{saved, root.head.get("content-location"), p.head.get("content-location")} {
		if address := webURL(at); address != "" {
			return root, address
		}
	}
	if saved != "" || strings.Contains(strings.ToLower(p.head.words("from")), "saved by") {
		return root, ""
	}
	return nil, ""
}

// webURL returns an absolute address of the web without the angle brackets
// and the blanks of a folded header; "" for anything else.
func webURL(s string) string {
	s = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(s), "<>")), "")
	if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// footer reports whether a text that follows the mail's own is what a mailing
// list puts under it.
func (p *mailPart) footer() bool {
	const most = 300 // letters
	return p.media == "text/plain" && !p.attached() && p.letters() < most
}

// letters counts the bytes of the letters that a text shows.
func (p *mailPart) letters() int {
	if p.media != "text/html" && !strings.HasPrefix(p.media, "text/") {
		return 0
	}
	n := 0
	tag := false
	for i := 0; i < len(p.data); i++ {
		c := p.data[i]
		switch {
		case p.media != "text/html":
			n += letter(c)
		case tag:
			tag = c != '>'
		case c == '<':
			if end := hiddenEnd(p.data[i:]); end > 0 {
				i += end - 1
				continue
			}
			tag = true
		default:
			n += letter(c)
		}
	}
	return n
}

func letter(c byte) int {
	if c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		return 1
	}
	return 0
}

// hidden are the elements whose content is not shown.
var hidden = []string{"style", "script", "head", "title"}

// hiddenEnd returns the length of an element at the start of b whose content
// is not shown; 0 if there is none.
func hiddenEnd(b []byte) int {
	for _, name := range hidden {
		if len(b) > len(name)+1 && strings.EqualFold(string(b[1:len(name)+1]), name) && (b[len(name)+1] == '>' || b[len(name)+1] == ' ') {
			for at := 1; ; {
				i := bytes.Index(b[at:], []byte("</"))
				if i < 0 {
					return len(b)
				}
				at += i + 2
				if len(b) >= at+len(name) && strings.EqualFold(string(b[at:at+len(name)]), name) {
					return at + len(name)
				}
			}
		}
	}
	return 0
}
