package name

import (
	"slices"
	"strings"
)

// Countries returns the alpha-3 codes of the countries that a title,
// description or name mentions by name, capital, people or seat of
// government, in text order, none twice: "Omani Foreign Minister" gives OMN.
func Countries(words string) []string {
	var out []string
	words = strings.ReplaceAll(words, "-", " ")
	for i := 0; i < len(words); {
		if i > 0 && words[i-1] != ' ' {
			i++
			continue
		}
		end := i
		for end < len(words) && words[end] != ' ' {
			end++
		}
		n := 0
		for _, p := range lex.places[head(words[i:end])] {
			w := strings.ReplaceAll(p.words, "-", " ")
			rest := words[i:]
			if strings.HasPrefix(rest, w) && (len(rest) == len(w) || strings.IndexByte(" ,.'", rest[len(w)]) >= 0 || strings.HasPrefix(rest[len(w):], "’")) {
				if !slices.Contains(out, p.code) {
					out = append(out, p.code)
				}
				n = len(w)
				break
			}
		}
		i += max(1, n)
	}
	return out
}

// Plain reports whether a name is made of words that many actors share: no
// word with a capital that is not an office, a body, a rank or a country
// ("the military", "Foreign Ministry"). Such a name tells nothing outside its
// report.
func Plain(words string) bool {
	for w := range strings.FieldsSeq(strings.ReplaceAll(words, "-", " ")) {
		low := strings.ToLower(w)
		if w == low || lex.function[low] || common(low) {
			continue
		}
		return false
	}
	return true
}

// common reports a word of an office, a body or a rank.
func common(low string) bool {
	if len(lex.terms[low]) > 0 {
		return true
	}
	switch low {
	case "foreign", "defense", "defence", "interior", "finance", "energy", "health", "justice", "economy", "trade", "oil", "state", "general", "supreme", "high", "federal", "joint", "central", "armed", "public", "civil", "revolution", "nation", "house", "security":
		return true
	}
	return false
}
