package position

import (
	"cmp"
	"slices"

	"dateline/language/name"
	"dateline/record"
)

// Matrix is who holds what on which topic: parties × topics.
type Matrix struct {
	Topics []string    `json:"topics"` // those on which somebody holds something, in the order of the record's topics
	Rows   []MatrixRow `json:"rows"`   // most positions first
	Other  int         `json:"other"`  // positions that are on no topic
}

// MatrixRow is one party: a state with all who act for it, else a person or an
// organisation.
type MatrixRow struct {
	Party     Party   `json:"party"`
	Cells     []*Cell `json:"cells"` // by topic; null where the party holds nothing
	Positions int     `json:"positions"`
}

// Cell is what a party holds on a topic.
type Cell struct {
	Topic    string           `json:"topic"`
	Holder   Party            `json:"holder"`   // of the latest position: the party, or who acts for it
	Position record.Position  `json:"position"` // the latest; one of a report without a date only where there is no other
	Report   record.Reference `json:"report"`
	Before   int              `json:"before"` // further positions of the party on the topic
}

// Matrix returns the book as parties × topics.
func (b *Book) Matrix() Matrix {
	b.sort()
	m := Matrix{Topics: []string{}, Rows: []MatrixRow{}}
	all := len(b.index.Topics)
	at := map[string]int{}
	used := make([]bool, all)
	for i := range b.held {
		h := &b.held[i]
		if len(h.topics) == 0 {
			m.Other++
			continue
		}
		key := cmp.Or(h.side.State, h.side.Who)
		k, ok := at[key]
		if !ok {
			k = len(m.Rows)
			at[key] = k
			p := b.party(h.side)
			if h.side.State != "" {
				p.ID, p.Name = h.side.State, cmp.Or(name.CountryName(h.side.State), h.side.State)
			}
			m.Rows = append(m.Rows, MatrixRow{Party: p, Cells: make([]*Cell, all)})
		}
		row := &m.Rows[k]
		row.Positions++
		for _, t := range h.topics {
			used[t] = true
			c := row.Cells[t]
			if c == nil {
				c = &Cell{Topic: b.index.Topics[t].Name}
				row.Cells[t] = c
			} else {
				c.Before++
				if h.in.Published.Time == nil && c.Report.Published.Time != nil {
					continue // nobody knows that it is later
				}
				if record.Retraction(h.p.Corrections) != nil && record.Retraction(c.Position.Corrections) == nil {
					continue // nor that it is held at all
				}
			}
			c.Holder, c.Position, c.Report = b.party(h.side), h.p, *h.in
		}
	}
	for t := all - 1; t >= 0; t-- {
		if used[t] {
			m.Topics = append(m.Topics, b.index.Topics[t].Name)
			continue
		}
		for k := range m.Rows {
			m.Rows[k].Cells = slices.Delete(m.Rows[k].Cells, t, t+1)
		}
	}
	slices.Reverse(m.Topics)
	slices.SortStableFunc(m.Rows, func(a, b MatrixRow) int {
		return cmp.Or(b.Positions-a.Positions, cmp.Compare(a.Party.Name, b.Party.Name))
	})
	return m
}
