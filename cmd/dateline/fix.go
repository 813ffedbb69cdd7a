package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/correction"
)

// fixFlags say who corrects, and why.
type fixFlags struct{ who, why string }

// fixing is one kind of correction as a command.
type fixing struct {
	use, short, example string
	refs                int // findings that it names
	least, most         int // of the words behind them that say what it is to be; most < 0: any number
}

func (a *app) fixCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "fix",
		Short: "Say what is wrong in the record: who, when, why; it can be undone",
		Long: `Fix keeps what a person says of the record beside it: who says it, when and why.
What was read is never changed; lists show the correction with its mark, and what
was read. A correction holds on to the words of the report, so that it survives a
new version of the page and another analysis; where the words are gone, fix list
says that it no longer applies. Undo takes one back, and is kept too.

Findings are named as quotes, positions, events, meetings, people and search print
them; an actor by its report and its own id there (people --format json lists all).`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no correction %q (see dateline fix --help)", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, x := range []fixing{
		{use: "merge REF REF", short: "Two actors, statements of the same words, reports of one story, events or meetings are one", refs: 2, example: `  dateline fix merge r01.a2 r02.a1 --why "one minister in two spellings"`},
		{use: "split REF REF", short: "They are not", refs: 2, example: `  dateline fix split r01.a2 r02.a1 --why "father and son"`},
		{use: "rename ACTOR NAME", short: "An actor goes by this name", refs: 1, least: 1, most: 1, example: `  dateline fix rename r01.a2 "Mara Dvorin" --why "her own spelling"`},
		{use: "retract REF", short: "The outlet has retracted the report, or a finding is not told in it; what rests on it is marked", refs: 1, example: `  dateline fix retract r01 --why "notice of 9 February"
  dateline fix retract r01.e3 --why "a figure of speech"`},
		{use: "speaker REF [NAME]", short: "Who says a statement, holds a position, or tells an event (nobody: the report itself does)", refs: 1, most: 1, example: `  dateline fix speaker r01.s4 "Mara Dvorin" --why "the quotation goes on from the paragraph before"`},
		{use: "bounds REF WORDS", short: "The words of a statement, a position or an event, as the report has them", refs: 1, least: 1, most: 1, example: `  dateline fix bounds r01.s4 "The bridge stays shut" --why "the rest is the reporter's"`},
		{use: "kind REF KIND", short: "How a statement is quoted, what a position commits to, the type or modality of an event, the kind or status of a meeting", refs: 1, least: 1, most: 1, example: `  dateline fix kind r01.p2 offer --why "they propose it themselves"
  dateline fix kind r01.e3 planned --why "it is to happen in March"
  dateline fix kind r01.m1 cancelled --why "the third paragraph says so"`},
		{use: "who REF [NAME...]", short: "Who does what an event tells, or who meets", refs: 1, most: -1, example: `  dateline fix who r01.m1 Tavria Kesh --why "Orsena only hosts them"`},
		{use: "whom EVENT [NAME...]", short: "To whom an event is done", refs: 1, most: -1, example: `  dateline fix whom r01.e3 Kesh --why "the port is theirs"`},
		{use: "mediator MEETING [NAME]", short: "Who stands between those who meet", refs: 1, most: 1, example: `  dateline fix mediator r01.m1 Orsena --why "its envoy carries the papers"`},
		{use: "day REF [DAY]", short: "The day of an event or a meeting: 2026-02-09, 2026-02 or 2026; none where the words do not tell it", refs: 1, most: 1, example: `  dateline fix day r01.m1 2026-02-12 --why "the Thursday after the report"`},
		{use: "verdict EARLIER LATER WORD", short: "How a position stands to an earlier one: softened, hardened, unchanged or contradicts", refs: 2, least: 1, most: 1, example: `  dateline fix verdict r01.p2 r07.p1 softened --why "the date is gone"`},
		{use: "undo CORRECTION", short: "A correction does not hold; an undo can be undone", least: 1, most: 1, example: `  dateline fix undo c0123456789ab --why "it was her deputy"`},
	} {
		cmd.AddCommand(a.fixOne(x))
	}
	cmd.AddCommand(a.fixListCommand())
	return cmd
}

func (a *app) fixOne(x fixing) *cobra.Command {
	var f fixFlags
	args := cobra.MinimumNArgs(x.refs + x.least)
	if x.most >= 0 {
		args = cobra.RangeArgs(x.refs+x.least, x.refs+x.most)
	}
	cmd := &cobra.Command{
		Use: x.use, Short: x.short, Example: x.example, Args: args, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			if strings.TrimSpace(f.why) == "" {
				return errors.New("a correction needs a --why, which stays")
			}
			s, err := a.saying(ctx, &f)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.fix(ctx, s, cmd.Name(), &f, args[:x.refs], args[x.refs:])
		},
	}
	cmd.Flags().StringVar(&f.who, "who", "", "the `name` of who makes it (default $USER)")
	cmd.Flags().StringVar(&f.why, "why", "", "why, in a few `words`; required")
	return cmd
}

// saying opens the record, which must be there, for somebody to say something
// of it.
func (a *app) saying(ctx context.Context, f *fixFlags) (engine, error) {
	if f.who == "" {
		f.who = a.getenv("USER")
	}
	if strings.TrimSpace(f.who) == "" {
		return nil, errors.New("a correction needs a --who: who makes it")
	}
	if s, err := a.keptStore(ctx); err != nil {
		return nil, err
	} else if err := s.Close(); err != nil {
		return nil, err
	}
	return a.makeStore(ctx)
}

