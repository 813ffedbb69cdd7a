package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dateline/record"
	"dateline/store"
)

//go:embed templates static
var files embed.FS

// view is what every template gets.
type view struct {
	Title   string
	Nav     string
	Query   string // what the search box in the head holds
	JSON    string // address of the JSON form
	CanAdd  bool
	Account string // who is logged in; "" where nobody need be
	Admin   bool   // may manage accounts
	Drawer  bool   // there are dossiers
	Keeps   bool   // findings can be put into them
	Data    any
}

// templates are the pages by file name, each with the frame around it.
type templates map[string]*template.Template

// loadTemplates reads the embedded pages; frame.html and parts.html belong to
// all of them. Embedded files that do not parse are a mistake of the build.
func loadTemplates(a assets, zone *time.Location) templates {
	shared := template.Must(template.New("").Funcs(functions(a, zone)).ParseFS(files, "templates/frame.html", "templates/parts.html"))
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err)
	}
	out := templates{}
	for _, n := range names {
		if base := path.Base(n); base != "frame.html" && base != "parts.html" {
			out[base] = template.Must(template.Must(shared.Clone()).ParseFS(files, n))
		}
	}
	return out
}

func (t templates) render(w io.Writer, name string, v view) error {
	return t[name].ExecuteTemplate(w, "frame", v)
}

// functions are what templates can call beside methods.
func functions(a assets, zone *time.Location) template.FuncMap {
	return template.FuncMap{
		"asset":     a.address,
		"show":      field,
		"runWords":  show,
		"bytes":     showBytes,
		"orElse":    func(s *string, other string) string { return field(deref(s, other)) },
		"deref":     func(s *string) string { return deref(s, "") },
		"number":    number,
		"count":     count,
		"date":      date,
		"webLink":   webLink,
		"report":    reportAddress,
		"speaker":   speakerAddress,
		"person":    personAddress,
		"marksOf":   func(list []record.Mark, h hand) marksView { return marksView{list, h} },
		"basesOf":   basesOf,
		"addOne":    func(i int) int { return i + 1 },
		"inTime":    inTime,
		"ratio":     func(n, of int) string { return ratio(n, of) },
		"statement": statementAddress,
		"anchor":    anchor,
		"source":    bytesAddress,
		"content":   contentRuns,
		"cue":       cueWords,
		"size":      size,
		"role":      roleOf,
		"party":     party,
		"unheard":   unheard,
		"entry":     func(nav, id, address, name string) tab { return tab{name, address, nav == id} },
		"minus":     func(a, b int) int { return a - b },
		"add":       func(a, b float64) float64 { return a + b },
		"sign":      func(s string) signed { return signed{s} },
		"signText":  func(s string) string { return standingTexts[s] },
		"standings": func() []string { return standings },
		"eventSays": func(c column) string { return c.Label + ": " + count(c.N, "event") },
		"first":     func(list []store.Count) []store.Count { return list[:min(len(list), 12)] },
		"singular":  func(s string) string { return strings.TrimSuffix(s, "s") },
		"brief":     func(s string) string { return field(short(s, 12)) },
		"short":     func(s string) string { return field(short(s, 24)) },
		"dayOnly":   dayOnly,
		"storyPage": func(id string) string { return "/stories/" + segment(id) },
		"spoken":    spoken,
		"clip":      clip,
		"shapeID":   func(s string) string { return "shape" + strconv.Itoa(slices.Index(standings, s)) },
		"tenth":     func(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) },
		"plain":     plainType,
		"whom":      whoToWhom,
		"finding":   func(id string) string { return "/statements/" + segment(id) },
		"eventPage": eventPage,
		"modality": func(m string) string {
			if m == "historical" {
				return "recalled from an earlier time"
			}
			if m == "negated" {
				return "did not happen"
			}
			return m
		},
		"meetPage":  meetingPage,
		"lines":     func(list []record.Ref) string { return strings.ReplaceAll(names(list), "; ", "\n") },
		"retracted": func(list []record.Mark) bool { return record.Retraction(list) != nil },
		"pair":      pairAddress,
		"barX":      func(c column) float64 { return c.X + (c.W-barWidth(c))/2 },
		"barW":      barWidth,
		"cite":      citation,
		"clock":     func(t time.Time) string { return t.In(zone).Format("2 January 2006, 15:04 MST") },
		"day":       func(s string) string { return date(&s) },
		"gradeTag": func(g string) string {
			if g == "sure" {
				return "sure"
			}
			return "check"
		},
		"kindName": func(k string) string { return strings.ReplaceAll(k, "_", " ") },
		"pct":      func(x float64) int { return int(x*100 + 0.5) },
		"share":    func(n, of int) int { return max(1, 100*n/of) },
		"title":    func(r record.Report) string { return field(deref(r.Title, "Report without a headline")) },
	}
}

func deref(s *string, other string) string {
	if s == nil {
		return other
	}
	return *s
}

// clip cuts words after so many characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// roleOf is the capacity of a speaker, where the name shown does not say it
// already.
func roleOf(s record.Speaker) string {
	role, name := deref(s.Role, ""), deref(s.Name, "")
	if name == "" && s.Span != nil {
		name = s.Span.Exact
	}
	if strings.Contains(strings.ToLower(name), strings.ToLower(role)) {
		return ""
	}
	return role
}

// party is who holds a position: the name, else the words that stand for one.
func party(r record.Ref) string {
	if r.Name == nil && r.Span != nil {
		return r.Span.Exact
	}
	return deref(r.Name, "")
}

