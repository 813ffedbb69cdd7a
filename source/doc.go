// Package source is where press comes from: files, folders and standard input,
// each cut into [Item]s, the pieces that the article readers take.
//
//	for item, err := range source.Walk(ctx, []string{"reports", "-"}, source.Options{Stdin: os.Stdin}) {
//		if err != nil {
//			fmt.Fprintln(os.Stderr, err) // names the input, the place, the reason
//			continue                     // the others still come
//		}
//		use(item)
//	}
//
// How a file is cut depends on what is in it, not on its name:
//
//   - JSON lines: an item for each line. Pointer is "line 12".
//   - A JSON array: an item for each object in it, also in arrays inside it.
//     Pointer is the JSON pointer of RFC 6901, "/3" or "/0/3".
//   - One JSON object: an item, Pointer "". Several after one another: an item
//     each, Pointer "line 12", or "byte 1044" for one that does not begin its
//     line.
//   - A mail (EML) or a page saved as MHTML: an item for each part to be read,
//     decoded. Pointer is "part 2.1", numbered as IMAP does; the header gives
//     Item.Known, or, of a page, Item.URL. Of alternatives the HTML is taken,
//     unless it shows less than half of what the plain text says. Attachments
//     and mails inside follow; pictures, signatures and the footers of lists
//     are left out.
//   - A mailbox (mbox): its mails, one after another, "message 12!part 1".
//   - A table of delimited text (CSV, TSV): an item for each row, Pointer
//     "line 12", with the [Table] that it is a row of. A file is a table only
//     if its first row names a headline and a body, or if its rows are alike
//     and hold running text beside days, addresses or numbers. A row with too
//     many or too few cells gives an error, and the others still come.
//   - A file packed by gzip, bzip2 or zstd: what is packed in it, cut the same
//     way. Packing is no step of a Pointer. A gzip file may have any number of
//     members; behind a damaged one the next whole one is found.
//   - A zip or tar archive: its files, each cut the same way, after its name
//     as a step of the Pointer: "news/dump.jsonl!line 3". A step's own "!" is
//     written "%21". Of a zip archive without its end, and behind a damaged
//     header in a tar archive, the files that can be found are read. A Word
//     or OpenDocument text is the one part that holds its text.
//   - A WARC or WET file: the pages, texts and data that it holds, "record
//     12", with Item.URL; the body of an HTTP answer without its chunks and
//     packing (gzip, deflate, zstd; not br). Records of which the bytes are
//     damaged are not handed on, those that are only cut are, and the next
//     record is found again. A crawl's day is not told: it is no day of
//     publication.
//   - Anything else, text or a page: the whole file, Pointer "".
//
// Archives hold one another up to eight deep. A source that unpacks to over
// 256 MiB and 200 times its size is given up. Pictures, scripts and the like
// in an archive, and answers of a crawl that are no pages, are passed over and
// counted (Options.Passed); they are errors only if nothing else is there.
//
// An item's Data are the bytes of the source at Offset, unchanged; in an
// archive or a packed file, bytes of the member as it is unpacked. A source is
// read as a stream, except that a zip archive from a pipe or from inside
// another goes to memory, or to a temporary file from 8 MiB on; no more than one item of it, and at the start two lines,
// are held in memory. Data of lines and of elements of an array are valid
// JSON; an object that is a file of its own comes as it is, so that what is
// whole in a truncated file can still be read.
//
// The package does not look into records: see package article.
package source
