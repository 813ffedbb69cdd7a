package langid

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

const (
	againstLetters = 40   // letters of the text from which its script counts against a declaration
	againstShare   = 0.75 // share of them in that script
	againstWords   = 60   // words from which its words count against one
	againstSure    = 0.75 // and how clearly they must tell another language
)

// Against reports that s is not in the declared language, and which it is in
// instead; "" if that is not known. Its script counts, and, for a declared
// language that the package knows in that script, its words. A short or
// unclear text contradicts nothing.
//
//	langid.Against("en", "Министры подписали договор о мосте через реку в четверг.") // "ru", true
func Against(declared, s string) (tag string, contradicted bool) {
	s = cut(s)
	name, letters, share := dominant(s)
	least := againstLetters
	if name == "Han" || name == "Kana" || name == "Hangul" {
		least /= 2
	}
	if letters < least || share < againstShare {
		return "", false
	}
	tag, sure := Identify(s)
	base := baseOf(declared)
	if tag != "" && tag == base {
		return "", false
	}
	if may := ScriptsOf(declared); len(may) > 0 && !slices.Contains(may, name) {
		return tag, true
	}
	sc := table()[name]
	known := sc != nil && slices.Contains(sc.tags, base)
	if name == "Han" || name == "Kana" {
		known = base == "zh" || base == "ja"
	} else {
		known = known && len(strings.Fields(s)) >= againstWords
	}
	if tag == "" || !known || sure < againstSure {
		return "", false
	}
	return tag, true
}

// ScriptsOf returns the scripts in which the language of a BCP 47 tag is
// written, as words.tsv names them, else by their ISO 15924 codes; none if that is not known.
// A tag with a script of its own has that one.
func ScriptsOf(tag string) []string {
	t, err := language.Parse(tag)
	if err != nil || t.IsRoot() {
		return nil
	}
	sc, _ := t.Script()
	code := sc.String()
	if code == "Zzzz" {
		return nil
	}
	own := slices.Clone(unicodeNames[code])
	if own == nil {
		own = []string{code}
	}
	if strings.Contains(strings.ToLower(tag), "-"+strings.ToLower(code)) {
		return own
	}
	return append(own, otherScripts[baseOf(tag)]...)
}

// baseOf returns the language of a tag, by the name that the table has for it.
func baseOf(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	switch base {
	case "no", "nn":
		return "nb"
	case "iw":
		return "he"
	case "in":
		return "id"
	}
	return base
}

// unicodeNames are the scripts of this package by their ISO 15924 codes.
var unicodeNames = map[string][]string{
	"Latn": {"Latin"}, "Cyrl": {"Cyrillic"}, "Arab": {"Arabic"}, "Deva": {"Devanagari"},
	"Hans": {"Han"}, "Hant": {"Han"}, "Hani": {"Han"}, "Jpan": {"Kana", "Han"},
	"Kore": {"Hangul", "Han"}, "Hang": {"Hangul"}, "Hebr": {"Hebrew"}, "Grek": {"Greek"},
	"Thai": {"Thai"}, "Armn": {"Armenian"}, "Geor": {"Georgian"},
}

// otherScripts are those in which languages are written beside their first.
var otherScripts = map[string][]string{
	"sr": {"Latin"}, "sh": {"Latin", "Cyrillic"}, "bs": {"Latin", "Cyrillic"}, "cnr": {"Latin", "Cyrillic"},
	"az": {"Latin", "Cyrillic", "Arabic"}, "uz": {"Latin", "Cyrillic", "Arabic"}, "tk": {"Latin", "Cyrillic", "Arabic"},
	"kk": {"Latin", "Cyrillic", "Arabic"}, "ky": {"Latin", "Cyrillic", "Arabic"}, "tg": {"Latin", "Cyrillic", "Arabic"},
	"tt": {"Latin", "Cyrillic"}, "crh": {"Latin", "Cyrillic"}, "ku": {"Latin", "Cyrillic", "Arabic"}, "ug": {"Latin", "Cyrillic", "Arabic"},
	"mn": {"Cyrillic"}, "ro": {"Cyrillic"}, "pa": {"Arabic"}, "sd": {"Arabic", "Devanagari"}, "ks": {"Arabic", "Devanagari"},
	"ms": {"Arabic"}, "ha": {"Arabic"}, "ber": {"Latin", "Arabic"}, "so": {"Arabic"},
}
