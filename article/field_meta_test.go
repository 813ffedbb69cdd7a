package article

import (
	"strings"
	"testing"
)

func TestReadLanguageNamesNamesTheBadLine(t *testing.T) {
	if _, err := readLanguageNames("y.tsv", "en\tenglish\nxx1y\tnone"); err == nil || !strings.HasPrefix(err.Error(), "y.tsv:2:") {
		t.Errorf("languages: %v", err)
	}
}

func TestLanguageCode(t *testing.T) {
	for s, want := range map[string]string{
		"en": "en", "EN": "en", "en_US": "en-US", "eng": "en", "English": "en", "فارسی": "fa", "Farsi": "fa", "fa-IR": "fa-IR",
		"default": "", "": "", "1": "", "und": "", "the language of love": "",
	} {
		if got := languageCode(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
