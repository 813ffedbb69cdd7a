package article

import (
	"bytes"

	"dateline/source"
)

// isRTF reports whether data is a document in RTF.
func isRTF(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte(`{\rtf`))
}

// readRTF reads a document in RTF (specification 1.9.1): what it shows is the
// text, each character with its bytes, an escape such as \'e9 or \u8212? as a
// whole. Tables of fonts and styles, pictures, headers, footers, notes and
// deleted or hidden words are left out. It does not fail on broken markup.
func readRTF(item source.Item, opt Options, yield func(*Article, error) bool) {
	readRTFText(item.Data).read(item, opt, ShapeRTF, "RTF", yield)
}
