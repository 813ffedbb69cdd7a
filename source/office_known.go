package source

import (
	"archive/zip"
	"io"
	"strings"
	"unicode"

	"dateline/text"
	"dateline/text/xmlspan"
)

// maxAbout is how much of such a part is read.
const maxAbout = 1 << 20

// officeKnown returns what a part of a document tells of it: its title and who
// wrote it, each only if it reads as one and not as what a program puts there.
// f may be nil.
func officeKnown(f *zip.File) Known {
	if f == nil {
		return Known{}
	}
	r, err := f.Open()
	if err != nil {
		return Known{}
	}
	defer r.Close()
	data, _ := io.ReadAll(io.LimitReader(r, maxAbout)) // what there is of a damaged part will do
	tree, _ := xmlspan.Parse(text.Decode(data))
	var known Known
	for e := range tree.All() {
		words := strings.Join(strings.Fields(e.Value().String()), " ")
		switch e.Local() {
		case "title":
			if known.Title == "" && titled(words) {
				known.Title = words
			}
		case "creator", "initial-creator":
			if known.Byline == nil && named(words) {
				known.Byline = []string{words}
			}
		}
	}
	return known
}

// titled reports whether the title of a document is that of a report and not
// the name of a file or a program.
func titled(s string) bool {
	return strings.Count(s, " ") >= 2 && len(s) < 400 && !strings.ContainsAny(s, "\\_") &&
		!strings.HasPrefix(s, "Microsoft ") && !strings.Contains(s, ".doc")
}

// named reports whether s can be the name of a person: two to four words with
// capitals, none of those that programs put there.
func named(s string) bool {
	fields := strings.Fields(s)
	if len(fields) < 2 || len(fields) > 4 {
		return false
	}
	for _, f := range fields {
		switch f {
		case "Microsoft", "Office", "User", "Admin", "Administrator", "Windows", "Word", "Author":
			return false
		}
	}
	first, last := []rune(fields[0])[0], []rune(fields[len(fields)-1])[0]
	return unicode.IsLetter(first) && unicode.IsLetter(last) && !unicode.IsLower(first) && !unicode.IsLower(last)
}
