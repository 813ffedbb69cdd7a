// Package article turns the items of package source into articles: the text of
// each report with the place of every character in the original, cut into
// blocks, and what the report says of itself.
//
//	for a, err := range article.Read(item, article.Options{}) {
//		if err != nil {
//			fmt.Fprintln(os.Stderr, err) // names the input, the place, the reason
//			continue                     // the others still come
//		}
//		fmt.Println(a.Title, a.Published.ISO, a.Text.Slice(a.Blocks[0].Span))
//	}
//
// There is one reader for each [Shape]. A shape is recognised by content, never
// by a file's name; Article.Reasons says what was taken from where.
//
// What holds several reports gives an article for each, whose Original is
// narrowed to its own bytes: an object of a JSON document is known by its JSON
// pointer, an entry of a feed by its number ("entry 3"). What holds none gives
// an error: a sitemap lists addresses, a news package lists items, and an
// entry of a feed that has no more than a headline is no report. An entry with
// only a summary is kept and says so ([KindSummary]). Of a WordPress export
// only published posts are read; a Reason of the first tells what was left
// out. A feed or document that breaks off gives all that is whole, the last
// entry as far as it goes if it has a headline and some text, and an error
// with the byte.
//
// What the fields of a JSON object and the columns of a table hold is told by
// the words of their names (package text/fieldname) and by what their values
// look like; the same rules choose among them. A row of a table is an original
// of its own. The header of a mail counts where its text says nothing of
// itself.
//
// Of a document of a word processor the text is what it shows: words deleted
// under change tracking, hidden words, notes, headers and footers are left
// out. The record of a DOCX or ODT file is the part of it that holds the text,
// and offsets count bytes of that part. A paragraph's style is believed where
// it says what the paragraph is.
//
// Downloads of Factiva and Nexis, as plain text, RTF, DOCX or HTML, are cut
// into their articles ("article 3"), each with the outlet, date, byline,
// section and language of its own head. The lines of the head and the tail are
// blocks of the article; a cover or a list of results around the articles is in
// none, and a Reason tells how many lines were left out. Texts pasted one under
// the other are cut at rules ("* * *", "=====") if each of them, by its own
// form, is an article.
//
// The package reads no files and fetches nothing: see package source. It does
// not analyse what the words say: see packages language and statement.
package article
