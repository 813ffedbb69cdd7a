package event

import (
	"slices"
	"strings"

	"dateline/language"
	"dateline/language/tag"
	"dateline/language/tree"
)

// relation is a relation of Universal Dependencies as far as this package
// tells them apart.
type relation uint8

const (
	rOther relation = iota
	rSubj
	rSubjPass
	rObj
	rIobj
	rObl
	rAgent
	rNmod
	rPoss
	rAmod
	rCompound
	rConj
	rCase
	rXcomp
	rCcomp
	rAdvcl
	rAcl
	rRelcl
	rAppos
	rPrt
	rAux
	rAuxPass
	rAdvmod
	rMark
	rDet
	rCop
	rFlat
	rCc
	rPunct
	rParataxis
	rDesc
	rNummod
)

var relationNames = map[string]relation{
	"nsubj": rSubj, "csubj": rSubj, "nsubj:outer": rSubj, "nsubj:pass": rSubjPass, "csubj:pass": rSubjPass, "obj": rObj, "iobj": rIobj,
	"obl": rObl, "obl:agent": rAgent, "nmod": rNmod, "nmod:poss": rPoss, "amod": rAmod, "compound": rCompound, "conj": rConj, "case": rCase,
	"xcomp": rXcomp, "ccomp": rCcomp, "advcl": rAdvcl, "advcl:relcl": rRelcl, "acl": rAcl, "acl:relcl": rRelcl, "appos": rAppos,
	"compound:prt": rPrt, "aux": rAux, "aux:pass": rAuxPass, "advmod": rAdvmod, "mark": rMark, "det": rDet, "cop": rCop, "flat": rFlat,
	"cc": rCc, "cc:preconj": rCc, "punct": rPunct, "parataxis": rParataxis, "nmod:desc": rDesc, "nummod": rNummod, "obl:unmarked": rOther,
	"nmod:unmarked": rOther, "fixed": rFlat, "goeswith": rFlat,
}

// relationOf maps the parser's own numbers, filled on first use.
type relationTable [256]relation

func newRelationTable() *relationTable {
	t := &relationTable{}
	for i := range t {
		t[i] = relationNames[tree.Relation(i).String()]
	}
	return t
}

// graph is one Doc with its trees made easy to walk.
type graph struct {
	d       *language.Doc
	s       string
	heads   []int32
	rel     []relation
	first   []int32 // by token: its children in kids
	kids    []int32
	part    []tag.Part
	penn    []string
	sent    []int32 // by token: index into Doc.Sentences
	mention []int32 // by token: the mention whose words it stands in, the name before the description; -1
	country []string
	lemmas  []string
}

func newGraph(d *language.Doc, table *relationTable) *graph {
	n := len(d.Tokens)
	g := &graph{
		d: d, s: d.Article.Text.String(), heads: slices.Clone(d.Heads), rel: make([]relation, n), first: make([]int32, n+1), kids: make([]int32, n), part: make([]tag.Part, n),
		penn: make([]string, n), sent: make([]int32, n), mention: make([]int32, n), country: make([]string, n), lemmas: make([]string, n),
	}
	for i := range n {
		g.rel[i], g.part[i], g.penn[i], g.mention[i] = table[d.Relations[i]], d.Tags[i].Part(), d.Tags[i].Penn(), -1
	}
	for k, x := range d.Sentences {
		for i := x.First; i < x.Last; i++ {
			g.sent[i] = int32(k)
		}
	}
	g.link()
	if g.repair() {
		g.link()
	}
	// Longer mentions first, so that the words of a name inside a description
	// are its own.
	for k, m := range d.Mentions {
		for i := m.First; i < m.Last && i < n; i++ {
			old := g.mention[i]
			if old < 0 || g.tighter(m, d.Mentions[old]) {
				g.mention[i] = int32(k)
			}
		}
	}
	g.countries()
	return g
}

// link fills first and kids.
func (g *graph) link() {
	n := len(g.heads)
	clear(g.first)
	for _, h := range g.heads {
		if h >= 0 {
			g.first[h]++
		}
	}
	sum := int32(0)
	for i := range g.first {
		g.first[i], sum = sum, sum+g.first[i]
	}
	next := make([]int32, n)
	copy(next, g.first[:n])
	for i, h := range g.heads {
		if h >= 0 {
			g.kids[next[h]] = int32(i)
			next[h]++
		}
	}
}

// tighter reports that mention a says better than b who a word is.
func (g *graph) tighter(a, b language.Mention) bool {
	return a.Last-a.First < b.Last-b.First
}

// children returns the tokens that depend on token i, in text order.
func (g *graph) children(i int) []int32 { return g.kids[g.first[i]:g.first[i+1]] }

// child returns the first child of i with one of the relations; -1 for none.
func (g *graph) child(i int, rels ...relation) int {
	for _, k := range g.children(i) {
		for _, r := range rels {
			if g.rel[k] == r {
				return int(k)
			}
		}
	}
	return -1
}

func (g *graph) head(i int) int { return int(g.heads[i]) }

func (g *graph) low(i int) string { return strings.ToLower(g.d.Word(i)) }

// lemma returns the dictionary form in lower case.
func (g *graph) lemma(i int) string {
	if g.lemmas[i] == "" {
		if g.part[i] == tag.Verb {
			g.lemmas[i] = lex.forms[g.low(i)]
		}
		if g.lemmas[i] == "" {
			g.lemmas[i] = strings.ToLower(g.d.Lemma(i))
		}
	}
	return g.lemmas[i]
}

// nominal reports a word that can head a noun phrase.
func (g *graph) nominal(i int) bool {
	switch g.part[i] {
	case tag.Noun, tag.Propn, tag.Pron, tag.Num, tag.X, tag.Sym:
		return true
	case tag.Adj, tag.Det:
		return g.child(i, rCase, rDet) >= 0 || g.country[i] != ""
	}
	return false
}

// verbal reports a verb, or a word that the parser made the head of a clause.
func (g *graph) verbal(i int) bool {
	switch g.part[i] {
	case tag.Verb, tag.Aux:
		return true
	case tag.Noun: // "saw the army target outposts"
		r := g.rel[i]
		return (r == rAcl || r == rXcomp || r == rCcomp || r == rAdvcl) && g.penn[i] == "NN" && g.child(i, rObj) > i && len(lex.verbs[g.lemma(i)]) > 0
	}
	return false
}

// preposition returns the preposition of a phrase by its head, its parts
// joined by a space; "" for none.
func (g *graph) preposition(i int) string {
	p := ""
	for _, k := range g.children(i) {
		if g.rel[k] != rCase || int(k) > i {
			continue
		}
		p = g.low(int(k)) // the last one counts: "from within"
		for _, f := range g.children(int(k)) {
			if g.rel[f] == rFlat {
				p += " " + g.low(int(f))
			}
		}
	}
	return p
}

// sentence returns the first token of i's sentence and the one behind it.
func (g *graph) sentence(i int) (first, last int) {
	x := g.d.Sentences[g.sent[i]]
	return x.First, x.Last
}

// span returns the outermost tokens of what depends on i, without what keep
// leaves out; a subtree is left out whole.
func (g *graph) span(i int, skip func(k int) bool) (first, last int) {
	first, last = i, i+1
	var walk func(i, depth int)
	walk = func(i, depth int) {
		if depth > 200 {
			return
		}
		for _, k := range g.children(i) {
			if skip != nil && skip(int(k)) {
				continue
			}
			first, last = min(first, int(k)), max(last, int(k)+1)
			walk(int(k), depth+1)
		}
	}
	walk(i, 0)
	return first, last
}
