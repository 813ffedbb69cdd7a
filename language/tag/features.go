package tag

import "dateline/language/form"

// Sentence is what the tagger looks at: a form and an entry of the lexicon
// for each word. It is reused from sentence to sentence.
type Sentence struct {
	Forms []form.Form
	Known []uint64 // spread value of the word's entry in the lexicon
	shout bool     // no small letters: a headline in capitals
}

// Entry packs what the training text says of a spelling: the parts of speech
// that it has (bit by bit), the most frequent, how often it begins with a
// capital away from the sentence's start (0 never to 3 always) and how
// frequent it is (0 to 3).
func Entry(all uint32, most Part, capital, frequency int) uint32 {
	return all&(1<<parts-1) | uint32(most)<<17 | uint32(capital&3)<<22 | uint32(frequency&3)<<24 | 1<<26
}

// Prepare fills s with the words of one sentence.
func (t *Tagger) Prepare(s *Sentence, words []string) {
	s.Forms, s.Known = s.Forms[:0], s.Known[:0]
	small := 0
	for _, w := range words {
		f := form.Of(w)
		if f.Case == form.Small {
			small++
		}
		s.Forms = append(s.Forms, f)
		s.Known = append(s.Known, form.Key(int(t.lexicon.Get(f.Lower))))
	}
	s.shout = small == 0 && len(words) > 2
}

func (s *Sentence) at(i int) *form.Form {
	if i < 0 || i >= len(s.Forms) {
		return &form.Edge
	}
	return &s.Forms[i]
}

func (s *Sentence) known(i int) uint64 {
	if i < 0 || i >= len(s.Known) {
		return form.Edge.Exact
	}
	return s.Known[i]
}

// spread values of tags; noTag stands for the places outside of the sentence.
const noTag = MaxTags

var tagKeys = func() (k [MaxTags + 1]uint64) {
	for i := range k {
		k[i] = form.Key(1000 + i)
	}
	return k
}()

func position(s *Sentence, i int) uint64 {
	p := 0
	if i == 0 {
		p = 1
	}
	if s.shout {
		p += 2
	}
	return form.Key(p*8 + int(s.Forms[i].Case))
}

// shared appends the features of both passes: the words around word i.
func shared(dst []uint64, s *Sentence, i int) []uint64 {
	c, p, n := s.at(i), s.at(i-1), s.at(i+1)
	pp, nn := s.at(i-2), s.at(i+2)
	k, kp, kn, knn := s.known(i), s.known(i-1), s.known(i+1), s.known(i+2)
	pos := position(s, i)
	return append(dst,
		form.Join1(0, 1),
		form.Join1(1, c.Exact), form.Join1(2, c.Lower), form.Join2(3, c.Lower, pos),
		form.Join1(4, c.Suf[0]), form.Join1(5, c.Suf[1]), form.Join1(6, c.Suf[2]), form.Join1(7, c.Suf[3]), form.Join1(8, c.Suf[4]),
		form.Join1(9, c.Pre[0]), form.Join1(10, c.Pre[1]), form.Join1(11, c.Pre[2]), form.Join1(12, c.Pre[3]),
		form.Join1(13, c.Shape), form.Join2(14, c.Shape, c.Suf[2]), form.Join2(15, pos, c.Suf[1]), form.Join2(16, pos, c.Suf[2]),
		form.Join2(17, pos, k), form.Join1(18, k),
		form.Join1(19, p.Lower), form.Join1(20, n.Lower), form.Join1(21, pp.Lower), form.Join1(22, nn.Lower),
		form.Join2(23, p.Lower, c.Lower), form.Join2(24, c.Lower, n.Lower), form.Join2(25, p.Lower, n.Lower), form.Join2(26, n.Lower, nn.Lower), form.Join2(27, pp.Lower, p.Lower),
		form.Join1(28, kn), form.Join1(29, knn), form.Join2(30, k, kn), form.Join3(31, kp, k, kn), form.Join2(32, kn, knn),
		form.Join1(33, n.Suf[2]), form.Join1(34, p.Suf[2]), form.Join2(35, c.Suf[2], n.Suf[2]), form.Join2(36, c.Shape, n.Shape), form.Join2(37, p.Shape, c.Shape),
		form.Join2(38, c.Suf[1], kn), form.Join2(39, c.Lower, kn),
	)
}

// First appends the features by which the first pass chooses the tag of word
// i; p1 and p2 are the tags that it gave to the words before.
func First(dst []uint64, s *Sentence, i int, p1, p2 ID) []uint64 {
	c, n := s.at(i), s.at(i+1)
	k, kn := s.known(i), s.known(i+1)
	t1, t2 := tagKeys[p1], tagKeys[p2]
	return append(shared(dst, s, i),
		form.Join1(50, t1), form.Join2(51, t1, t2), form.Join2(52, t1, c.Lower), form.Join3(53, t1, t2, c.Lower),
		form.Join2(54, t1, c.Suf[2]), form.Join2(55, t1, k), form.Join3(56, t1, k, kn), form.Join2(57, t1, kn),
		form.Join3(58, t1, t2, k), form.Join2(59, t1, n.Lower), form.Join3(60, t1, c.Suf[1], kn),
	)
}

// Second appends the features by which the second pass chooses the tag of
// word i: first holds the tags of the first pass, p1 and p2 the second pass's
// own of the words before.
func Second(dst []uint64, s *Sentence, i int, first []ID, p1, p2 ID) []uint64 {
	tag := func(j int) uint64 {
		if j < 0 || j >= len(first) {
			return tagKeys[noTag]
		}
		return tagKeys[first[j]]
	}
	c, p, n := s.at(i), s.at(i-1), s.at(i+1)
	k := s.known(i)
	t1, t2 := tagKeys[p1], tagKeys[p2]
	t0, n1, n2, n3 := tag(i), tag(i+1), tag(i+2), tag(i+3)
	return append(shared(dst, s, i),
		form.Join1(70, t0), form.Join2(71, t0, c.Lower), form.Join2(72, t0, k),
		form.Join1(73, t1), form.Join1(74, n1), form.Join2(75, t1, t2), form.Join2(76, n1, n2),
		form.Join2(77, t1, n1), form.Join3(78, t1, c.Lower, n1), form.Join2(79, t1, c.Lower), form.Join2(80, c.Lower, n1),
		form.Join3(81, t1, t0, n1), form.Join3(82, t2, t1, t0), form.Join3(83, t0, n1, n2), form.Join3(84, n1, n2, n3),
		form.Join3(85, t1, k, n1), form.Join3(86, c.Lower, n1, n2), form.Join3(87, t2, t1, c.Lower), form.Join2(88, t1, c.Suf[2]), form.Join2(89, c.Suf[2], n1),
		form.Join4(90, t2, t1, n1, n2), form.Join3(91, t1, n.Lower, k), form.Join3(92, p.Lower, n1, k), form.Join3(93, t1, n1, c.Suf[2]),
		form.Join3(94, k, n1, n2), form.Join3(95, t2, t1, k),
	)
}
