package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"dateline/web/drawer"
)

func (a *app) accountCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "account",
		Short: "Say who may use the desk where others can reach it",
		Long: `Account manages those who may use the desk where it is served to others. A
viewer sees everything, an editor also adds reports and works on dossiers, an
admin also manages accounts. They stand in a file of their own beside the record.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	role := drawer.Viewer
	add := &cobra.Command{
		Use:   "add NAME",
		Short: "Make an account, or give one another role and password",
		Long: `Add makes an account. The password is asked for on a terminal, else it is the
first line of standard input.`,
		Example:           `  dateline account add ada --role admin`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			password, err := a.password()
			if err != nil {
				return err
			}
			return a.inDrawer(cmd.Context(), func(d *drawer.Drawer) error {
				if err := d.Add(cmd.Context(), args[0], role, password); err != nil {
					return err
				}
				return d.Note(cmd.Context(), "", "account add", args[0]+" as "+role)
			})
		},
	}
	add.Flags().StringVar(&role, "role", role, "what it may do: viewer, editor or admin")
	list := &cobra.Command{
		Use: "list", Short: "List the accounts", Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.inDrawer(cmd.Context(), func(d *drawer.Drawer) error {
				all, err := d.Accounts(cmd.Context())
				if err != nil {
					return err
				}
				for _, x := range all {
					if _, err := fmt.Fprintf(a.stdout, "%-20s %s\n", oneLine(x.Name), x.Role); err != nil {
						return err
					}
				}
				return outcome(len(all), 0)
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove NAME", Short: "Take an account away", Args: cobra.ExactArgs(1), ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.inDrawer(cmd.Context(), func(d *drawer.Drawer) error {
				err := d.Remove(cmd.Context(), args[0])
				if errors.Is(err, drawer.ErrNotFound) {
					return fmt.Errorf("there is no account %q", args[0])
				}
				return errors.Join(err, d.Note(cmd.Context(), "", "account remove", args[0]))
			})
		},
	}
	cmd.AddCommand(add, list, remove)
	return cmd
}

// inDrawer opens the drawer beside the record, which must be there.
func (a *app) inDrawer(ctx context.Context, f func(*drawer.Drawer) error) (err error) {
	s, err := a.haveStore(ctx)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	d, err := openDrawer(ctx, a.drawerFile())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return f(d)
}

// password asks for one on a terminal, without showing it, else reads the
// first line of standard input.
func (a *app) password() (string, error) {
	if f, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if _, err := fmt.Fprint(a.stderr, "Password: "); err != nil {
			return "", err
		}
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.stderr)
		return string(b), err
	}
	line, err := bufio.NewReader(io.LimitReader(a.stdin, 1<<16)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
