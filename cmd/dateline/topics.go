package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"dateline/correction"
	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

func (a *app) topicsCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "topics",
		Short: "List what positions are about, and set the record's own topics",
		Long: `Topics lists the topics of the record with how many positions and holders each
has. A record begins with a list for talks and conflicts of any region; set adds
one or gives one other words, drop takes one out. Both stand in fix list, and
fix undo takes them back.

A position is on a topic if its words have one of the topic's. A word stands for
all words that begin with it (sanction: sanctions), with a full stop at its end
for itself alone (aid. is not an aide), and words in quotation marks of the shell
for the same ones after another ("prisoner of war"). A name stands for whoever
the report calls so, also where the words are "him".`,
		Example: `  dateline topics
  dateline topics set "The Arda four" "Mara Dvorin" "Oto Brandl" hostage
  dateline topics drop Energy`,
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.topics(cmd.Context(), &f) },
	}
	f.addFormat(cmd)
	cmd.AddCommand(a.setTopicCommand(), a.dropTopicCommand())
	return cmd
}

func (a *app) setTopicCommand() *cobra.Command {
	var f fixFlags
	var file string
	cmd := &cobra.Command{
		Use:   "set NAME [WORD…]",
		Short: "Add a topic, or give one other words",
		Example: `  dateline topics set Fisheries herring "cod quota" trawler
  dateline topics set "Detained abroad" --file names.txt`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			words := args[1:]
			if file != "" {
				more, err := a.wordsIn(file)
				if err != nil {
					return err
				}
				words = append(words, more...)
			}
			if len(words) == 0 {
				return errors.New("a topic needs words, or a --file of them (topics drop takes one out)")
			}
			return a.setTopic(cmd.Context(), &f, args[0], words)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&file, "file", "", "a `file` of further words or names, one a line; - is standard input")
	return cmd
}

func (a *app) dropTopicCommand() *cobra.Command {
	var f fixFlags
	cmd := &cobra.Command{
		Use:               "drop NAME",
		Short:             "Take a topic out",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.setTopic(cmd.Context(), &f, args[0], nil) },
	}
	f.add(cmd)
	return cmd
}

// wordsIn reads words, one a line; empty lines and those that begin with # are
// passed over.
func (a *app) wordsIn(file string) ([]string, error) {
	var data []byte
	var err error
	if file == "-" {
		data, err = io.ReadAll(a.stdin)
	} else {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s: not UTF-8", file)
	}
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out, nil
}

// add adds the flags of what needs no reason.
func (f *fixFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.who, "who", "", "the `name` of who makes it (default $USER)")
	cmd.Flags().StringVar(&f.why, "why", "", "why, in a few `words`")
}

// setTopic keeps a topic; without words it is taken out.
func (a *app) setTopic(ctx context.Context, f *fixFlags, name string, words []string) (err error) {
	if err := position.CheckTopic(name, words); err != nil {
		return err
	}
	s, err := a.saying(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if len(words) == 0 {
		list, err := topicsOf(ctx, s)
		if err != nil {
			return err
		}
		if position.Find(list, name) < 0 {
			a.tell("there is no topic %q in the record (see dateline topics)", name)
			return exitNothing
		}
	}
	return a.said(ctx, s, correction.Correction{At: time.Now(), By: f.who, Why: f.why, Kind: correction.Topic, Value: name, Words: words})
}

// topicsOf returns the topics of a record.
func topicsOf(ctx context.Context, s store.Corrections) ([]position.Topic, error) {
	all, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	return position.Topics(correction.Active(all)), nil
}

// topicItem is a row of topics in JSON.
type topicItem struct {
	position.Topic
	position.Count
}

func (a *app) topics(ctx context.Context, f *filterFlags) (err error) {
	s, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b, topics, err := a.book(ctx, s, nil, nil)
	if err != nil {
		return err
	}
	l := a.list(f, columnsOf{
		table: []string{"positions", "holders", "topic", "set_by", "words"},
		csv:   []string{"topic", "positions", "holders", "words", "set_by", "correction"},
	})
	counts := b.Counts()
	for i, t := range topics {
		if f.limit > 0 && i == f.limit {
			break
		}
		cells := map[string]string{
			"topic": t.Name, "positions": strconv.Itoa(counts[i].Positions), "holders": strconv.Itoa(counts[i].Holders),
			"words": strings.Join(t.Words, ", "), "set_by": t.By, "correction": t.Set,
		}
		err := l.row(topicItem{t, counts[i]}, cells, func() block {
			by := ""
			if t.By != "" {
				by = "set by " + t.By
			}
			return block{
				head: t.Name, lead: count(counts[i].Positions, "position") + " of " + count(counts[i].Holders, "holder"),
				words: strings.Join(t.Words, ", "), foot: []string{by, t.Set},
			}
		})
		if err != nil {
			return err
		}
	}
	if l.format == "table" {
		none := counts[len(topics)]
		a.note("%s of %s on none of them", count(none.Positions, "position"), count(none.Holders, "holder"))
		a.noteUnnamed(b)
	}
	return l.end()
}

// noteUnnamed tells what a book left out.
func (a *app) noteUnnamed(b *position.Book) {
	if b.Unnamed > 0 {
		a.note("%s left out whose holder the report does not name", count(b.Unnamed, "position"))
	}
}

// book gathers the positions of the record that are wanted, by id; all if that
// is nil. only narrows it to some of its topics.
func (a *app) book(ctx context.Context, s engine, wanted map[string]bool, only []string) (*position.Book, []position.Topic, error) {
	t, err := a.together(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	topics, err := topicsOf(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	if topics, err = chosen(topics, only); err != nil {
		return nil, nil, err
	}
	judged, err := judgements(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	b := position.NewBook(&t.Relations, topics, judged)
	b.OnTopics = len(only) > 0
	for l, err := range s.Lines(ctx, query.Query{}) {
		if err != nil {
			return nil, nil, err
		}
		b.Add(&l, func(p *record.Position) bool { return wanted == nil || wanted[p.ID] })
	}
	return b, topics, nil
}

// judgements returns the verdicts of people on positions of the record.
func judgements(ctx context.Context, s engine) ([]correction.Judged, error) {
	all, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	if x, ok := s.(shown); ok {
		s = x.kept
	}
	line, failed := lines(ctx, s)
	judged, _ := correction.Judgements(correction.Active(all), line)
	return judged, *failed
}

// chosen returns the topics of these names; all of them if there are none.
func chosen(topics []position.Topic, names []string) ([]position.Topic, error) {
	if len(names) == 0 {
		return topics, nil
	}
	var out []position.Topic
	for _, n := range names {
		i := position.Find(topics, n)
		if i < 0 {
			var have []string
			for _, t := range topics {
				have = append(have, t.Name)
			}
			return nil, fmt.Errorf("there is no topic %q in the record, but %s", n, strings.Join(have, ", "))
		}
		if position.Find(out, n) < 0 {
			out = append(out, topics[i])
		}
	}
	slices.SortFunc(out, func(a, b position.Topic) int { return position.Find(topics, a.Name) - position.Find(topics, b.Name) })
	return out, nil
}
