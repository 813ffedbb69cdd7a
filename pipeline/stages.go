package pipeline

import (
	"iter"

	"dateline/article"
	"dateline/event"
	"dateline/language"
	"dateline/record"
	"dateline/source"
	"dateline/statement"
)

// stages are the two steps that reading a report takes. They run in parallel,
// so both must be safe for concurrent use.
type stages struct {
	cut  func(source.Item, article.Options) iter.Seq2[*article.Article, error] // an item into its reports
	line func(*article.Article) record.Line                                    // a report into its record
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
