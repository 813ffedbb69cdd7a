package name

import (
	_ "embed"
	"strings"
)

//go:embed kin.tsv
var kinFile string

var kin = mustKin()

func mustKin() map[string][]string {
	k := map[string][]string{}
	err := rows(kinFile, "kin.tsv", 3, func(_ int, f []string) error {
		k[f[0]] = strings.Split(f[1], ";")
		return nil
	})
	if err != nil {
		panic(err) // the file is part of the program
	}
	return k
}

// Offices returns the offices and ranks named in a title or description, in
// lower case, in text order: "Iranian Foreign Minister" gives "foreign
// minister". Descriptions such as "official" count as well.
func Offices(words string) []string {
	var out []string
	low := strings.ToLower(words)
	for _, of := range [...]string{"'s ", "’s "} { // "the president’s mother" is no president
		if i := strings.LastIndex(low, of); i >= 0 && endsInOffice(low[:i]) {
			low = low[i+len(of):]
		}
	}
	for _, of := range [...]string{" for ", " to "} { // "spokesman for the minister" is no minister
		if i := strings.Index(low, of); i > 0 {
			low = low[:i]
		}
	}
	for i := 0; i < len(low); {
		if i > 0 && wordByte(low[i-1]) {
			i++
			continue
		}
		end := i
		for end < len(low) && wordByte(low[end]) {
			end++
		}
		n := 0
		for _, t := range lex.terms[low[i:end]] {
			if (t.kind == "office" || t.kind == "person") && strings.HasPrefix(low[i:], t.words) && (i+len(t.words) == len(low) || !wordByte(low[i+len(t.words)])) {
				out = append(out, t.words)
				n = len(t.words)
				break
			}
		}
		i += max(1, n)
	}
	return out
}

// endsInOffice reports whether the last word of low is, or ends, an office.
func endsInOffice(low string) bool {
	w := lastWord(low)
	for _, t := range lex.terms[w] {
		if t.words == w && (t.kind == "office" || t.kind == "person") {
			return true
		}
	}
	return false
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}

// Fit says how well a description, by its office ("diplomat", the last of
// Offices), fits the offices of a role ("foreign minister"): 0 not at all, 1
// as a word of a wider sense, 2 when the role says less than the description,
// 3 by the same office.
func Fit(want string, offices []string) int {
	best := 0
	for _, have := range offices {
		switch {
		case have == want || lastWord(have) == want: // "the minister" fits every minister
			best = max(best, 3)
		case have == lastWord(want):
			best = max(best, 2)
		default:
			for _, k := range kin[want] {
				if k == "*" || k == have || k == lastWord(have) {
					best = max(best, 1)
				}
			}
		}
	}
	return best
}

// Generic reports whether a description fits anybody of any office: "the
// official".
func Generic(description string) bool {
	d := Offices(description)
	return len(d) > 0 && len(kin[d[len(d)-1]]) == 1 && kin[d[len(d)-1]][0] == "*"
}

// Relational reports whether a description names one person by another: "his
// counterpart". It never stands for that other person.
func Relational(description string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(description)) {
		for _, t := range lex.terms[w] {
			if t.kind == "relation" {
				return true
			}
		}
	}
	return false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
