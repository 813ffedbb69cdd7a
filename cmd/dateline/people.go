package main

import (
	"slices"
	"strconv"
	"strings"

	"dateline/language/translit"
	"dateline/record"
	"dateline/store"
)

// capacity tells a role with the days between which it was seen.
func capacity(c record.Capacity) string {
	s := c.Role
	if c.From != nil {
		from, to := day(record.Stamp{Time: c.From}), day(record.Stamp{Time: c.To})
		if s += " (" + from; to != from {
			s += " to " + to
		}
		s += ")"
	}
	return s
}

func (a *app) people(f *filterFlags, t together, asked string) error {
	l := a.list(f, columnsOf{
		table: []string{"reports", "kind", "actor", "names", "roles"},
		csv:   []string{"name", "kind", "names", "roles", "reports", "actor", "mark"},
	})
	list := slices.Clone(t.Actors)
	slices.SortStableFunc(list, func(p, q record.Identity) int { return len(q.Members) - len(p.Members) })
	for _, id := range list {
		if asked != "" && !memberOf(id, asked) && !slices.ContainsFunc(id.Names, func(n string) bool { return translit.Names(asked, n) != translit.Apart }) {
			continue
		}
		if f.limit > 0 && l.rows == f.limit {
			break
		}
		var told []string
		for _, c := range id.Roles {
			told = append(told, capacity(c))
		}
		cells := map[string]string{
			"name": id.Names[0], "names": strings.Join(id.Names, "; "), "roles": strings.Join(told, "; "),
			"kind": id.Kind, "reports": strconv.Itoa(len(id.Members)), "actor": id.ID, "mark": marks(record.Report{}, id.Corrections),
		}
		if cells["mark"] != "" {
			cells["roles"] = strings.TrimPrefix(cells["roles"]+" ("+cells["mark"]+")", " ")
		}
		err := l.row(id, cells, func() block {
			return block{head: strings.Join(id.Names, "; "), words: strings.Join(told, "; "), foot: []string{cells["reports"] + " reports", id.ID, cells["mark"]}}
		})
		if err != nil {
			return err
		}
	}
	return l.end()
}

// memberOf reports whether ref names an actor, or one report's actor that is
// it: an id that was made from another first member still leads to it.
func memberOf(id record.Identity, ref string) bool {
	return ref == id.ID || slices.ContainsFunc(id.Members, func(m record.Member) bool { return ref == m.Report+"."+m.Actor })
}

func (a *app) compare(f *filterFlags, t together, id string) error {
	l := a.list(f, t.marked(columnsOf{
		table: []string{"date", "speaker", "outlet", "statement", "difference", "words"},
		csv:   []string{"date", "speaker", "kind", "outlet", "title", "statement", "difference", "words", "location", "pointer", "source_start", "source_end", "mark"},
	}))
	for _, u := range t.Utterances {
		if !slices.Contains(u.Statements, id) {
			continue
		}
		for _, s := range u.Statements {
			row, ok := t.statement(s)
			if !ok || f.limit > 0 && l.rows >= f.limit {
				continue
			}
			drift := []record.Drift{}
			var told []string
			for _, d := range u.Drift {
				if d.Statement == s {
					drift = append(drift, d)
					told = append(told, driftWords(d))
				}
			}
			cells := statementCells(row)
			if m := marks(record.Report{}, u.Corrections); m != "" {
				told = append(told, m)
			}
			cells["difference"] = strings.Join(told, "; ")
			item := struct {
				Statement record.Statement `json:"statement"`
				Drift     []record.Drift   `json:"drift"`
				Report    reportReference  `json:"report"`
			}{row.Statement, drift, reference(row.Report)}
			err := l.row(item, cells, func() block {
				b := statementBlock(row)
				b.foot = append(told, b.foot...)
				return b
			})
			if err != nil {
				return err
			}
		}
	}
	if l.rows == 0 {
		if _, ok := t.statement(id); !ok {
			a.tell("there is no statement %q in the record", id)
		}
	}
	return l.end()
}

// statement returns the statement with this id.
func (t together) statement(id string) (store.StatementRow, bool) {
	at := strings.LastIndexByte(id, '.')
	if at < 0 {
		return store.StatementRow{}, false
	}
	line := t.line(id[:at])
	if line == nil {
		return store.StatementRow{}, false
	}
	i := slices.IndexFunc(line.Statements, func(s record.Statement) bool { return s.ID == id })
	if i < 0 {
		return store.StatementRow{}, false
	}
	return store.StatementRow{Statement: line.Statements[i], Report: line.Report}, true
}

// driftWords tells one place at which a wording differs.
func driftWords(d record.Drift) string {
	switch {
	case d.From == nil:
		return d.Kind + ": +“" + d.To.Exact + "”"
	case d.To == nil:
		return d.Kind + ": −“" + d.From.Exact + "”"
	}
	return d.Kind + ": “" + d.From.Exact + "” → “" + d.To.Exact + "”"
}
