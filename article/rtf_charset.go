package article

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// codePage returns the charset of a code page's number, windows-1252 for one
// that is not known; wide reports that some characters take two bytes.
func codePage(n int) (enc encoding.Encoding, wide bool) {
	switch n {
	case 437:
		return charmap.CodePage437, false
	case 850:
		return charmap.CodePage850, false
	case 852:
		return charmap.CodePage852, false
	case 855:
		return charmap.CodePage855, false
	case 866:
		return charmap.CodePage866, false
	case 874:
		return charmap.Windows874, false
	case 932:
		return japanese.ShiftJIS, true
	case 936:
		return simplifiedchinese.GBK, true
	case 949:
		return korean.EUCKR, true
	case 950:
		return traditionalchinese.Big5, true
	case 1250:
		return charmap.Windows1250, false
	case 1251:
		return charmap.Windows1251, false
	case 1253:
		return charmap.Windows1253, false
	case 1254:
		return charmap.Windows1254, false
	case 1255:
		return charmap.Windows1255, false
	case 1256:
		return charmap.Windows1256, false
	case 1257:
		return charmap.Windows1257, false
	case 1258:
		return charmap.Windows1258, false
	case 10000:
		return charmap.Macintosh, false
	case 10007:
		return charmap.MacintoshCyrillic, false
	}
	return charmap.Windows1252, false
}

// fontPage returns the code page of a font's \fcharset; 0 for that of the
// document.
func fontPage(charset int) int {
	switch charset {
	case 77:
		return 10000
	case 128:
		return 932
	case 129:
		return 949
	case 134:
		return 936
	case 136:
		return 950
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177:
		return 1255
	case 178:
		return 1256
	case 186:
		return 1257
	case 204:
		return 1251
	case 222:
		return 874
	case 238:
		return 1250
	case 254:
		return 437
	case 255:
		return 850
	}
	return 0
}
