package langid

import (
	"slices"
	"testing"
)

func TestScriptsOf(t *testing.T) {
	for tag, want := range map[string][]string{
		"en-GB":     {"Latin"},
		"sr":        {"Cyrillic", "Latin"},
		"sr-Latn":   {"Latin"},
		"zh-TW":     {"Han"},
		"ja":        {"Kana", "Han"},
		"bn":        {"Beng"},
		"und":       nil,
		"not a tag": nil,
	} {
		if got := ScriptsOf(tag); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestAgainst(t *testing.T) {
	const russian = "Министры двух стран договорились в четверг снова открыть мост через реку, который был закрыт девять месяцев."
	for _, c := range []struct {
		declared, s, tag string
		contradicted     bool
	}{
		{"en", russian, "ru", true},
		{"ru_RU", russian, "", false},
		{"sr-Latn", russian, "ru", true},
		{"bg", russian, "", false}, // of the same script, and too short to be believed
		{"en", "Мост открыт", "", false},
		{"", russian, "", false},
		{"en", "ব্রিজ", "", false},
		{"no", "Ministrene sa torsdag at broen over elven skal åpnes igjen, ni måneder etter at den ble stengt.", "", false},
	} {
		tag, contradicted := Against(c.declared, c.s)
		if tag != c.tag || contradicted != c.contradicted {
			t.Errorf("%q, %.30q: %q %v", c.declared, c.s, tag, contradicted)
		}
	}
}
