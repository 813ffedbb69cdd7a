package main

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed words.txt
var wordsFile string

// lists are the word lists by name.
type lists map[string][]string

// parseLists reads the lists. name stands in errors.
func parseLists(name, data string) (lists, error) {
	out := lists{}
	list := ""
	for i, line := range strings.Split(data, "\n") {
		switch line = strings.TrimSpace(line); {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			list = line[1 : len(line)-1]
			if _, ok := out[list]; ok || list == "" {
				return nil, fmt.Errorf("%s:%d: list %q opened twice or without a name", name, i+1, list)
			}
			out[list] = nil
		case list == "":
			return nil, fmt.Errorf("%s:%d: entry before the first list", name, i+1)
		default:
			out[list] = append(out[list], line)
		}
	}
	return out, nil
}
