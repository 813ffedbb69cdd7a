package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/samples"
	"dateline/source"
	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/postgres"
	"dateline/store/query"
	"dateline/web"
)

func (a *app) demoCommand() *cobra.Command {
	var (
		addr    string
		noServe bool
	)
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Make a record from the bundled samples and show it",
		Long: `Demo reads the reports that come with the program, about a dispute between
states that do not exist, into a fresh record, tells what it found, and serves
the desk over it until it is interrupted. The record is kept only where --store
says so.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := loopback(addr); err != nil {
				return err
			}
			return a.demo(cmd.Context(), addr, !cmd.Flags().Changed("addr"), noServe)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", defaultAddr, "`address` to serve the desk on, a loopback one")
	cmd.Flags().BoolVar(&noServe, "no-serve", false, "tell what was found, and end")
	return cmd
}

// demo runs the demonstration. anyPort lets it take another port when that of
// addr is in use.
func (a *app) demo(ctx context.Context, addr string, anyPort, noServe bool) (err error) {
	if a.storeFlag == "" {
		dir, err := os.MkdirTemp("", "dateline-demo-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		a.storeFlag = filepath.Join(dir, "record.db")
	} else if postgres.Is(a.storeFlag) {
		return errors.New("demo: --store must be a file: the demonstration makes a fresh one")
	} else if _, err := os.Stat(a.storeFlag); err == nil {
		return fmt.Errorf("demo: there is a record at %s already; the demonstration makes a fresh one", a.storeFlag)
	}
	s, err := a.makeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	sum, err := pipeline.Add(ctx, s, items(ctx, samples.FS()), pipeline.Options{}, a.unread)
	if err != nil {
		return err
	}
	if err := a.show(ctx, s); err != nil {
		return err
	}
	if noServe {
		return outcome(sum.Versions, sum.Unreadable)
	}
	l, err := net.Listen("tcp", addr)
	if anyPort && errors.Is(err, syscall.EADDRINUSE) {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	box, err := openDrawer(ctx, a.drawerFile())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	view, opt := shown{corrected.New(s), s, s, true}, web.Options{Drawer: box}
	following, stop := context.WithCancel(ctx)
	defer stop() // before the record is closed
	a.over(following, view, &opt)
	return a.serve(ctx, l, view, opt, "", "")
}

// items yields what the files of fsys hold, in lexical order.
func items(ctx context.Context, fsys fs.FS) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		_ = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, path)
			if err != nil {
				return err
			}
			for item, err := range source.Read(ctx, path, bytes.NewReader(data), source.Options{}) {
				if !yield(item, err) {
					return fs.SkipAll
				}
			}
			return nil
		})
	}
}

// showQuotes is how many quotations the demonstration shows, each from another
// report.
const showQuotes = 5

// show tells what the record holds, with a few quotations and their sources.
func (a *app) show(ctx context.Context, s store.Store) error {
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	speakers, err := s.Speakers(ctx, query.Query{})
	if err != nil {
		return err
	}
	named := 0
	for _, sp := range speakers {
		if sp.Name != "" {
			named++
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s, %s by %s\n", count(counts.Reports, "report"), count(counts.Statements, "statement"), count(named, "speaker"))
	if err := a.quotations(ctx, s, &b); err != nil {
		return err
	}
	_, err = a.stdout.Write(b.Bytes())
	return err
}

// quotations writes the first direct quotation of each of a few reports.
func (a *app) quotations(ctx context.Context, s store.Store, b *bytes.Buffer) error {
	direct, err := query.NewField("kind", "direct")
	if err != nil {
		return err
	}
	rows, err := s.Statements(ctx, query.Query{Fields: []query.Field{direct}}, store.Page{})
	if err != nil {
		return err
	}
	shown := map[string]bool{}
	for _, r := range rows {
		if shown[r.Report.ID] || r.Statement.Speaker.Name == nil {
			continue
		}
		if len(shown) == showQuotes {
			break
		}
		shown[r.Report.ID] = true
		b.WriteString("\n")
		for _, line := range wrap("“"+oneLine(words(record.Statement{Content: r.Statement.Quotes}))+"”", min(a.out.width, textWidth)-2) {
			b.WriteString("  " + line + "\n")
		}
		b.WriteString("  " + a.out.bold(oneLine(speaker(r.Statement))) + "\n")
		b.WriteString("  " + a.out.dim(oneLine(fmt.Sprintf("%s, bytes %d–%d", where(r.Report), r.Statement.Span.SourceStart, r.Statement.Span.SourceEnd))) + "\n")
	}
	return nil
}
