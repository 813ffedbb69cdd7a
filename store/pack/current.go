package pack

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
)

// Tabled says how to ask an engine what it keeps of a report a second time,
// beside its record: in an index, and in tables.
type Tabled struct {
	// Words of the report or part with a number: whether the index has them.
	Report func(n int64, x index.Report) (bool, error)
	Part   func(table string, n int64, x index.Statement) (bool, error)
	// Head gives the values of [Head] of the report's current version, and
	// Rows those of the columns that [Table.Names] names, in order.
	Head func(n int64) ([]any, error)
	Rows func(t *Table, n int64) ([][]any, error)
	// Kept makes of values what a table holds of them; nil if that is the same.
	Kept func([]any)
}

// CheckCurrent compares what is kept twice of the reports with the given
// numbers and of their parts with their records, and passes what differs to
// found.
func CheckCurrent(ns []int64, current Current, has Tabled, found func(problem string)) error {
	for some := range slices.Chunk(ns, Chunk) {
		kept, err := current(some)
		var damage *store.DamageError
		if errors.As(err, &damage) {
			found(damage.Error())
			continue
		}
		if err != nil {
			return err
		}
		for i := range kept {
			if err := has.words(some[i], &kept[i].Line, found); err != nil {
				return err
			}
			if err := has.rows(some[i], &kept[i].Line, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// words looks for the words of l in the index.
func (h *Tabled) words(n int64, l *record.Line, found func(string)) error {
	look := func(name string, ok bool, err error) error {
		if err == nil && !ok {
			found("the index does not hold the words of " + name)
		}
		return err
	}
	x, id := Index(l), l.Report.ID
	ok, err := h.Report(n, x.Report)
	if err := look(id, ok, err); err != nil {
		return err
	}
	for k, t := range Tables {
		for ord, p := range x.Parts[k] {
			ok, err := h.Part(t.Name, n<<OrdBits|int64(ord), p)
			if err := look(fmt.Sprintf("%s %d of %s", t.Name, ord+1, id), ok, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// rows compares what the tables hold of l.
func (h *Tabled) rows(n int64, l *record.Line, found func(string)) error {
	compare := func(name string, columns []string, have, want []any) {
		if h.Kept != nil {
			h.Kept(want)
		}
		if len(have) == 0 {
			return // there is no such row, which [Checks] tell
		}
		for i, c := range columns {
			if plain(have[i]) != plain(want[i]) {
				found(fmt.Sprintf("%q in the table is not what the record has: %s", c, name))
			}
		}
	}
	head, err := h.Head(n)
	if err != nil {
		return err
	}
	compare(l.Report.ID, Head, head, HeadOf(l))
	for _, t := range Tables {
		rows, err := h.Rows(t, n)
		if err != nil {
			return err
		}
		if len(rows) != t.Len(l) {
			found(fmt.Sprintf("the table has %d %ss, and the record %d: %s", len(rows), t.Name, t.Len(l), l.Report.ID))
			continue
		}
		for k, row := range rows {
			compare(fmt.Sprintf("%s %d of %s", t.Name, k+1, l.Report.ID), t.Names(), row, append([]any{n<<OrdBits | int64(k)}, t.Row(l, k)...))
		}
	}
	return nil
}

// plain returns a value without what engines and records write differently:
// pointers, kinds of numbers, and truth, which is 1 or 0.
func plain(v any) any {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	switch {
	case !r.IsValid() || r.Kind() == reflect.Pointer:
		return nil
	case r.CanInt():
		return r.Int()
	case r.Kind() == reflect.Bool && r.Bool():
		return int64(1)
	case r.Kind() == reflect.Bool:
		return int64(0)
	case r.Kind() == reflect.String:
		return r.String()
	}
	return r.Interface()
}
