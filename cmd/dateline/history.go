package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/correction"
	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// wantedBook gathers the positions that answer q, on the topics that are asked
// for.
func (a *app) wantedBook(ctx context.Context, s engine, f *positionFlags, q query.Query) (*position.Book, error) {
	var wanted map[string]bool
	if len(q.Terms)+len(q.Fields) > 0 {
		rows, err := s.Positions(ctx, q, store.Page{})
		if err != nil {
			return nil, err
		}
		wanted = map[string]bool{}
		for _, r := range rows {
			wanted[r.Position.ID] = true
		}
	}
	b, _, err := a.book(ctx, s, wanted, f.topics)
	return b, err
}

// history lists what each holder holds on each topic over time.
func (a *app) history(ctx context.Context, s engine, f *positionFlags, q query.Query) error {
	b, err := a.wantedBook(ctx, s, f, q)
	if err != nil {
		return err
	}
	l := a.list(&f.filterFlags, columnsOf{
		table: []string{"holder", "topic", "first", "last", "reports", "kind", "position", "beside", "words"},
		csv: []string{
			"holder", "state", "topic", "saying", "first", "last", "reports", "origins", "outlets", "kind", "words", "condition", "spoken_by", "repeated_by",
			"against", "verdicts", "outlet", "title", "url", "location", "pointer", "source_start", "source_end", "report", "version", "position", "mark",
		},
	})
	for i, g := range b.History() {
		if f.limit > 0 && i == f.limit {
			break
		}
		if strings.HasPrefix(l.format, "json") {
			if err := l.row(g, nil, nil); err != nil {
				return err
			}
			continue
		}
		for n, x := range g.Sayings {
			for k, w := range x.Wordings {
				if err := l.row(nil, wordingCells(g, n, k), func() block { return wordingBlock(g, x, w, k) }); err != nil {
					return err
				}
			}
		}
	}
	a.noteUnnamed(b)
	return l.end()
}

// topicOf names the topic of a group, or the words that it has instead.
func topicOf(g position.Group) string {
	if g.Topic != nil {
		return *g.Topic
	}
	return "(" + strings.Join(g.Matter, ", ") + ")"
}

func wordingCells(g position.Group, n, k int) map[string]string {
	x := g.Sayings[n]
	w := x.Wordings[k]
	cells := positionCells(store.PositionRow{Position: w.Position, Report: reported(w.Report)})
	first, last := days(w.Seen)
	maps := map[string]string{
		"holder": g.Holder.Name, "state": value(g.Holder.State), "topic": topicOf(g), "saying": strconv.Itoa(n + 1), "first": first, "last": last,
		"reports": strconv.Itoa(reportsOf(w.Seen)), "origins": strconv.Itoa(x.Origins), "outlets": strings.Join(x.Outlets, "; "),
		"spoken_by": strings.Join(x.SpokenBy, "; "), "repeated_by": partyNames(x.Repeated),
		"against": strings.Join(againstOf(g, w), "; "), "verdicts": strings.Join(verdictsOf(g.Verdicts, w), "; "), "beside": strings.Join(beside(g, x, w, k), "; "),
	}
	for c, v := range maps {
		cells[c] = v
	}
	return cells
}

func wordingBlock(g position.Group, x position.Saying, w position.Wording, k int) block {
	first, last := days(w.Seen)
	seen := "seen in " + count(reportsOf(w.Seen), "report")
	if last != first {
		seen += ", last " + last
	}
	b := block{date: first, head: g.Holder.Name + " · " + topicOf(g), lead: w.Kind, words: w.Position.Span.Exact}
	b.foot = append(beside(g, x, w, k), seen, strings.Join(x.Outlets, ", "), place(reported(w.Report), w.Position.Span), w.Position.ID, marks(reported(w.Report), w.Position.Corrections))
	if c := w.Position.Condition; c != nil {
		b.foot = append([]string{"condition: " + c.Exact}, b.foot...)
	}
	return b
}

// beside tells what there is to say of a wording besides itself.
func beside(g position.Group, x position.Saying, w position.Wording, k int) []string {
	var out []string
	if k > 0 {
		out = append(out, "another wording of "+x.Wordings[0].Position.ID)
	}
	if k == 0 && len(x.SpokenBy) > 0 && !slices.Equal(x.SpokenBy, []string{g.Holder.Name}) {
		out = append(out, "said by "+strings.Join(x.SpokenBy, ", "))
	}
	if k == 0 && len(x.Repeated) > 0 {
		out = append(out, "also held by "+partyNames(x.Repeated))
	}
	out = append(out, againstOf(g, w)...)
	return append(out, verdictsOf(g.Verdicts, w)...)
}

