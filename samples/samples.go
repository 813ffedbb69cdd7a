// Package samples holds reports of our own writing on an invented peace
// process, in the shapes in which press comes to a desk, and the answer key
// that says what is in them.
//
// From late January to early March 2031 the Republic of Tavria and the Kesh
// Federation talk, without meeting, about a river and a ridge; the Principality
// of Orsena carries the papers. No state, person or outlet in it exists.
// README.md says what each file is and which trap it holds.
//
// The reports are the program's demo and the fixtures of its tests:
//
//	fs.WalkDir(samples.FS(), ".", …) // only the reports
//	answer, err := samples.Gold()    // what a careful reader finds in them
//
// The answer was judged by hand, not made by the program. It says who is reported to
// have said what; as the rest of the record, it never says what is true.
package samples

import (
	"embed"
	"io/fs"
)

//go:embed reports
var reports embed.FS

// FS returns the reports, all at its root.
func FS() fs.FS {
	sub, err := fs.Sub(reports, "reports")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
