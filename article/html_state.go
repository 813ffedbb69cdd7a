package article

import (
	"strings"

	"dateline/text"
	"dateline/text/fieldname"
	"dateline/text/jsonspan"
)

// Bounds of the search for a page's state.
const (
	stateValues = 16  // values that are looked at
	stateBytes  = 200 // the least that can hold an article
)

// stateDraft reads the article out of the state that the page carries for its
// scripts, such as {"props":…} or window.state = {…}: the one that bears one of
// the page's headlines, else the only one there is. It returns nil if there is
// none. data is the page as it came, in UTF-8.
func (p *page) stateDraft(data []byte, t *titles) *draft {
	var best, lone *jsonRecord
	var bestAt, loneAt, found int
	for _, at := range p.stateSpans(data) {
		tree, err := jsonspan.Parse(data[at.Start:at.End])
		if err != nil {
			continue
		}
		f := finder{senses: map[string]fieldname.Sense{}}
		for _, r := range f.search(tree.Root(), nil) {
			found++
			lone, loneAt = r, at.Start
			if r.bears(t) && (best == nil || r.size() > best.size()) {
				best, bestAt = r, at.Start
			}
		}
	}
	if best == nil && found == 1 && lone.title() == nil {
		best, bestAt = lone, loneAt
	}
	if best == nil {
		return nil
	}
	d := best.draft(ShapeHTML, -bestAt)
	for i := range d.reasons {
		d.reasons[i].From = "page state, " + d.reasons[i].From
	}
	return d
}

// bears reports whether one of the record's headlines is one of the page's.
func (r *jsonRecord) bears(t *titles) bool {
	for _, h := range r.heads {
		form := squash(h.value.String())
		if t.known[form] {
			return true
		}
		for _, o := range t.all {
			if form != "" && o.extends(headline{words: fold(h.value.String())}) {
				return true
			}
		}
	}
	return false
}

// stateSpans returns the bytes of data that are JSON values of a page's state.
func (p *page) stateSpans(data []byte) []text.Span {
	var out []text.Span
	for _, at := range p.states {
		if s := p.src.Hull(at); s.Len() >= stateBytes && len(out) < stateValues {
			out = append(out, s)
		}
	}
	for _, at := range p.code {
		s := p.src.Hull(at)
		script := string(data[s.Start:s.End])
		for from, tries := 0, 0; tries < stateValues && len(out) < stateValues; tries++ {
			n := assigned(script[from:])
			if n < 0 {
				break
			}
			from += n
			size, err := jsonspan.Skip(data[s.Start+from : s.End])
			if err == nil && size >= stateBytes {
				out = append(out, text.Span{Start: s.Start + from, End: s.Start + from + size})
				from += size
				continue
			}
			from++
		}
	}
	return out
}

// assigned returns where in a script the first object or list of some depth
// stands that is given to a name, -1 if there is none.
func assigned(s string) int {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], '=')
		if n < 0 {
			return -1
		}
		at += n
		next := at + 1
		for next < len(s) && isSpace(s[next]) {
			next++
		}
		if next+1 < len(s) && (s[next] == '{' || s[next] == '[') {
			for k := next + 1; k < len(s) && k < next+20; k++ {
				if s[k] == '"' || s[k] == '{' || s[k] == '[' {
					return next
				}
				if !isSpace(s[k]) {
					break
				}
			}
		}
	}
}
