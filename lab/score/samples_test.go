package main

import "testing"

// The floors that a change may not go below, as shares of the answer key of
// these samples. A floor is lowered only together with the reason for it.
const (
	samplesDigest  = "473e84f21eb2"
	exactFloor     = 0.88 // quotations with their exact words
	speakerFloor   = 0.83 // … and the right speaker
	falseCeiling   = 3    // words in quotation marks that nobody said
	statementFloor = 0.86
	titleFloor     = 22
)

func TestSamplesHoldTheirFloors(t *testing.T) {
	r, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if r.Digest != samplesDigest {
		t.Fatalf("the samples are %s, the floors were set on %s: measure anew and set both", r.Digest, samplesDigest)
	}
	for _, x := range []struct {
		what    string
		n, of   int
		atLeast float64
	}{
		{"quotations exact", r.Exact, r.Quotations, exactFloor},
		{"quotations with the right speaker", r.Speaker, r.Quotations, speakerFloor},
		{"statements found", r.Found, r.Statements, statementFloor},
	} {
		if share := float64(x.n) / float64(x.of); share < x.atLeast {
			t.Errorf("%s: %d of %d = %.3f, floor %.3f", x.what, x.n, x.of, share, x.atLeast)
		}
	}
	if r.False > falseCeiling {
		t.Errorf("%d false quotations, at most %d", r.False, falseCeiling)
	}
	if r.TitleRight < titleFloor {
		t.Errorf("%d titles right, floor %d", r.TitleRight, titleFloor)
	}
}

// Every piece of the text of samples and fixtures stands for the bytes that it
// names. (The control words of RTF are held by the tests of its reader.)
func TestSamplesKeepTheirOrigin(t *testing.T) {
	o := Origins([]string{"../../samples/reports", "../../article/testdata/html", "../../article/testdata/json", "../../article/testdata/plain"})
	if o.Articles < 60 || o.Pieces < o.Articles {
		t.Errorf("only %d articles, %d pieces were read", o.Articles, o.Pieces)
	}
	for _, w := range o.Wrong {
		t.Error(w)
	}
}
