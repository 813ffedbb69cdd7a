package article

import (
	_ "embed"
	"fmt"
	"html"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"dateline/text/fieldname"
	"dateline/when"
)

// describe fills in what the record says of itself.
func (r *fieldRecord) describe(d *draft) {
	take := func(what string, list []field, use func(s string) bool) {
		byRank(list)
		for _, x := range list {
			if use(strings.TrimSpace(x.value.String())) {
				d.because(what, r.kind+x.name)
				return
			}
		}
	}
	f := r.fields
	d.published = r.bestDate(f.dates)
	d.modified = r.bestDate(f.modified)
	if d.published.Known() {
		d.because("published", d.published.Basis)
	}
	if d.modified.Known() {
		d.because("modified", d.modified.Basis)
	}
	take("url", f.urls, func(s string) bool {
		d.url = html.UnescapeString(s)
		return true
	})
	take("outlet", f.sources, func(s string) bool {
		d.outlet = fold(html.UnescapeString(s))
		return true
	})
	take("section", f.sections, func(s string) bool {
		d.section = fold(html.UnescapeString(s))
		return true
	})
	take("language", f.langs, func(s string) bool {
		d.language = languageCode(s)
		return d.language != ""
	})
	take("id", f.ids, func(s string) bool {
		d.key = s
		return true
	})
	r.byline(d)
}

// byline takes the names of the best field of authors.
func (r *fieldRecord) byline(d *draft) {
	list := r.fields.authors
	byRank(list)
	seen := map[string]bool{}
	for _, x := range list {
		if x.rank != list[0].rank && len(d.byline) > 0 {
			return
		}
		s := html.UnescapeString(stripsTags.ReplaceAllString(x.value.String(), " "))
		for _, name := range parseByline(s) {
			if k := key(name); !seen[k] {
				if len(d.byline) == 0 {
					d.because("byline", r.kind+x.name)
				}
				seen[k] = true
				d.byline = append(d.byline, name)
			}
		}
	}
}

// bestDate returns the date of the field that says best when the report
// appeared or was changed. Where a field says the local time and another of the
// same rank that of Greenwich, the two tell the zone.
func (r *fieldRecord) bestDate(list []field) when.Date {
	byRank(list)
	var best when.Date
	rank := uint8(0)
	for _, x := range list {
		if best.Known() && x.rank != rank {
			break
		}
		s := strings.TrimSpace(x.value.String())
		d, ok := parseDate(s)
		if !ok {
			continue
		}
		if universal(x.name) && !zoned(d) && d.Precision > when.Day {
			if z, ok := when.Parse(d.ISO + "Z"); ok {
				d = z
			}
		}
		d.Basis = r.kind + x.name
		switch {
		case !best.Known():
			best, rank = d, x.rank
		case universal(x.name):
			if z, ok := localTime(best, d); ok {
				z.Basis = best.Basis + " with " + x.name
				return z
			}
		}
	}
	return best
}

// universal reports whether the name of a field says that its time is that of
// Greenwich: "date_gmt".
func universal(name string) bool {
	for _, word := range fieldname.Words(name) {
		if word == "gmt" || word == "utc" {
			return true
		}
	}
	return false
}

// localTime returns the local time, which has no zone, with the offset that the
// same moment in the time of Greenwich tells.
func localTime(local, universal when.Date) (when.Date, bool) {
	const clock = "2006-01-02T15:04:05"
	a, err := time.Parse(clock, local.ISO)
	b, errB := time.Parse(clock+"Z07:00", universal.ISO)
	offset := a.Sub(b)
	if err != nil || errB != nil || offset%(15*time.Minute) != 0 || offset.Abs() > 14*time.Hour {
		return when.Date{}, false
	}
	return when.Parse(a.Format(clock) + b.In(time.FixedZone("", int(offset.Seconds()))).Format("-07:00"))
}

// zoned reports whether a date has a time with its offset.
func zoned(d when.Date) bool {
	_, clock, ok := strings.Cut(d.ISO, "T")
	return ok && strings.ContainsAny(clock, "Z+-")
}

func isDate(s string) bool {
	_, ok := parseDate(s)
	return ok
}

// parseDate reads a date or time as written, seconds or milliseconds since
// 1970, or eight digits of a day.
func parseDate(s string) (when.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 100 {
		return when.Date{}, false
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if n, err := strconv.ParseInt(whole, 10, 64); err == nil && strings.Trim(fraction, "0123456789") == "" {
		return countedDate(n, len(whole))
	}
	if d, ok := when.Parse(s); ok {
		return d, hasYear(d)
	}
	d, at, ok := when.ParseLine(s)
	return d, ok && hasYear(d) && at.Len() >= len(s)/2
}

// countedDate reads a date that is a number of the given digits.
func countedDate(n int64, digits int) (when.Date, bool) {
	var t time.Time
	switch digits {
	case 8:
		d, ok := when.Parse(fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100))
		return d, ok && n > 1800_00_00 && n < 2200_00_00
	case 9, 10:
		t = time.Unix(n, 0)
	case 12, 13:
		t = time.UnixMilli(n)
	default:
		return when.Date{}, false
	}
	return when.Parse(t.UTC().Format(time.RFC3339))
}

// webAddress reports whether s is an absolute address of a page.
func webAddress(s string) bool {
	if len(s) > 2000 || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") || strings.ContainsAny(s, " \n\t<>") {
		return false
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".mp3", ".webm", ".m3u8", ".avif":
		return false
	}
	return true
}

// interfaceAddress reports whether an address is that of a record in an
// interface for programs, which shows no page.
func interfaceAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (strings.HasPrefix(u.Host, "api.") || strings.HasPrefix(u.Path, "/api/") || strings.Contains(u.Path, "/wp-json/"))
}

//go:embed data/language_names.tsv
var languageFile string

// languageNames has the code of each name of a language.
var languageNames = sync.OnceValue(func() map[string]string {
	return must(readLanguageNames("data/language_names.tsv", languageFile))
})

// readLanguageNames reads the list; name is what errors call the file.
func readLanguageNames(name, file string) (map[string]string, error) {
	out := map[string]string{}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		code, list, ok := strings.Cut(line, "\t")
		if _, err := language.Parse(code); err != nil || !ok {
			return nil, fmt.Errorf("%s:%d: want a language code, a tab and names, have %q", name, n+1, line)
		}
		for _, word := range strings.Split(list, ",") {
			if word == "" || out[word] != "" {
				return nil, fmt.Errorf("%s:%d: %q is empty or stands twice", name, n+1, word)
			}
			out[word] = code
		}
	}
	return out, nil
}

// languageCode returns the BCP 47 code for what a record gives as a language,
// a code or a name; "" when it is neither.
func languageCode(s string) string {
	s = strings.ToLower(fold(s))
	if code, ok := languageNames()[s]; ok {
		return code
	}
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und || len(s) > 12 {
		return ""
	}
	return tag.String()
}
