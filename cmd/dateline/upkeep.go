package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/sqlite"
	"dateline/web/drawer"
)

func (a *app) copyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a record into another, of either kind, and compare the two",
		Long: `Copy puts everything that one record holds into another: files, or addresses of
PostgreSQL (postgres://user@host/database). Either may be in use. Reports,
corrections and tombstones go into any record, and what that holds beside stays.
A record that held nothing also gets the journal, the queue, bookmarks and earlier
analyses, and the desk's file with accounts, dossiers and alerts where it has none.
Then both are compared. Interrupted, it may be run again.`,
		Example: `  dateline copy record.db postgres://desk@db.example/record
  dateline copy postgres://desk@db.example/record record.db`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			from, err := copiedStore(ctx, args[0])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, from.Close()) }()
			to, err := makeStoreAt(ctx, args[1])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, to.Close()) }()
			err = a.copyRecord(ctx, from, to)
			var code exit
			if err != nil && !errors.As(err, &code) {
				return err
			}
			return errors.Join(err, a.copyDrawer(ctx, a.drawerOf(args[0]), a.drawerOf(args[1])))
		},
	}
}

// copyRecord copies and compares.
func (a *app) copyRecord(ctx context.Context, from, to engine) error {
	c, err := pipeline.Copy(ctx, from, to, func(int) {}, a.unread)
	a.note("%s", summary(c.Summary))
	if err != nil {
		return err
	}
	if !c.Fresh {
		a.note("the other record held something already: its journal, queue and bookmarks were left as they are")
	}
	wrong := 0
	compared, err := pipeline.Verify(ctx, from, to, &c, func(problem string) {
		wrong++
		a.tell("%s", problem)
	})
	if err != nil {
		return err
	}
	a.note("compared: %s the same in both", count(compared.Same, "version"))
	if compared.More > 0 {
		a.note("%s only in the second", count(compared.More, "version"))
	}
	if compared.Since > 0 {
		a.note("%s changed in the first meanwhile: copy again", count(compared.Since, "version"))
	}
	switch {
	case wrong > 0:
		return exitDamaged
	case c.Unreadable > 0:
		return exitUnreadable
	}
	return nil
}

// copyDrawer copies what people keep at the desk, if there is any, to where
// there is none.
func (a *app) copyDrawer(ctx context.Context, from, to string) (err error) {
	if from == to {
		return nil
	}
	if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(to); err == nil {
		a.note("the desk's file %s was left as it is", to)
		return nil
	}
	d, err := openDrawer(ctx, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("drawer %s: %w", to, err)
	}
	if err := d.CopyTo(ctx, to); err != nil {
		return err
	}
	a.note("accounts, dossiers and alerts copied: %s", to)
	return nil
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the record as it is into a file, while it is in use",
		Long: `Backup writes the whole record, as it is at one moment, into a new SQLite file,
while others read and add, and the desk's accounts, dossiers and alerts into
another beside it (-desk.db). The file is a record like any other: --store FILE
reads it.

Of a record on PostgreSQL this is a copy of every report with its corrections,
journal, queue, bookmarks and earlier analyses, compared in the end; dateline copy
FILE postgres://… puts it back. It takes as long as adding them. For a big record
use the server's own tools beside it: pg_dump for one database, pg_basebackup with
an archive of the log to come back to any moment.`,
		Example: `  dateline backup record-2026-02-09.db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			s, err := copiedStore(ctx, a.storeFile())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.backup(ctx, s, args[0])
		},
	}
}

func (a *app) backup(ctx context.Context, s engine, file string) (err error) {
	if file, err = filepath.Abs(file); err != nil {
		return err
	}
	desk := a.drawerOf(file)
	for _, f := range []string{file, desk} {
		if err := sqlite.Absent(f); err != nil {
			return err
		}
	}
	if b, ok := s.(interface {
		Backup(ctx context.Context, file string) error
	}); ok {
		err = b.Backup(ctx, file)
	} else {
		err = a.backupServer(ctx, s, file)
	}
	if err != nil {
		return err
	}
	if err := a.copyDrawer(ctx, a.drawerFile(), desk); err != nil {
		return err
	}
	a.note("written: %s", file)
	return nil
}

// backupServer copies a record on a server into a file, by way of another one
// beside it, so that a file of that name is always whole.
func (a *app) backupServer(ctx context.Context, s engine, file string) error {
	half := file + ".part"
	to, err := makeStoreAt(ctx, half)
	if err != nil {
		return err
	}
	copied := a.copyRecord(ctx, s, to)
	if err := to.Close(); err != nil {
		return err
	}
	if copied != nil && !errors.Is(copied, exitUnreadable) {
		return copied
	}
	// What is damaged was named, and the rest is worth keeping.
	return errors.Join(copied, os.Rename(half, file))
}

func (a *app) upgradeCommand() *cobra.Command {
	var backed bool
	cmd := &cobra.Command{
		Use:   "upgrade",
		Short: "Bring a record of an older version of the program up to date",
		Long: `Upgrade changes the tables of a record that an older version of the program made.
A file is copied first, beside itself, and left as it is where that fails. A
database is changed only with --backed-up, which says that you have a backup.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path := a.storeFile()
			if postgres.Is(path) {
				s, err := postgres.Open(cmd.Context(), path, postgres.Options{Upgrade: backed})
				if err != nil {
					return err
				}
				return s.Close()
			}
			if _, err := os.Stat(path); err != nil {
				return fmt.Errorf("there is no record at %s", path)
			}
			s, err := sqlite.Open(cmd.Context(), path, sqlite.Options{})
			if err != nil {
				return err
			}
			return s.Close()
		},
	}
	cmd.Flags().BoolVar(&backed, "backed-up", false, "there is a backup of the database")
	return cmd
}

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Look for damage in the record",
		Long: `Doctor reads the whole record: each original against its hash, each finding
against the text and the bytes of the source, earlier analyses and corrections,
rows that lead nowhere, the tables and the index of words against the records,
and the desk's file. It changes nothing. Exit code 4 says that it found
something; each thing is named on a line.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			s, err := a.keptStore(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			wrong := 0
			found := func(what string) {
				wrong++
				fmt.Fprintln(a.stdout, oneLine(what))
			}
			n, err := pipeline.Doctor(ctx, s, found)
			if err != nil {
				return err
			}
			if err := a.ifDrawer(ctx, func(d *drawer.Drawer) error { return d.Damage(ctx, found) }); err != nil {
				return err
			}
			a.note("%s looked at, %s found", count(n, "version"), count(wrong, "fault"))
			if wrong > 0 {
				return exitDamaged
			}
			return nil
		},
	}
}

func (a *app) rerunCommand() *cobra.Command {
	var opt pipeline.RerunOptions
	cmd := &cobra.Command{
		Use:   "rerun",
		Short: "Analyse anew what another version of the program made, or left for later",
		Long: `Rerun analyses reports in the record anew where another version of the program
