package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/language/translit"
	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
	"dateline/story"
	"dateline/text"
)

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify WORDS",
		Short: "Tell whether words were said, by whom, and in whose wording",
		Long: `Verify looks for words in what the record's reports put into somebody's mouth:

  verbatim          letter by letter inside quotation marks
  trimmed           a quotation that has more words between them
  differing         a quotation in which words differ; two translations may
  told, unquoted    letter by letter, but in the reporter's own sentence
  paraphrase only   the same in other words
  said by another   any of these, but of somebody else than --by names

Letters' case and quotation marks are no difference. Each line names who is said
to have said it, the outlet and where it is written. A likeness never passes for
verbatim. Then come the reports whose text has the words where nobody is found to
say them:

  in the text of REPORT, not analysed   its speech is not read, as of a language
                                        that is not analysed
  in the text of REPORT, said by nobody

The exit code is 0 when the words were found in one of these ways, 1 when they
were not.`,
		Example: `  dateline verify "two sides of the same coin"
  dateline verify "we will not negotiate under threats" --by Dvorin`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.verify(cmd.Context(), &f, strings.Join(args, " "))
		},
	}
	cmd.Flags().StringVar(&f.by, "by", "", "who is said to have said it: a `name`")
	f.addFormat(cmd)
	return cmd
}

type verifyFlags struct {
	by string
	filterFlags
}

// addFormat adds only the flags that say how a list is printed.
func (f *filterFlags) addFormat(cmd *cobra.Command) {
	f.format = choice{value: "table", allowed: []string{"table", "json", "jsonl", "csv"}}
	cmd.Flags().IntVar(&f.limit, "limit", 0, "print at most this `number` (default: all)")
	cmd.Flags().Var(&f.format, "format", "`format`: table, json, jsonl or csv")
	f.format.complete(cmd, "format")
}

// found is a statement that answers verify.
type found struct {
	store.StatementRow
	verdict     string
	differences []story.Difference
	rank        int
}

// What verify asks of the store: the words in a row, then its rarest words by
// twos.
const (
	rareWords   = 4
	rowsForPair = 60
)

