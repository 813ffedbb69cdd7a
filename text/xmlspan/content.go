package xmlspan

import (
	"strings"

	"dateline/text"
)

// visitor is told what an element holds, in document order. A nil function is
// not called.
type visitor struct {
	chars func(s text.Span) // character data; references are not decoded
	cdata func(s text.Span) // the inside of a CDATA section
	start func(e Element)
	end   func(e Element)
}

// visit goes over what e holds.
func (e Element) visit(v visitor) {
	nodes := e.tree.nodes
	chars := func(from, to int32) {
		if from < to {
			v.chars(text.Span{Start: int(from), End: int(to)})
		}
	}
	in, at := e.i, nodes[e.i].from // the innermost element at at
	for i := e.i + 1; ; i++ {
		for in != e.i && nodes[in].after <= i {
			chars(at, nodes[in].to)
			if v.end != nil {
				v.end(Element{e.tree, in})
			}
			in, at = nodes[in].parent, nodes[in].end
		}
		if i >= nodes[e.i].after {
			break
		}
		n := &nodes[i]
		chars(at, n.start)
		at = n.end
		switch n.kind {
		case element:
			if v.start != nil {
				v.start(Element{e.tree, i})
			}
			in, at = i, n.from
		case cdata:
			if n.from < n.to {
				v.cdata(text.Span{Start: int(n.from), End: int(n.to)})
			}
		}
	}
	chars(at, nodes[e.i].to)
}

// Value returns the character data of e and of all elements in it, references
// decoded, CDATA sections as they are, without comments.
func (e Element) Value() text.Text {
	t := e.tree.t
	if e.node().after == e.i+1 {
		return text.UnescapeXML(t.Sub(e.Inner()))
	}
	b := text.NewBuilder(t)
	e.visit(visitor{
		chars: func(s text.Span) {
			if strings.IndexByte(t.Slice(s), '&') < 0 {
				b.Copy(s)
			} else {
				b.Append(text.UnescapeXML(t.Sub(s)))
			}
		},
		cdata: func(s text.Span) { b.Copy(s) },
	})
	return b.Text()
}

// voids are the elements of HTML that have no content.
var voids = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// Markup returns what is inside e as an HTML reader wants it: names without
// their prefix, those in names replaced by what they stand for ("" drops the
// tag and keeps the content), CDATA sections without their marks, elements
// that are empty left out unless HTML knows them as such. References are not
// decoded.
func (e Element) Markup(names map[string]string) text.Text {
	t := e.tree.t
	b := text.NewBuilder(t)
	tag := func(e Element, s text.Span, mark int) {
		local := e.Local()
		name, replaced := names[strings.ToLower(local)]
		if s.Empty() || replaced && name == "" {
			return
		}
		at := s.Start + mark // of the name
		b.Copy(text.Span{Start: s.Start, End: at})
		end := at + len(e.Name())
		if replaced {
			b.Put(name, text.Span{Start: at, End: end})
		} else {
			b.Copy(text.Span{Start: end - len(local), End: end})
		}
		b.Copy(text.Span{Start: end, End: s.End})
	}
	e.visit(visitor{
		chars: func(s text.Span) { b.Copy(s) },
		cdata: func(s text.Span) { b.Copy(s) },
		start: func(e Element) {
			n := e.node()
			if n.from == n.end && !voids[strings.ToLower(e.Local())] {
				return
			}
			tag(e, text.Span{Start: int(n.start), End: int(n.from)}, 1)
		},
		end: func(e Element) {
			n := e.node()
			tag(e, text.Span{Start: int(n.to), End: int(n.end)}, 2)
		},
	})
	return b.Text()
}

// Declared returns the charset that an XML declaration at the start of data
// names, in lower case; "" if there is none. White space and a byte order mark
// may stand before it.
func Declared(data []byte) string {
	const longest = 512
	head := strings.TrimLeft(strings.TrimPrefix(string(data[:min(len(data), longest)]), "\ufeff"), blanks)
	if !strings.HasPrefix(head, "<?xml") {
		return ""
	}
	end := strings.IndexByte(head, '>')
	if end < 0 {
		return ""
	}
	for name, value := range attributes(head, len("<?xml"), end) {
		if name == "encoding" {
			return strings.ToLower(strings.Trim(head[value.Start:value.End], blanks+"?"))
		}
	}
	return ""
}
