package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/export"
	"dateline/store/query"
)

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Hand out the record",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no export %q (see dateline export --help)", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "jsonl [QUERY]",
		Short: "Print the record as JSON lines, one for each report",
		Long: `Jsonl prints the record of every report, or of those that answer a query, as
dateline read --format jsonl does, in order of publication, the undated last.

` + queryHelp,
		Example:           `  dateline export jsonl > record.jsonl`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			q, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return err
			}
			s, err := a.haveStore(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			n, err := export.JSONL(ctx, a.stdout, s, q)
			if err != nil {
				return err
			}
			return outcome(n, 0)
		},
	})
	return cmd
}