did, and those that were added with --analysis none, from what is kept: no input
is needed. The record before is kept beside the new one. Interrupted, it goes on
where it was.

--diff changes nothing and prints what would change: a line for each finding
that only the old (-) or only the new (+) record has.`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			open := a.keptStore
			if !opt.Dry {
				if s, err := a.keptStore(ctx); err != nil {
					return err
				} else if err := s.Close(); err != nil {
					return err
				}
				open = a.makeStore
			}
			s, err := open(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.rerun(ctx, s, opt)
		},
	}
	cmd.Flags().BoolVar(&opt.Dry, "diff", false, "change nothing; print what would change")
	return cmd
}

func (a *app) rerun(ctx context.Context, s engine, opt pipeline.RerunOptions) error {
	if opt.Dry {
		opt.Each = func(before, after *record.Line) {
			if lines := pipeline.Diff(before, after); len(lines) > 0 {
				fmt.Fprintf(a.stdout, "%s %s\n", after.Report.ID, oneLine(where(after.Report)))
				for _, l := range lines {
					fmt.Fprintln(a.stdout, oneLine(l))
				}
			}
		}
	}
	opt.Failed = func(version string, err error) { a.tell("version %s: %v", version, err) }
	sum, err := pipeline.Rerun(ctx, s, opt)
	verb := "analysed anew"
	if opt.Dry {
		verb = "would change"
	}
	if sum.Renewed+sum.Same+sum.Bare+sum.Failed == 0 {
		a.note("nothing to analyse anew: this version of the program made all of it")
	} else {
		a.note("%s %s, %d the same", count(sum.Renewed, "version"), verb, sum.Same)
	}
	if sum.Bare > 0 {
		a.note("%s added by a version of the program that did not keep what this takes: add the inputs again", count(sum.Bare, "version"))
	}
	if err != nil {
		return err
	}
	return outcome(1, sum.Failed)
}

func (a *app) purgeCommand() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "purge VERSION|REPORT…",
		Short: "Take reports out of the record for good",
		Long: `Purge takes versions, or the current version of a report, out of the record: the
original, what was read from it, its words in the index, in corrections and in
dossiers. A tombstone keeps the hash, the day and the reason; the same bytes are
not taken in again, and copies of the record lose them too. Versions before it
come forward. Backups that were written before still hold it.`,
		Example: `  dateline purge r0b1c2d3e4f5 --reason "asked for by its author"`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			if reason == "" {
				return errors.New("purge needs a --reason, which stays")
			}
			if s, err := a.keptStore(ctx); err != nil {
				return err
			} else if err := s.Close(); err != nil {
				return err
			}
			s, err := a.makeStore(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.purge(ctx, s, args, reason)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why, in a few `words`; required")
	return cmd
}

func (a *app) purge(ctx context.Context, s engine, refs []string, reason string) error {
	var stones []store.Tombstone
	for _, ref := range refs {
		line, err := s.Version(ctx, ref)
		if errors.Is(err, store.ErrNotFound) {
			line, err = s.Line(ctx, ref)
		}
		if errors.Is(err, store.ErrNotFound) {
			a.tell("there is no version or report %q in the record", ref)
			return exitNothing
		}
		if err != nil {
			return err
		}
		stones = append(stones, store.Tombstone{Version: line.Report.Version, At: time.Now(), Reason: reason})
	}
	if err := s.Purge(ctx, stones); err != nil {
		return err
	}
	versions := make([]string, len(stones))
	for i, t := range stones {
		versions[i] = t.Version
	}
	if err := a.ifDrawer(ctx, func(d *drawer.Drawer) error {
		n, err := d.Forget(ctx, versions)
		if n > 0 {
			a.note("their words taken out of %s in dossiers", count(n, "item"))
		}
		return err
	}); err != nil {
		return err
	}
	a.note("%s purged", count(len(stones), "version"))
	if path := a.storeFile(); !postgres.Is(path) {
		older, err := filepath.Glob(globbed(path) + ".format*")
		if err != nil {
			return err
		}
		for _, f := range older {
			a.note("still in the backup of before an upgrade: %s", f)
		}
	}
	return nil
}

// globbed writes a path as a pattern that matches it alone.
func globbed(path string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(path)
}

// ifDrawer calls f with the desk's file, if there is one.
func (a *app) ifDrawer(ctx context.Context, f func(*drawer.Drawer) error) error {
	if _, err := os.Stat(a.drawerFile()); err != nil {
		return nil // none
	}
	return a.inDrawer(ctx, f)
}
