package pipeline

import (
	"iter"

	"dateline/article"
	"dateline/event"
	"dateline/language"
	"dateline/record"
	"dateline/source"
	"dateline/statement"
	"dateline/store"
)

// stages are the two steps that reading a report takes. They run in parallel,
// so both must be safe for concurrent use.
type stages struct {
	cut  func(source.Item, article.Options) iter.Seq2[*article.Article, error] // an item into its reports
	line func(*article.Article) record.Line                                    // a report into its record
}

// Analysis says how much is read out of a report.
type Analysis string

const (
	Full Analysis = "full" // all there is
	None Analysis = "none" // only what it is, from whom and of when, and its words for search; rerun reads the rest
)

// leftOut is what the record says of a report whose analysis was put off.
const leftOut = "names, speech, positions, events and dates in the text: left for later"

// bare is the record of a report that nothing is read out of.
func bare(a *article.Article) record.Line {
	l := record.Make(&language.Doc{Article: a, Model: store.NoModel}, nil, nil, nil, nil)
	l.NotAnalysed = []string{leftOut}
	return l
}

// chosen returns the stages to run.
func (o Options) chosen() *stages {
	st := o.stages
	if st == nil {
		st = &real
	}
	if o.Analysis == None {
		return &stages{cut: st.cut, line: bare}
	}
	return st
}

// real is what Read runs: the whole of the read half at a glance.
var real = stages{
	cut: article.Read,
	line: func(a *article.Article) record.Line {
		doc := language.Analyze(a)
		said := statement.Find(doc)
		held := statement.Positions(doc, said)
		happened, met := event.Find(doc, said, held)
		return record.Make(doc, said, held, happened, met)
	},
}
