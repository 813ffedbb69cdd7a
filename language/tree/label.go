package tree

import "dateline/language/form"

// Whole is a tree whose relations are chosen, from the root down and from
// left to right: heads of the words 1 to n, and for each word its dependents
// in text order.
type Whole struct {
	n      int
	Heads  []int
	Labels []int // relation of a word plus one, 0 as long as it has none
	first  []int // first and last dependent, next one of the same head; n+1 for none
	last   []int
	next   []int
	prev   []int
	count  []int
}

// Fill starts to label a tree. heads has n+1 entries at least; entry 0 is not
// read.
func (t *Whole) Fill(n int, heads []int) {
	t.n = n
	t.Heads = append(t.Heads[:0], heads[:n+1]...)
	t.Heads = append(t.Heads, -1)
	t.Heads[0] = -1
	for _, p := range []*[]int{&t.first, &t.last, &t.next, &t.prev} {
		*p = (*p)[:0]
		for range n + 2 {
			*p = append(*p, n+1)
		}
	}
	t.Labels, t.count = t.Labels[:0], t.count[:0]
	for range n + 2 {
		t.Labels, t.count = append(t.Labels, 0), append(t.count, 0)
	}
	for i := 1; i <= n; i++ {
		h := t.Heads[i]
		if t.first[h] > n {
			t.first[h] = i
		} else {
			t.next[t.last[h]] = i
			t.prev[i] = t.last[h]
		}
		t.last[h] = i
		t.count[h]++
	}
}

// Order appends the words in the order in which they get their relations:
// heads before dependents, dependents of one head from left to right.
func (t *Whole) Order(dst []int) []int {
	at := len(dst)
	for i := t.first[0]; i <= t.n; i = t.next[i] {
		dst = append(dst, i)
	}
	for ; at < len(dst); at++ {
		for i := t.first[dst[at]]; i <= t.n; i = t.next[i] {
			dst = append(dst, i)
		}
	}
	return dst
}

// LabelFeatures appends the features by which the relation of word d is
// chosen.
func LabelFeatures(dst []uint64, t *Whole, in *Input, d int) []uint64 {
	h := t.Heads[d]
	none := t.n + 1
	gh := none
	if h > 0 {
		gh = t.Heads[h]
	}
	w, p, u := in.Word, in.Tag, in.Part
	dw, dp, du, hw, hp, hu := w[d], p[d], u[d], w[h], p[h], u[h]
	dir := 0
	if d < h {
		dir = 1
	}
	side := small[100+dir]
	dist := small[110+dir*10+distance(d, h)]
	first, last := t.first[d], t.last[d]
	sl, sr := t.prev[d], t.next[d]
	pl, hl := small[130+min(t.Labels[sl], 63)], small[130+min(t.Labels[h], 63)]
	l1, r1 := d-1, min(d+1, none)
	number := small[200+min(t.count[h], 5)*6+min(t.count[d], 5)]
	// which of the two sits at the edge of the head's dependents
	outer := small[240+b2i(sl > t.n)*2+b2i(sr > t.n)]
	dst = bags(dst, t, in, d, h, side)
	return append(dst,
		form.Join2(200, side, 1), form.Join2(201, dp, side), form.Join2(202, dw, side), form.Join2(203, hp, side), form.Join2(204, hw, side),
		form.Join3(205, dp, hp, side), form.Join4(206, dp, hp, side, dw), form.Join4(207, dp, hp, side, hw), form.Join3(208, dw, hw, side), form.Join3(209, dp, hp, dist), form.Join3(210, du, hu, dist), form.Join2(211, dw, dist),
		form.Join3(212, dw, hp, side), form.Join3(213, dp, hw, side), form.Join3(214, in.Suffix[d], hp, side), form.Join3(215, in.Suffix[h], dp, side), form.Join2(216, in.Suffix[d], in.Suffix[h]),
		form.Join4(217, dp, hp, p[first], side), form.Join4(218, dp, hp, p[last], side), form.Join4(219, dp, hp, w[first], side), form.Join4(220, dp, hp, w[last], side), form.Join3(221, dw, w[first], side), form.Join3(222, hw, w[first], dp), form.Join3(223, w[first], w[last], dp), form.Join3(224, hw, w[last], dp),
		form.Join4(225, dp, hp, p[sl], side), form.Join4(226, dp, hp, p[sr], side), form.Join4(227, dp, hp, w[sl], side), form.Join4(228, dp, hp, w[sr], side), form.Join4(229, du, hu, u[sl], u[sr]),
		form.Join4(230, dp, hp, pl, side), form.Join4(231, dp, hw, pl, side), form.Join3(232, dw, pl, side), form.Join4(233, dp, hp, hl, side), form.Join3(234, dp, hl, side), form.Join3(235, dw, hl, side), form.Join4(236, dp, hp, hl, pl),
		form.Join4(237, dp, hp, p[gh], side), form.Join4(238, dp, hp, w[gh], side), form.Join3(239, du, hu, number), form.Join4(240, dp, hp, number, side), form.Join4(241, dp, hp, outer, side),
		form.Join4(242, dp, p[l1], p[r1], side), form.Join3(243, dp, w[l1], side), form.Join3(244, dp, w[r1], side), form.Join4(245, dp, hp, w[l1], side), form.Join4(246, dp, hp, w[r1], side), form.Join4(247, dp, hp, w[h-b2i(h > 0)], side), form.Join4(248, dp, hp, w[min(h+1, none)], side),
		form.Join4(249, dp, hp, p[t.first[h]], side), form.Join4(250, dp, hp, p[t.last[h]], side), form.Join4(251, dp, hp, w[t.first[h]], side), form.Join4(252, dp, hp, w[t.last[h]], side),
		form.Join4(253, dp, p[first], p[last], hp), form.Join4(254, dw, hw, pl, hl),
	)
}

// bag is the greatest number of dependents and of siblings that are looked at
// one by one.
const bag = 6

// bags appends a few features for each dependent of d and for each sibling:
// what tells a passive, a question or a relative clause may stand anywhere
// among them.
func bags(dst []uint64, t *Whole, in *Input, d, h int, side uint64) []uint64 {
	w, p := in.Word, in.Tag
	dp, hp := p[d], p[h]
	for i, k := t.first[d], 0; i <= t.n && k < bag; i, k = t.next[i], k+1 {
		at := small[250+b2i(i < d)]
		dst = append(dst, form.Join4(260, dp, w[i], side, at), form.Join4(261, dp, hp, p[i], at), form.Join4(262, hp, w[i], side, at), form.Join4(263, w[h], dp, p[i], at))
	}
	for i, k := t.first[h], 0; i <= t.n && k < bag; i, k = t.next[i], k+1 {
		if i != d {
			at := small[252+b2i(i < d)+2*b2i(i < h)]
			dst = append(dst, form.Join4(264, dp, hp, w[i], at), form.Join4(265, dp, hp, p[i], at), form.Join4(266, w[d], p[i], side, at))
			if l := t.Labels[i]; l != 0 {
				dst = append(dst, form.Join4(267, dp, hp, small[130+min(l, 63)], at), form.Join3(268, w[d], small[130+min(l, 63)], at))
			}
		}
	}
	return dst
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
