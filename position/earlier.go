package position

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/story"
)

// Before finds what the same holder took up on the same words before.
type Before struct {
	s     Sides
	m     *story.Matcher
	known map[string][]before // by holder, in order of publication

	judged map[[2]wording][]correction.Judged
}

// wording is what one holder said in the same words.
type wording struct{ who, folded string }

func (h *Before) wording(l *record.Line, p *record.Position) wording {
	return wording{h.s.Side(l, &p.Holder).Who, fold(p.Span.Exact)}
}

type before struct {
	l  *record.Line
	p  *record.Position
	of matter
}

// NewBefore gathers the positions of the reports that are not new, and the
// verdicts of people on those of all.
func NewBefore(all map[string]*record.Line, s Sides, isNew func(report string) bool, judged []correction.Judged) *Before {
	h := &Before{s: s, m: story.NewMatcher(), known: map[string][]before{}, judged: map[[2]wording][]correction.Judged{}}
	at := map[string]wording{}
	for _, j := range judged {
		at[j.Earlier], at[j.Later] = wording{}, wording{}
	}
	for _, id := range Ordered(all) {
		l := all[id]
		for i := range l.Positions {
			p := &l.Positions[i]
			if _, ok := at[p.ID]; ok {
				at[p.ID] = h.wording(l, p)
			}
			if isNew(id) {
				continue
			}
			if who := h.s.Side(l, &p.Holder).Who; who != "" {
				h.known[who] = append(h.known[who], before{l, p, about(h.m, p)})
			}
		}
	}
	for _, j := range judged {
		pair := [2]wording{at[j.Earlier], at[j.Later]}
		h.judged[pair] = append(h.judged[pair], j)
	}
	return h
}

// Judged returns the verdicts on two positions: on these, and on others of the
// same holders in the same words.
func (h *Before) Judged(earlier *record.Position, before *record.Line, later *record.Position, after *record.Line) []correction.Judged {
	return h.judged[[2]wording{h.wording(before, earlier), h.wording(after, later)}]
}

// about is what a position is on: without who holds it, whom it is put to, and
// the words that say how it is taken up.
func about(m *story.Matcher, p *record.Position) matter {
	out := matterOf(m, words(p), p.Holder.Words(), p.Target.Words())
	maps.DeleteFunc(out, func(stem string, _ met) bool { return acts[stem] })
	return out
}

//go:embed acts.tsv
var actFile string

// acts are the stems of words that say how a position is taken up.
var acts = func() map[string]bool {
	out, err := loadActs(actFile)
	if err != nil {
		panic(err)
	}
	return out
}()

// loadActs reads words with an example each, which has the word.
func loadActs(file string) (map[string]bool, error) {
	out := map[string]bool{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		word, example, ok := strings.Cut(line, "\t")
		stems := []string{story.Stem(word)}
		if strings.HasSuffix(word, "e") {
			stems = append(stems, story.Stem(word+"d")) // a short word keeps its e, and loses it before an ending
		}
		if !ok || !slices.ContainsFunc(strings.Fields(fold(example)), func(w string) bool { return slices.Contains(stems, story.Stem(w)) }) {
			return nil, fmt.Errorf("acts.tsv:%d: want a word and an example that has it", n+1)
		}
		for _, s := range stems {
			out[s] = true
		}
	}
	return out, nil
}

// Earlier returns the latest earlier position of the same holder on the same
// words whose wording differs, with its report; nil when there is none.
func (h *Before) Earlier(l *record.Line, p *record.Position) (*record.Position, *record.Line) {
	who := h.s.Side(l, &p.Holder).Who
	if who == "" {
		return nil, nil
	}
	of := about(h.m, p)
	for _, x := range slices.Backward(h.known[who]) {
		if !of.same(x.of) {
			continue
		}
		if fold(x.p.Span.Exact) == fold(p.Span.Exact) {
			return nil, nil // it said the same before
		}
		if a, b := x.l.Report.Published.Day(), l.Report.Published.Day(); a != "" && b != "" && a > b {
			continue // what came now was written before it
		}
		return x.p, x.l
	}
	return nil, nil
}