func (a *app) verify(ctx context.Context, f *verifyFlags, words string) (err error) {
	if f.limit < 0 {
		return errors.New("--limit must not be below 0")
	}
	s, err := a.haveStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	m := story.NewMatcher()
	rows, err := candidates(ctx, s, m, words)
	if err != nil {
		return err
	}
	var out []found
	for _, r := range rows {
		v, diff := m.Verify(words, &r.Statement)
		if v == story.Unrelated {
			continue
		}
		x := found{StatementRow: r, verdict: string(v), differences: diff, rank: slices.Index(verdicts, v)}
		by, err := named(ctx, s, f.by, &r)
		if err != nil {
			return err
		}
		if !by {
			x.verdict = "said by another: " + x.verdict
			x.rank += len(verdicts)
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(p, q found) int { return cmp.Compare(p.rank, q.rank) })
	if f.limit > 0 {
		out = out[:min(len(out), f.limit)]
	}
	l := a.list(&f.filterFlags, a.marked(ctx, s, verdictColumns))
	for _, x := range out {
		if err := l.row(verdictItem(x), verdictCells(x), func() block { return verdictBlock(x) }); err != nil {
			return err
		}
	}
	texts, err := unsaid(ctx, s, words, out)
	if err != nil {
		return err
	}
	for _, h := range texts {
		if f.limit > 0 && l.rows >= f.limit {
			break
		}
		v := unsaidVerdict(h)
		cells := hitCells(h)
		cells["verdict"], cells["words"], cells["language"] = v, h.Passage.Exact, value(h.Report.Language)
		if err := l.row(textItem{v, reference(h.Report), h.Passage}, cells, func() block {
			b := hitBlock(h)
			b.head = v + " · " + b.head
			return b
		}); err != nil {
			return err
		}
	}
	return l.end()
}

// unsaid returns the reports that have the words in a row in their text and
// give no statement of said.
func unsaid(ctx context.Context, s store.Store, words string, said []found) ([]store.Hit, error) {
	hits, err := s.Search(ctx, query.Query{Terms: []query.Term{{Words: query.Words(words)}}}, store.Page{})
	return slices.DeleteFunc(hits, func(h store.Hit) bool {
		return slices.ContainsFunc(said, func(x found) bool { return x.Report.ID == h.Report.ID })
	}), err
}

// unsaidVerdict says where words stand that nobody is found to say.
func unsaidVerdict(h store.Hit) string {
	if len(h.NotAnalysed) > 0 {
		return "in the text of " + h.Report.ID + ", not analysed"
	}
	return "in the text of " + h.Report.ID + ", said by nobody"
}

// textItem is a row of verify in JSON that is no statement.
type textItem struct {
	Verdict string          `json:"verdict"`
	Report  reportReference `json:"report"`
	Passage record.Span     `json:"passage"`
}

// verdicts in the order in which they are printed.
var verdicts = []story.Verdict{story.Verbatim, story.Shortened, story.Differing, story.Told, story.Meaning}

// candidates returns the statements that may hold the words.
func candidates(ctx context.Context, s store.Store, m *story.Matcher, words string) ([]store.StatementRow, error) {
	var asked []query.Query
	var phrase []string
	for w := range text.Words(words) {
		phrase = append(phrase, w)
	}
	if len(phrase) == 0 {
		return nil, errors.New("there is no word to look for")
	}
	asked = append(asked, query.Query{Terms: []query.Term{{Words: phrase}}})
	rare := m.Rare(words, rareWords)
	for i, x := range rare {
		for _, y := range rare[i+1:] {
			asked = append(asked, query.Query{Terms: []query.Term{{Words: []string{x}}, {Words: []string{y}}}})
		}
	}
	if len(rare) == 1 {
		asked = append(asked, query.Query{Terms: []query.Term{{Words: rare[:1]}}})
	}
	var out []store.StatementRow
	seen := map[string]bool{}
	for i, q := range asked {
		page := store.Page{Limit: rowsForPair}
		if i == 0 {
			page.Limit = 0 // every verbatim one
		}
		rows, err := s.Statements(ctx, q, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !seen[r.Statement.ID] {
				seen[r.Statement.ID] = true
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// named reports whether a statement's speaker may be of this name, or has what
// speaker: asks for.
func named(ctx context.Context, s store.Store, by string, r *store.StatementRow) (bool, error) {
	if by == "" || r.Statement.Speaker.Name != nil && translit.Names(by, *r.Statement.Speaker.Name) != translit.Apart {
		return true, nil
	}
	f, err := query.NewField("speaker", by)
	if err != nil {
		return false, fmt.Errorf("--by %q: %s", by, reason(err))
	}
	l, err := s.Line(ctx, r.Report.ID)
	if err != nil {
		return false, err
	}
	return index.OfStatement(&r.Statement, index.ActorsOf(&l)).Answers(index.Place{}, query.Query{Fields: []query.Field{f}}), nil
}

var verdictColumns = columnsOf{
	table: []string{"verdict", "date", "speaker", "outlet", "language", "statement", "location", "pointer", "source_start", "source_end", "difference", "words"},
	csv: []string{
		"verdict", "difference", "date", "date_basis", "speaker", "role", "kind", "cue", "words", "outlet", "language", "title", "url",
		"location", "pointer", "source_start", "source_end", "report", "version", "statement", "grade", "mark",
	},
}

func verdictItem(x found) any {
	diff := make([]map[string]string, 0, len(x.differences))
	for _, d := range x.differences {
		diff = append(diff, map[string]string{"asked": d.Asked, "found": d.Found})
	}
	return struct {
		Verdict     string              `json:"verdict"`
		Differences []map[string]string `json:"differences"`
		Statement   record.Statement    `json:"statement"`
		Report      reportReference     `json:"report"`
	}{x.verdict, diff, x.Statement, reference(x.Report)}
}

func verdictCells(x found) map[string]string {
	cells := statementCells(x.StatementRow)
	cells["verdict"], cells["difference"] = x.verdict, differences(x.differences)
	cells["language"] = value(x.Report.Language)
	return cells
}

// differences writes what differs as what was asked for and what is there.
func differences(list []story.Difference) string {
	var out []string
	for _, d := range list {
		switch {
		case d.Asked == "":
			out = append(out, "+“"+d.Found+"”")
		case d.Found == "":
			out = append(out, "−“"+d.Asked+"”")
		default:
			out = append(out, "“"+d.Asked+"” → “"+d.Found+"”")
		}
	}
	return strings.Join(out, "; ")
}

func verdictBlock(x found) block {
	b := statementBlock(x.StatementRow)
	b.head = strings.TrimSpace(x.verdict + " · " + b.head)
	b.foot = append([]string{differences(x.differences)}, b.foot...)
	return b
}
