package article

import (
	"regexp"
	"slices"
	"strings"

	"dateline/text"
	"dateline/text/langid"
)

// feedKind is what the fields of a feed are called in reasons.
const feedKind = "feed element "

// hasText chooses which fields may be the body, and reports whether one is.
// Summaries may be all that there is, or the longer text. What only says the
// headline again, with the outlet's name or without, is no text.
func (out *entryFields) hasText() bool {
	said := map[string]bool{"": true}
	for _, x := range firstOf(out.titles) {
		title := bare(x.value.String())
		said[title] = true
		for _, y := range firstOf(out.sources) {
			said[title+bare(y.value.String())] = true
		}
	}
	longest := 0
	kept := out.bodies[:0]
	for _, x := range out.bodies {
		if k := bare(x.value.String()); !said[k] {
			kept = append(kept, x)
			longest = max(longest, len(k))
		}
	}
	out.bodies = kept
	for _, x := range out.summaries {
		if k := bare(x.value.String()); len(k) > longest && !said[k] {
			x.rank = 2
			out.bodies = append(out.bodies, x)
			out.summed[x.value] = true
		}
	}
	return len(out.bodies) > 0
}

// firstOf returns the first of a list, as many as are looked at.
func firstOf(list []field) []field { return list[:min(len(list), maxVariants)] }

// draft makes the article of an entry that has text. base is where it begins
// in the item's data.
func (out *entryFields) draft(base int, about feedAbout) *draft {
	out.shortenTitles(about)
	for _, x := range out.bodies {
		l := x.value.(*xmlLeaf)
		l.t = wordPress(l.t)
	}
	r := newFieldRecord(feedKind, &out.fields)
	d := r.draft(ShapeFeed, base)
	out.tail(d, about)
	about.complete(d)
	if out.summed[r.body.value] && isExtract(d) {
		d.is = KindSummary
		d.because("kind", "summary only: "+feedKind+r.body.name)
	}
	for _, x := range out.images {
		if t := fieldLine(x.caption); t.Len() > 0 {
			d.add(Caption, t.Shift(-base))
			d.fragments[len(d.fragments)-1].url = x.url
		}
	}
	return d
}

// addImages adds the pictures without a caption.
func (out *entryFields) addImages(a *Article) {
	have := map[string]bool{}
	for _, x := range a.Images {
		have[x.URL] = true
	}
	for _, x := range out.images {
		if !have[x.url] {
			a.Images = append(a.Images, Image{URL: x.url})
		}
	}
}

// takeLanguage takes the language that the whole feed is said to be in, unless
// the words are clearly in another.
func (d *draft) takeLanguage(declared string) {
	if declared == "" {
		return
	}
	const enough = 2000
	var b strings.Builder
	for _, f := range d.fragments {
		if b.Len() < enough {
			b.WriteString(f.text.String())
			b.WriteByte('\n')
		}
	}
	base, _, _ := strings.Cut(declared, "-")
	if tag, _ := langid.Identify(b.String()); tag == "" || tag == base {
		d.language = declared
		d.because("language", "language of the feed")
	}
}

// shortenTitles takes the outlet's name off the end of headlines, where the
// entry or the feed names the outlet too: "Ferry reopens - The Quay Herald".
func (out *entryFields) shortenTitles(about feedAbout) {
	outlets := []string{key(about.outlet), key(about.title)}
	for _, x := range firstOf(out.sources) {
		outlets = append(outlets, key(x.value.String()))
	}
	for _, x := range firstOf(out.titles) {
		l := x.value.(*xmlLeaf)
		s := l.String()
		for _, mark := range []string{" - ", " | ", " – ", " — "} {
			i := strings.LastIndex(s, mark)
			if i <= 0 {
				continue
			}
			for _, name := range outlets {
				if name != "" && key(s[i+len(mark):]) == name {
					l.t = l.t.Sub(text.Span{Start: 0, End: i})
				}
			}
			break
		}
	}
}

// wordPressMarks are what wordPress makes markup of.
var wordPressMarks = regexp.MustCompile(`\n[ \t]*\n\s*|\[/?caption\b[^\]\n]*\]`)

