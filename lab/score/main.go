// Command score measures the program's quality.
//
//	go run ./lab/score samples             the bundled samples against their answer key
//	go run ./lab/score samples -misses     and what was missed, wrong or false
//	go run ./lab/score origin PATH…        every piece of every article's text against its source bytes
//	go run ./lab/score language            the trained layers on our own held-back sentences
//	go run ./lab/score language -data DIR  and on treebanks and marked names
//	go run ./lab/score events              our own passages with their events
//	go run ./lab/score meetings            the annotated reports of meetings
//
// It prints the digest of the data beside each figure, so that a figure can
// be told from one measured on other data.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	commands := map[string]func(io.Writer, []string) error{"samples": runSamples, "origin": runOrigin, "language": runLanguage, "meetings": runMeetings, "events": runEvents}
	var run func(io.Writer, []string) error
	if len(os.Args) > 1 {
		run = commands[os.Args[1]]
	}
	if run == nil {
		fmt.Fprintln(os.Stderr, "usage: score samples [-misses] | origin PATH… | language [-data DIR] [-held FILES] [-speed FILE] | meetings [-misses] | events [-data FILES] [-misses]")
		os.Exit(2)
	}
	if err := run(os.Stdout, os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(2)
	}
}

func runSamples(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("samples", flag.ExitOnError)
	misses := flags.Bool("misses", false, "print what was missed, wrong or false")
	flags.Parse(args) // exits on error
	r, err := Samples()
	if err != nil {
		return err
	}
	fmt.Fprint(w, r)
	if *misses {
		for _, m := range r.Misses {
			fmt.Fprintln(w, "  "+m)
		}
	}
	return nil
}
