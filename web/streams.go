package web

import (
	"fmt"
	"time"

	"dateline/store"
	"dateline/store/query"
)

// streamsView is the picture of who speaks when: a row for each speaker, and in
// it a column for each stretch of time, the higher the more statements. Each
// column is a link to them.
type streamsView struct {
	Rows     []streamRow
	From, To string
	Unit     string
	Most     int
}

type streamRow struct {
	Speaker string
	Address string
	N       int
	Marks   []streamMark
}

type streamMark struct {
	X, W    float64 // of 1000
	Y, H    float64 // of streamHeight
	N       int
	Address string
	Says    string
}

const (
	streamRows    = 8
	streamColumns = 32
	streamHeight  = 24.0
)

// streams draws when the speakers with the most statements speak.
func (p place) streams(list []store.Stream) streamsView {
	var v streamsView
	list = list[:min(len(list), streamRows)]
	var first, last time.Time
	for _, s := range list {
		for _, c := range s.Days {
			t, err := time.Parse(time.DateOnly, c.Value)
			if err != nil {
				continue
			}
			if first.IsZero() || t.Before(first) {
				first = t
			}
			if t.After(last) {
				last = t
			}
		}
	}
	if first.IsZero() || len(list) < 2 {
		return v
	}
	u, starts := fitting(first, last, streamColumns)
	v.Unit = u.name
	v.From, v.To = starts[0].Format("2 Jan 2006"), starts[len(starts)-1].AddDate(0, 0, -1).Format("2 Jan 2006")
	width := 1000 / float64(len(starts)-1)
	v.Most = 1
	for _, s := range list {
		f, err := query.NewField("speaker", s.Speaker)
		if err != nil {
			continue
		}
		row := streamRow{Speaker: s.Speaker, Address: p.address(p.with(f))}
		ns := make([]int, len(starts)-1)
		for _, c := range s.Days {
			t, err := time.Parse(time.DateOnly, c.Value)
			for k := 0; err == nil && k+1 < len(starts); k++ {
				if !t.Before(starts[k]) && t.Before(starts[k+1]) {
					ns[k] += c.N
					break
				}
			}
		}
		for k, n := range ns {
			if n == 0 {
				continue
			}
			v.Most = max(v.Most, n)
			row.N += n
			here := place{path: p.path, all: p.all, sort: p.sort}
			here.ask.query, _ = query.Parse(p.with(f))
			row.Marks = append(row.Marks, streamMark{
				X: width * float64(k), W: width, N: n, Address: here.address(here.between(starts[k], starts[k+1])),
				Says: fmt.Sprintf("%s, %s: %s", field(s.Speaker), u.label(starts[k], starts[k+1]), count(n, "statement")),
			})
		}
		v.Rows = append(v.Rows, row)
	}
	for i := range v.Rows {
		for k := range v.Rows[i].Marks {
			m := &v.Rows[i].Marks[k]
			m.H = max(3, streamHeight*float64(m.N)/float64(v.Most))
			m.Y = streamHeight - m.H
			wide := min(m.W*0.8, 16)
			m.X, m.W = m.X+(m.W-wide)/2, wide
		}
	}
	return v
}
