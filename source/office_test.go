package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOfficeKnown reads what documents tell of themselves.
func TestOfficeKnown(t *testing.T) {
	const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>%</dc:title><dc:creator>#</dc:creator></cp:coreProperties>`
	tests := []struct {
		name, title, creator string
		want                 Known
	}{
		{"both", "Ferries &amp; their pilots", "Ilse  Korvan", Known{Title: "Ferries & their pilots", Byline: []string{"Ilse Korvan"}}},
		{"a file and a program", "Microsoft Word - ferries.doc", "Microsoft Office User", Known{}},
		{"a name of a file", "ferries_2031 final version", "admin", Known{}},
		{"short", "Ferries", "IK", Known{}},
		{"nothing", "", "", Known{}},
		{"broken", "Ferries and pilots</dc:title><dc:creator", "Ilse Korvan", Known{Title: "Ferries and pilots", Byline: []string{"Ilse Korvan"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			about := strings.NewReplacer("%", tt.title, "#", tt.creator).Replace(core)
			for _, archive := range []string{
				zipped(t, file{"[Content_Types].xml", "<a/>"}, file{"docProps/core.xml", about}, file{"word/document.xml", "<b/>"}),
				zipped(t, file{"mimetype", openText}, file{"content.xml", "<b/>"}, file{"meta.xml", about}),
			} {
				for item, err := range Read(t.Context(), "test", strings.NewReader(archive), Options{}) {
					if err != nil {
						t.Fatal(err)
					}
					if d := cmp.Diff(tt.want, item.Known); d != "" {
						t.Errorf("want -, got +:\n%s", d)
					}
				}
			}
		})
	}
}
