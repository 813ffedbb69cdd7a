// Package story finds what no single report shows: which reports carry the
// same copy and how much of it, which statements report the same words and
// where their wordings differ, which reports are about the same happening,
// and the date that a report has only through its copy.
//
//	rel := story.Relate(reports) // every list of record.Relations
//
//	r := story.NewRelater(again) // the same, report by report
//	r.Put(report)
//	err := r.Settle(links)
//	for item := range r.Changed() { … } // what is another now
//
// It works on the records of reports (record.Line) and their texts, never on
// the analysis that made them, so that it runs over a store as well as over
// files.
//
// # A function of the set
//
// Relate is a function of the set of reports. They are put in the order of
// publication, the undated last, then of version, and what depends on an order
// depends on that one; how they arrived does not matter. For copies and
// utterances words are weighed by document frequencies that are frozen
// (background.tsv), and weights are whole numbers, whose sums do not depend on
// the order in which words were met: two reports have in common what they have
// in common, whatever else is there. For stories a word also counts for less
// the more of the reports of its season have it, in steps, since where all
// reports are about one process its names tell nothing apart (see weighing).
//
// # Report by report
//
// A [Relater] keeps what was found, and for each finding what it was found in:
// sorted lists of pages by pairs of words (lineage), by weighty terms
// (likeness), of statements by speaker and term (speech), of events by kind and
// party (happenings), of actors by name (package actor). A report that comes
// or goes moves a place in some of these lists; what looked at that place looks
// again, in order, and what then finds something else is told to the next
// part: pages that carry a copy, pages of another story, actors that became
// others. Each list is cut off by the order of publication and not of arrival,
// so that a late report pushes out what it would have pushed out. Relate puts
// all reports into one Relater, so that there is one way; a test holds it
// equal to any other order and any other batches.
//
// What it does not do: it judges nothing. That two wordings differ inside
// quotation marks does not say that one is false, since both may translate
// what was said in a third language; and which of two copies was first is said
// only when a date or a credit says so.
package story
