package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
	"dateline/store/query"
)

// search is a query as conditions on PostgreSQL's tables.
type search struct {
	where []string
	args  []any

	reportHas, reportLacks terms // on report_words
	partHas, partLacks     terms // on the words of a part

	grades []grade
}

// grade is a condition on the grade of a part.
type grade struct {
	name string // as the record has it
	not  bool
}

// terms are words and phrases as expressions of tsquery.
type terms struct {
	exprs [][]string // of each term; all of one must match
	never bool       // one of them cannot match
}

func (t *terms) add(letter string, words []string) {
	exprs := phrases(letter, words)
	if len(exprs) == 0 {
		t.never = true
	}
	t.exprs = append(t.exprs, exprs)
}

// compile sorts out the conditions of q. In lists of parts the words of q are
// those of the parts, else those of reports.
func compile(q query.Query, parts bool) (*search, error) {
	c := &search{}
	on := func(has, lacks *terms, letter string, words []string, not bool) {
		if not {
			lacks.add(letter, words)
		} else {
			has.add(letter, words)
		}
	}
	part := func(letter string, words []string, not bool) { on(&c.partHas, &c.partLacks, letter, words, not) }
	report := func(letter string, words []string, not bool) { on(&c.reportHas, &c.reportLacks, letter, words, not) }
	for _, t := range q.Terms {
		switch {
		case len(t.Words) == 0:
		case parts:
			part(ofText, t.Words, t.Not)
		default:
			report(ofText, t.Words, t.Not)
		}
	}
	for _, f := range q.Fields {
		valid, err := query.NewField(f.Name, f.Value)
		if err != nil {
			return nil, err
		}
		switch f.Name {
		case "speaker":
			part(ofSpeaker, valid.Words, f.Not)
		case "kind", "type", "track":
			part(ofKind, valid.Words, f.Not)
		case "cue":
			part(ofCue, valid.Words, f.Not)
		case "grade":
			name := valid.Value
			if name == "check" {
				name = "to check"
			}
			c.grades = append(c.grades, grade{name, f.Not})
		case "about":
			report(ofNames, valid.Words, f.Not)
		case "place":
			report(ofPlaces, valid.Words, f.Not)
		case "outlet":
			report(ofOutlet, valid.Words, f.Not)
		case "after", "before":
			c.day(valid, f.Not)
		}
	}
	return c, nil
}

func (c *search) day(f query.Field, not bool) {
	day, _ := f.Day() // valid
	from := f.Name == "after"
	switch {
	case from && !not:
		c.add("r.day >= %s", day)
		c.add("r.rank <= %s", index.RankFrom(day)) // for the index
	case !from && !not:
		c.add("r.day < %s", day)
		c.add("r.rank >= %s", index.RankBefore(day))
	case from:
		c.add("(r.day IS NULL OR r.day < %s)", day)
	default:
		c.add("(r.day IS NULL OR r.day >= %s)", day)
	}
}

// add adds a condition, in which %s stands for the arguments.
func (c *search) add(condition string, args ...any) {
	marks := make([]any, len(args))
	for i, a := range args {
		marks[i] = c.arg(a)
	}
	c.where = append(c.where, fmt.Sprintf(condition, marks...))
}

// arg adds an argument and returns its mark.
func (c *search) arg(a any) string {
	c.args = append(c.args, a)
	return fmt.Sprintf("$%d", len(c.args))
}

// separately is how many terms are joined one by one. Of each join the planner
// decides whether the index of words leads or the order of reports; of too many
// it cannot.
const separately = 5

// matches returns conditions that all of t match in a table of words under the
// number n. Each is by itself, since the terms may stand in different rows of
// a long text.
func (c *search) matches(table, n string, t terms) []string {
	if t.never {
		return []string{"false"}
	}
	var all, out []string
	for _, e := range t.exprs {
		all = append(all, e...)
	}
	for _, e := range all[:min(len(all), separately)] {
		out = append(out, n+" IN (SELECT m.n FROM "+table+" m WHERE m.words @@ "+c.tsquery(e)+")")
	}
	if len(all) > separately {
		out = append(out, "NOT EXISTS (SELECT 1 FROM unnest("+c.arg(all[separately:])+
			"::text[]) e WHERE NOT EXISTS (SELECT 1 FROM "+table+" x WHERE x.n = "+n+" AND x.words @@ e::tsquery))")
	}
	return out
}

// having returns a SELECT of the numbers n under which all of t match in a
// table of words.
func (c *search) having(table string, t terms) string {
	sql := "SELECT w.n FROM " + table + " w WHERE "
	if t.never {
		return sql + "false"
	}
	rest := terms{exprs: slices.Clone(t.exprs)}
	first := rest.exprs[0][0]
	rest.exprs[0] = rest.exprs[0][1:]
	return sql + strings.Join(append([]string{"w.words @@ " + c.tsquery(first)}, c.matches(table, "w.n", rest)...), " AND ")
}

