package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"dateline/lab/corpus"
	"dateline/language"
	"dateline/statement"
	"dateline/text"
)

// runReports measures what is said and by whom on our own short reports:
// quotations exact, statements in the outlet's words found (half of the words
// in common), and of both how many with the right speaker.
func runReports(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("reports", flag.ExitOnError)
	data := flags.String("data", "lab/corpus/reports/*.txt", "the files of reports")
	misses := flags.Bool("misses", false, "print what was missed or given to another")
	flags.Parse(args) // exits on error
	list, err := corpus.SaidReports(*data)
	if err != nil {
		return err
	}
	digest, err := digestOf(*data)
	if err != nil {
		return err
	}
	quotes, told := &saidTally{}, &saidTally{}
	falsely := 0
	for _, r := range list {
		said, d, err := find(r.Text)
		if err != nil {
			return fmt.Errorf("%s: %w", r.Path, err)
		}
		for _, k := range r.Key {
			at := strings.Index(d.Article.Text.String(), k.Words)
			span := text.Span{Start: at, End: at + len(k.Words)}
			switch k.Kind {
			case "quote":
				quotes.add(d, said, k, func(s *statement.Statement) bool {
					for _, q := range s.Quotes {
						if d.Article.Text.Slice(q) == k.Words {
							return true
						}
					}
					return false
				})
			case "said":
				told.add(d, said, k, func(s *statement.Statement) bool {
					for _, c := range s.Content {
						if overlap(c, span) >= .5 {
							return true
						}
					}
					return false
				})
			case "not":
				for _, s := range said {
					for _, q := range s.Quotes {
						if d.Article.Text.Slice(q) == k.Words {
							falsely++
						}
					}
				}
			}
		}
		if *misses {
			for _, m := range append(quotes.missed, told.missed...) {
				fmt.Fprintf(w, "  %s:%s\n", filepath.Base(r.Path), m)
			}
		}
		quotes.missed, told.missed = nil, nil
	}
	fmt.Fprintf(w, "reports %s, %d: quotations exact %s, with the right speaker %s, false %d · statements found %s, with the right speaker %s\n",
		digest, len(list), percent(quotes.found, quotes.all), percent(quotes.right, quotes.all), falsely, percent(told.found, told.all), percent(told.right, told.all))
	return nil
}

// saidTally counts lines of a key.
type saidTally struct {
	all, found, right int
	missed            []string
}

// add counts one line; is tells whether a statement has its words. Of several
// the one with the right speaker counts.
func (t *saidTally) add(d *language.Doc, said []statement.Statement, k corpus.Said, is func(*statement.Statement) bool) {
	t.all++
	found, right, who := false, false, ""
	for i := range said {
		s := &said[i]
		if !is(s) {
			continue
		}
		name := d.Article.Text.Slice(s.Source)
		if s.Speaker >= 0 {
			name = d.Actors[s.Speaker].Name
		}
		a, b := strings.ToLower(name), strings.ToLower(k.Speaker)
		found, who = true, name
		right = right || a != "" && (strings.Contains(a, b) || strings.Contains(b, a))
	}
	switch {
	case right:
		t.found, t.right = t.found+1, t.right+1
	case found:
		t.found++
		t.missed = append(t.missed, fmt.Sprintf("%d %q of %q, want %q", k.Line, k.Words, who, k.Speaker))
	default:
		t.missed = append(t.missed, fmt.Sprintf("%d missed %s %q (%s)", k.Line, k.Kind, k.Words, k.Speaker))
	}
}
