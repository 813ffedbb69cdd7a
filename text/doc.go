// Package text holds text together with where it came from.
//
// A [Text] is an immutable UTF-8 string with an origin: a piecewise map from
// its bytes to the bytes of the stored original. It is made once from raw
// bytes with [Decode] (or [DecodeCharset]) and then only ever derived: a
// [Builder] over a parent Text copies ranges, lets a few characters stand for
// an escape or an entity, and composes the two maps, so that however many
// layers lie between (a charset, JSON escapes, HTML entities inside them,
// folded line ends) each character still knows its bytes.
//
//	t := text.Decode([]byte(`{"body":"\u201cWe agree,\u201d she said."}`))
//	body := text.UnescapeJSON(t.Sub(text.Span{Start: 9, End: t.Len() - 2}))
//	body.String()                     // “We agree,” she said.
//	body.Source(text.Span{Start: 0, End: 3}) // [{9 15}], the bytes \u201c
//
// Findings never copy text. They hold a [Span], a pair of byte offsets into
// one Text, and the words are recovered with [Text.Slice].
//
// The package also has the normal forms through which text is compared
// ([Normal]) and indexed ([Words]). Text is never stored or shown that way.
//
// It does not know documents, markup or files: see packages article and
// source.
package text
