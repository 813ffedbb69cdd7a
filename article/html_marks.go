package article

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// mark is what an element says about the text inside it.
type mark uint16

const (
	markBody       mark = 1 << iota // the article's body
	markSoft                        // furniture, unless most of the page's prose stands in it
	markHard                        // furniture, unless nearly all of the page's prose stands in it
	markNever                       // never the article, however long: comments
	markCaption                     // of a picture
	markStandfirst                  // the summary under the headline
	markByline                      // who wrote it
	markDate                        // when it was published
	markHeadline                    // the headline
	markHidden                      // not shown
	markAside                       // inline text that is set apart from its line
	markKicker                      // the words over or before a headline
	markLive                        // the entries of a live report
	markWall                        // what stands in place of the rest of an article
)

// markInherited are the marks that hold for all inside an element.
const markInherited = markHard | markNever | markCaption | markStandfirst | markByline | markDate | markHidden | markHeadline | markBody | markKicker

// markNames are the roles in the word list.
var markNames = map[string]mark{
	"body": markBody, "soft": markSoft, "hard": markHard, "never": markNever, "caption": markCaption, "standfirst": markStandfirst,
	"byline": markByline, "date": markDate, "headline": markHeadline, "kicker": markKicker | markSoft, "live": markLive, "wall": markWall | markSoft, "hidden": markHidden | markAside, "aside": markAside | markHard,
	"none": 0,
}

//go:embed data/html_words.tsv
var htmlWords string

// wordMarks is the word list: one to three words of a class name, joined by
// hyphens, and what they say.
var wordMarks = must(readMarks("data/html_words.tsv", htmlWords))

// wordLengths has, by its first word, the number of words of the longest entry.
var wordLengths = func() map[string]uint8 {
	out := map[string]uint8{}
	for words := range wordMarks {
		first, _, _ := strings.Cut(words, "-")
		out[first] = max(out[first], uint8(strings.Count(words, "-"))+1)
	}
	return out
}()

// readMarks reads a word list. The first error names the file and line.
func readMarks(name, list string) (map[string]mark, error) {
	out := map[string]mark{}
	lines := bufio.NewScanner(strings.NewReader(list))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words, role, ok := strings.Cut(line, "\t")
		m, known := markNames[role]
		if !ok || !known || words == "" || strings.Count(words, "-") > 2 {
			return nil, fmt.Errorf("%s:%d: want up to three words, a tab and a role, have %q", name, n, line)
		}
		if _, twice := out[words]; twice {
			return nil, fmt.Errorf("%s:%d: %q stands twice", name, n, words)
		}
		out[words] = m
	}
	return out, lines.Err()
}

// must is for tables that are part of the program.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// marker tells what elements say. It remembers names, which recur; one is
// made for each page.
type marker struct {
	seen   map[string]named // by the value of a class attribute or its like
	single map[string]mark  // by one name of several
	words  []byte           // of a name, in lower case, joined by hyphens
	ends   []int            // where they end
}

// named is what the names in the value of an attribute say.
type named struct {
	mark mark
	sig  int32 // number of the value, from 1
}

func newMarker() *marker { return &marker{seen: map[string]named{}, single: map[string]mark{}} }

// names returns what the names in a class, id or similar attribute say.
func (k *marker) names(value string) named {
	if value == "" || len(value) > 2000 {
		return named{}
	}
	n, ok := k.seen[value]
	if ok {
		return n
	}
	n.sig = int32(len(k.seen)) + 1
	for name := range strings.FieldsSeq(value) {
		if strings.IndexByte(name, ':') >= 0 { // a style that holds in some state only
			continue
		}
		m, ok := k.single[name]
		if !ok {
			m = k.name(name)
			k.single[name] = m
		}
		n.mark |= m
	}
	k.seen[value] = n
	return n
}

// name returns what one name says: the longest sequences of its words that
// are in the list count, a shorter one inside a longer one does not.
func (k *marker) name(name string) mark {
	k.split(name)
	var m mark
	for i := 0; i < len(k.ends); {
		step := 1
		for n := min(int(wordLengths[string(k.run(i, 1))]), len(k.ends)-i); n > 0; n-- {
			got, ok := wordMarks[string(k.run(i, n))]
			if !ok {
				continue
			}
			if (i == 0 || !denies(string(k.run(i-1, 1)))) && (i+n == len(k.ends) || !states(string(k.run(i+n, 1)))) {
				m |= got
			}
			if i == 0 && n == 1 && len(k.ends) > 1 && topical(string(k.run(0, 1))) {
				return 0 // the rest is a topic of the article
			}
			step = n
			break
		}
		i += step
	}
	return m
}

// topical reports words before which a name tells a topic.
func topical(word string) bool { return word == "category" || word == "tag" }

// run returns n words of the split name from the i-th on.
func (k *marker) run(i, n int) []byte {
	from := 0
	if i > 0 {
		from = k.ends[i-1] + 1
	}
	return k.words[from:k.ends[i+n-1]]
}

// denies reports words after which a name tells what an element has, lacks or
// does and not what it is ("has-sidebar", "no-comments").
func denies(word string) bool {
	switch word {
	case "has", "with", "no", "without", "hide", "is", "not", "show", "js", "non", "before", "after":
		return true
	}
	return false
}

// states reports words before which a name tells a state of the page
// ("comments-open").
func states(word string) bool {
	switch word {
	case "enabled", "disabled", "open", "opened", "closed", "allowed", "on", "off", "active", "loaded", "visible":
		return true
	}
	return false
}