// againstOf tells of what a wording stands against.
func againstOf(g position.Group, w position.Wording) []string {
	var out []string
	for _, x := range g.Against {
		other := ""
		switch w.Position.ID {
		case x.Earlier:
			other = x.Later
		case x.Later:
			other = x.Earlier
		default:
			continue
		}
		out = append(out, "stands against "+other)
	}
	return out
}

// verdictsOf tells the verdicts on a wording, against an earlier one.
func verdictsOf(list []correction.Judged, w position.Wording) []string {
	var out []string
	for _, j := range list {
		if slices.ContainsFunc(w.Seen, func(s position.Sighting) bool { return s.Position == j.Later }) {
			out = append(out, j.String())
		}
	}
	return out
}

// days are those on which a wording was first and last seen.
func days(list []position.Sighting) (first, last string) {
	for _, s := range list {
		if d := day(s.Published); d != "" {
			if first == "" {
				first = d
			}
			last = d
		}
	}
	return first, last
}

func reportsOf(list []position.Sighting) int {
	in := map[string]bool{}
	for _, s := range list {
		in[s.Report] = true
	}
	return len(in)
}

func partyNames(list []position.Party) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}

// reported is a report of which no more is known than lists say.
func reported(r record.Reference) record.Report {
	return record.Report{
		ID: r.ID, Version: r.Version, Location: r.Location, Pointer: r.Pointer, Outlet: r.Outlet, URL: r.URL, Title: r.Title,
		Published: r.Published, Language: r.Language, Retracted: r.Retracted,
	}
}

// matrixItem is a row of the matrix in JSON: cells are those that are filled.
type matrixItem struct {
	Party     position.Party   `json:"party"`
	Positions int              `json:"positions"`
	Cells     []*position.Cell `json:"cells"`
}

// matrix lists what each party holds on each topic last.
func (a *app) matrix(ctx context.Context, s engine, f *positionFlags, q query.Query) error {
	b, err := a.wantedBook(ctx, s, f, q)
	if err != nil {
		return err
	}
	m := b.Matrix()
	for i, t := range m.Topics {
		m.Topics[i] = csvCell(t) // people gave it the name
	}
	l := a.list(&f.filterFlags, columnsOf{
		table: []string{"party", "topic", "date", "kind", "holder", "outlet", "position", "before", "words"},
		csv:   append([]string{"party"}, m.Topics...),
	})
	for i, r := range m.Rows {
		if f.limit > 0 && i == f.limit {
			break
		}
		cells := slices.DeleteFunc(slices.Clone(r.Cells), func(c *position.Cell) bool { return c == nil })
		if l.format != "table" {
			grid := map[string]string{"party": r.Party.Name}
			for _, c := range cells {
				grid[csvCell(c.Topic)] = gridCell(c)
			}
			if err := l.row(matrixItem{r.Party, r.Positions, cells}, grid, nil); err != nil {
				return err
			}
			continue
		}
		for _, c := range cells {
			row := store.PositionRow{Position: c.Position, Report: reported(c.Report)}
			line := positionCells(row)
			line["party"], line["topic"], line["before"], line["holder"] = r.Party.Name, c.Topic, strconv.Itoa(c.Before), c.Holder.Name
			line["date"] = day(c.Report.Published)
			if m := marks(row.Report, c.Position.Corrections); m != "" {
				line["words"] += " (" + m + ")"
			}
			err := l.row(nil, line, func() block {
				out := positionBlock(row)
				out.head = r.Party.Name + " · " + c.Topic
				if c.Holder.Name != r.Party.Name {
					out.foot = append([]string{"held by " + c.Holder.Name}, out.foot...)
				}
				out.foot = append([]string{strconv.Itoa(c.Before) + " before it"}, out.foot...)
				return out
			})
			if err != nil {
				return err
			}
		}
	}
	if m.Other > 0 && l.format == "table" {
		a.note("%s on no topic", count(m.Other, "position"))
	}
	a.noteUnnamed(b)
	return l.end()
}

// gridCell tells a cell in one: the day, the kind, who holds it, the words, and
// where.
func gridCell(c *position.Cell) string {
	when := day(c.Report.Published)
	if when == "" {
		when = "no date"
	}
	out := fmt.Sprintf("%s %s, %s: %s (", when, c.Position.Kind, c.Holder.Name, c.Position.Span.Exact)
	if o := value(c.Report.Outlet); o != "" {
		out += o + ", "
	}
	out += c.Position.ID
	if c.Before > 0 {
		out += fmt.Sprintf("; %d before", c.Before)
	}
	if m := marks(reported(c.Report), c.Position.Corrections); m != "" {
		out += "; " + m
	}
	return out + ")"
}
