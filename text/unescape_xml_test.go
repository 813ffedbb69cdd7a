package text

import "testing"

func TestUnescapeXML(t *testing.T) {
	for in, want := range map[string]string{
		"a &amp; b &lt;c&gt; &quot;d&quot; &apos;": `a & b <c> "d" '`,
		"&amp;lt;":                 "&lt;",
		"&#65;&#x42;&#X43;":        "ABC",
		"&#8220;&#147;&#x94;":      "““”",
		"&#0;&#xD800;&#1114112;":   "\uFFFD\uFFFD\uFFFD",
		"&nbsp; &lol; &AMP; &":     "&nbsp; &lol; &AMP; &",
		"&#; &#x; &#12a; &; &amp":  "&#; &#x; &#12a; &; &amp",
		"R&D;&#00000000000000065;": "R&D;&#00000000000000065;",
	} {
		got := UnescapeXML(Decode([]byte(in)))
		if got.String() != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	made := UnescapeXML(Decode([]byte("x&#65;y")))
	if from := made.Source(Span{1, 2}); len(from) != 1 || from[0] != (Span{1, 6}) {
		t.Errorf("the A comes from %v", from)
	}
}