// split cuts a name at what is not a letter and before capitals that follow a
// small letter, in lower case: "c-articleBody__main" gives c, article, body,
// main.
func (k *marker) split(name string) {
	k.words, k.ends = k.words[:0], k.ends[:0]
	inside, small := false, false
	for _, r := range name {
		letter := r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0x80 && unicode.IsLetter(r)
		upper := r >= 'A' && r <= 'Z' || r >= 0x80 && unicode.IsUpper(r)
		if inside && (!letter || small && upper) {
			k.ends = append(k.ends, len(k.words))
			inside = false
		}
		if letter {
			if !inside && len(k.words) > 0 {
				k.words = append(k.words, '-')
			}
			inside = true
			k.words = utf8.AppendRune(k.words, unicode.ToLower(r))
		}
		small = letter && !upper
	}
	if inside {
		k.ends = append(k.ends, len(k.words))
	}
}

// describe reads the attributes of a start tag, sets e.own and collects
// metadata. It reports whether the element's text is shown although that of
// its kind is not.
func (b *treeBuilder) describe(z *scanner, t *tag, e *element) (shown bool) {
	var (
		m                    = t.own
		prop, name, datetime string
		content, href        attr
		rel, scriptType, src string
	)
	picture := t.atom == atom.Img || t.atom >= unknownTag && strings.HasSuffix(z.name, "-img")
	for _, a := range z.attrs {
		switch a.key {
		case "class":
			n := b.marks.names(a.raw)
			m |= n.mark
			e.sig = n.sig
		case "id", "data-testid", "data-test-id", "data-component", "data-qa", "data-module", "data-name", "data-block",
			"data-component-name", "data-area", "aria-label", "data-gu-name":
			m |= b.marks.names(a.raw).mark
		case "name":
			name = a.unescaped()
			if t.atom != atom.Meta {
				m |= b.marks.names(a.raw).mark
			}
		case "property":
			name = a.unescaped()
		case "itemprop":
			prop = lowerName(a.raw)
			m |= propMark(prop)
		case "role":
			m |= roleMarks[lowerName(a.raw)]
		case "hidden":
			if lowerName(a.raw) != "until-found" {
				m |= markHidden | markAside
			}
		case "aria-hidden":
			if lowerName(a.raw) == "true" {
				m |= markHidden | markAside
			}
		case "style":
			if hides(a.raw) {
				m |= markHidden | markAside
			}
		case "content":
			content = a
		case "href":
			href = a
		case "datetime":
			datetime = a.unescaped()
		case "rel":
			rel = lowerName(a.raw)
		case "type":
			scriptType = lowerName(a.raw)
		case "src":
			if t.atom == atom.Script || picture && src == "" {
				src = a.unescaped()
			}
		case "data-src", "data-original", "data-lazy-src":
			if picture && a.raw != "" {
				src = a.unescaped()
			}
		case "shadowrootmode":
			shown = t.atom == atom.Template
		case "lang", "xml:lang":
			if t.atom == atom.Html && b.p.lang == "" {
				b.p.lang = a.unescaped()
			}
		}
	}
	if name == "" {
		name = prop
	}
	i := int32(len(b.p.elems))
	b.raw = nil
	switch t.atom {
	case atom.Html, atom.Body, atom.Main, atom.Head:
		m &^= markSoft | markHard | markHidden | markAside | markHeadline | markDate | markByline | markStandfirst | markCaption
	case atom.P:
		m &^= markSoft
	case atom.Table, atom.Thead, atom.Tbody, atom.Tr, atom.Td, atom.Th:
		m &^= markSoft | markHard
	case atom.Meta:
		if name != "" && content.key != "" {
			b.p.metas = append(b.p.metas, attrPair{lowerName(name), content})
		}
	case atom.Link:
		if rel != "" && href.key != "" {
			b.p.links = append(b.p.links, attrPair{rel, href})
		}
	case atom.Script:
		switch {
		case strings.HasPrefix(scriptType, "application/ld+json"):
			b.raw = &b.p.scripts
		case strings.HasPrefix(scriptType, "application/json"):
			b.raw = &b.p.states
		case src == "" && (scriptType == "" || strings.Contains(scriptType, "javascript")):
			b.raw = &b.p.code
		}

	case atom.Title:
		if len(b.p.titles) == 0 && !b.inForeign() {
			b.raw = &b.p.titles
		}
	case atom.A:
		if rel == "author" {
			m |= markByline
		}
	}
	if datetime != "" || (prop == "datepublished" || prop == "datemodified") && content.raw != "" && t.atom != atom.Meta {
		if datetime == "" {
			datetime = content.unescaped()
		}
		b.p.times = append(b.p.times, timeValue{i, prop, datetime})
	}
	if picture && src != "" && !strings.HasPrefix(src, "data:") {
		b.p.images = append(b.p.images, image{i, src})
	}
	e.own = m
	return shown
}

// propMark returns what an itemprop of schema.org says about visible text.
func propMark(prop string) mark {
	switch prop {
	case "articlebody":
		return markBody
	case "headline":
		return markHeadline
	case "author":
		return markByline
	case "datepublished", "datemodified":
		return markDate
	case "caption":
		return markCaption
	case "comment":
		return markNever
	}
	return 0
}

// hides reports whether a style attribute takes the element from view.
func hides(style string) bool {
	if len(style) > 1000 || !strings.Contains(style, "none") && !strings.Contains(style, "hidden") {
		return false
	}
	s := strings.ReplaceAll(lowerName(style), " ", "")
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}
