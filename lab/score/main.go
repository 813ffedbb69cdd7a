// Command score measures the program's quality.
//
//	go run ./lab/score samples             the bundled samples against their answer key
//	go run ./lab/score samples -misses     and what was missed, wrong or false
//	go run ./lab/score origin PATH…        every piece of every article's text against its source bytes
//	go run ./lab/score classes FILE        statements of a corpus of attributions, right or wrong by class
//	go run ./lab/score language            the trained layers on our own held-back sentences
//	go run ./lab/score language -data DIR  and on treebanks and marked names
//	go run ./lab/score pairs FILE          two wordings of one sentence against others
//	go run ./lab/score events              our own passages with their events
//	go run ./lab/score reports             our own short reports with what is said in them
//	go run ./lab/score positions           our own passages with their positions, class by class
//	go run ./lab/score meetings            the annotated reports of meetings
//	go run ./lab/score pronouns -data DIR  he, she, they, it, names and descriptions on reports with references
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

// commands are what the first argument names.
var commands = []struct {
	name, usage string
	run         func(io.Writer, []string) error
}{
	{"samples", "[-misses]", runSamples},
	{"origin", "PATH…", runOrigin},
	{"language", "[-data DIR] [-held FILES] [-speed FILE]", runLanguage},
	{"pronouns", "-data DIR [-banks BANKS] [-misses]", runPronouns},
	{"pairs", "[-misses N] FILE", runPairs},
	{"classes", "[-least N] [-skip WORDS] FILE", runClasses},
	{"events", "[-data FILES] [-misses]", runEvents},
	{"reports", "[-data FILES] [-misses]", runReports},
	{"positions", "[-data FILE] [-misses]", runPositions},
	{"meetings", "[-from NN] [-to NN] [-misses]", runMeetings},
}

func main() {
	for _, c := range commands {
		if len(os.Args) > 1 && os.Args[1] == c.name {
			if err := c.run(os.Stdout, os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, "score:", err)
				os.Exit(2)
			}
			return
		}
	}
	fmt.Fprintln(os.Stderr, "usage:")
	for _, c := range commands {
		fmt.Fprintln(os.Stderr, "\tscore", c.name, c.usage)
	}
	os.Exit(2)
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
