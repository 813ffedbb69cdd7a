package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/store"
)

// app is one run of the program: what it was given from outside and the flags
// that all commands share.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string

	out terminal // what standard output is
	err terminal // what standard error is

	storeFlag string
	quiet     bool
	verbose   bool

	status *statusLine  // the progress on standard error, if there is one
	input  atomic.Int64 // bytes of the inputs that were read
	passed passedOver
}

func newApp(stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) *app {
	return &app{
		stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv,
		out: inspect(stdout, getenv), err: inspect(stderr, getenv),
	}
}

// exit is an outcome that is not an error in itself: an exit code whose
// reason was told already, or needs no telling.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

const (
	exitNothing    exit = 1 // nothing found
	exitError      exit = 2 // usage, an error
	exitUnreadable exit = 3 // some inputs could not be read
	exitDamaged    exit = 4 // the record is damaged

	exitInterrupted exit = 130 // by Ctrl-C, as shells have it
)

// run runs the command that args name and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case damaged(err):
		a.tell("%v", err)
		return int(exitDamaged)
	case ctx.Err() != nil:
		a.tell("interrupted")
		return int(exitInterrupted)
	default:
		a.tell("%v", err)
	}
	return int(exitError)
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "dateline",
		Short: "Keep the record that press reports make: who said what, when and where",
		Long: `Dateline reads press reports in whatever shape they come and keeps the record
that they make: who said what, when and where, and in which report. Every line
of it points to the exact bytes of the stored original. Nothing leaves this
machine.

Exit codes: 0 found or done, 1 nothing found, 2 wrong usage or an error,
3 some inputs could not be read (each is named, the rest is kept), 4 the record
is damaged, 130 interrupted (what was read is kept).`,
		Example: `  dateline demo
  dateline read talks.html
  dateline add reports/
  dateline quotes --by Dvorin --since 2026-02-01`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no command %q (see dateline --help)", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.Version = version()
	root.SetVersionTemplate(versions())
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(flagError)
	flags := root.PersistentFlags()
	flags.StringVar(&a.storeFlag, "store", "", "the record's `file`, or postgres://user@host/database (default $DATELINE_STORE, else "+a.defaultStore()+")")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "tell nothing but errors on standard error")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "tell of every report on standard error")
	root.MarkFlagsMutuallyExclusive("quiet", "verbose")
	root.AddCommand(
		a.demoCommand(), a.readCommand(), a.addCommand(), a.quotesCommand(), a.positionsCommand(), a.topicsCommand(), a.reviewCommand(),
		a.verifyCommand(), a.peopleCommand(), a.storiesCommand(), a.lineageCommand(), a.compareCommand(), a.diffCommand(),
		a.eventsCommand(), a.meetingsCommand(), a.timelineCommand(),
		a.searchCommand(), a.showCommand(), a.serveCommand(), a.accountCommand(), a.exportCommand(),
		a.workCommand(), a.statusCommand(), a.rerunCommand(), a.copyCommand(), a.backupCommand(), a.doctorCommand(),
		a.fixCommand(), a.changesCommand(), a.purgeCommand(), a.upgradeCommand(), a.versionCommand(),
	)
	arguments(root)
	return root
}

// damaged reports an error that says that the record is damaged.
func damaged(err error) bool {
	var version *store.DamageError
	var file *store.Error
	return errors.As(err, &version) || errors.As(err, &file) && file.Damaged
}

// flagError says what is wrong with a flag, in plain words.
func flagError(cmd *cobra.Command, err error) error {
	var number *strconv.NumError
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &number) && errors.As(err, &invalid):
		err = fmt.Errorf("--%s: %q is no number that it takes", invalid.GetFlag().Name, number.Num)
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "" && strings.Contains(cmd.Use, "QUERY"):
		return fmt.Errorf("there is no flag -%s: what a query leaves out goes behind --, as in %s -- harbour -%[1]s…", unknown.GetSpecifiedName(), cmd.CommandPath())
	}
	return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
}

// arguments says in plain words how many arguments the command and those below
// it want, where they are given another number.
func arguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			if err != nil && (strings.HasPrefix(err.Error(), "accepts ") || strings.HasPrefix(err.Error(), "requires ")) {
				_, want, _ := strings.Cut(cmd.Use, " ")
				return fmt.Errorf("%s wants %s, and was given %s (see %[1]s --help)", cmd.CommandPath(), want, count(len(args), "argument"))
			}
			return err
		}
	}
	for _, sub := range cmd.Commands() {
		arguments(sub)
	}
}

// defaultStore returns where the record is kept when nothing says otherwise,
// by the XDG base directory specification.
func (a *app) defaultStore() string {
	data := a.getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(data) {
		data = filepath.Join(a.getenv("HOME"), ".local", "share")
	}
	return filepath.Join(data, "dateline", "record.db")
}

// storeFile returns the record's file or address: the flag, else the environment, else
// the default.
func (a *app) storeFile() string {
	switch {
	case a.storeFlag != "":
		return a.storeFlag
	case a.getenv("DATELINE_STORE") != "":
		return a.getenv("DATELINE_STORE")
	}
	return a.defaultStore()
}

// tell writes one line to standard error, after the program's name.
func (a *app) tell(format string, args ...any) {
	a.status.clear()
	fmt.Fprintf(a.stderr, "dateline: %s\n", oneLine(fmt.Sprintf(format, args...)))
}

// note tells what is no error, unless it is to be quiet.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		a.tell(format, args...)
	}
}

// outcome is the exit code of a command that found and failed to read so many.
func outcome(found, failed int) error {
	switch {
	case failed > 0:
		return exitUnreadable
	case found == 0:
		return exitNothing
	}
	return nil
}
