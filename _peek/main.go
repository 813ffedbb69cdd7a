package main

import (
	"bufio"
	"fmt"
	"os"

	"dateline/article"
	"dateline/language"
	"dateline/source"
)

func main() {
	sc := bufio.NewScanner(os.Stdin)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		for a, err := range article.Read(source.Item{Data: []byte(sc.Text()), Location: "x.txt"}, article.Options{}) {
			if err != nil {
				fmt.Println(err)
				continue
			}
			d := language.Analyze(a)
			for _, s := range d.Sentences {
				for i := s.First; i < s.Last; i++ {
					h := "ROOT"
					if d.Heads[i] >= 0 {
						h = d.Word(int(d.Heads[i]))
					}
					fmt.Printf("%s/%s/%s(%s) ", d.Word(i), d.Part(i), d.Relations[i], h)
				}
				fmt.Println()
			}
			for _, m := range d.Mentions {
				n := "-"
				c := ""
				if m.Actor >= 0 {
					n = d.Actors[m.Actor].ID + "=" + d.Actors[m.Actor].Name
					c = d.Actors[m.Actor].Country
				}
				fmt.Printf("  [%s|%s] kind %d of %s %s country %s subj %v role %q\n", a.Text.Slice(m.Span), a.Text.Slice(m.Whole), m.Kind, m.Of, n, c, m.Subject, a.Text.Slice(m.Role))
			}
		}
	}
}