// fix keeps one correction.
func (a *app) fix(ctx context.Context, s engine, kind string, f *fixFlags, refs, rest []string) error {
	c := correction.Correction{At: time.Now(), By: f.who, Why: f.why, Kind: kind}
	line, failed := lines(ctx, s)
	var days []string
	for _, ref := range refs {
		report := ref
		if at := strings.LastIndexByte(ref, '.'); at > 0 {
			report = ref[:at]
		}
		l := line(report)
		if *failed != nil {
			return *failed
		}
		if l == nil {
			a.tell("there is no report %q in the record", report)
			return exitNothing
		}
		anchor, err := correction.At(l, ref)
		if err != nil {
			return err
		}
		c.Anchors = append(c.Anchors, anchor)
		days = append(days, day(l.Report.Published))
	}
	switch {
	case kind == correction.Verdict && days[0] != "" && days[1] != "" && days[0] > days[1]:
		return fmt.Errorf("a verdict takes the earlier position first, and %s is of %s, %s of %s", refs[0], days[0], refs[1], days[1])
	case kind == correction.Bounds:
		anchor, err := correction.AtWords(line(c.Anchors[0].Report), rest[0], c.Anchors[0].Start)
		if err != nil {
			return err
		}
		c.Anchors = append(c.Anchors, anchor)
	case kind == correction.Undo:
		known, err := s.Corrections(ctx)
		if err != nil {
			return err
		}
		if c.Undoes = correctionID(known, rest[0]); c.Undoes == "" {
			a.tell("there is no correction %q in the record", rest[0])
			return exitNothing
		}
		if by, gone := correction.Undone(known)[c.Undoes]; gone {
			return fmt.Errorf("%s is undone already, by %s", c.Undoes, by)
		}
	case kind == correction.Who || kind == correction.Whom:
		c.Words = rest
	case len(rest) > 0:
		c.Value = rest[0]
	}
	return a.said(ctx, s, c)
}

// said keeps what was said and prints its id.
func (a *app) said(ctx context.Context, s engine, c correction.Correction) error {
	if err := correction.Check(&c); err != nil {
		return err
	}
	c, err := correction.Make(c)
	if err != nil {
		return err
	}
	if err := s.Correct(ctx, []correction.Correction{c}); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, c.ID)
	return err
}

// correctionID returns the id of the one correction that begins with prefix,
// "" when there is none or several.
func correctionID(list []correction.Correction, prefix string) string {
	found := ""
	for _, c := range list {
		switch {
		case c.ID == prefix:
			return c.ID
		case strings.HasPrefix(c.ID, prefix) && found != "":
			return ""
		case strings.HasPrefix(c.ID, prefix):
			found = c.ID
		}
	}
	return found
}

func (a *app) fixListCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what people said of the record, and what still applies",
		Long: `List prints all corrections in the order in which they were made, those that were
undone too: who, when, why, of which words, and whether each applies to the record
as it is.`,
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			s, err := a.keptStore(cmd.Context())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return a.fixList(cmd.Context(), s, &f)
		},
	}
	f.addFormat(cmd)
	return cmd
}

// fixItem is a row of fix list in JSON.
type fixItem struct {
	correction.Correction
	State string `json:"state"`
}

func (a *app) fixList(ctx context.Context, s engine, f *filterFlags) error {
	all, err := s.Corrections(ctx)
	if err != nil {
		return err
	}
	states, err := fixStates(ctx, s, all)
	if err != nil {
		return err
	}
	l := a.list(f, columnsOf{
		table: []string{"id", "at", "by", "kind", "of", "state", "why", "words"},
		csv:   []string{"id", "at", "by", "why", "kind", "of", "words", "value", "undoes", "state"},
	})
	for i, c := range all {
		if f.limit > 0 && i == f.limit {
			break
		}
		var of, words []string
		for _, x := range c.Anchors {
			of = append(of, x.String())
			if x.Exact != "" {
				words = append(words, "“"+x.Exact+"”")
			}
		}
		if c.Kind == correction.Bounds {
			of = of[:1]
		}
		told := strings.Join(words, " / ")
		switch {
		case c.Kind == correction.Topic && len(c.Words) == 0:
			told = c.Value + ", no longer"
		case c.Kind == correction.Topic:
			told = c.Value + ": " + strings.Join(c.Words, ", ")
		case c.Value != "":
			told += " → " + c.Value
		case c.Kind == correction.Who || c.Kind == correction.Whom:
			told += " → " + cmp.Or(strings.Join(c.Words, "; "), "nobody")
		}
		cells := map[string]string{
			"id": c.ID, "at": c.At.Format(time.RFC3339), "by": c.By, "why": c.Why, "kind": c.Kind, "of": strings.Join(of, " ") + c.Undoes,
			"words": told, "value": c.Value, "undoes": c.Undoes, "state": states[c.ID],
		}
		err := l.row(fixItem{c, states[c.ID]}, cells, func() block {
			return block{
				date: c.At.Format("2006-01-02"), head: c.Kind + " " + cells["of"], lead: states[c.ID], words: told,
				foot: []string{c.By, c.Why, c.ID},
			}
		})
		if err != nil {
			return err
		}
	}
	return l.end()
}

// fixStates says of each correction whether it applies to the record as it is.
func fixStates(ctx context.Context, s engine, all []correction.Correction) (map[string]string, error) {
	line, failed := lines(ctx, s)
	return correction.States(all, line), *failed
}
