package source

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// passed counts, by what they are, the members of a source that are no press
// and were passed over.
type passed map[string]int

func (p passed) String() string {
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(p)) {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d %s", p[what], what)
	}
	return b.String()
}

// maxPassed is how many different things are counted by name.
const maxPassed = 64

// pass counts a member that is passed over; what is a plural, "pictures".
func (s *splitter) pass(what string) {
	if s.root.passed == nil {
		s.root.passed = passed{}
	}
	if _, ok := s.root.passed[what]; !ok && len(s.root.passed) >= maxPassed {
		what = "others"
	}
	s.root.passed[what]++
}

// binaries are the first bytes of files that hold no text to read, and what
// they are.
var binaries = []struct{ bytes, name string }{
	{"%PDF-", "a PDF"},
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF87a", "a GIF picture"},
	{"GIF89a", "a GIF picture"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE document (old Office file)"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"wOFF", "a font"},
	{"wOF2", "a font"},
	{"\x00\x01\x00\x00\x00", "a font"},
	{"\x7fELF", "a program"},
	{"II*\x00", "a TIFF picture"},
	{"MM\x00*", "a TIFF picture"},
	{"ID3\x02", "a sound"},
	{"ID3\x03", "a sound"},
	{"ID3\x04", "a sound"},
	{"OggS", "a sound"},
	{"SQLite format 3\x00", "a database"},
}

// Binary says what a file is that begins with head and holds no text to read:
// "a PDF", "a PNG picture". "" when nothing is known of it.
func Binary(head []byte) string {
	for _, b := range binaries {
		if bytes.HasPrefix(head, []byte(b.bytes)) {
			return b.name
		}
	}
	switch {
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "a WebP picture"
	case len(head) >= 12 && string(head[:4]) == "RIFF":
		return "a sound or film"
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return "a film or picture"
	}
	return ""
}

// aside reports whether a member of an archive or a file in a folder is
// passed over for its name: what systems put beside files, and what pages are
// made with.
func aside(name string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(name, "\\", "/"), "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" || part == "Thumbs.db" {
			return true
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".css", ".js", ".mjs", ".map", ".woff", ".woff2":
		return true
	}
	return false
}
