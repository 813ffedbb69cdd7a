package tree

import (
	"dateline/language/form"
	"dateline/language/tag"
)

// Input is what the parser looks at: for each word 0 (the root) to n, and
// n+1 (no word), its spelling, tag and part of speech as spread values.
type Input struct {
	n               int
	Word, Tag, Part []uint64
	Suffix          []uint64

	// What another parser found, for one that corrects it: head of each word,
	// how sure it was (classes 0 to 5) and the last dependent. Empty without.
	Guide, Trust, reach []int
}

// SetGuide gives the parser the tree of another: heads and Sure values of the
// words 1 to n, entry 0 unused.
func (in *Input) SetGuide(heads, sure []int) {
	in.Guide, in.Trust, in.reach = in.Guide[:0], in.Trust[:0], in.reach[:0]
	for i := range in.n + 2 {
		h, t := -1, 0
		if i > 0 && i <= in.n {
			h, t = heads[i], trust(sure[i])
		}
		in.Guide, in.Trust, in.reach = append(in.Guide, h), append(in.Trust, t), append(in.reach, 0)
	}
	for i := 1; i <= in.n; i++ {
		in.reach[in.Guide[i]] = i
	}
}

// trust classes a Sure value.
func trust(sure int) int {
	for k, limit := range [...]int{2, 5, 10, 18, 30} {
		if sure < limit {
			return k
		}
	}
	return 5
}

// Fill makes the input of one sentence.
func (in *Input) Fill(words []string, tags []tag.ID, parts func(tag.ID) tag.Part) {
	in.reset(len(words))
	for i, w := range words {
		f := form.Of(w)
		in.add(f.Lower, f.Suf[2], form.Key(1000+int(tags[i])), form.Key(2000+int(parts(tags[i]))))
	}
	in.close()
}

// Mirror makes the input of a sentence read backwards.
func (in *Input) Mirror(of *Input) {
	in.reset(of.n)
	for i := of.n; i > 0; i-- {
		in.add(of.Word[i], of.Suffix[i], of.Tag[i], of.Part[i])
	}
	in.close()
}

func (in *Input) reset(n int) {
	in.n = n
	in.Word, in.Tag, in.Part, in.Suffix = in.Word[:0], in.Tag[:0], in.Part[:0], in.Suffix[:0]
	in.Guide = in.Guide[:0]
	in.add(form.Key(1), form.Key(1), form.Key(2), form.Key(3))
}

func (in *Input) close() { in.add(form.Key(4), form.Key(4), form.Key(5), form.Key(6)) }

func (in *Input) add(word, suffix, tag, part uint64) {
	in.Word, in.Suffix = append(in.Word, word), append(in.Suffix, suffix)
	in.Tag, in.Part = append(in.Tag, tag), append(in.Part, part)
}

// small holds spread values of small numbers.
var small = func() (k [256]uint64) {
	for i := range k {
		k[i] = form.Key(3000 + i)
	}
	return k
}()

// distance classes the gap between two words.
func distance(a, b int) int {
	d := b - a
	if d < 0 {
		d = -d
	}
	switch {
	case d <= 5:
		return d
	case d <= 7:
		return 6
	case d <= 10:
		return 7
	case d <= 15:
		return 8
	}
	return 9
}

