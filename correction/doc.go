// Package correction keeps apart what a program read and what a person says
// of it. A [Correction] says who corrected what, when and why; nothing that
// was read is ever overwritten.
//
//	list := correction.Active(all)               // without what was undone
//	states := correction.Apply(&line, list, nil) // a line as corrected, with marks
//	links := correction.Links(lines, list)       // what story.RelateWith must and must not link
//	judged, why := correction.Judgements(list, lines) // verdicts on two positions
//
// A correction holds on to words, not to ids: an [Anchor] names the report
// and quotes its words with what stands around them, as the
// TextQuoteSelector and the TextPositionSelector of the Web Annotation Data
// Model do (W3C, 2017). So it survives a new version of the page and another
// analysis. Where the words are gone, or nothing is read there any more, it no
// longer applies and says why; it comes back when they do.
//
// The topics of a record are kept the same way, and hold on to nothing.
package correction
