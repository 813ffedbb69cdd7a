package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/store/query"
)

// filterFlags narrow a list and say how it is printed.
type filterFlags struct {
	by, about    string
	since, until string
	limit        int
	format       choice
}

func (f *filterFlags) add(cmd *cobra.Command) {
	f.format = choice{value: "table", allowed: []string{"table", "json", "jsonl", "csv"}}
	flags := cmd.Flags()
	flags.StringVar(&f.by, "by", "", "said by somebody of this `name`, for the state of this name or code, or in this capacity")
	flags.StringVar(&f.about, "about", "", "in reports that name this `name`")
	flags.StringVar(&f.since, "since", "", "published on this `day` (2026-02-09), month or year, or later")
	flags.StringVar(&f.until, "until", "", "published on this `day`, month or year, or earlier")
	flags.IntVar(&f.limit, "limit", 0, "print at most this `number` (default: all)")
	flags.Var(&f.format, "format", "`format`: table, json, jsonl or csv")
	f.format.complete(cmd, "format")
}

// query returns the query that the arguments and the flags make together.
func (f *filterFlags) query(args []string) (query.Query, error) {
	q, err := query.Parse(strings.Join(args, " "))
	if err != nil {
		return q, err
	}
	if f.limit < 0 {
		return q, fmt.Errorf("--limit %d: must not be below 0", f.limit)
	}
	for _, x := range []struct{ flag, value, field string }{
		{"by", f.by, "speaker"}, {"about", f.about, "about"}, {"since", f.since, "after"}, {"until", f.until, "before"},
	} {
		if x.value == "" {
			continue
		}
		field, err := query.NewField(x.field, x.value)
		if x.flag == "until" {
			field, err = query.Until(x.value)
		}
		if err != nil {
			return q, fmt.Errorf("--%s %q: %s", x.flag, x.value, reason(err))
		}
		q.Fields = append(q.Fields, field)
	}
	if n := len(q.Fields); f.since != "" && f.until != "" {
		// Until is the day before which all must be.
		from, _ := q.Fields[n-2].Day()
		if before, _ := q.Fields[n-1].Day(); from >= before {
			return q, fmt.Errorf("--since %s is later than --until %s", f.since, f.until)
		}
	}
	return q, nil
}

// said is query for lists of what was said.
func (f *filterFlags) said(args []string) (query.Query, error) {
	q, err := f.query(args)
	for _, x := range q.Fields {
		if err == nil && (x.Name == "type" || x.Name == "track") {
			err = fmt.Errorf("%s: asks for events and meetings: see dateline events and dateline meetings", x.Name)
		}
	}
	return q, err
}

// reason is what a query's error says without its place, which a flag has not.
func reason(err error) string {
	var e *query.Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return err.Error()
}
