// Load makes reports for load tests: invented states, people and outlets in
// the usual forms of agency copy, with quotations, datelines and, for a
// quarter of them, rewrites of a recent report by another outlet. The same
// seed gives the same bytes.
//
//	go run ./lab/load -n 10000 -o load.jsonl    one JSON object a line
//	go run ./lab/load -n 10000 -o load          text files and pages in folders
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	n := flag.Int("n", 1000, "how many reports")
	out := flag.String("o", "", "folder to make, or file ending in .jsonl; - for standard output")
	seed := flag.Uint64("seed", 1, "the same seed gives the same reports")
	flag.Parse()
	if *out == "" || *n < 0 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, *n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
}

func run(out string, n int, seed uint64) error {
	words, err := parseLists("words.txt", wordsFile)
	if err != nil {
		return err
	}
	g := newGenerator(words, seed)
	switch {
	case out == "-":
		return writeLines(os.Stdout, g, n)
	case strings.HasSuffix(out, ".jsonl"):
		f, err := os.Create(out)
		if err != nil {
			return err
		}
		if err := writeLines(f, g, n); err != nil {
			f.Close()
			return err
		}
		return f.Close()
	}
	return writeFiles(out, g, n)
}
