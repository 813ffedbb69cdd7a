// Package story finds what no single report shows: which reports carry the
// same copy and how much of it, which statements report the same words and
// where their wordings differ, which reports are about the same happening,
// and the date that a report has only through its copy.
//
//	rel := story.Relate(reports) // every list of record.Relations
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
// the more of the record's own reports have it, in steps, since where all
// reports are about one process its names tell nothing apart.
//
// # How it is to become incremental
//
// What a report needs to be compared (its page: sentences as sorted terms,
// sampled pairs of words, a vector) depends on that report alone and can be
// kept as a value. A report that arrives, changes or goes touches: the pairs
// of copies that its own sampled pairs of words bring up; the statements that
// share a weighty word with its own, by speaker; and the one component of the
// graph "similar enough for one story" that it stands in, since two groups are
// only ever merged when some pair between them is that similar. When a word's
// weight moves a step, the reports that have it are touched too. So what has
// to be made again is a neighbourhood, and the order inside it is the same as
// in the batch. The postings are capped by the order of publication, not of
// arrival; a late report that enters a full list pushes a later one out, whose
// neighbourhood is then made again too.
//
// What it does not do: it judges nothing. That two wordings differ inside
// quotation marks does not say that one is false, since both may translate
// what was said in a third language; and which of two copies was first is said
// only when a date or a credit says so.
package story
