package sqlite

import (
	"context"
	"math"
	"strings"

	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
	"dateline/store/query"
)

// search is a query as conditions on SQLite's tables.
type search struct {
	where []string
	args  []any

	probe bool // the order of reports leads, and words are looked for in one after the other

	reportHas, reportLacks       []string // expressions of FTS5 on report_words
	statementHas, statementLacks []string // on statement_words, or the words of another part

	grades []grade
}

// grade is a condition on the grade of a part.
type grade struct {
	name string // as the record has it
	not  bool
}

// compile sorts out the conditions of q. In lists of parts the words of q are
// those of the parts, else those of reports.
func compile(q query.Query, parts bool) (*search, error) {
	c := &search{}
	for _, t := range q.Terms {
		switch {
		case len(t.Words) == 0:
		case parts:
			c.statement("said", t.Words, t.Not)
		default:
			c.report("{title body}", t.Words, t.Not)
		}
	}
	for _, f := range q.Fields {
		valid, err := query.NewField(f.Name, f.Value)
		if err != nil {
			return nil, err
		}
		switch f.Name {
		case "speaker", "kind", "cue":
			c.statement(f.Name, valid.Words, f.Not)
		case "type", "track":
			c.statement("kind", valid.Words, f.Not)
		case "grade":
			name := valid.Value
			if name == "check" {
				name = "to check"
			}
			c.grades = append(c.grades, grade{name, f.Not})
		case "about":
			c.report("names", valid.Words, f.Not)
		case "place":
			c.report("places", valid.Words, f.Not)
		case "outlet":
			c.report("outlet", valid.Words, f.Not)
		case "after", "before":
			c.day(valid, f.Not)
		}
	}
	return c, nil
}

func (c *search) report(column string, words []string, not bool) {
	expr := column + " : " + quoted(words)
	if not {
		c.reportLacks = append(c.reportLacks, expr)
	} else {
		c.reportHas = append(c.reportHas, expr)
	}
}

func (c *search) statement(column string, words []string, not bool) {
	expr := column + " : " + quoted(words)
	if not {
		c.statementLacks = append(c.statementLacks, expr)
	} else {
		c.statementHas = append(c.statementHas, expr)
	}
}

func (c *search) day(f query.Field, not bool) {
	day, _ := f.Day() // valid
	from := f.Name == "after"
	switch {
	case from && !not:
		c.add("r.day >= ?", day)
		c.add("r.rank <= ?", index.RankFrom(day)) // for the index
	case !from && !not:
		c.add("r.day < ?", day)
		c.add("r.rank >= ?", index.RankBefore(day))
	case from:
		c.add("(r.day IS NULL OR r.day < ?)", day)
	default:
		c.add("(r.day IS NULL OR r.day >= ?)", day)
	}
}

func (c *search) add(condition string, args ...any) {
	c.where = append(c.where, condition)
	c.args = append(c.args, args...)
}

// matching adds a condition on the words of an FTS5 table, if there are any:
// one that must match, or one that must not.
func (c *search) matching(condition string, exprs []string, operator string) {
	if len(exprs) > 0 {
		c.add(condition, strings.Join(exprs, operator))
	}
}

// graded adds what is asked of the grade of one of the rows that from gives.
func (c *search) graded(from string) {
	for _, g := range c.grades {
		has := "EXISTS"
		if g.not {
			has = "NOT EXISTS"
		}
		c.add(has+" (SELECT 1 "+from+" AND g.grade = ?)", g.name)
	}
}

// inString makes of a word what can stand inside a string of FTS5, which a
// NUL would end.
var inString = strings.NewReplacer(`"`, `""`, "\x00", "\ufffd")

// quoted writes words as a phrase of FTS5.
func quoted(words []string) string {
	return `"` + inString.Replace(strings.Join(words, " ")) + `"`
}

// reports adds what q asks of reports r.
func (c *search) reports() {
	if c.probe {
		c.matching("EXISTS (SELECT 1 FROM report_words WHERE report_words MATCH ? AND rowid = r.n)", c.reportHas, " AND ")
		c.matching("NOT EXISTS (SELECT 1 FROM report_words WHERE report_words MATCH ? AND rowid = r.n)", c.reportLacks, " OR ")
		return
	}
	c.matching("r.n IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", c.reportHas, " AND ")
	c.matching("r.n NOT IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", c.reportLacks, " OR ")
}

// clause returns the WHERE clause.
func (c *search) clause() string {
	if len(c.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.where, " AND ")
}

