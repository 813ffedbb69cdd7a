package event

import "strings"

// inflect returns the forms of a verb by the rules of English spelling; where
// the rules leave a choice, both forms.
func inflect(verb string) []string {
	out := []string{verb}
	last := verb[len(verb)-1]
	vowel := func(i int) bool { return i >= 0 && strings.IndexByte("aeiou", verb[i]) >= 0 }
	n := len(verb)
	switch {
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "x"), strings.HasSuffix(verb, "z"), strings.HasSuffix(verb, "o"):
		out = append(out, verb+"es")
	case last == 'y' && !vowel(n-2):
		out = append(out, verb[:n-1]+"ies")
	default:
		out = append(out, verb+"s")
	}
	switch {
	case last == 'e':
		out = append(out, verb+"d", verb[:n-1]+"ing")
		if strings.HasSuffix(verb, "ee") {
			out = append(out, verb+"ing")
		}
	case last == 'y' && !vowel(n-2):
		out = append(out, verb[:n-1]+"ied", verb+"ing")
	default:
		out = append(out, verb+"ed", verb+"ing")
		if n > 2 && !vowel(n-1) && vowel(n-2) && !vowel(n-3) && strings.IndexByte("wxy", last) < 0 {
			out = append(out, verb+string(last)+"ed", verb+string(last)+"ing")
		}
	}
	return out
}
