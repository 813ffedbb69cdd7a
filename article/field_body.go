package article

import (
	"regexp"
	"strings"
	"unicode"

	"dateline/text"
)

// fieldBody is a field that may be the body.
type fieldBody struct {
	field
	bare      string // the letters and digits of its words
	markup    bool   // it holds HTML
	flat      bool   // it is one long line
	sentences bool   // it has a sentence at least
	described bool   // it is a description, for want of a body
}

// chooseBody takes the longest of the fields that may be the body. Where the
// same words are kept twice, as plain text and as HTML, the plain ones are
// taken, unless their paragraphs were lost.
func (r *fieldRecord) chooseBody() {
	var all []fieldBody
	for _, x := range r.fields.bodies {
		all = append(all, newBody(x))
	}
	best := heaviest(all)
	if best.rank == 0 || best.rank == 3 {
		// A description may be all there is.
		for _, x := range r.summary {
			if b := newBody(x); b.sentences && len(b.bare) > 2*len(best.bare) && len(b.bare) > sentenceLetters {
				b.rank, b.described = 2, true
				best = b
				all = append(all, b)
			}
		}
	}
	for _, b := range all {
		if b.better(best) && sameWords(b.bare, best.bare) {
			best = b
			break
		}
	}
	r.body = best
	rest := r.summary[:0:0]
	for _, x := range r.summary {
		if x.value != best.value {
			rest = append(rest, x)
		}
	}
	r.summary = rest
}

// heaviest returns the longest body. A field with a weaker name must be longer
// than one of rank 1: by half for rank 2, twice as long for rank 3.
func heaviest(all []fieldBody) fieldBody {
	var best fieldBody
	weight := 0
	for _, b := range all {
		if w := len(b.bare) * 4 / (2 + 2*int(b.rank)); w > weight {
			best, weight = b, w
		}
	}
	return best
}

// better reports whether b is the form to read, if it has the same words as o:
// the plain one, but the one that has its paragraphs.
func (b fieldBody) better(o fieldBody) bool {
	if b.flat != o.flat {
		return o.flat
	}
	return o.markup && !b.markup && b.rank == o.rank && len(b.parts) == 1
}

// sameWords reports whether two bodies are the same but for what one may lack
// at its ends.
func sameWords(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a)*10 < len(b)*9 {
		return false
	}
	// Captions and the like may stand in one only: three probes must be found.
	const probe = 40
	if len(a) < 4*probe {
		return a == b || strings.HasPrefix(b, a)
	}
	for i := 1; i <= 3; i++ {
		at := i * len(a) / 4
		if !strings.Contains(b, a[at:at+probe]) {
			return false
		}
	}
	return true
}

// newBody measures a field.
func newBody(x field) fieldBody {
	b := fieldBody{field: x}
	if len(b.parts) == 0 {
		b.parts = []bodyPart{{value: x.value}}
	}
	var words strings.Builder
	breaks := len(b.parts) - 1
	for _, p := range b.parts {
		s := p.value.String()
		b.markup = b.markup || hasMarkup(s) || escapedMarkup(s)
		breaks += strings.Count(strings.TrimSpace(s), "\n")
		if hasMarkup(s) {
			breaks += len(blockTag.FindAllStringIndex(s, 3)) - 1
		}
		b.sentences = b.sentences || hasSentence(s)
		words.WriteString(bare(s))
	}
	b.bare = words.String()
	b.flat = breaks <= 0 && len(b.bare) > storyLetters
	return b
}

// hasSentence reports whether a mark that ends a sentence stands in s.
func hasSentence(s string) bool {
	for i, r := range s {
		switch r {
		case '.', '!', '?':
			if rest := s[i+1:]; rest == "" || strings.ContainsRune(" \n\r\t\"'<&”’)»", []rune(rest)[0]) {
				return true
			}
		case '。', '！', '？', '؟', '۔', '।', '…':
			return true
		}
	}
	return false
}

// Markup in a field: tags, block tags, tags whose brackets are references, and
// character references.
var (
	anyTag     = regexp.MustCompile(`(?i)</?(?:p|br|div|span|a|b|i|em|u|strong|h[1-6]|ul|ol|li|blockquote|img|figure|figcaption|table|tr|td|section|article|iframe|sup|sub|font|hr)(?:\s[^<>]*)?/?>`)
	blockTag   = regexp.MustCompile(`(?i)<(?:p|br|div|h[1-6]|li|blockquote)(?:\s[^<>]*)?/?>`)
	hiddenTag  = regexp.MustCompile(`(?i)&lt;/?(?:p|br|div|span|strong|em|h[1-6])(?:\s(?:[^&<>]|&quot;|&amp;)*)?/?&gt;`)
	reference  = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});`)
	stripsTags = regexp.MustCompile(`<[a-zA-Z/!][^<>]*>`)
)

func hasMarkup(s string) bool { return strings.IndexByte(s, '<') >= 0 && anyTag.MatchString(s) }

// escapedMarkup reports markup that was escaped once too often.
func escapedMarkup(s string) bool {
	return strings.Contains(s, "&lt;") && !hasMarkup(s) && len(hiddenTag.FindAllStringIndex(s, 2)) == 2
}

// bare returns the letters and digits of s in lower case, tags and character
// references left out: two forms of one text give the same.
func bare(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = stripsTags.ReplaceAllString(s, "")
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = text.UnescapeHTML(text.Decode([]byte(s))).String()
		if hasMarkup(s) {
			s = stripsTags.ReplaceAllString(s, "")
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// body returns the blocks of the body.
func (w fieldWriter) body(b fieldBody) []fragment {
	var out []fragment
	for _, p := range b.parts {
		blocks := w.blocks(p.value)
		if p.heading && len(blocks) == 1 {
			blocks[0].kind = Subheading
		}
		out = append(out, blocks...)
	}
	return out
}

// blocks cuts a string into blocks, as HTML if it holds markup.
func (w fieldWriter) blocks(v leaf) []fragment {
	t := v.text(w.base)
	if escapedMarkup(t.String()) {
		t = text.UnescapeHTML(t)
	}
	if hasMarkup(t.String()) {
		return htmlFragment(text.FoldLines(t))
	}
	return plainBlocks(text.FoldLines(unescapeReferences(t)))
}

// lines returns a string that is no body: as a whole, or block by block if it
// holds markup.
func (w fieldWriter) lines(v leaf) []text.Text {
	t := v.text(w.base)
	if !hasMarkup(t.String()) && !escapedMarkup(t.String()) {
		return []text.Text{text.FoldLines(unescapeReferences(t))}
	}
	var out []text.Text
	for _, b := range w.blocks(v) {
		if b.kind.Body() {
			out = append(out, b.text)
		}
	}
	return out
}

// unescapeReferences decodes the character references of a text without
// markup, also where they were escaped once too often.
func unescapeReferences(t text.Text) text.Text {
	const rounds = 2
	for range rounds {
		if strings.IndexByte(t.String(), '&') < 0 || !reference.MatchString(t.String()) {
			break
		}
		t = text.UnescapeHTML(t)
	}
	return t
}
