package article

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"dateline/text"
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
)

// markInherited are the marks that hold for all inside an element.
const markInherited = markHard | markNever | markCaption | markStandfirst | markByline | markDate | markHidden | markHeadline | markBody

// markNames are the roles in the word list.
var markNames = map[string]mark{
	"body": markBody, "soft": markSoft, "hard": markHard, "never": markNever, "caption": markCaption, "standfirst": markStandfirst,
	"byline": markByline, "date": markDate, "headline": markHeadline, "hidden": markHidden | markAside, "aside": markAside | markHard,
	"none": 0,
}

//go:embed data/html_words.tsv
var htmlWords string

// wordMarks is the word list: one to three words of a class name, joined by
// hyphens, and what they say.
var wordMarks = must(readMarks("data/html_words.tsv", htmlWords))

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

// marker tells what elements say. It remembers class names, which recur; one
// is made for each page.
type marker struct {
	seen  map[string]mark
	words []string
}

func newMarker() *marker { return &marker{seen: map[string]mark{}} }

// names returns what the names in a class, id or similar attribute say.
func (k *marker) names(value string) mark {
	if value == "" || len(value) > 2000 {
		return 0
	}
	m, ok := k.seen[value]
	if !ok {
		for _, name := range strings.Fields(value) {
			if strings.IndexByte(name, ':') < 0 { // a style that holds in some state only
				m |= k.name(name)
			}
		}
		k.seen[value] = m
	}
	return m
}

// name returns what one name says: the longest sequences of its words that
// are in the list count, a shorter one inside a longer one does not.
func (k *marker) name(name string) mark {
	k.words = splitName(name, k.words[:0])
	var m mark
	for i := 0; i < len(k.words); {
		step := 1
		for n := min(3, len(k.words)-i); n > 0; n-- {
			if got, ok := wordMarks[strings.Join(k.words[i:i+n], "-")]; ok {
				if (i == 0 || !denies(k.words[i-1])) && (i+n == len(k.words) || !states(k.words[i+n])) {
					m |= got
				}
				if i == 0 && n == 1 && len(k.words) > 1 && (k.words[0] == "category" || k.words[0] == "tag") {
					return 0 // the rest is a topic of the article
				}
				step = n
				break
			}
		}
		i += step
	}
	return m
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

// splitName cuts a name at what is not a letter and before capitals that
// follow a small letter, in lower case: "c-articleBody__main" gives c,
// article, body, main.
func splitName(name string, words []string) []string {
	from, small := -1, false
	for i, r := range name {
		letter := unicode.IsLetter(r)
		if from >= 0 && (!letter || small && unicode.IsUpper(r)) {
			words = append(words, strings.ToLower(name[from:i]))
			from = -1
		}
		if letter && from < 0 {
			from = i
		}
		small = unicode.IsLower(r)
	}
	if from >= 0 {
		words = append(words, strings.ToLower(name[from:]))
	}
	return words
}

// described is what a start tag says beside its marks.
type described struct {
	skip  bool // its content is not text
	shown bool // its content is text although its kind of element has none
}

// describe reads the attributes of a start tag, sets e.own and collects
// metadata.
func (b *treeBuilder) describe(tok text.Span, tag atom.Atom, e *element) described {
	var (
		x                       described
		m                       = tagMarks[tag]
		prop, name, datetime    string
		content, href           attr
		rel, scriptType, shadow string
	)
	attributes(b.p.s, tok, func(a attr) bool {
		if a.key == "class" {
			e.sig = b.signature(a.raw)
		}
		switch a.key {
		case "class", "id", "data-testid", "data-test-id", "data-component", "data-qa", "data-module", "data-name", "data-block",
			"data-component-name", "data-area", "aria-label", "data-gu-name":
			m |= b.marks.names(a.raw)
		case "name":
			name = a.unescaped()
			if tag != atom.Meta {
				m |= b.marks.names(a.raw)
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
		case "shadowrootmode":
			shadow = a.raw
		case "lang", "xml:lang":
			if tag == atom.Html && b.p.lang == "" {
				b.p.lang = a.unescaped()
			}
		}
		return true
	})
	if name == "" {
		name = prop
	}
	i := int32(len(b.p.elems))
	b.raw = nil
	switch tag {
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
		}
	case atom.Title:
		if len(b.p.titles) == 0 && !b.inForeign() {
			b.raw = &b.p.titles
		}
	case atom.A:
		if rel == "author" {
			m |= markByline
		}
	case atom.Template:
		x.shown = shadow != ""
	}
	if datetime != "" || (prop == "datepublished" || prop == "datemodified") && content.raw != "" && tag != atom.Meta {
		if datetime == "" {
			datetime = content.unescaped()
		}
		b.p.times = append(b.p.times, timeValue{i, prop, datetime})
	}
	e.own = m
	return x
}

// signature returns the number of a class attribute's value.
func (b *treeBuilder) signature(class string) int32 {
	if class == "" {
		return 0
	}
	n, ok := b.sigs[class]
	if !ok {
		n = int32(len(b.sigs)) + 1
		b.sigs[class] = n
	}
	return n
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
