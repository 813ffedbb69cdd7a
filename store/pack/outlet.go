package pack

import (
	"cmp"
	"slices"
	"time"

	"dateline/store"
)

// Outletting gathers outlets from counts by outlet, basis and shape.
type Outletting struct {
	rows          map[string]*store.OutletRow
	first, last   map[string]int64
	bases, shapes map[string]map[string]int
	dated         map[string]bool
}

// NewOutlets returns a gathering of none.
func NewOutlets() *Outletting {
	return &Outletting{
		rows: map[string]*store.OutletRow{}, first: map[string]int64{}, last: map[string]int64{},
		bases: map[string]map[string]int{}, shapes: map[string]map[string]int{}, dated: map[string]bool{},
	}
}

// Part is a group of reports of one outlet that have the same basis and shape.
type Part struct {
	Outlet, Basis, Shape                                    string
	Reports, Versions, Statements, Sure, Dated, NotAnalysed int
	First, Last                                             *int64 // days since 1970-01-01
}

// Add counts a group.
func (o *Outletting) Add(p Part) {
	r := o.rows[p.Outlet]
	if r == nil {
		r = &store.OutletRow{Outlet: p.Outlet}
		o.rows[p.Outlet] = r
		o.bases[p.Outlet], o.shapes[p.Outlet] = map[string]int{}, map[string]int{}
	}
	r.Reports += p.Reports
	r.Versions += p.Versions
	r.Statements += p.Statements
	r.Sure += p.Sure
	r.Dated += p.Dated
	r.NotAnalysed += p.NotAnalysed
	o.bases[p.Outlet][p.Basis] += p.Reports
	o.shapes[p.Outlet][p.Shape] += p.Reports
	if p.First == nil || p.Last == nil {
		return
	}
	if !o.dated[p.Outlet] || *p.First < o.first[p.Outlet] {
		o.first[p.Outlet] = *p.First
	}
	if !o.dated[p.Outlet] || *p.Last > o.last[p.Outlet] {
		o.last[p.Outlet] = *p.Last
	}
	o.dated[p.Outlet] = true
}

// Rows returns the outlets in their order.
func (o *Outletting) Rows() []store.OutletRow {
	out := make([]store.OutletRow, 0, len(o.rows))
	day := func(d int64) *string {
		s := time.Unix(d*24*60*60, 0).UTC().Format(time.DateOnly)
		return &s
	}
	for name, r := range o.rows {
		if o.dated[name] {
			r.First, r.Last = day(o.first[name]), day(o.last[name])
		}
		r.Bases, r.Shapes = counted(o.bases[name]), counted(o.shapes[name])
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b store.OutletRow) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Outlet, b.Outlet))
	})
	return out
}
