package tree

import (
	"errors"
	"slices"
	"strings"

	"dateline/language/form"
	"dateline/language/tag"
	"dateline/language/weights"
)

// Shape groups tags and relations as the tables of a Valency have them.
type Shape struct {
	tags     []uint8  // by tag: group of a word by its own tag
	owns     []uint8  // by relation: group of a word by its own relation
	children []uint8  // by relation: group of a dependent
	frames   []uint16 // by relation: what a dependent adds to the frame of its head
	argument []uint8  // by relation: what it adds to the set of a verb's arguments
	none     uint8    // stands for no dependent among their groups
}

// Sizes of the tables.
const (
	tagGroups = 17
	OwnGroups = 16     // of words by their own relation
	Frames    = 1 << 9 // sets of: subject, copula, auxiliary, mark, object, ccomp, xcomp, case, cc
	Sets      = 1 << 5 // sets of: subject, object, ccomp, xcomp, parataxis
)

// NewShape groups tags ("VERB|VBD") and relations.
func NewShape(tags, relations []string) *Shape {
	s := &Shape{}
	for _, t := range tags {
		s.tags = append(s.tags, tagGroup(t))
	}
	var bases []string
	for _, r := range relations {
		base, _, _ := strings.Cut(r, ":")
		k := slices.Index(bases, base)
		if k < 0 {
			k = len(bases)
			bases = append(bases, base)
		}
		s.owns, s.children = append(s.owns, ownGroup(r, base)), append(s.children, uint8(k))
		frame, set := uint16(0), uint8(0)
		switch base {
		case "nsubj", "csubj":
			frame, set = 1, 1
		case "cop":
			frame = 2
		case "aux":
			frame = 4
		case "mark":
			frame = 8
		case "obj", "iobj":
			frame, set = 16, 2
		case "ccomp":
			frame, set = 32, 4
		case "xcomp":
			frame, set = 64, 8
		case "case":
			frame = 128
		case "cc":
			frame = 256
		case "parataxis":
			set = 16
		}
		s.frames, s.argument = append(s.frames, frame), append(s.argument, set)
	}
	s.none = uint8(len(bases))
	return s
}

func tagGroup(t string) uint8 {
	part, penn, _ := strings.Cut(t, "|")
	wh := strings.HasPrefix(penn, "W")
	switch {
	case part == "NOUN" && penn == "NNS":
		return 1
	case part == "NOUN":
		return 2
	case part == "PROPN":
		return 3
	case (part == "PRON" || part == "ADV") && wh:
		return 4
	case part == "PRON":
		return 5
	case part == "ADJ":
		return 6
	case part == "ADV":
		return 7
	case part == "VERB" && penn == "VB":
		return 8
	case part == "VERB" && penn == "VBD":
		return 9
	case part == "VERB" && penn == "VBG":
		return 10
	case part == "VERB" && penn == "VBN":
		return participle
	case part == "VERB":
		return 12
	case part == "AUX":
		return 13
	case part == "DET":
		return 14
	case part == "ADP", part == "SCONJ", part == "PART":
		return 15
	case part == "NUM":
		return 16
	}
	return 0
}

// participle is the group of past participles.
const participle = 11

// verb reports a group of verbs.
func verb(group uint8) bool { return group >= 8 && group <= 12 }

func ownGroup(relation, base string) uint8 {
	for k, r := range [OwnGroups - 1]string{"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "nsubj", "obj", "obl", "nmod", "appos", "amod"} {
		if relation == r || base == r && relation != "acl:relcl" {
			return uint8(k + 1)
		}
	}
	return 0
}

// Order returns the number of entries of the table of order.
func (s *Shape) Order() int { return 2 * tagGroups * OwnGroups * s.Width() * s.Width() }

// Frame returns the number of entries of the table of frames.
func (s *Shape) Frame() int { return tagGroups * OwnGroups * Frames }

// Width returns the number of groups of dependents, none among them.
func (s *Shape) Width() int { return int(s.none) + 1 }

// word returns the place of a word in the tables, by its tag and relation.
func (s *Shape) word(t tag.ID, r Relation) int {
	return int(s.tags[t])*OwnGroups + int(s.owns[r])
}

// Word says what the tables see of one word of a tree: the entries of order
// and of the frame, and its set. Of its dependents rels are the relations of
// those before it and of those behind it, in the order of the text.
func (s *Shape) Word(t tag.ID, own Relation, before, behind []Relation) (order []int, frame, set int) {
	at := s.word(t, own)
	for side, list := range [2][]Relation{before, behind} {
		row := (side*tagGroups*OwnGroups + at) * s.Width() * s.Width()
		last := s.none
		for _, r := range list {
			order = append(order, row+int(last)*s.Width()+int(s.children[r]))
			last = s.children[r]
			frame |= int(s.frames[r])
			set |= int(s.argument[r])
		}
		order = append(order, row+int(last)*s.Width()+int(s.none))
	}
	return order, at*Frames + frame, set
}

// VerbKey names the row of a verb's sets; 0 for other words.
func (s *Shape) VerbKey(word string, t tag.ID) uint64 {
	g := s.tags[t]
	if !verb(g) {
		return 0
	}
	return verbKey(word, g)
}

func verbKey(word string, group uint8) uint64 {
	voice := 1
	if group == participle {
		voice = 2
	}
	return form.Join1(voice, form.Of(word).Lower)
}

// Valency knows what the dependents of a word say of one another, which the
// net, that scores each arc by itself, does not: how likely each is beside the
// one before it, which of them a word of that tag and relation has at all
// (a subject, a copula, an auxiliary …), and which a verb of that spelling has.
// It is counted in treebanks by lab/train; entries are log-odds, weighted, in
// units of valencyUnit.
type Valency struct {
	*Shape
	order []int8
	frame []int8
	verbs *weights.Dict // row of a verb, from 1
	sets  []int8
}

// valencyUnit is one unit of the tables of a Valency, in those of the net's scores.
const valencyUnit = 16

// ValencyScale is how many units make 1.
const ValencyScale = 1 << 10 / valencyUnit

// NewValency makes a Valency of a model, for the tags and relations of a net's.
func NewValency(m *weights.Model, tags, relations []string) (*Valency, error) {
	v := &Valency{Shape: NewShape(tags, relations), order: m.Arrays["order"].Bytes, frame: m.Arrays["frame"].Bytes, sets: m.Arrays["sets"].Bytes, verbs: m.Dicts["verbs"]}
	if v.verbs == nil || len(v.order) != v.Order() || len(v.frame) != v.Frame() || len(v.sets) != (v.verbs.Len()+1)*Sets {
		return nil, errors.New("tree: the tables of valency and the net do not fit")
	}
	return v, nil
}
