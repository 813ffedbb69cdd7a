package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"dateline/article"
	"dateline/pipeline"
	"dateline/record"
	"dateline/source"
)

// inputFlags are the flags of commands that read reports.
type inputFlags struct {
	shape  choice
	outlet string
}

func (f *inputFlags) add(cmd *cobra.Command) {
	f.shape = choice{allowed: []string{""}}
	for _, s := range article.Shapes() {
		f.shape.allowed = append(f.shape.allowed, string(s))
	}
	names := strings.Join(f.shape.allowed[1:], ", ")
	cmd.Flags().Var(&f.shape, "shape", "read every input as this `shape`: "+names+" (default: what it looks like)")
	f.shape.complete(cmd, "shape")
	cmd.Flags().StringVar(&f.outlet, "outlet", "", "the outlet's `name`, for reports that do not say it")
}

func (f *inputFlags) options() article.Options {
	return article.Options{Shape: article.Shape(f.shape.value), Outlet: f.outlet}
}

// somePaths refuses a command without paths.
func somePaths(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%s needs a path, or - for standard input (see %[1]s --help)", cmd.CommandPath())
	}
	return nil
}

// items yields what the paths hold; "-" is standard input.
func (a *app) items(ctx context.Context, paths []string) iter.Seq2[source.Item, error] {
	return source.Walk(ctx, paths, source.Options{Stdin: a.stdin, Count: &a.input, Passed: a.passed.add})
}

// unread tells of an input that could not be read, with where in the program
// if that is its fault and it is to be verbose.
func (a *app) unread(err error) {
	a.tell("%v", err)
	var fault *pipeline.PanicError
	if a.verbose && errors.As(err, &fault) {
		fmt.Fprintf(a.stderr, "%s", harmless(string(fault.Stack)))
	}
}

// passedOver keeps what archives hold beside reports, until it can be told.
type passedOver struct {
	mu    sync.Mutex
	lines []string
}

func (p *passedOver) add(location, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines = append(p.lines, location+": passed over: "+what)
}

// tellPassed tells what was passed over, if the program is to be verbose.
func (a *app) tellPassed() {
	a.passed.mu.Lock()
	defer a.passed.mu.Unlock()
	for _, line := range a.passed.lines {
		if a.verbose {
			a.note("%s", line)
		}
	}
	a.passed.lines = nil
}

// tellReport tells of a report that was read, if the program is to be verbose.
func (a *app) tellReport(l record.Line) {
	if !a.verbose {
		return
	}
	said := count(len(l.Statements), "statement")
	if len(l.NotAnalysed) > 0 {
		said = "not analysed: " + strings.Join(l.NotAnalysed, "; ")
	}
	a.note("%s: %s, %s", where(l.Report), l.Report.Shape, said)
}

// tellEmpty says that the paths held nothing.
func (a *app) tellEmpty(paths []string) {
	a.note("nothing to read in %s", strings.Join(paths, ", "))
}

// totalSize adds up the sizes of the files that paths hold; 0 when that is not
// known beforehand.
func totalSize(paths []string) int64 {
	var sum int64
	for _, path := range paths {
		if path == "-" {
			return 0
		}
		_ = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // told when it is read
			}
			if p != path && strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
				sum += info.Size()
			}
			return nil
		})
	}
	return sum
}

// watch turns on the status line where standard error is a terminal.
func (a *app) watch(opt *pipeline.Options, paths []string) {
	if a.quiet || !a.err.is {
		return
	}
	a.status = &statusLine{w: a.stderr, width: a.err.width}
	opt.Total = totalSize(paths)
	opt.Read = a.input.Load
	opt.Progress = a.status.show
}
