package fieldname

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"content_title": "content title", "articleBody": "article body", "bodyHTMLText": "body html text",
		"pubDate": "pubdate", "pubdate": "pubdate", "publishdate": "publish date", "DATE_PUBLISHED": "date published",
		"og:title": "og title", "title2": "title", "site_name": "sitename", "@type": "type", "bodytext": "body text", "titles": "title",
		"_source.sourceURL": "source source url", "عنوان": "عنوان", "": "",
	} {
		if diff := cmp.Diff(want, strings.Join(Words(name), " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestExamples reads the example of each line of the word list: its
// name must be of the class.
func TestExamples(t *testing.T) {
	for _, line := range strings.Split(wordsFile, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		name, _, ok := strings.Cut(strings.TrimPrefix(cells[3], `"`), `": `)
		if k := Of(name); !ok || !k.Has(classNames[cells[0]]) {
			t.Errorf("%s: %q says %v", cells[0], name, k)
		}
	}
}

func TestSenseOfDates(t *testing.T) {
	for name, want := range map[string]uint8{
		"date": 3, "date_published": 1, "content_date_start": 2, "content_date_register": 4, "event_date_start": 5,
		"created_time": 4, "createdAt": 4,
	} {
		if got := Of(name)[Date]; got != want {
			t.Errorf("%s: rank %d, want %d", name, got, want)
		}
	}
}

func TestReadWordsNamesTheBadLine(t *testing.T) {
	for file, want := range map[string]string{
		"# top\ntitle\t1\ttitle":                   "x.tsv:2: want class",
		"titel\t1\ttitle\t\"title\": 1":            `x.tsv:1: unknown class "titel"`,
		"title\t1\ttitle,title\t\"title\": 1":      `x.tsv:1: "title" is empty`,
		"title\t1\ttitle,\t\"title\": 1":           `x.tsv:1: "" is empty`,
		"title\tx\ttitle\t\"title\": 1":            "x.tsv:1: want class",
		"title\t1\tTitle\t\"title\": \"Talks\"\n#": `x.tsv:1: "Title" is empty`,
	} {
		if _, err := readWords("x.tsv", file); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", file, err)
		}
	}
}
