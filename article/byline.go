package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// parseByline returns the names in a byline, people and agencies, in order:
// "By Jane Roe in Port Hale and Ann Poe, Agencies" gives Jane Roe, Ann Poe,
// Agencies. What opens it, places, roles, dates and addresses are left out, as
// are those who only edited.
func parseByline(s string) []string {
	var out []string
	seen := map[string]bool{}
	for _, part := range strings.FieldsFunc(fold(s), func(r rune) bool { return r == ';' || r == '؛' }) {
		for _, name := range creditNames(part) {
			if k := key(name); !seen[k] {
				seen[k] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// creditNames returns the names in one credit of a byline.
func creditNames(s string) []string {
	lex := words()
	s, _ = cutTrailing(afterBar(s))
	s = strings.Trim(s, " ()[].-–—*\u200f\u200e")
	if rest, ok := lex.cut(wordEditing, s); ok && rest != "" {
		return nil
	}
	for _, c := range []class{wordByline, wordSource} {
		switch rest, ok := lex.cut(c, s); {
		case ok && rest == "":
			return nil
		case ok && !strings.HasPrefix(rest, ","):
			s = rest
		}
	}
	var names, roles []string
	placed := false // the name before stands with a place, "Jane Roe in Port Hale"
	for _, n := range splitNames(s) {
		comma := n.comma
		name, inPlace := cutPlace(n.name)
		name = strings.Trim(name, " .()[]*\u200f\u200e")
		switch {
		case name == "" || strings.ContainsAny(name, "@#/") || strings.ContainsFunc(name, unicode.IsDigit) || !hasLetter(name):
			placed = inPlace || placed
		case lex.has(wordTime, name) || lex.has(wordEditing, name):
		case lex.has(wordRole, name), comma && len(names) > 0 && roleOf(name):
			roles = append(roles, name)
		case placed && comma && !agency(name):
			// The rest of a place: "Jane Roe in Port Hale, Tavria".
		default:
			names = append(names, trimRole(name))
			placed = inPlace
		}
	}
	if len(names) == 0 {
		return roles
	}
	return names
}

// afterBar returns the credit behind a bar that says so, "9 May | 14:07 | By
// Jane Roe", else s.
func afterBar(s string) string {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '|')
		if n < 0 {
			return s
		}
		at += n + 1
		part := strings.TrimLeft(s[at:], " ")
		if rest, ok := words().cut(wordByline, part); ok && allNames(rest) && (strings.ContainsFunc(s[:at], unicode.IsDigit) || masthead(strings.Trim(s[:at], " |"))) {
			return part
		}
	}
}

// listed is one name of a list, and whether a comma stood before it.
type listed struct {
	name  string
	comma bool
}

// joints are the signs that part names, each made a bar.
var joints = strings.NewReplacer("|", " | ", "&", " | ", "•", " | ", "·", " | ", " / ", " | ", " - ", " | ", " – ", " | ", " — ", " | ", "、", " | ", "،", ", ")

// splitNames parts a list of names at commas, bars, slashes and the words for
// "and".
func splitNames(s string) []listed {
	lex := words()
	var out []listed
	var word []string
	comma := false
	flush := func(next bool) {
		if len(word) > 0 {
			out = append(out, listed{strings.Join(word, " "), comma})
			comma = false
		}
		word, comma = nil, next
	}
	s = joints.Replace(s)
	for f := range strings.FieldsSeq(s) {
		switch {
		case f == "|":
			flush(false)
		case strings.Contains(f, "@"):
		case f != strings.ToUpper(f) && lex.has(wordAnd, f), caselessAnd(f):
			flush(false)
		case strings.HasSuffix(f, ","):
			if f = strings.TrimRight(f, ","); f != "" {
				word = append(word, f)
			}
			flush(true)
		default:
			word = append(word, f)
		}
	}
	flush(false)
	return out
}

// caselessAnd reports a word for "and" in a script without capitals.
func caselessAnd(f string) bool { return caseless(f) && words().has(wordAnd, f) }

// cutPlace takes "in Port Hale" off a name. It reports whether there was one.
func cutPlace(name string) (string, bool) {
	fields := strings.Fields(name)
	for i, f := range fields {
		if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) || !words().has(wordIn, f) || i+1 == len(fields) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(fields[i+1]); unicode.IsUpper(next) || caseless(f) {
			return strings.Join(fields[:i], " "), true
		}
	}
	return name, false
}

// trimRole takes a role off the end of a name: "Jane Roe Foreign Editor".
func trimRole(name string) string {
	fields := strings.Fields(name)
	for i := 2; i < len(fields); i++ {
		if words().has(wordRole, strings.Join(fields[i:], " ")) {
			return strings.Join(fields[:i], " ")
		}
	}
	return name
}

// roleOf reports whether a name ends in a word for a role: "Coast Editor".
func roleOf(name string) bool {
	fields := strings.Fields(name)
	return len(fields) > 1 && words().has(wordRole, fields[len(fields)-1])
}

// agency reports whether a name has a word of agencies and newsrooms in it,
// or is written in capitals.
func agency(name string) bool {
	for _, w := range plainWords(name) {
		if words().phrases[wordAgency][w] {
			return true
		}
	}
	return capitals(name) && !strings.Contains(name, " ")
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// nameLike reports whether s could be a name: one to six words, each with a
// capital, a particle, or in a script without capitals; no digit.
func nameLike(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 6 || utf8.RuneCountInString(s) > 60 {
		return false
	}
	capital := false
	for _, f := range fields {
		r := firstLetter(f)
		switch {
		case r == 0 || strings.ContainsFunc(f, unicode.IsDigit) || strings.ContainsAny(f, "?!:\"“”"):
			return false
		case unicode.IsUpper(r) || !unicode.IsLower(r):
			capital = true
		case !words().has(wordParticle, f) && !strings.Contains(f, "-"):
			return false
		}
	}
	return capital && !words().has(wordTime, s)
}

// firstLetter returns the first letter of s, 0 if there is none.
func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// credit tells how sure it is that a line is a byline.
type credit uint8

const (
	noCredit   credit = iota
	weakCredit        // names in a row; a byline if it stands under a headline
	sureCredit        // it says so: "By …", "Reporting by …"
	lastCredit        // "Source: …"; a byline at the head or the end
)

// bylineOf judges whether a line is a byline.
func bylineOf(s string) credit {
	s = strings.Trim(strings.TrimSpace(s), "()[]*")
	if s == "" || size(s) > 240 || count(s) > 32 {
		return noCredit
	}
	s, _ = cutTrailing(s)
	lex := words()
	if rest, ok := lex.cut(wordEditing, s); ok && allNames(rest) {
		return sureCredit
	}
	if rest, ok := lex.cut(wordByline, s); ok && allNames(rest) {
		return sureCredit
	}
	if rest, ok := lex.cut(wordSource, s); ok && strings.ContainsAny(s, ":：") && allNames(rest) {
		return lastCredit
	}
	if strings.ContainsAny(s, "|•") && count(s) <= 12 && allNames(s) {
		return weakCredit
	}
	if fullStop(s) || count(s) > 8 || !allNames(s) {
		return noCredit
	}
	for _, w := range plainWords(s) {
		if lex.phrases[wordAgency][w] || lex.phrases[wordRole][w] {
			return weakCredit
		}
	}
	return noCredit
}

// allNames reports whether s is a list of names with what may stand beside
// them: places, roles, dates, further credits after a semicolon.
func allNames(s string) bool {
	if s == "" {
		return false
	}
	n := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '؛' }) {
		part = strings.Trim(strings.TrimSpace(part), ".()")
		for _, c := range []class{wordEditing, wordByline} {
			if rest, ok := words().cut(c, part); ok {
				part = rest
				break
			}
		}
		for _, l := range splitNames(part) {
			name, _ := cutPlace(l.name)
			name = strings.Trim(name, " .()[]")
			if name == "" {
				continue
			}
			if words().has(wordRole, name) || l.comma && roleOf(name) || dateOnly(name) {
				continue
			}
			if !nameLike(name) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// dateOnly reports whether s is made of numbers, months, days and clock words.
func dateOnly(s string) bool {
	digits := false
	for w := range text.Words(s) {
		switch {
		case strings.ContainsFunc(w, unicode.IsDigit):
			digits = true
		case !words().phrases[wordTime][w] && !words().phrases[wordClock][w] && len(w) > 4:
			return false
		}
	}
	return digits
}
