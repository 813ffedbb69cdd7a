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
//   - Anything else, text or a page: the whole file, Pointer "".
//
// An item's Data are the bytes of the source at Offset, unchanged. A source is
// read as a stream; no more than one item of it, and at the start two lines,
// are held in memory. Data of lines and of elements of an array are valid
// JSON; an object that is a file of its own comes as it is, so that what is
// whole in a truncated file can still be read.
//
// The package does not look into records: see package article.
package source
