package web

import (
	"fmt"

	"dateline/record"
)

// lineage is the picture of who has copied whom: a row for each report in the
// order of publication, and an arc for each pair that carries the same copy.
type lineage struct {
	Width, Height float64
	Rows          []lineageRow
	Arcs          []arc
}

type lineageRow struct {
	Y      float64
	Report record.Report
	Origin bool // no earlier report has its copy
}

// arc joins two reports that carry the same copy.
type arc struct {
	record.Rewrite
	Path    string
	Width   float64 // of the line, by how much is the same
	Address string
	Says    string
	Known   bool // it is known which is the earlier
}

// Measures of the picture.
const (
	lineageWidth = 900.0
	rowHeight    = 46.0
	arcRoom      = 150.0
)

// drawLineage draws reports, in their order, with the rewrites among them.
func drawLineage(list []record.Report, rewrites []record.Rewrite) lineage {
	g := lineage{Width: lineageWidth, Height: rowHeight*float64(len(list)) + 8}
	at := map[string]int{}
	for i, r := range list {
		at[r.ID] = i
		g.Rows = append(g.Rows, lineageRow{Y: rowHeight*(float64(i)+0.5) + 4, Report: r, Origin: true})
	}
	for _, w := range rewrites {
		a, okA := at[w.A]
		b, okB := at[w.B]
		if !okA || !okB || a == b {
			continue
		}
		g.Rows[max(a, b)].Origin = false
		from, to := g.Rows[a].Y, g.Rows[b].Y
		reach := min(arcRoom-16, 22+16*float64(max(a-b, b-a)))
		x := arcRoom
		order := "which is the earlier is not known"
		if w.Order != nil {
			order = "the earlier one by its " + *w.Order
		}
		g.Arcs = append(g.Arcs, arc{
			Rewrite: w, Width: 1 + 4*w.Coverage, Address: compareAddress(w.A, w.B), Known: w.Order != nil,
			Path: fmt.Sprintf("M%g %gC%g %g %g %g %g %g", x, from, x-reach, from, x-reach, to, x, to),
			Says: fmt.Sprintf("%d %% of the shorter one is the same copy; %s", int(100*w.Coverage+0.5), order),
		})
	}
	return g
}

func compareAddress(a, b string) string { return "/compare/" + segment(a) + "/" + segment(b) }
