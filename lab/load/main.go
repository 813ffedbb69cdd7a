// Load makes reports for load tests: invented states, people and outlets in
// the usual forms of agency copy, with quotations, datelines and, for a
// quarter of them, rewrites of a recent report by another outlet. The same
// seed gives the same bytes.
//
//	go run ./lab/load -n 10000 -o load.jsonl    one JSON object a line
//	go run ./lab/load -n 10000 -o load          text files and pages in folders
//
// With -store it puts them into a fresh record, a file or postgres://…, and
// prints a table: rate, size and memory step by step, and how long searches
// take in the end; with -n 0 only that, of the record that is there.
//
//	go run ./lab/load -n 100000 -store load.db -analysis none
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"dateline/pipeline"
)

func main() {
	n := flag.Int("n", 1000, "how many reports")
	out := flag.String("o", "", "folder to make, or file ending in .jsonl; - for standard output")
	m := measurement{}
	flag.StringVar(&m.store, "store", "", "measure: file or address of a fresh record")
	flag.IntVar(&m.step, "step", 10_000, "measure: reports between two lines of the table")
	flag.DurationVar(&m.limit, "limit", 0, "measure: end the adding after so long")
	analysis := flag.String("analysis", "full", "measure: full or none")
	seed := flag.Uint64("seed", 1, "the same seed gives the same reports")
	flag.Parse()
	if m.store != "" {
		m.n, m.seed, m.analysis = *n, *seed, pipeline.Analysis(*analysis)
		if err := measure(context.Background(), os.Stdout, m); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(2)
		}
		return
	}
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