func (c *search) tsquery(expr string) string { return c.arg(expr) + "::text::tsquery" }

// lacking adds that none of t matches in a table of words under n, or under a
// number that shift makes n.
func (c *search) lacking(table, shift, n string, t terms) {
	for _, exprs := range t.exprs {
		if len(exprs) == 0 {
			continue // it never matches
		}
		var one terms
		one.exprs = [][]string{exprs}
		c.where = append(c.where, "NOT EXISTS (SELECT 1 FROM ("+c.having(table, one)+") l WHERE l.n"+shift+" = "+n+")")
	}
}

// reports adds what q asks of the words of reports r.
func (c *search) reports() {
	if len(c.reportHas.exprs) > 0 {
		c.where = append(c.where, c.matches("report_words", "r.n", c.reportHas)...)
	}
	c.lacking("report_words", "", "r.n", c.reportLacks)
}

// graded adds what is asked of the grade of one of the rows that from gives.
func (c *search) graded(from string) {
	for _, g := range c.grades {
		has := "EXISTS"
		if g.not {
			has = "NOT EXISTS"
		}
		c.add(has+" (SELECT 1 "+from+" AND g.grade = %s)", g.name)
	}
}

// clause returns the WHERE clause.
func (c *search) clause() string {
	if len(c.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.where, " AND ")
}

// reportSearch returns q as conditions on reports r.
func reportSearch(q query.Query) (*search, error) {
	c, err := compile(q, false)
	if err != nil {
		return nil, err
	}
	c.reports()
	if len(c.partHas.exprs) > 0 {
		c.where = append(c.where, "r.n IN (SELECT h.n >> 24 FROM ("+c.having("statement_words", c.partHas)+") h)")
	}
	c.lacking("statement_words", " >> 24", "r.n", c.partLacks)
	c.graded("FROM statement g WHERE g.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215")
	return c, nil
}

// reportNumbers returns the numbers of the reports that answer q, in the
// order of lists.
func reportNumbers(ctx context.Context, tx asker, q query.Query, p store.Page) ([]int64, error) {
	c, err := reportSearch(q)
	if err != nil {
		return nil, err
	}
	if p.Cursor != "" {
		at, err := cursor(p.Cursor)
		if err != nil {
			return nil, err
		}
		c.add("(r.rank, r.id) > (%s, %s)", at.Rank, at.ID)
	}
	return numbers(ctx, tx, `SELECT r.n FROM report r`+c.clause()+` ORDER BY r.rank, r.id`+c.limit(p), c.args...)
}

// partSearch returns q as a FROM clause that gives r, a report, and s.n, the
// number of a part, and the conditions on them. Where words are asked for, the
// index of words leads; else the order of reports does.
func partSearch(k *pack.Table, q query.Query) (from string, c *search, err error) {
	c, err = compile(q, true)
	if err != nil {
		return "", nil, err
	}
	words := k.Name + "_words"
	if len(c.partHas.exprs) > 0 {
		from = ` FROM (SELECT DISTINCT h.n FROM (` + c.having(words, c.partHas) + `) h) s JOIN report r ON r.n = s.n >> 24`
	} else {
		from = ` FROM report r CROSS JOIN LATERAL (SELECT t.n FROM ` + k.Name + ` t WHERE t.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215) s`
	}
	c.lacking(words, "", "s.n", c.partLacks)
	c.graded("FROM " + k.Graded() + " g WHERE g.n = s.n")
	c.reports()
	return from, c, nil
}

// partNumbers returns the numbers of the parts that answer q, in the order of
// lists.
func partNumbers(ctx context.Context, tx asker, k *pack.Table, q query.Query, p store.Page) ([]int64, error) {
	from, c, err := partSearch(k, q)
	if err != nil {
		return nil, err
	}
	if p.Cursor != "" {
		at, err := cursor(p.Cursor)
		if err != nil {
			return nil, err
		}
		c.add("(r.rank, r.id) >= (%s, %s)", at.Rank, at.ID) // for the index
		c.add("(r.rank, r.id, s.n & 16777215) > (%s, %s, %s)", at.Rank, at.ID, int64(at.Ord))
	}
	return numbers(ctx, tx, `SELECT s.n`+from+c.clause()+` ORDER BY r.rank, r.id, s.n`+c.limit(p), c.args...)
}

// cursor parses a cursor, which is somebody's input.
func cursor(s string) (index.Cursor, error) {
	at, err := index.ParseCursor(s)
	if err != nil || clean(at.ID) != at.ID {
		return index.Cursor{}, store.ErrCursor
	}
	return at, nil
}

// limit returns the LIMIT clause of p.
func (c *search) limit(p store.Page) string {
	if p.Limit <= 0 {
		return ""
	}
	return " LIMIT " + c.arg(p.Limit)
}

// numbers returns the numbers that a query gives.
func numbers(ctx context.Context, tx asker, sql string, args ...any) ([]int64, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}
