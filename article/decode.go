package article

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"dateline/text"
)

// decodePlain makes the Text of plain bytes and names their charset: UTF-32 or
// UTF-16 if a byte order mark or, for the latter, the NULs of Western text say so, UTF-8 if most of what
// is not ASCII is valid as that, else what hint (a media type, or empty)
// names, else the charset that fits best.
func decodePlain(data []byte, hint string) (text.Text, string) {
	if enc, name := wide(data); enc != nil {
		t := text.DecodeCharset(data, enc)
		if mark := "\ufeff"; len(t.String()) > len(mark) && t.String()[:len(mark)] == mark {
			t = t.Sub(text.Span{Start: len(mark), End: t.Len()})
		}
		return t, name
	}
	if validUTF8(data) {
		return text.Decode(data), "utf-8"
	}
	if _, params, err := mime.ParseMediaType(hint); err == nil {
		enc, name := charset.Lookup(params["charset"])
		if enc != nil && name != "utf-8" && name != "replacement" {
			return text.DecodeCharset(data, enc), name
		}
	}
	enc, name := guessCharset(data, "")
	return text.DecodeCharset(data, enc), name
}

// wide tells UTF-32, by its byte order mark, and UTF-16; nil for all else.
func wide(data []byte) (enc encoding.Encoding, name string) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32"
	case bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32"
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return little, "utf-16"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return big, "utf-16"
	case len(data) < 8:
		return nil, ""
	}
	var even, odd, n int
	for i, c := range data[:min(len(data), peek)&^1] {
		switch {
		case i%2 == 0:
			n++
			if c == 0 {
				even++
			}
		case c == 0:
			odd++
		}
	}
	switch {
	case odd*10 > n*7 && even == 0:
		return little, "utf-16"
	case even*10 > n*7 && odd == 0:
		return big, "utf-16"
	}
	return nil, ""
}

// validUTF8 reports whether the bytes that are not ASCII form valid UTF-8
// more often than not.
func validUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good >= bad
}
