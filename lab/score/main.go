// Command score measures the program's quality.
//
//	go run ./lab/score samples          the bundled samples against their answer key
//	go run ./lab/score samples -misses  and what was missed, wrong or false
//
// It prints the digest of the data beside each figure, so that a figure can
// be told from one measured on other data.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 || os.Args[1] != "samples" {
		fmt.Fprintln(os.Stderr, "usage: score samples [-misses]")
		os.Exit(2)
	}
	flags := flag.NewFlagSet("samples", flag.ExitOnError)
	misses := flags.Bool("misses", false, "print what was missed, wrong or false")
	flags.Parse(os.Args[2:]) // exits on error
	r, err := Samples()
	if err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(2)
	}
	fmt.Print(r)
	if *misses {
		for _, m := range r.Misses {
			fmt.Println("  " + m)
		}
	}
}
