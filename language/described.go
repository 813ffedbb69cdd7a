package language

import (
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/language/tag"
	"dateline/text"
)

// grammatical keeps those descriptions that are one by the tags and the tree
// too: the lists know a word in whatever part it plays.
func (r *resolver) grammatical() {
	if len(r.d.Tags) == 0 {
		return
	}
	kept := r.finds[:0]
	for i := range r.finds {
		f := r.finds[i]
		switch f.Kind {
		case name.Role, name.Group, name.Body:
			if !r.described(&f) || !r.trim(&f, i) {
				continue
			}
			r.extend(&f)
		}
		kept = append(kept, f)
	}
	slices.SortStableFunc(kept, func(a, b find) int { return a.first - b.first }) // some begin later than they did
	r.finds = kept
}

// described reports whether the word that a description ends in stands for
// somebody. It does not where it is a verb (“will chair the talks”), an
// adjective (“the general election”), or, for one person, where it only tells
// what another noun is (“an observer mission”).
func (r *resolver) described(f *find) bool {
	core := r.core(f)
	relation := r.d.Relations[core].Base()
	switch r.d.Part(core) {
	case tag.Verb, tag.Aux:
		return false
	case tag.Adj, tag.Adv:
		switch relation {
		case "amod", "advmod", "xcomp", "acl":
			return false // “the national press centre”, “stood firm”
		}
	}
	if h := int(r.d.Heads[core]); h >= f.last && f.Kind == name.Role && relation == "compound" {
		return !lower(r.d.Word(h)) // before a name it is a title
	}
	return true
}

// core is the last word of a description, what hangs on it left out: "envoy"
// of "the special envoy for Orlo".
func (r *resolver) core(f *find) int {
	for k := f.first + 1; k < f.last; k++ {
		if r.d.Part(k) == tag.Adp {
			return k - 1
		}
	}
	return f.last - 1
}

// trim takes off what stands before description f, the i-th of the finds, up
// to a verb: "stood" and what is before it in “the nation stood firm”. False
// if what is left is a mere word.
func (r *resolver) trim(f *find, i int) bool {
	core, from := r.core(f), f.first
	for k := f.first; k < core; k++ {
		switch r.d.Tags[k].Penn() {
		case "VBD", "VBZ", "VBP", "MD":
			from = k + 1
		}
	}
	if from == f.first {
		return true
	}
	if from == core && f.Kind == name.Body && lower(r.d.Word(core)) {
		return false
	}
	country := false // is it named in what is left
	for k := i + 1; k < len(r.finds) && r.finds[k].first < f.last; k++ {
		country = country || r.finds[k].first >= from && r.finds[k].Country == f.Country
	}
	if !country {
		f.Country = ""
	}
	f.first, f.whole = from, from
	f.Title = text.Span{Start: int(r.d.Tokens[from].Start), End: f.Title.End}
	return true
}

// tailed is how many words may hang on a description.
const tailed = 12

// belonging are prepositions of what an office is for; others belong to the
// verb more often.
var belonging = wordSet("of for to in at on from with")

// timely are words of time: what they stand in tells when, not who.
var timely = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december")

// extend takes in what hangs on the description of a person up to a comma or a
// full stop:
// “the head of the office for lost maps, Mara Orlo, said”.
func (r *resolver) extend(f *find) {
	end := r.d.Sentences[f.sentence].Last
	if f.Kind != name.Role || f.last >= end || r.d.Part(f.last) != tag.Adp {
		return
	}
	for k := f.last; k < min(end, f.last+tailed); k++ {
		switch r.d.Part(k) {
		case tag.Adp:
			if !belonging[strings.ToLower(r.d.Word(k))] || k+1 < end && timely[strings.ToLower(r.d.Word(k+1))] {
				return // “the envoy over the visit”, “the attaché on Friday”: these belong to the verb
			}
		case tag.Det, tag.Adj, tag.Noun, tag.Propn, tag.Num:
		case tag.Cconj, tag.PartWord:
			if strings.EqualFold(r.d.Word(k), "to") {
				return
			}
		case tag.Punct:
			switch r.d.Word(k) {
			case "-":
				continue
			case ",", ".", ";":
				f.Title.End, f.last = int(r.d.Tokens[k-1].End), k
			}
			return
		default:
			return
		}
	}
}