// Features appends the features by which the next transition is chosen.
func Features(dst []uint64, s *State, in *Input) []uint64 {
	s0, s1, s2, s3 := s.top(0), s.top(1), s.top(2), s.top(3)
	none := s.n + 1
	b0 := s.Next
	b1, b2 := min(b0+1, none), min(b0+2, none)
	b3 := min(b0+3, none)
	w, p, u := in.Word, in.Tag, in.Part
	s0w, s1w, b0w, b1w := w[s0], w[s1], w[b0], w[b1]
	s0p, s1p, s2p, b0p, b1p, b2p := p[s0], p[s1], p[s2], p[b0], p[b1], p[b2]
	s0u, s1u, s2u, b0u, b1u, b2u := u[s0], u[s1], u[s2], u[b0], u[b1], u[b2]
	dst = append(dst,
		form.Join1(0, 1),
		form.Join2(1, s0w, s0p), form.Join1(2, s0w), form.Join1(3, s0p), form.Join2(4, s1w, s1p), form.Join1(5, s1w), form.Join1(6, s1p), form.Join2(7, b0w, b0p), form.Join1(8, b0w), form.Join1(9, b0p),
		form.Join2(10, b1w, b1p), form.Join1(11, b1p), form.Join2(12, w[b2], b2p), form.Join1(13, b2p), form.Join2(14, w[s2], s2p), form.Join1(15, s2p),
		form.Join4(17, s0w, s0p, b0w, b0p), form.Join3(18, s0w, s0p, b0w), form.Join3(19, s0w, b0w, b0p), form.Join3(20, s0w, s0p, b0p), form.Join3(21, s0p, b0w, b0p), form.Join2(22, s0w, b0w), form.Join2(23, s0p, b0p),
		form.Join4(24, s1w, s1p, s0w, s0p), form.Join3(25, s1w, s0w, s0p), form.Join3(27, s1w, s1p, s0p), form.Join3(28, s1p, s0w, s0p), form.Join2(29, s1w, s0w), form.Join2(30, s1p, s0p), form.Join2(31, s1p, b0p), form.Join2(32, s1w, b0w), form.Join3(33, s1w, s1p, b0p),
		form.Join2(34, b0p, b1p), form.Join3(35, b0p, b1p, b2p), form.Join3(36, s0p, b0p, b1p), form.Join3(37, s1p, s0p, b0p), form.Join3(38, s2p, s1p, s0p), form.Join4(39, s1p, s0p, b0p, b1p), form.Join4(40, s2p, s1p, s0p, b0p), form.Join4(41, s0p, b0p, b1p, b2p),
		form.Join4(42, s0u, b0u, b1u, b2u), form.Join4(43, s2u, s1u, s0u, b0u), form.Join4(44, s1u, s0u, b0u, b1u), form.Join4(45, b0u, b1u, b2u, u[b3]), form.Join4(46, u[s3], s2u, s1u, s0u),
		form.Join3(47, s0w, b0p, b1p), form.Join3(48, s1w, s0p, b0p), form.Join3(49, s1p, s0w, b0p), form.Join3(50, s1p, s0p, b0w), form.Join3(51, s0p, b0w, b1w), form.Join3(52, s0p, b0p, b1w),
		form.Join3(53, s1w, s0w, b0p), form.Join3(54, s1p, s0w, b0w), form.Join3(55, s1w, s0p, b0w), form.Join3(56, s0u, b0u, b0w), form.Join3(57, s1u, s0u, b0w),
	)
	k0, k1, kb := &s.kids[s0], &s.kids[s1], &s.kids[b0]
	g := func(i int) uint64 { return small[s.group[i]] }
	s0l, s0r, s1l, s1r, b0l := k0.left, k0.right, k1.left, k1.right, kb.left
	dst = append(dst,
		form.Join3(60, s0p, p[s0l], b0p), form.Join3(61, s0p, p[s0r], b0p), form.Join3(62, s0p, b0p, p[b0l]), form.Join3(63, s1p, s0p, p[s0l]), form.Join3(64, s1p, s0p, p[s0r]), form.Join3(65, s1p, p[s1l], s0p), form.Join3(66, s1p, p[s1r], s0p), form.Join3(67, s1p, p[s1r], b0p),
		form.Join2(68, w[s0l], s0p), form.Join2(69, w[s0r], s0p), form.Join2(70, w[s1l], s1p), form.Join2(71, w[s1r], s1p), form.Join2(72, w[b0l], b0p),
		form.Join3(73, s0w, g(s0l), u[s0l]), form.Join3(74, s0w, g(s0r), u[s0r]), form.Join3(75, s1w, g(s1l), u[s1l]), form.Join3(76, s1w, g(s1r), u[s1r]), form.Join3(77, b0w, g(b0l), u[b0l]),
		form.Join3(78, s0p, p[s0l], p[k0.left2]), form.Join3(79, s0p, p[s0r], p[k0.right2]), form.Join3(80, s1p, p[s1r], p[k1.right2]), form.Join3(81, b0p, p[b0l], p[kb.left2]), form.Join3(82, s1p, p[s1l], p[k1.left2]),
		form.Join4(83, s1p, s0p, g(s1r), g(s0l)), form.Join4(84, s0p, b0p, g(s0r), g(b0l)), form.Join4(85, s0p, b0p, g(s0l), g(b0l)), form.Join4(86, s1p, s0p, g(s1l), g(s1r)),
		form.Join4(87, s0p, w[s0l], b0p, b0w), form.Join4(88, s1p, s0p, w[s0l], s1w), form.Join4(89, s1p, s0p, w[s1r], s0w), form.Join4(90, w[s0l], s0u, s1u, b0u), form.Join3(91, w[s0r], s0u, b0u), form.Join3(92, w[s1r], s1u, s0u),
	)
	v0 := small[16+min(k0.lefts, 3)*5+min(k0.rights, 4)]
	v1 := small[16+min(k1.lefts, 3)*5+min(k1.rights, 4)]
	vb := small[16+min(kb.lefts, 3)*5]
	if len(in.Guide) > 0 {
		dst = guided(dst, s, in, s0, s1, b0)
	}
	d0, d1 := small[64+distance(s0, b0)], small[64+distance(s1, s0)]
	between := small[80+distance(s1, b0)]
	return append(dst,
		form.Join2(100, s0w, v0), form.Join2(101, s0p, v0), form.Join2(102, s1w, v1), form.Join2(103, s1p, v1), form.Join2(104, b0p, vb), form.Join2(105, b0w, vb),
		form.Join3(106, s0p, b0p, d0), form.Join2(107, s0w, d0), form.Join2(108, b0w, d0), form.Join3(109, s1p, s0p, d1), form.Join2(110, s1w, d1), form.Join2(111, s0w, d1), form.Join3(112, s0w, b0w, d0), form.Join3(113, s1w, s0w, d1),
		form.Join4(114, s1p, s0p, v1, v0), form.Join4(115, s0p, b0p, v0, vb), form.Join4(116, s1u, s0u, b0u, between), form.Join4(117, s1w, s0p, v1, b0u),
		form.Join3(118, in.Suffix[s0], s1p, b0p), form.Join3(119, in.Suffix[b0], s0p, b1p), form.Join3(120, in.Suffix[s1], s0p, b0p),
	)
}