// paragraphTag says that a text has its paragraphs marked.
var paragraphTag = regexp.MustCompile(`<[pP][\s>]`)

// wordPress makes HTML of what WordPress keeps instead: paragraphs that only
// blank lines part, captions in brackets.
func wordPress(t text.Text) text.Text {
	s := t.String()
	if !hasMarkup(s) {
		return t
	}
	parted := paragraphTag.MatchString(s)
	if parted && !strings.Contains(s, "[caption") {
		return t
	}
	b := text.NewBuilder(t)
	at := 0
	for _, m := range wordPressMarks.FindAllStringIndex(s, -1) {
		mark := "<p>"
		switch {
		case s[m[0]] == '\n' && parted:
			continue
		case strings.HasPrefix(s[m[0]:], "[/"):
			mark = "</figcaption>"
		case s[m[0]] == '[':
			mark = "<figcaption>"
		}
		b.Copy(text.Span{Start: at, End: m[0]})
		b.Put(mark, text.Span{Start: m[0], End: m[1]})
		at = m[1]
	}
	if at == 0 {
		return t
	}
	b.Copy(text.Span{Start: at, End: len(s)})
	return b.Text()
}

// shortcode is a line that stands for something that WordPress fills in.
var shortcode = regexp.MustCompile(`^\[[a-z][a-z0-9_-]*(?:\s+[a-z0-9_-]+\s*=[^\]]*)?\](?:[^\[]{0,200}\[/[a-z][a-z0-9_-]*\])?$`)

// tail makes furniture of shortcodes and of the last line, if it is the one
// that feeds add: "The post TITLE appeared first on OUTLET." Of the standfirst
// it leaves out such a line and what the body says too.
func (out *entryFields) tail(d *draft, about feedAbout) {
	var title string
	var body strings.Builder
	last := -1
	for i := range d.fragments {
		f := &d.fragments[i]
		s := f.text.String()
		switch {
		case f.kind == Headline && title == "":
			title = key(s)
		case !f.kind.Body():
		case strings.HasPrefix(s, "[") && strings.Contains(s, "=") && shortcode.MatchString(s):
			f.kind = Furniture
		default:
			last = i
			body.WriteString(bare(s))
		}
	}
	if last >= 0 && about.addedLine(d.fragments[last].text.String(), title) {
		d.fragments[last].kind = Furniture
	}
	d.fragments = slices.DeleteFunc(d.fragments, func(f fragment) bool {
		s := f.text.String()
		return f.kind == Standfirst && (about.addedLine(s, title) || strings.Contains(body.String(), bare(s)))
	})
}

// addedLine reports whether a line names the entry, whose key is title, and
// the site, and says little else.
func (a feedAbout) addedLine(s, title string) bool {
	const more = 8 // words besides
	k := key(s)
	site := key(a.title)
	if !strings.Contains(k, site) {
		site = key(a.outlet)
	}
	return title != "" && site != "" && strings.Contains(k, title) && strings.Contains(k, site) &&
		count(k) <= count(title)+count(site)+more
}

// isExtract reports whether a body that a feed calls a summary is one: it ends
// with dots, or it is short. A note without a headline is all that there is.
func isExtract(d *draft) bool {
	const (
		shortLetters = 300
		someLetters  = 900 // of one paragraph
	)
	n, paragraphs, end, headed := 0, 0, "", false
	for _, f := range d.fragments {
		switch {
		case f.kind == Headline:
			headed = true
		case f.kind.Body():
			end = f.text.String()
			n += len(bare(end))
			paragraphs++
		}
	}
	end = strings.TrimRight(end, " \u00a0)]»")
	if strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") {
		return true
	}
	return headed && (n < shortLetters || n < someLetters && paragraphs < 2)
}

// fieldLine returns a value that is one line, without markup and references.
func fieldLine(t text.Text) text.Text {
	if t.Len() == 0 {
		return t
	}
	lines := fieldWriter{}.lines(&xmlLeaf{t})
	if len(lines) == 0 {
		return text.Text{}
	}
	return lines[0]
}
