package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"dateline/pipeline"
	"dateline/record"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/sqlite"
)

func (a *app) copyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a record into another, of either kind, and compare the two",
		Long: `Copy puts everything that one record holds into another: files, or addresses of
PostgreSQL (postgres://user@host/database). What the other holds beside stays.
Then it compares both, version by version. Queues and journals are not copied.
Interrupted, it may be run again.`,
		Example: `  dateline copy record.db postgres://desk@db.example/record
  dateline copy postgres://desk@db.example/record record.db`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			from, err := haveStoreAt(ctx, args[0])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, from.Close()) }()
			to, err := makeStoreAt(ctx, args[1])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, to.Close()) }()
			return a.copyRecord(ctx, from, to)
		},
	}
}

// copyRecord copies and compares.
func (a *app) copyRecord(ctx context.Context, from, to engine) error {
	sum, err := pipeline.Copy(ctx, from, to, func(int) {}, a.unread)
	a.note("%s", summary(sum))
	if err != nil {
		return err
	}
	stones, err := to.Tombstones(ctx)
	if err != nil {
		return err
	}
	purged := map[string]bool{}
	for _, t := range stones {
		purged[t.Version] = true
	}
	wrong, more := 0, 0
	same, err := pipeline.Differences(ctx, from, to, func(version, what string) {
		switch {
		case what == pipeline.OnlySecond:
			more++
		case what == pipeline.OnlyFirst && purged[version]:
		case what == pipeline.OnlyFirst:
			wrong++
			a.tell("%s: version %s", what, version)
		default:
			wrong++
			a.tell("not the same in both: the %s of version %s", what, version)
		}
	})
	if err != nil {
		return err
	}
	a.note("compared: %s the same in both", count(same, "version"))
	if more > 0 {
		a.note("%s only in the second", count(more, "version"))
	}
	switch {
	case wrong > 0:
		return exitDamaged
	case sum.Unreadable > 0:
		return exitUnreadable
	}
	return nil
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the record as it is into a file, while it is in use",
		Long: `Backup writes the whole record, as it is at one moment, into a new SQLite file,
while others read and add. The file is a record like any other: --store FILE
reads it. Of a record on PostgreSQL the file holds every version that was there
when it began, without the queue and the journal.`,
		Example: `  dateline backup record-2026-02-09.db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			s, err := a.keptStore(ctx)
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
	if b, ok := s.(interface {
		Backup(ctx context.Context, file string) error
	}); ok {
		if err := b.Backup(ctx, file); err != nil {
			return err
		}
		a.note("written: %s", file)
		return nil
	}
	if err := sqlite.Absent(file); err != nil {
		return err
	}
	to, err := makeStoreAt(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if err := a.copyRecord(ctx, s, to); err != nil {
		return err
	}
	a.note("written: %s", file)
	return nil
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
against the text and the bytes of the source, rows that lead nowhere, and the
index of words against the tables. It changes nothing. Exit code 4 says that it
found something; each thing is named on a line.`,
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
			n, err := pipeline.Doctor(ctx, s, func(what string) {
				wrong++
				fmt.Fprintln(a.stdout, oneLine(what))
			})
			if err != nil {
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
	a.note("%s %s, %d the same", count(sum.Renewed, "version"), verb, sum.Same)
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
original, what was read from it, and its words in the index. A tombstone keeps
the hash, the day and the reason; the same bytes are not taken in again.
Versions before it come forward. Backups that were written before still hold it.`,
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
	a.note("%s purged", count(len(stones), "version"))
	return nil
}
