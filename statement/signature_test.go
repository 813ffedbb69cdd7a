package statement

import (
	"slices"
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
)

// found writes the statements of a report as show does.
func found(a *article.Article) []string {
	d := language.Analyze(a)
	var got []string
	for _, s := range Find(d) {
		got = append(got, show(d, s))
	}
	return got
}

func TestSignature(t *testing.T) {
	const before = "The town has a new dam.\n"
	for _, x := range []struct {
		name, in string
		want     []string
	}{
		{
			"in the same paragraph", "“The dam is too low for us.” — Mara Tolm",
			[]string{"direct Mara Tolm: “The dam is too low for us.” {The dam is too low for us.}"},
		},
		{
			"with what she is", "“The dam is too low for us” – Mara Tolm, a miller who lives below it.",
			[]string{"direct Mara Tolm: “The dam is too low for us” {The dam is too low for us}"},
		},
		{
			"in the next paragraph", "“The dam is too low for us.”\n— Mara Tolm\nThe dam was built in 1911.\n“Nobody asked the mill about it.”",
			[]string{"direct Mara Tolm: “The dam is too low for us.” {The dam is too low for us.}"},
		},
		{
			"two paragraphs signed at the end", "“We asked for a dam.\n“We got a wall.”\n-- Ivo Brandt",
			[]string{"direct Ivo Brandt: “We asked for a dam. | “We got a wall.” {We asked for a dam.} {We got a wall.}"},
		},
		{
			"each has his own", "“The dam is too low.” ― Mara Tolm\n“It is far too high.” ― Ivo Brandt",
			[]string{
				"direct Mara Tolm: “The dam is too low.” {The dam is too low.}",
				"direct Ivo Brandt: “It is far too high.” {It is far too high.}",
			},
		},
		{"a place is no signature", "“The dam is too low.” — Nairobi", nil},
		{"a clause is no signature", "“The dam is too low” — Mara Tolm left before that was on the board.", nil},
		{"nor is a dash in the sentence", "“The dam is too low” — words on a board — was all there was to see.", nil},
		{"nobody signs the outlet's words", "The dam is too low for the town, as everybody knows.\n— Mara Tolm", nil},
	} {
		if got := found(report(before + x.in)); !slices.Equal(got, x.want) {
			t.Errorf("%s\n got %s\nwant %s", x.name, strings.Join(got, "\n     "), strings.Join(x.want, "\n     "))
		}
	}
}
