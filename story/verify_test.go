package story

import (
	"fmt"
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	const said = `"We will not, as long as I hold this office, send one more delegation to Port Arda"`
	for _, c := range []struct{ asked, statement, want string }{
		{"send one more delegation to Port Arda", said, "verbatim"},
		{"“We will not, as long as I hold this office, send one more delegation to Port Arda.”", said, "verbatim"},
		{"We will not, as long as I hold this office", said, "verbatim"},
		{"We will not send one more delegation to Port Arda", said, "trimmed: /as long as I hold this office"},
		{"We will not, as long as I hold this office, send one more envoy to Port Arda", said, "differing: envoy/delegation"},
		{"we will never, as long as I hold this office, send one more delegation to Port Arda", said, "differing: never/not"},
		{"send one more delegate", said, ""},
		{"end one more delegation to Port Arda", said, "differing: end/send"},
		{"Wine is cheaper in Ostland", said, ""},
		{"no more delegations would be sent to Port Arda", `no more delegations would be sent to Port Arda while she was minister`, "told, unquoted"},
		{"no further delegation would be sent to Port Arda", `no more delegations would be sent to Port Arda while she was minister`, "paraphrase only"},
		{"", said, ""},
	} {
		v, diff := NewMatcher().Verify(c.asked, statement("a", c.statement))
		got := string(v)
		if v == Shortened || v == Differing {
			var places []string
			for _, d := range diff {
				places = append(places, d.Asked+"/"+d.Found)
			}
			got = fmt.Sprintf("%s: %s", v, strings.Join(places, " "))
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.asked, got, c.want)
		}
	}
}

func TestRare(t *testing.T) {
	got := NewMatcher().Rare("The minister of Tavria said that the kestrel was seen", 2)
	if strings.Join(got, " ") != "tavria kestrel" {
		t.Errorf("got %q", got)
	}
}
