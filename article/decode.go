package article

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"dateline/text"
	"dateline/text/langid"
)

// decodePlain makes the Text of plain bytes and names their charset: UTF-16 if
// a byte order mark or the NULs of Western text say so, UTF-8 if most of what
// is not ASCII is valid as that, else what hint (a media type, or empty)
// names, else the single-byte charset that fits best.
func decodePlain(data []byte, hint string) (text.Text, string) {
	if enc, ok := wide(data); ok {
		t := text.DecodeCharset(data, enc)
		if mark := "\ufeff"; len(t.String()) > len(mark) && t.String()[:len(mark)] == mark {
			t = t.Sub(text.Span{Start: len(mark), End: t.Len()})
		}
		return t, "utf-16"
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
	enc, name := singleByte(data)
	return text.DecodeCharset(data, enc), name
}

// wide tells the byte order of UTF-16.
func wide(data []byte) (encoding.Encoding, bool) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return little, true
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return big, true
	case len(data) < 8:
		return nil, false
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
		return little, true
	case even*10 > n*7 && odd == 0:
		return big, true
	}
	return nil, false
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

// singles are the charsets that are tried on text whose letters are mostly
// not ASCII. All else is taken as windows-1252, the commonest by far.
var singles = []struct {
	name string
	enc  encoding.Encoding
}{
	{"windows-1251", charmap.Windows1251},
	{"koi8-r", charmap.KOI8R},
	{"windows-1256", charmap.Windows1256},
	{"windows-1253", charmap.Windows1253},
	{"windows-1255", charmap.Windows1255},
}

// singleByte chooses the charset whose reading of data is most clearly a
// language.
func singleByte(data []byte) (encoding.Encoding, string) {
	sample := data[:min(len(data), peek)]
	high, letters := 0, 0
	for _, c := range sample {
		switch {
		case c >= 0xc0:
			high++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters++
		}
	}
	best, name, sure := encoding.Encoding(charmap.Windows1252), "windows-1252", 0.0
	if high <= letters {
		return best, name
	}
	for _, c := range singles {
		s, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if tag, p := langid.Identify(string(s)); tag != "" && p > sure {
			best, name, sure = c.enc, c.name, p
		}
	}
	return best, name
}
