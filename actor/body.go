package actor

import (
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/text"
)

// bodyKey is what names of one organisation, place or agreement have in
// common: the words without "the", a country's name, adjective and capital as
// its code.
func bodyKey(s string) string {
	var out []string
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " ")) {
		if c := name.Countries(w); len(c) == 1 {
			out = append(out, c[0])
			continue
		}
		for f := range text.Words(w) {
			if f != "the" && f != "of" {
				out = append(out, f)
			}
		}
	}
	return strings.Join(out, " ")
}

// acronym returns the initials of a name of three words or more.
func acronym(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "-", " ")) {
		if c := w[0]; c >= 'A' && c <= 'Z' {
			b.WriteByte(c)
		}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}

// isAcronym reports a name of three to six capitals.
func isAcronym(s string) bool {
	s = strings.ReplaceAll(s, ".", "")
	return len(s) >= 3 && len(s) <= 6 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// bodies links organisations, places, agreements and what is named otherwise:
// by the same name, and by an acronym when exactly one name has it.
func (l *linker) bodies(list []local) {
	byKey := map[string]int{}
	byInitials := map[string][]int{}
	var short []local
	for _, v := range list {
		if isAcronym(v.rec.Name) {
			short = append(short, v)
			continue
		}
		l.body(v, byKey, byInitials)
	}
	for _, v := range short {
		initials := strings.ReplaceAll(v.rec.Name, ".", "")
		if n := byInitials[initials]; len(n) == 1 && !l.apart(n[0], v.Local) {
			l.join(n[0], v)
			continue
		}
		l.body(v, byKey, byInitials)
	}
}

func (l *linker) body(v local, byKey map[string]int, byInitials map[string][]int) {
	keys := []string{bodyKey(v.rec.Name)}
	for _, s := range v.rec.Names {
		if len(strings.Fields(s)) > 1 && !name.Plain(s) {
			keys = append(keys, bodyKey(s))
		}
	}
	for _, k := range keys {
		if n, ok := byKey[k]; ok && k != "" && !l.apart(n, v.Local) {
			l.join(n, v)
			return
		}
	}
	n := l.start(v, "")
	for _, k := range keys {
		if _, ok := byKey[k]; !ok {
			byKey[k] = n
		}
	}
	if a := acronym(v.rec.Name); a != "" && !slices.Contains(byInitials[a], n) {
		byInitials[a] = append(byInitials[a], n)
	}
}