// guided appends what the guide says of the top of the stack, the word below
// it and the next word.
func guided(dst []uint64, s *State, in *Input, s0, s1, b0 int) []uint64 {
	g, p, w := in.Guide, in.Tag, in.Word
	points := func(x, left, right int) int {
		switch h := g[x]; {
		case h == left:
			return 1
		case h == right:
			return 2
		case h == 0:
			return 3
		case h > b0:
			return 4
		case h > s1:
			return 5
		}
		return 6
	}
	a, b, c := points(s0, s1, b0), points(b0, s0, s1), points(s1, s0, b0)
	waits := b2i(in.reach[s0] >= b0) + 2*b2i(in.reach[s1] >= b0)
	all := form.Key(6000 + ((a*7+b)*7+c)*4 + waits)
	own := form.Key(8000 + (a*7+b)*4 + waits)
	t0, tb, t1 := small[in.Trust[s0]], small[in.Trust[b0]], small[in.Trust[s1]]
	head := in.n + 1
	if g[s0] >= 0 {
		head = g[s0]
	}
	return append(dst,
		form.Join1(130, all), form.Join2(131, all, t0), form.Join3(132, all, t0, tb), form.Join4(133, all, t0, tb, t1),
		form.Join3(134, own, p[s0], p[b0]), form.Join3(135, own, p[s1], p[s0]), form.Join4(136, own, p[s0], p[b0], t0), form.Join4(137, own, p[s1], p[s0], t0),
		form.Join3(138, own, w[s0], t0), form.Join3(139, own, w[b0], tb), form.Join3(140, own, w[s1], t0),
		form.Join4(141, p[s0], p[head], small[a], t0), form.Join4(142, w[s0], p[head], small[a], t0), form.Join4(143, p[s0], w[head], small[a], t0),
		form.Join4(144, p[s1], p[s0], p[b0], all),
	)
}
