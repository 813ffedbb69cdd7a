package source

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/mail_words.tsv
var mailWordsFile string

// mailLexicon is the word list by class: "outlet", "mailbox", "prefix".
var mailLexicon = sync.OnceValue(func() map[string]map[string]bool {
	list, err := readMailWords("data/mail_words.tsv", mailWordsFile)
	if err != nil {
		panic(err) // the list is part of the program, and tested
	}
	return list
})

// readMailWords reads the word list; name is what errors call the file.
func readMailWords(name, file string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{"outlet": {}, "mailbox": {}, "prefix": {}}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		class, list, _ := strings.Cut(line, "\t")
		if out[class] == nil {
			return nil, fmt.Errorf("%s:%d: unknown class %q", name, n+1, class)
		}
		for word := range strings.SplitSeq(list, ",") {
			if word == "" || word != strings.ToLower(word) || out[class][word] {
				return nil, fmt.Errorf("%s:%d: %q is empty, not lower case, or stands twice", name, n+1, word)
			}
			out[class][word] = true
		}
	}
	return out, nil
}

// knownOf reads the header of a mail: its subject, its date, and whether its
// sender is an outlet or a person.
func knownOf(h header) Known {
	k := Known{Title: subject(h)}
	if d, ok := mailDate(h.get("date")); ok {
		k.Published = d
	}
	if lang := strings.TrimSpace(h.get("content-language")); len(lang) >= 2 && len(lang) <= 8 && !strings.ContainsAny(lang, ", ") {
		k.Language = lang
	}
	name, address := mailbox(h.get("from"))
	list := listName(h.get("list-id"))
	bulk := list != "" || h.get("list-unsubscribe") != "" || h.get("list-id") != "" || strings.EqualFold(h.get("precedence"), "bulk")
	person, outlet := sender(name, address, bulk)
	if person != "" {
		k.Byline = []string{person}
	}
	if k.Outlet = outlet; outlet == "" {
		k.Outlet = list
	}
	return k
}

// subject returns the subject without what answering and forwarding put before
// it, and without the tag of the list that sent it.
func subject(h header) string {
	s := h.words("subject")
	list := squashed(h.get("list-id"))
	for {
		if rest, ok := strings.CutPrefix(s, "["); ok && list != "" {
			tag, after, closed := strings.Cut(rest, "]")
			if t := squashed(tag); closed && t != "" && strings.Contains(list, t) {
				s = strings.TrimSpace(after)
				continue
			}
		}
		before, after, ok := strings.Cut(s, ":")
		if !ok {
			before, after, ok = strings.Cut(s, "：")
		}
		before = strings.TrimRight(before, "0123456789[]() ")
		if !ok || !mailLexicon()["prefix"][strings.ToLower(before)] || strings.TrimSpace(after) == "" {
			return s
		}
		s = strings.TrimSpace(after)
	}
}

// mailbox returns the display name and the address of the first mailbox of a
// field (RFC 5322, 3.4); name is "" if there is none.
func mailbox(s string) (name, address string) {
	if before, after, ok := strings.Cut(s, "<"); ok {
		address, _, _ = strings.Cut(after, ">")
		name = before
	} else if before, after, ok := strings.Cut(s, "("); ok {
		address = before
		name, _, _ = strings.Cut(after, ")")
	} else {
		address = s
	}
	address = strings.ToLower(strings.TrimSpace(address))
	name = strings.TrimSpace(name)
	if unquoted, ok := strings.CutPrefix(name, `"`); ok {
		name = strings.ReplaceAll(strings.TrimSuffix(unquoted, `"`), `\`, "")
	}
	name = strings.Join(strings.Fields(decodeWords(name)), " ")
	name = strings.Trim(name, `"' `)
	if strings.Contains(name, "@") {
		name = ""
	}
	return name, address
}

// listName returns the description in a List-Id field (RFC 2919), "" if there
// is none.
func listName(s string) string {
	before, _, ok := strings.Cut(s, "<")
	if !ok {
		return ""
	}
	name := strings.Trim(strings.Join(strings.Fields(decodeWords(before)), " "), `"' `)
	if !strings.ContainsFunc(name, unicode.IsLetter) {
		return ""
	}
	return name
}

// between are what parts a person from the outlet in a sender's name: "Ada
// Lorn at Harbour Wire".
var between = []string{" at ", " from ", " via ", ", ", " | ", " – ", " — ", " - ", " · ", " / "}

// sender tells a person from an outlet in the name of a sender.
func sender(name, address string, bulk bool) (person, outlet string) {
	if name == "" {
		return "", ""
	}
	if before, after, ok := strings.Cut(name, " ("); ok && isPerson(before, address, bulk) {
		if house := strings.TrimSuffix(after, ")"); utf8.RuneCountInString(house) > 3 {
			return before, house
		}
		return before, ""
	}
	if last, first, ok := strings.Cut(name, ", "); ok && len(strings.Fields(last)) == 1 && isPerson(first+" "+last, address, bulk) {
		return first + " " + last, "" // "Lorn, Ada"
	}
	for _, sep := range between {
		a, b, ok := strings.Cut(name, sep)
		if !ok {
			continue
		}
		a = strings.Trim(a, `"' `)
		if isPerson(a, address, bulk) && !isPerson(b, "", false) || sep == " via " || sep == " at " && isPerson(a, address, bulk) {
			return a, strings.Trim(b, `"' `)
		}
	}
	if isPerson(name, address, bulk) {
		return name, ""
	}
	return "", name
}

// isPerson reports whether a sender's name is that of a person: two to four
// words in capitals of which none names an outlet, and an address that does
// not speak against it.
func isPerson(name, address string, bulk bool) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '.' && len(name) > 40 })
	if len(words) < 2 || len(words) > 4 || strings.ContainsAny(name, "&@/:!0123456789") {
		return false
	}
	lex := mailLexicon()
	for i, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,"))
		first, _ := utf8.DecodeRuneInString(w)
		if lex["outlet"][low] || i == 0 && low == "the" || unicode.IsLower(first) && (i == 0 || i == len(words)-1) {
			return false
		}
	}
	local, domain, _ := strings.Cut(address, "@")
	for _, w := range words {
		if w := squashed(w); len(w) > 2 && strings.Contains(squashed(local), w) && !strings.Contains(squashed(domain), squashed(name)) {
			return true
		}
	}
	switch {
	case strings.Contains(squashed(domain), squashed(name)), lex["mailbox"][local]:
		return false
	}
	return !bulk || address == ""
}

// squashed returns the letters and digits of s in lower case.
func squashed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
