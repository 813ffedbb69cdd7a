package article

import (
	"strings"
	"unicode"

	"dateline/text"
)

// cutFactiva cuts at the lines that end a record of Factiva, "Document " and
// its number.
func cutFactiva(t text.Text, lines []digestLine) *digest {
	d := &digest{}
	start := 0
	for i, l := range lines {
		if accession(l.s) == "" {
			continue
		}
		d.parts = append(d.parts, factivaPart(t, lines[start:i+1], start == 0))
		start = i + 1
	}
	if start == 0 {
		return nil
	}
	if rest := factivaPart(t, lines[start:], false); rest.sure {
		d.parts = append(d.parts, rest) // the file was cut off
	} else {
		d.after = len(lines) - start
	}
	return d
}

// The lengths of a record's number: a code of up to ten letters, digits and
// naughts, a day, some letters more.
const minAccession, maxAccession = 16, 40

// accession returns the number of the record that a line ends, "" if it ends
// none: "Document QUAYH00020310211eh2b0001a", with or without the code of the
// field.
func accession(s string) string {
	if len(s) > 80 {
		return ""
	}
	f := strings.Fields(s)
	if len(f) == 3 && f[0] == "AN" {
		f = f[1:]
	}
	if len(f) != 2 || f[0] != "Document" {
		return ""
	}
	n := f[1]
	if len(n) < minAccession || len(n) > maxAccession || n[0] < 'A' || n[0] > 'Z' {
		return ""
	}
	for i := 1; i+8 <= len(n); i++ {
		if dayNumber(n[i : i+8]) {
			for _, r := range n {
				if r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
					return ""
				}
			}
			return n
		}
	}
	return ""
}

// dayNumber reports whether s is a day in eight digits: "20310211".
func dayNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	month, day := s[4:6], s[6:8]
	return (s[:2] == "19" || s[:2] == "20") && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// factivaPart reads one record, in the layout with field codes or in that
// without. Before the head of the first one a cover may stand.
func factivaPart(t text.Text, lines []digestLine, first bool) *digestPart {
	p := &digestPart{text: t, lines: lines}
	if len(lines) == 0 {
		return p
	}
	if codes := p.codes(); codes != nil {
		p.coded(codes)
	} else if w := p.wordsLine(); w >= 0 {
		p.uncoded(w, first)
	}
	if !p.sure {
		p.plainly()
	}
	return p
}

// codes returns the numbers of the lines that begin with a field code, nil if
// they are not those of a record.
func (p *digestPart) codes() []int {
	var out []int
	seen := map[digestRole]bool{}
	for i, l := range p.lines {
		if role, _ := digests().code(l.s); role != roleNone {
			out = append(out, i)
			seen[role] = true
		}
	}
	n := 0
	for _, role := range []digestRole{roleWords, roleDate, roleOutlet, roleLanguage, roleKey} {
		if seen[role] {
			n++
		}
	}
	if !seen[roleHeadline] || !seen[roleBody] || n < 2 {
		return nil
	}
	return out
}

// coded reads a record with field codes.
func (p *digestPart) coded(codes []int) {
	p.sure = true
	p.left = codes[0]
	clock := p.clockOf(codes)
	for n, i := range codes {
		end := len(p.lines)
		if n+1 < len(codes) {
			end = codes[n+1]
		}
		role, length := digests().code(p.lines[i].s)
		field := p.span(i, end)
		at := field.Start + length
		name := "Factiva field " + p.lines[i].s[:length]
		p.put(Furniture, text.Span{Start: field.Start, End: at})
		p.field(role, text.Span{Start: at, End: field.End}, name, clock)
	}
}

// clockOf returns the time of day among the coded fields, "" if there is none.
func (p *digestPart) clockOf(codes []int) string {
	for _, i := range codes {
		if role, length := digests().code(p.lines[i].s); role == roleTime {
			return strings.TrimSpace(p.lines[i].s[length:])
		}
	}
	return ""
}

// field takes what stands at s as what a code or a label says it is. name is
// how reasons call it.
func (p *digestPart) field(role digestRole, s text.Span, name, clock string) {
	words := p.words(s)
	switch role {
	case roleHeadline:
		p.headline(s, name)
	case roleByline:
		p.put(Byline, s)
		p.setByline(words, name)
	case roleBody:
		p.putBody(s)
	case roleDate:
		p.put(DateLine, s)
		p.setDate(words, clock, name)
	case roleTime:
		p.put(DateLine, s)
	case roleStandfirst:
		p.put(Standfirst, s)
	case roleCaption:
		p.put(Caption, s)
	case rolePlace:
		p.put(Dateline, s)
	default:
		p.put(Furniture, s)
		p.note(role, words, name)
	}
}

// note takes what a field of the head or the tail tells of the article.
func (p *digestPart) note(role digestRole, words, name string) {
	set := func(what string, field *string, value string) {
		if *field == "" && value != "" {
			*field = value
			p.because(what, name)
		}
	}
	switch role {
	case roleOutlet:
		set("outlet", &p.outlet, words)
	case roleSection:
		section, _, _ := strings.Cut(words, ";")
		set("section", &p.section, strings.TrimSpace(section))
	case roleLanguage:
		p.setLanguage(words, name)
	case roleKey:
		set("id", &p.key, strings.TrimPrefix(words, "Document "))
	case roleURL:
		if strings.HasPrefix(words, "https://") || strings.HasPrefix(words, "http://") {
			address, _, _ := strings.Cut(words, " ")
			set("url", &p.url, address)
		}
	case roleWords:
		p.setWords(words, name)
	}
}
