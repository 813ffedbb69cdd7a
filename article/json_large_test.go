package article

import (
	"strings"
	"testing"
	"time"

	"dateline/source"
)

// TestReadJSONInLinearTime reads texts of one and of eight times a size: the
// second may not take much more than eight times as long.
func TestReadJSONInLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	shapes := map[string]func(n int) string{
		"objects": func(n int) string { return "[" + strings.Repeat(`{"title":"a","text":"b."},`, n) + "0]" },
		"nested":  func(n int) string { return strings.Repeat(`[{"body":`, 200) + "[" + strings.Repeat("1,", n) },
		"titles": func(n int) string {
			return "{" + strings.Repeat(`"title":"One more title",`, n) + `"text":"It ended, she said."}`
		},
		"summaries": func(n int) string { return "{" + strings.Repeat(`"lead":"One more lead.",`, n) + `"text":"It ended."}` },
		"bodies":    func(n int) string { return "{" + strings.Repeat(`"body":"It ended, she said.",`, n) + `"title":"One"}` },
		"parts":     func(n int) string { return `{"title":"One","body":[` + strings.Repeat(`"It ended.",`, n) + `""]}` },
		"authors": func(n int) string {
			return `{"title":"One","text":"It ended, she said.","author":[` + strings.Repeat(`"Ada",`, n) + `""]}`
		},
		"escapes":      func(n int) string { return `{"title":"One","text":"` + strings.Repeat(`\u0026amp;`, n) + ` ended."}` },
		"open tags":    func(n int) string { return `{"title":"One","text":"` + strings.Repeat(`<p <`, n) + ` ended."}` },
		"long strings": func(n int) string { return `{"a":{"b":{"c":{"d":"` + strings.Repeat(`It ended. `, n) + `"}}}}` },
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				item := source.Item{Location: "dump", Data: []byte(shape(n))}
				best := time.Hour
				for range 3 {
					start := time.Now()
					readJSON(item, Options{}, func(*Article, error) bool { return true })
					best = min(best, time.Since(start))
				}
				return best
			}
			const n = 4000
			small, large := took(n), took(8*n)
			if large > 40*small+200*time.Millisecond {
				t.Errorf("%v for %d, %v for %d", small, n, large, 8*n)
			}
			t.Logf("%v, %v", small, large)
		})
	}
}
