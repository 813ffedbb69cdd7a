package main

import (
	"dateline/lab/corpus"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/language/weights"
)

// with returns a tagger like base, with these tables.
func with(base *weights.Model, first, second *weights.Table) (*tag.Tagger, error) {
	m := *base
	m.Tables = map[string]*weights.Table{}
	if first != nil {
		m.Tables["first"] = first
	}
	if second != nil {
		m.Tables["second"] = second
	}
	return tag.New(&m)
}

// jackknife returns tags of both passes for the training data as a tagger
// would give them that has not seen the sentence, so that what is trained
// next meets the mistakes it will meet.
func jackknife(base *weights.Model, data []corpus.Sentence, gold [][]tag.ID, folds int, o options) (first, second [][]tag.ID, err error) {
	first, second = make([][]tag.ID, len(data)), make([][]tag.ID, len(data))
	parts := make([]*tag.Tagger, folds)
	split := func(f int, prior [][]tag.ID) (d []corpus.Sentence, g, p [][]tag.ID) {
		for k := range data {
			if !fold(k, f, folds) {
				d, g = append(d, data[k]), append(g, gold[k])
				if prior != nil {
					p = append(p, prior[k])
				}
			}
		}
		return d, g, p
	}
	classes := len(base.Labels["tags"])
	for f := range folds {
		d, g, _ := split(f, nil)
		t, err := with(base, nil, nil)
		if err != nil {
			return nil, nil, err
		}
		table, err := freeze(classes, pass(t, d, g, nil, o), 1<<30, 0)
		if err != nil {
			return nil, nil, err
		}
		if parts[f], err = with(base, table, nil); err != nil {
			return nil, nil, err
		}
		for k := range data {
			if fold(k, f, folds) {
				first[k] = parts[f].FirstPass(nil, data[k].Words)
			}
		}
	}
	for f := range folds {
		d, g, p := split(f, first)
		table, err := freeze(classes, pass(parts[f], d, g, p, o), 1<<30, 0)
		if err != nil {
			return nil, nil, err
		}
		t, err := with(base, parts[f].First(), table)
		if err != nil {
			return nil, nil, err
		}
		for k := range data {
			if fold(k, f, folds) {
				second[k] = t.Tag(nil, data[k].Words)
			}
		}
	}
	return first, second, nil
}

// guides returns for the training data what the first parser finds (heads and
// Sure values) where it has not seen the sentence. m must have the labels of
// the tree model.
func guides(m *weights.Model, t *tag.Tagger, data []corpus.Sentence, tags [][]tag.ID, folds int, o options) ([][2][]int, error) {
	all := examples(t, data, tags, false, nil)
	out := make([][2][]int, len(data))
	for f := range folds {
		var part []example
		for k := range data {
			if !fold(k, f, folds) {
				part = append(part, all[k])
			}
		}
		v, err := arcs(part, false, o)
		if err != nil {
			return nil, err
		}
		p, err := parser(m, t, v)
		if err != nil {
			return nil, err
		}
		for k, s := range data {
			if fold(k, f, folds) {
				out[k][0], out[k][1] = p.Forward(s.Words, tags[k])
			}
		}
	}
	return out, nil
}

// parser returns one with the weights of the first direction only.
func parser(m *weights.Model, t *tag.Tagger, forward []vector) (*tree.Parser, error) {
	part := *m
	part.Tables = map[string]*weights.Table{}
	for table, labels := range map[string]string{"forward": "forward", "backward": "backward", "labels": "relations"} {
		var list []vector
		if table == "forward" {
			list = forward
		}
		w, err := freeze(len(m.Labels[labels]), list, guideRows, 0)
		if err != nil {
			return nil, err
		}
		part.Tables[table] = w
	}
	return tree.New(&part, t)
}
