package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"dateline/language/entity"
	"dateline/language/form"
	"dateline/language/token"
	"dateline/language/weights"
)

// gazetteer gathers phrases and the lists that hold them.
type gazetteer map[uint64]uint32

func (g gazetteer) add(phrase string, list entity.List) {
	key := uint64(0)
	for _, t := range token.Cut(nil, phrase, 0) {
		key = entity.Phrase(key, form.Of(phrase[t.Start:t.End]).Lower)
	}
	if key != 0 {
		g[key] |= uint32(list)
	}
}

// readLists turns the lists of names in the tree at root into one dictionary.
func readLists(root string) (*weights.Dict, error) {
	g := gazetteer{}
	dir := filepath.Join(root, "language", "name")
	err := rows(filepath.Join(dir, "countries.tsv"), 4, func(f []string) error {
		for i, list := range []entity.List{entity.Country, entity.City, entity.People} {
			for w := range strings.SplitSeq(f[i+1], ";") {
				g.add(w, list)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(filepath.Join(dir, "seats.tsv"), 3, func(f []string) error {
		g.add(f[0], entity.Seat)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(filepath.Join(dir, "given.tsv"), 2, func(f []string) error {
		for w := range strings.FieldsSeq(f[1]) {
			g.add(w, entity.Given)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	roles := map[string]entity.List{
		"office": entity.Office, "person": entity.Office, "modifier": 0, "group": 0, "body": entity.Body, "place": entity.PlaceWord,
		"agreement": entity.Agreement, "courtesy": entity.Courtesy, "courtesy-m": entity.Courtesy, "courtesy-f": entity.Courtesy,
	}
	err = rows(filepath.Join(dir, "roles.tsv"), 3, func(f []string) error {
		for w := range strings.SplitSeq(f[1], ";") {
			if l := roles[f[0]]; l != 0 {
				g.add(w, l)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	more := map[string]entity.List{
		"country": entity.Country, "city": entity.City, "region": entity.Region, "surname": entity.Surname, "given": entity.Given,
		"company": entity.Company, "work": entity.Work, "body": entity.Body, "people": entity.People,
	}
	err = rows(filepath.Join(root, "lab", "train", "lists.tsv"), 2, func(f []string) error {
		l, ok := more[f[0]]
		if !ok {
			return fmt.Errorf("unknown list %q", f[0])
		}
		for w := range strings.SplitSeq(f[1], ";") {
			g.add(strings.TrimSpace(w), l)
		}
		return nil
	})
	return weights.NewDict(g), err
}

// rows calls each with the fields of every line that is no comment.
func rows(path string, fields int, each func(f []string) error) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, want %d", path, n+1, len(f), fields)
		}
		if err := each(f); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
	}
	return nil
}
