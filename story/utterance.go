package story

import (
	"cmp"
	"slices"
	"strings"

	"dateline/actor"
	"dateline/record"
)

// How statements are found to report the same words; see docs/relate.md.
const (
	sameWords       = 0.5  // Matcher.Same at which they do
	sameElsewhere   = 0.8  // the same, for statements in reports of two stories
	sameInCopy      = 0.05 // the same, for statements that stand in sentences of one copy
	sameDays        = 4.0  // days between two reports of the same words
	stateTerms      = 8    // a statement's weightiest terms, by which candidates are found
	statePostings   = 48   // latest statements that one term of one speaker brings up
	stateShare      = 0.12 // weight of these that two statements share, of the lighter one
	stateCandidates = 16   // candidates of one statement that are compared in full
	verbatimWords   = 6    // content words that are enough to know a quotation by
)

// saying is one statement in all reports.
type saying struct {
	page, index int // of the page, of the statement in it
	line        *record.Line
	rec         *record.Statement
	actor       int // of all reports; -1 when it is not named
	wording     *Wording
	quoted      int // words inside quotation marks
	negated     bool
	day         float64
}

// link says that two sayings report the same words.
type link struct {
	a, b int32
	sure float64
}

// utterances finds the statements that report the same words, the fullest
// wording of each first.
func utterances(pages []*page, copies []copied, actors *actor.Index, story []int32, x fixed) [][]*saying {
	v := newTerms()
	m := newMatcher(v)
	var all []*saying
	first := make([]int, len(pages)+1) // by page: its first saying
	for i, p := range pages {
		first[i] = len(all)
		for k := range p.line.Statements {
			s := &p.line.Statements[k]
			all = append(all, read(m, p, i, k, s, speaker(actors, i, s)))
		}
	}
	first[len(pages)] = len(all)
	reps, others := distinct(all)
	links := related(all, reps, story)
	links = append(links, inCopies(pages, copies, all, first, m)...)
	links = verified(all, links, m)
	return stars(all, others, links, x.sayings(first))
}

func speaker(actors *actor.Index, line int, s *record.Statement) int {
	if s.Speaker.Actor == nil {
		return -1
	}
	return actors.Of(line, *s.Speaker.Actor)
}

func read(m *Matcher, p *page, page, index int, s *record.Statement, who int) *saying {
	var b strings.Builder
	for _, c := range s.Content {
		b.WriteString(c.Exact)
		b.WriteByte(' ')
	}
	x := &saying{page: page, index: index, line: p.line, rec: s, actor: who, day: p.day, wording: m.Wording(b.String())}
	for _, q := range s.Quotes {
		x.quoted += len(strings.Fields(q.Exact))
	}
	x.negated = Negated(b.String())
	for _, c := range s.Cue {
		if denies(c.Exact) {
			x.negated = !x.negated // "denied that there is a paper", "there is no paper"
		}
	}
	return x
}

// Negated reports whether a wording says that something is not so.
func Negated(s string) bool {
	for w := range wordsOf(s) {
		switch w {
		case "not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without", "cannot", "nowhere",
			"isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "wont", "wouldnt", "cant", "couldnt", "shouldnt", "hasnt", "havent", "hadnt":
			return true
		}
	}
	return false
}

// denies reports whether a cue says that what follows is not so.
func denies(cue string) bool {
	for w := range wordsOf(cue) {
		switch Stem(w) {
		case "deny", "denial", "reject", "dismiss", "refut", "disput", "rebut":
			return true
		}
	}
	return false
}

// distinct picks one saying for each speaker and wording; others lists the
// rest under it. What is said by the same speaker in the same words is
// compared once, however many reports have it.
func distinct(all []*saying) (reps []int32, others map[int32][]int32) {
	type key struct {
		actor int
		same  uint64
	}
	seen := map[key]int32{}
	others = map[int32][]int32{}
	for i, s := range all {
		if len(s.wording.words) < 2 {
			continue // "yes": nobody's words in particular
		}
		k := key{s.actor, s.wording.same}
		if r, ok := seen[k]; ok && s.actor >= 0 && near(all[r], s) {
			others[r] = append(others[r], int32(i))
			continue
		} else if ok && s.actor < 0 && len(s.wording.content) >= verbatimWords && s.quoted > 0 && near(all[r], s) {
			others[r] = append(others[r], int32(i))
			continue
		}
		seen[k] = int32(i)
		reps = append(reps, int32(i))
	}
	return reps, others
}

// near reports whether two sayings can be of the same days.
func near(a, b *saying) bool {
	return a.day == 0 || b.day == 0 || max(a.day-b.day, b.day-a.day) <= sameDays
}

// heavy returns the saying's weightiest terms.
func (s *saying) heavy() []content {
	c := slices.Clone(s.wording.content)
	slices.SortStableFunc(c, func(a, b content) int { return cmp.Compare(b.weight, a.weight) })
	var out []content
	for _, x := range c {
		if !slices.ContainsFunc(out, func(y content) bool { return x.term == y.term }) {
			if out = append(out, x); len(out) == stateTerms {
				break
			}
		}
	}
	return out
}

