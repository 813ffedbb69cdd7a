package article

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"dateline/text/langid"
)

// candidates are the charsets that are tried on bytes that do not say theirs,
// or say a wrong one. All else is taken as windows-1252, the commonest by far.
var candidates = []struct {
	name string
	enc  encoding.Encoding
	is   func(s string, letters int) float64 // how sure a reading is, 0 to 1; nil to ask for a language
}{
	{"windows-1251", charmap.Windows1251, nil},
	{"koi8-r", charmap.KOI8R, nil},
	{"windows-1256", charmap.Windows1256, nil},
	{"windows-1253", charmap.Windows1253, nil},
	{"windows-1255", charmap.Windows1255, nil},
	{"shift_jis", japanese.ShiftJIS, isJapanese},
	{"euc-jp", japanese.EUCJP, isJapanese},
	{"euc-kr", korean.EUCKR, isKorean},
	{"gbk", simplifiedchinese.GBK, isChinese},
	{"big5", traditionalchinese.Big5, isChinese},
}

const (
	guessBytes  = 16 << 10 // of what is not ASCII, with the words around it, that are judged
	guessFaults = 50       // one character of so many may be one that the charset does not know
	guessHint   = 0.2      // what the declared language adds to a reading in it
	guessScript = 0.4      // how sure a reading is that has only the script of the declared language
)

// guessCharset chooses the charset whose reading of what is not ASCII in data
// is most clearly a language. lang is the language that data declares, or "".
func guessCharset(data []byte, lang string) (encoding.Encoding, string) {
	sample := foreignParts(data)
	best, name, most := encoding.Encoding(charmap.Windows1252), "windows-1252", 0.0
	for _, c := range candidates {
		s, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil || faulty(string(s)) {
			continue
		}
		words, letters := foreignWords(string(s))
		if letters == 0 {
			continue
		}
		var sure float64
		if c.is != nil {
			sure = c.is(words, letters)
		} else {
			sure = sureOf(words, letters, lang)
		}
		if sure *= lettered(string(s)); sure > most {
			best, name, most = c.enc, c.name, sure
		}
	}
	return best, name
}

// foreignParts returns the runs of data between tags and line ends that hold
// bytes beyond ASCII, up to guessBytes.
func foreignParts(data []byte) []byte {
	var out []byte
	for len(data) > 0 && len(out) < guessBytes {
		n := bytes.IndexAny(data, "<>\n")
		if n < 0 {
			n = len(data)
		}
		part := data[:n]
		if slices.ContainsFunc(part, func(c byte) bool { return c >= utf8.RuneSelf }) {
			out = append(append(out, part[:min(len(part), guessBytes)]...), '\n')
		}
		data = data[min(n+1, len(data)):]
	}
	return out
}

// faulty reports whether a reading has too many characters that its charset
// does not know or that no text has.
func faulty(s string) bool {
	bad, all := 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			continue
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Co, r):
			bad++
		}
		all++
	}
	return bad*guessFaults > all
}

// lettered returns the part that letters have in the characters of s beyond
// ASCII, spaces and punctuation left out.
func lettered(s string) float64 {
	n, all := 0, 0
	for _, r := range s {
		if r < utf8.RuneSelf || unicode.IsSpace(r) || unicode.IsPunct(r) {
			continue
		}
		if all++; unicode.IsLetter(r) || unicode.Is(unicode.M, r) {
			n++
		}
	}
	return float64(n) / float64(max(all, 1))
}

// foreignWords returns the words of s without an ASCII letter, a space behind
// each, and the number of their letters; none if many of the others have
// further letters among those of ASCII, as Western words do.
func foreignWords(s string) (string, int) {
	var b strings.Builder
	letters, pure, mixed := 0, 0, 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }) {
		ascii, n := 0, 0
		for _, r := range w {
			n++
			if r < utf8.RuneSelf {
				ascii++
			}
		}
		switch {
		case ascii == n:
		case ascii > 0:
			mixed++
		default:
			if n > 1 {
				pure++
			}
			letters += n
			b.WriteString(w)
			b.WriteByte(' ')
		}
	}
	if mixed*2 > pure {
		return "", 0
	}
	return b.String(), letters
}

// sureOf judges a reading by its language, else by the script of the declared
// one and by the case of its letters.
func sureOf(words string, letters int, lang string) float64 {
	tag, sure := langid.Identify(words)
	if tag != "" {
		if lang != "" && strings.HasPrefix(strings.ToLower(lang), tag) {
			sure += guessHint
		}
		return sure
	}
	for _, name := range langid.ScriptsOf(lang) {
		if name != "Latin" && unicode.Scripts[name] != nil {
			in, odd := 0, 0
			inside := false
			for _, r := range words {
				if unicode.Is(unicode.Scripts[name], r) {
					in++
				}
				if inside && unicode.IsUpper(r) {
					odd++
				}
				inside = unicode.IsLetter(r)
			}
			if in*10 >= letters*9 {
				return guessScript * float64(letters-odd) / float64(letters)
			}
		}
	}
	return 0
}

// isJapanese judges a reading by its kana, which stand between the kanji.
func isJapanese(s string, letters int) float64 {
	kana := share(s, letters, func(r rune) bool { return r >= 0x3041 && r <= 0x30ff })
	both := kana + share(s, letters, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if kana < 0.2 || both < 0.9 {
		return 0
	}
	return both
}

// isKorean judges a reading by its syllables.
func isKorean(s string, letters int) float64 {
	if sure := share(s, letters, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }); sure >= 0.9 {
		return sure
	}
	return 0
}

// isChinese judges a reading by the characters that every text has many of.
func isChinese(s string, letters int) float64 {
	const common = "的一是在不了有和人这這中大为為上个個国國我以要他到时時们們会會年月日"
	han := share(s, letters, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if han < 0.9 || share(s, letters, func(r rune) bool { return strings.ContainsRune(common, r) }) < 0.05 {
		return 0
	}
	return han
}

// share returns the part of a number of letters that the letters of a kind in
// s are.
func share(s string, letters int, is func(rune) bool) float64 {
	n := 0
	for _, r := range s {
		if is(r) {
			n++
		}
	}
	return float64(n) / float64(letters)
}