// reportNumbers returns the numbers of the reports that answer q, in the
// order of lists.
func (s *Store) reportNumbers(ctx context.Context, tx asker, q query.Query, p store.Page) ([]int64, error) {
	probe, err := s.frequent(ctx, tx, q, p)
	if err != nil {
		return nil, err
	}
	c, err := reportSearch(q, probe)
	if err != nil {
		return nil, err
	}
	if p.Cursor != "" {
		at, err := index.ParseCursor(p.Cursor)
		if err != nil {
			return nil, store.ErrCursor
		}
		c.add("(r.rank, r.id) > (?, ?)", at.Rank, at.ID)
	}
	return numbers(ctx, tx, `SELECT r.n FROM report r`+c.clause()+` ORDER BY r.rank, r.id LIMIT ?`, append(c.args, limit(p))...)
}

// probeCost is how many hits can be found, all in one go, in the time that one
// report is looked into; measured with lab/load at 30,000 reports.
const probeCost = 333

// frequent reports whether so many reports have the words of q that a page of
// them is sooner found by looking into one report after the other, in the order
// of lists, than by finding them all and sorting.
//
// Of N reports with H hits among them a page of L takes about L·N/H looks. All
// hits take H, so with a look at the cost C it pays from H² = C·L·N on.
func (s *Store) frequent(ctx context.Context, tx asker, q query.Query, p store.Page) (bool, error) {
	c, err := compile(q, false)
	if err != nil || p.Limit <= 0 || len(c.reportHas) == 0 {
		return false, err
	}
	last, err := numbers(ctx, tx, `SELECT coalesce(max(n), 0) FROM report`) // about how many there are
	if err != nil {
		return false, err
	}
	many := int64(math.Sqrt(float64(s.probeCost) * float64(p.Limit) * float64(last[0])))
	if many > last[0] {
		return false, nil
	}
	found, err := numbers(ctx, tx, `SELECT count(*) FROM (SELECT 1 FROM report_words WHERE report_words MATCH ? LIMIT ?)`,
		strings.Join(c.reportHas, " AND "), many)
	return err == nil && found[0] >= many, err
}

// reportSearch returns q as conditions on reports r.
func reportSearch(q query.Query, probe bool) (*search, error) {
	c, err := compile(q, false)
	if err != nil {
		return nil, err
	}
	c.probe = probe
	c.reports()
	c.matching("r.n IN (SELECT rowid >> 24 FROM statement_words WHERE statement_words MATCH ?)", c.statementHas, " AND ")
	c.matching("r.n NOT IN (SELECT rowid >> 24 FROM statement_words WHERE statement_words MATCH ?)", c.statementLacks, " OR ")
	c.graded("FROM statement g WHERE g.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215")
	return c, nil
}

// partSearch returns q as a FROM clause that gives r, a report, and s, a row
// numbered as its part, and the conditions on them. Where words are asked for,
// the index of words leads; else the order of reports does.
func partSearch(k *pack.Table, q query.Query) (from, n string, c *search, err error) {
	c, err = compile(q, true)
	if err != nil {
		return "", "", nil, err
	}
	words := k.Name + "_words"
	from, n = ` FROM report r CROSS JOIN `+k.Name+` s ON s.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215`, "s.n"
	if len(c.statementHas) > 0 {
		from, n = ` FROM `+words+` JOIN report r ON r.n = `+words+`.rowid >> 24`, words+".rowid"
		c.matching(words+" MATCH ?", c.statementHas, " AND ")
	}
	c.matching(n+" NOT IN (SELECT rowid FROM "+words+" WHERE "+words+" MATCH ?)", c.statementLacks, " OR ")
	c.graded("FROM " + k.Graded() + " g WHERE g.n = " + n)
	c.reports()
	return from, n, c, nil
}

// partNumbers returns the numbers of the parts that answer q, in the order of
// lists.
func partNumbers(ctx context.Context, tx asker, k *pack.Table, q query.Query, p store.Page) ([]int64, error) {
	from, n, c, err := partSearch(k, q)
	if err != nil {
		return nil, err
	}
	if p.Cursor != "" {
		at, err := index.ParseCursor(p.Cursor)
		if err != nil {
			return nil, store.ErrCursor
		}
		c.add("(r.rank, r.id) >= (?, ?)", at.Rank, at.ID) // for the index
		c.add("(r.rank, r.id, "+n+" & 16777215) > (?, ?, ?)", at.Rank, at.ID, at.Ord)
	}
	return numbers(ctx, tx, `SELECT `+n+from+c.clause()+` ORDER BY r.rank, r.id, `+n+` LIMIT ?`, append(c.args, limit(p))...)
}

// limit returns the limit of p as SQLite has it.
func limit(p store.Page) int {
	if p.Limit <= 0 {
		return -1
	}
	return p.Limit
}