// related finds candidates: sayings of one speaker that share weighty terms.
func related(all []*saying, reps []int32, story []int32) []link {
	type key struct {
		actor int
		term  int32
	}
	postings := map[key][]int32{}
	var out []link
	var touched []int32
	weight := make([]float64, len(all))
	for _, i := range reps {
		s := all[i]
		if s.actor < 0 {
			continue
		}
		touched = touched[:0]
		for _, c := range s.heavy() {
			k := key{s.actor, c.term}
			list := postings[k]
			for _, j := range list {
				if weight[j] == 0 {
					touched = append(touched, j)
				}
				weight[j] += c.weight
			}
			if len(list) == statePostings {
				copy(list, list[1:])
				list = list[:len(list)-1]
			}
			postings[k] = append(list, i)
		}
		kept := touched[:0]
		for _, j := range touched {
			if o := all[j]; near(o, s) && weight[j] >= stateShare*min(o.wording.mass, s.wording.mass) {
				kept = append(kept, j)
			} else {
				weight[j] = 0
			}
		}
		slices.SortFunc(kept, func(a, b int32) int {
			return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
		})
		for k, j := range kept {
			if k < stateCandidates {
				need := sameWords
				if story[all[j].page] != story[s.page] {
					need = sameElsewhere
				}
				out = append(out, link{a: j, b: i, sure: need})
			}
			weight[j] = 0
		}
	}
	return out
}

// inCopies finds candidates in pairs of reports that carry the same copy:
// statements in sentences that lie side by side, unless two different named
// speakers say them.
func inCopies(pages []*page, copies []copied, all []*saying, first []int, m *Matcher) []link {
	var out []link
	for _, c := range copies {
		a, b := pages[c.a], pages[c.b]
		if first[c.a] == first[c.a+1] || first[c.b] == first[c.b+1] {
			continue
		}
		sideA := sentencesOf(a, all[first[c.a]:first[c.a+1]])
		sideB := sentencesOf(b, all[first[c.b]:first[c.b+1]])
		if sideA == nil || sideB == nil {
			continue
		}
		for _, p := range c.pairs {
			for _, i := range sideA[p.a] {
				for _, j := range sideB[p.b] {
					x, y := int32(first[c.a]+i), int32(first[c.b]+j)
					if s, t := all[x], all[y]; s.actor == t.actor || s.actor < 0 || t.actor < 0 {
						out = append(out, link{a: min(x, y), b: max(x, y), sure: sameInCopy})
					}
				}
			}
		}
	}
	return out
}

// sentencesOf returns, by sentence of the page, which of its sayings have
// content in it.
func sentencesOf(p *page, list []*saying) map[int32][]int {
	if len(list) == 0 {
		return nil
	}
	out := map[int32][]int{}
	at := points{s: p.line.Report.Text}
	for k, s := range list {
		for _, c := range s.rec.Content {
			from, to := at.offset(c.Start), at.offset(c.End)
			i, _ := slices.BinarySearchFunc(p.sentences, from, func(x sentence, v int) int { return cmp.Compare(x.at.End, v+1) })
			for ; i < len(p.sentences) && p.sentences[i].at.Start < to; i++ {
				if l := out[int32(i)]; len(l) == 0 || l[len(l)-1] != k {
					out[int32(i)] = append(out[int32(i)], k)
				}
			}
		}
	}
	return out
}

// verified keeps the candidates whose words are the same, each once.
func verified(all []*saying, links []link, m *Matcher) []link {
	slices.SortFunc(links, func(p, q link) int {
		return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b), cmp.Compare(p.sure, q.sure))
	})
	links = slices.CompactFunc(links, func(p, q link) bool { return p.a == q.a && p.b == q.b })
	out := links[:0]
	for _, l := range links {
		if all[l.a].page == all[l.b].page && all[l.a].rec.Part == all[l.b].rec.Part {
			continue // one report's body says two things
		}
		need := l.sure
		if all[l.a].negated != all[l.b].negated && need > sameInCopy {
			continue // "will attend", "will not attend": in one copy two wordings, else two statements
		}
		if l.sure = m.Same(all[l.a].wording, all[l.b].wording); l.sure >= need {
			out = append(out, l)
		}
	}
	return out
}

// fuller orders sayings: more words inside quotation marks, then more words,
// then the earlier one.
func fuller(a, b *saying) int {
	return cmp.Or(cmp.Compare(b.quoted, a.quoted), cmp.Compare(len(b.wording.words), len(a.wording.words)),
		cmp.Compare(a.page, b.page), cmp.Compare(a.index, b.index))
}

// stars gathers around each fullest wording the ones that are the same. A
// statement that sums up two others stands in the utterances of both. What a
// person says belongs together, or does not, goes before.
func stars(all []*saying, others map[int32][]int32, links []link, x pairs) [][]*saying {
	near := map[int32][]int32{}
	for _, l := range links {
		near[l.a] = append(near[l.a], l.b)
		near[l.b] = append(near[l.b], l.a)
	}
	var order []int32
	for i := range all {
		if len(near[int32(i)]) > 0 || len(others[int32(i)]) > 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return fuller(all[a], all[b]) })
	member := map[int32]bool{}
	var sets [][]int32
	for _, i := range order {
		if member[i] {
			continue
		}
		set := append([]int32{i}, others[i]...)
		for _, j := range near[i] {
			set = append(append(set, j), others[j]...)
		}
		set = x.fitting(set)
		slices.Sort(set)
		set = slices.Compact(set)
		for _, j := range set {
			member[j] = true
		}
		sets = append(sets, set)
	}
	var out [][]*saying
	for _, set := range x.join(sets) {
		reports := map[int]bool{}
		u := make([]*saying, 0, len(set))
		for _, j := range set {
			reports[all[j].page] = true
			u = append(u, all[j])
		}
		if len(reports) < 2 {
			continue
		}
		slices.SortFunc(u, fuller)
		out = append(out, u)
	}
	slices.SortFunc(out, func(p, q []*saying) int {
		return cmp.Or(cmp.Compare(earliest(p), earliest(q)), fuller(p[0], q[0]))
	})
	return out
}

// earliest returns the first page of an utterance.
func earliest(u []*saying) int {
	e := u[0].page
	for _, s := range u {
		e = min(e, s.page)
	}
	return e
}
