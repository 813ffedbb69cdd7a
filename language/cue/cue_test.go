package cue

import "testing"

func TestVerb(t *testing.T) {
	for word, want := range map[string]Use{
		"said":        {Lemma: "say", Form: Past, Clause: true, Participle: true},
		"says":        {Lemma: "say", Form: Third, Clause: true, Participle: true},
		"stressed":    {Lemma: "stress", Form: Past, Clause: true, Object: true, Participle: true},
		"denies":      {Lemma: "deny", Form: Third, Clause: true, Object: true, Participle: true},
		"adding":      {Lemma: "add", Form: Ing, Clause: true, Participle: true},
		"referring":   {Lemma: "refer", Form: Ing, Object: true, Participle: true},
		"described":   {Lemma: "describe", Form: Past, Object: true, Participle: true},
		"agreed":      {Lemma: "agree", Form: Past, Clause: true},
		"emphasizing": {Lemma: "emphasize", Form: Ing, Clause: true, Object: true, Participle: true},
		"testified":   {Lemma: "testify", Form: Past, Clause: true},
	} {
		if got, ok := Verb(word); !ok || got != want {
			t.Errorf("Verb(%q) = %+v, %v, want %+v", word, got, ok, want)
		}
	}
	if _, ok := Verb("walk"); ok {
		t.Error("walk reports speech")
	}
	if !Noun("remarks") || Noun("table") {
		t.Error("nouns")
	}
}

func TestLoadNamesTheLine(t *testing.T) {
	for _, in := range []string{"clause\tsay:says", "odd", "what\tever"} {
		if _, err := load("# list\n" + in); err == nil || len(err.Error()) < 12 || err.Error()[:12] != "verbs.tsv:2:" {
			t.Errorf("load(%q) = %v, want an error at line 2", in, err)
		}
	}
}