// unheard says that a report's speech was not analysed.
func unheard(r record.Report) string {
	if r.Language != nil {
		if tag, err := language.Parse(*r.Language); err == nil {
			if name := display.English.Languages().Name(tag); name != "" {
				return "speech in " + field(name) + " is not analysed"
			}
		}
	}
	return "speech is not analysed"
}

// show makes control characters visible; they would otherwise vanish or, in
// an attribute, be refused. White space stays.
func show(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r
		case r == 0x7f:
			return 0x2421
		case unicode.IsControl(r):
			return '\uFFFD'
		}
		return r
	}, s)
}

// dayOnly is a date without its time of day, "undated" if there is none.
func dayOnly(iso *string) string {
	if iso == nil {
		return "undated"
	}
	d, _, _ := strings.Cut(*iso, "T")
	return date(&d)
}

// field is show for words that stand in a line with others. Isolates in them
// that are not closed, or closed twice, would undo the isolation that the page
// puts around them and turn what follows; then all characters that turn the
// direction are written as \u{NNNN}.
func field(s string) string {
	if closed(s) {
		return show(s)
	}
	var b strings.Builder
	for _, r := range s {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			fmt.Fprintf(&b, `\u{%04X}`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return show(b.String())
}

// closed reports whether every directional isolate in s is closed in s.
func closed(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case r >= 0x2066 && r <= 0x2068:
			depth++
		case r == 0x2069:
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// showBytes shows bytes as they stand: what is not UTF-8 as \xNN, characters
// that show as nothing or turn the direction of text as \u{NNNN}.
func showBytes(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\uFFFD' && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02X`, s[i])
		case unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, `\u{%04X}`, r)
		default:
			b.WriteString(show(string(r)))
		}
	}
	return b.String()
}

// number groups the digits of n by threes.
func number(n any) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// count says how many there are of a thing.
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return number(n) + "\u00a0" + thing
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return count(int(n), "byte")
	case n < 1000*1000:
		return fmt.Sprintf("%.1f\u00a0kB", float64(n)/1e3)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f\u00a0MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f\u00a0GB", float64(n)/1e9)
}

// date writes an ISO date of any precision for people; what it does not know
// it returns as it is.
func date(iso *string) string {
	if iso == nil {
		return ""
	}
	s := *iso
	for _, f := range []struct{ in, out string }{
		{"2006-01-02T15:04:05Z07:00", "2 January 2006, 15:04:05 -07:00"},
		{"2006-01-02T15:04Z07:00", "2 January 2006, 15:04 -07:00"},
		{"2006-01-02T15:04:05", "2 January 2006, 15:04:05"},
		{"2006-01-02T15:04", "2 January 2006, 15:04"},
		{"2006-01-02", "2 January 2006"},
		{"2006-01", "January 2006"},
		{"2006", "2006"},
		{"--01-02", "2 January, no year"},
		{"--01", "January, no year"},
	} {
		if t, err := time.Parse(f.in, s); err == nil {
			if strings.HasSuffix(s, "Z") {
				return strings.Replace(t.Format(f.out), "+00:00", "UTC", 1)
			}
			return t.Format(f.out)
		}
	}
	return field(s)
}

// webLink returns the address of a report if it is one on the web that can
// be made a link, else "".
func webLink(s *string) string {
	if s == nil {
		return ""
	}
	u, err := url.Parse(*s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// assets are the embedded static files by their names with a hash in them,
// so that they can be kept by the browser for good.
type assets struct {
	names map[string]string // name to hashed name
	data  map[string][]byte // by hashed name
}

func loadAssets() assets {
	a := assets{map[string]string{}, map[string][]byte{}}
	list, err := fs.ReadDir(files, "static")
	if err != nil {
		panic(err)
	}
	for _, f := range list {
		data, err := files.ReadFile("static/" + f.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(f.Name())
		hashed := strings.TrimSuffix(f.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.names[f.Name()], a.data[hashed] = hashed, data
	}
	return a
}

func (a assets) address(name string) (string, error) {
	hashed, ok := a.names[name]
	if !ok {
		return "", fmt.Errorf("no static file %s", strconv.Quote(name))
	}
	return "/static/" + hashed, nil
}

// types are the media types of the static files, stated here since a
// system's own table may say otherwise.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, ok := a.data[name]
	if !ok {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(name)])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	serveBytes(w, r, data)
}

// serveBytes serves data with ranges and, if the header names an ETag,
// conditions.
func serveBytes(w http.ResponseWriter, r *http.Request, data []byte) {
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// marksView is what people said of a finding, which who corrects can take back.
type marksView struct {
	Marks []record.Mark
	Hand  hand
}

// inTime is a day to a day.
func inTime(from, to *string) string {
	switch {
	case from == nil:
		return "undated"
	case to == nil || *from == *to:
		return dayOnly(from)
	}
	return dayOnly(from) + " to " + dayOnly(to)
}

// ratio is a share in whole percent, in words where that would round it away.
func ratio(n, of int) string {
	switch {
	case of == 0:
		return "–"
	case n == of:
		return "all"
	case n == 0:
		return "none"
	}
	return strconv.Itoa(min(99, max(1, (100*n+of/2)/of))) + " %"
}

// basesOf are the three most frequent values, those that are none left out.
func basesOf(list []store.Count) []store.Count {
	const most = 3
	out := slices.DeleteFunc(slices.Clone(list), func(c store.Count) bool { return c.Value == "" })
	return out[:min(len(out), most)]
}
