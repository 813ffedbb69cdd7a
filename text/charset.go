package text

import (
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// DecodeCharset makes a Text from bytes in another charset. Each character
// that is not plain ASCII is a unit of its bytes. Line ends and NUL are
// treated as in [Decode]; bytes that the charset does not know become U+FFFD.
func DecodeCharset(data []byte, charset encoding.Encoding) Text {
	dec := charset.NewDecoder()
	wide := !asciiCompatible(charset)
	var (
		b   Builder
		dst [64]byte
	)
	b.buf.Grow(len(data))
	for i := 0; i < len(data); {
		if !wide && data[i] < utf8.RuneSelf && data[i] >= 0x20 && data[i] != '\\' && data[i] != '~' && data[i] != 0x1b {
			// ASCII printable: copied, as long as the run goes on.
			j := i
			for j < len(data) && data[j] < utf8.RuneSelf && data[j] >= 0x20 && data[j] != '\\' && data[j] != '~' && data[j] != 0x1b {
				j++
			}
			b.add(string(data[i:j]), Span{i, j}, Copy)
			i = j
			continue
		}
		words, n := decodeOne(dec, data[i:], dst[:])
		switch words {
		case "\x00":
			words = "\uFFFD"
		case "\r":
			words = "\n"
			if next, m := decodeOne(dec, data[i+n:], dst[:]); next == "\n" {
				n += m
			}
		}
		if len(words) == 1 && n == 1 && words[0] == data[i] {
			b.add(words, Span{i, i + 1}, Copy)
		} else {
			b.add(words, Span{i, i + n}, Unit)
		}
		i += n
	}
	return b.Text()
}

// decodeOne decodes the shortest prefix of src that gives characters and
// returns them with its length, at least 1 unless src is empty.
func decodeOne(dec transform.Transformer, src, dst []byte) (string, int) {
	for n := 1; n <= len(src) && n <= 12; n++ {
		dec.Reset()
		nd, ns, err := dec.Transform(dst, src[:n], n == len(src))
		if errors.Is(err, transform.ErrShortSrc) {
			continue
		}
		if nd > 0 && ns > 0 {
			return string(dst[:nd]), ns
		}
		if err != nil {
			break
		}
	}
	if len(src) == 0 {
		return "", 0
	}
	return "\uFFFD", 1
}

// asciiCompatible reports whether the printable ASCII bytes mean themselves.
func asciiCompatible(e encoding.Encoding) bool {
	const probe = "Az09 .,"
	out, err := e.NewDecoder().String(probe)
	return err == nil && out == probe
}
