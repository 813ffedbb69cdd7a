package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
	"dateline/store/query"
)

// Words that very many parts have are sooner looked for in the order of lists,
// block of reports after block, than all found and put in order. Reports that
// follow one another in lists mostly came after one another too, so that a block
// is a few ranges of numbers, and the index of words can be asked for a range.
const (
	walkFrom   = 20_000 // parts with the words, from which that pays
	firstBlock = 128    // reports
	largeBlock = 4096
	mostRanges = 48 // of a block; one that is more scattered is not walked
	near       = 32 // numbers apart that are still one range
)

// partsInOrder returns the numbers of the parts that answer q, in the order of
// lists.
func (s *Store) partsInOrder(ctx context.Context, tx asker, k *pack.Table, q query.Query, p store.Page) ([]int64, error) {
	if p.Limit > 0 {
		ns, done, err := s.walk(ctx, tx, k, q, p)
		if done || err != nil {
			return ns, err
		}
	}
	return partNumbers(ctx, tx, k, q, p)
}

// walked is a report in a block.
type walked struct {
	n, rank int64
	id      string
}

// walk does it block by block, if the words are that frequent and the reports
// not scattered; done reports whether it did.
func (s *Store) walk(ctx context.Context, tx asker, k *pack.Table, q query.Query, p store.Page) (out []int64, done bool, err error) {
	from, n, c, err := partSearch(k, q)
	if err != nil || len(c.statementHas) == 0 {
		return nil, false, err
	}
	words := k.Name + "_words"
	found, err := numbers(ctx, tx, `SELECT count(*) FROM (SELECT 1 FROM `+words+` WHERE `+words+` MATCH ? LIMIT ?)`, strings.Join(c.statementHas, " AND "), s.walkFrom)
	if err != nil || found[0] < int64(s.walkFrom) {
		return nil, false, err
	}
	days, err := compile(query.Query{Fields: slices.DeleteFunc(slices.Clone(q.Fields), func(f query.Field) bool { return f.Name != "after" && f.Name != "before" })}, true)
	if err != nil {
		return nil, false, err
	}
	at := walked{rank: -1 << 63}
	if p.Cursor != "" {
		x, err := index.ParseCursor(p.Cursor)
		if err != nil {
			return nil, false, store.ErrCursor
		}
		at.rank, at.id = x.Rank, x.ID
		c.add("(r.rank, r.id, "+n+" & 16777215) > (?, ?, ?)", x.Rank, x.ID, x.Ord)
	}
	for size, op := firstBlock, ">="; ; size, op = min(4*size, largeBlock), ">" {
		where := append(slices.Clone(days.where), "(r.rank, r.id) "+op+" (?, ?)")
		block, err := all(ctx, tx, func(rows *sql.Rows) (r walked, err error) {
			err = rows.Scan(&r.n, &r.rank, &r.id)
			return r, err
		}, `SELECT r.n, r.rank, r.id FROM report r WHERE `+strings.Join(where, " AND ")+` ORDER BY r.rank, r.id LIMIT ?`,
			append(slices.Clone(days.args), at.rank, at.id, size)...)
		if err != nil {
			return nil, false, err
		}
		ranges := rangesOf(block)
		if len(ranges) > mostRanges {
			return nil, false, nil
		}
		place := make(map[int64]int, len(block))
		for i, r := range block {
			place[r.n] = i
		}
		var hits []int64
		for _, x := range ranges {
			more := append(slices.Clone(c.where), words+".rowid BETWEEN ? AND ?")
			ns, err := numbers(ctx, tx, `SELECT `+n+from+` WHERE `+strings.Join(more, " AND "),
				append(slices.Clone(c.args), x[0]<<pack.OrdBits, x[1]<<pack.OrdBits|(1<<pack.OrdBits-1))...)
			if err != nil {
				return nil, false, err
			}
			for _, y := range ns {
				if _, ok := place[y>>pack.OrdBits]; ok {
					hits = append(hits, y)
				}
			}
		}
		slices.SortFunc(hits, func(a, b int64) int {
			return cmp.Or(place[a>>pack.OrdBits]-place[b>>pack.OrdBits], cmp.Compare(a, b))
		})
		out = append(out, hits...)
		if len(out) >= p.Limit || len(block) < size {
			return out[:min(len(out), p.Limit)], true, nil
		}
		at = block[len(block)-1]
	}
}

// rangesOf returns ranges of numbers, both ends included, that hold those of a
// block.
func rangesOf(block []walked) [][2]int64 {
	ns := make([]int64, len(block))
	for i, r := range block {
		ns[i] = r.n
	}
	slices.Sort(ns)
	var out [][2]int64
	for _, n := range ns {
		if i := len(out) - 1; i >= 0 && n-out[i][1] <= near {
			out[i][1] = n
			continue
		}
		out = append(out, [2]int64{n, n})
	}
	return out
}
