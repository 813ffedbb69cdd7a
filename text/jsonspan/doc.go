// Package jsonspan reads JSON and keeps where every value stands.
//
// [Parse] makes a [Tree] of one JSON text (RFC 8259): each [Value] knows its
// kind, its span of bytes and, in an object, its name. Nothing is decoded or
// copied until it is asked for.
//
//	tree, err := jsonspan.Parse(data)
//	for name, v := range tree.Root().Members() {
//		fmt.Println(name, v.Kind(), v.Span())
//	}
//
// Where the text is broken or breaks off, Parse still returns the tree of what
// came before: values that were not closed are marked [Value.Open]. [Skip]
// finds the end of a value without making a tree, [Looks] tells a JSON text
// from other text by its first bytes.
//
// The reading is strict but for one thing: a string may hold raw control
// characters, which careless exports write.
package jsonspan
