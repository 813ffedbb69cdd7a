package name

import (
	"slices"
	"testing"
)

func TestCountries(t *testing.T) {
	for words, want := range map[string][]string{
		"Omani Foreign Minister":                  {"OMN"},
		"Iran's Defense Ministry spokesperson":    {"IRN"},
		"Iran’s ambassador to the United Nations": {"IRN"},
		"US Special Envoy":                        {"USA"},
		"U.S. special envoy":                      {"USA"},
		"South Korean president":                  {"KOR"},
		"Chief of Staff":                          nil,
		"Russian-French envoy":                    {"RUS", "FRA"},
		"Marooned minister":                       nil,
	} {
		if got := Countries(words); !slices.Equal(got, want) {
			t.Errorf("Countries(%q) = %v, want %v", words, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for words, want := range map[string]bool{
		"Parliament": true, "Foreign Ministry": true, "military": true, "Defense Ministry": true,
		"Hamas": false, "Orlo Parliament": false, "BRICS": false, "Supreme Court": true,
	} {
		if got := Plain(words); got != want {
			t.Errorf("Plain(%q) = %v, want %v", words, got, want)
		}
	}
}
