package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/record"
)

// original serves a version's bytes as a download, or with ?at= a page that
// shows a part of them.
func (d *desk) original(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("at") != "" {
		d.page(d.excerpt).ServeHTTP(w, r)
		return
	}
	line, err := d.lineOf(r)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	data, err := d.store.Original(r.Context(), line.Report.Version)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy+"; sandbox")
	h.Set("Content-Type", "text/plain")
	if utf8.Valid(data) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
	}
	h.Set("Content-Disposition", `attachment; filename="`+line.Report.Version+`.txt"`)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+line.Report.Version+`"`)
	serveBytes(w, r, data)
}

// said is a statement whose bytes are shown.
type said struct {
	N     int
	Back  string // address of its place in the report
	Words string // as the record has them
}

// excerptView is a part of an original.
type excerptView struct {
	Report     record.Report
	Size       int // bytes of the original
	Start, End int // what is shown, bytes of the source
	Spans      [][2]int
	Before     bool // there is more before
	After      bool
	Runs       []run
	Said       *said
	Version    string // query that pins the version
}

const (
	around  = 800     // bytes shown before and after
	longest = 1 << 17 // bytes shown of what was asked for
)

// excerpt shows the bytes around the asked spans of the source.
func (d *desk) excerpt(r *http.Request) (page, error) {
	line, err := d.lineOf(r)
	if err != nil {
		return page{}, err
	}
	spans, err := pairs(r.FormValue("at"))
	if err != nil {
		return page{}, err
	}
	data, err := d.store.Original(r.Context(), line.Report.Version)
	if err != nil {
		return page{}, err
	}
	base := int(line.Report.Offset)
	from, to := spans[0][0], spans[0][1]
	for _, x := range spans {
		if x[0] < base || x[1] > base+len(data) {
			return page{}, bad("The original is the bytes %d to %d of its source; %d-%d is not in it.", base, base+len(data), x[0], x[1])
		}
		from, to = min(from, x[0]), max(to, x[1])
	}
	to = min(to, from+longest)
	start, end := window(data, from-base, to-base)
	v := excerptView{
		Report: line.Report, Size: len(data), Start: start + base, End: end + base, Spans: spans,
		Before: start > 0, After: end < len(data), Said: saidIn(line, r.FormValue("s")),
		Version: "?version=" + url.QueryEscape(line.Report.Version),
	}
	v.Runs = byteRuns(data[start:end], start+base, spans)
	return page{
		name: "excerpt.html", title: "Original bytes", nav: "reports", data: v,
		json: excerptJSON{
			Version: line.Report.Version, Size: len(data), Start: v.Start, End: v.End, Spans: spans,
			Words: strings.ToValidUTF8(string(data[start:end]), "\uFFFD"),
		},
	}, nil
}

// window widens from and to by what is shown around them and moves the ends
// off the middle of characters.
func window(data []byte, from, to int) (start, end int) {
	start, end = max(0, from-around), min(len(data), to+around)
	for i := 0; i < utf8.UTFMax && start > 0 && start < from && !utf8.RuneStart(data[start]); i++ {
		start++
	}
	for i := 0; i < utf8.UTFMax && end < len(data) && end > to && !utf8.RuneStart(data[end]); i++ {
		end--
	}
	return start, end
}

// byteRuns cuts data, which starts at byte base of the source, at the ends of
// the spans.
func byteRuns(data []byte, base int, spans [][2]int) []run {
	marks := make([]mark, 0, len(spans))
	for _, x := range spans {
		marks = append(marks, mark{x[0] - base, x[1] - base, lookHit, finding{}})
	}
	// One code point for each byte makes offsets and code points the same.
	latin := make([]rune, len(data))
	for i, b := range data {
		latin[i] = rune(b)
	}
	l := line{start: 0, end: len(data)}
	setRuns(string(latin), []*line{&l}, marks)
	at := 0
	for i := range l.runs {
		r := &l.runs[i]
		n := utf8.RuneCountInString(r.Words)
		r.Words = string(data[at : at+n])
		at += n
	}
	return l.runs
}

// saidIn is the statement of the given number, nil if there is none.
func saidIn(l record.Line, number string) *said {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(l.Statements) {
		return nil
	}
	return &said{
		N: n, Words: l.Statements[n-1].Span.Exact,
		Back: reportAddress(l.Report.ID) + "?version=" + url.QueryEscape(l.Report.Version) + "#s" + strconv.Itoa(n),
	}
}

const mostPairs = 100 // stretches named by one address

// pairs reads "10-14,20-25": stretches, each not empty, the end exclusive.
func pairs(s string) ([][2]int, error) {
	if s == "" {
		return nil, nil
	}
	var out [][2]int
	for part := range strings.SplitSeq(s, ",") {
		a, b, ok := strings.Cut(part, "-")
		from, err1 := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if !ok || err1 != nil || err2 != nil || from < 0 || to <= from {
			return nil, bad("%q is not a stretch START-END, numbers from 0, the end exclusive.", part)
		}
		if out = append(out, [2]int{from, to}); len(out) > mostPairs {
			return nil, bad("More than %d stretches were asked for.", mostPairs)
		}
	}
	return out, nil
}

// writePairs is the inverse of pairs. Of more than it reads, the hull is
// written.
func writePairs(list [][2]int) string {
	if len(list) == 0 {
		return ""
	}
	if len(list) > mostPairs {
		hull := list[0]
		for _, x := range list {
			hull = [2]int{min(hull[0], x[0]), max(hull[1], x[1])}
		}
		list = [][2]int{hull}
	}
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = fmt.Sprintf("%d-%d", x[0], x[1])
	}
	return strings.Join(parts, ",")
}

// bytesAddress is the page that shows the bytes of the words at s; ""
// when they stand nowhere in the source.
func bytesAddress(r record.Report, s record.Span) string {
	list := make([][2]int, 0, len(s.Source)+1)
	for _, x := range s.Source {
		if x[1] > x[0] {
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		if s.SourceEnd <= s.SourceStart {
			return ""
		}
		list = [][2]int{{s.SourceStart, s.SourceEnd}}
	}
	return reportAddress(r.ID) + "/original?version=" + url.QueryEscape(r.Version) + "&at=" + writePairs(list)
}
