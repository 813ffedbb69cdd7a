// Package xmlspan reads XML and keeps where everything stands.
//
// [Parse] makes a [Tree] of a [text.Text]: each [Element] knows its name, its
// namespace, the span of all of it and of what is between its tags. Attributes
// and character data are decoded only when they are asked for, and what is
// made of them is a Text whose origin is still the original.
//
//	tree, err := xmlspan.Parse(text.Decode(data))
//	for e := range tree.Root().Children() {
//		fmt.Println(e.Space(), e.Local(), e.Span(), e.Value())
//	}
//
// It reads what calls itself XML and is not quite: unescaped ampersands and
// angle brackets, entities that nobody declared, attributes without quotation
// marks, tags that do not match, control characters, things before the
// declaration. An end tag closes the innermost open element of its name and
// all in it; one without a start is passed over. Where the document breaks
// off, Parse returns the tree of what is there, with the elements that were
// not closed marked [Element.Open], and an [*Error].
//
// A document type definition is passed over: nothing in it is expanded or
// fetched. Only the five entities of XML and numeric references are decoded;
// others stay as they are written. Time is linear in the length of the text,
// whatever the nesting, and the number of elements is bounded.
//
// Decoding bytes (the charset of the XML declaration) is the caller's; see
// [Declared].
package xmlspan
