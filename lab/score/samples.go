package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/samples"
	"dateline/source"
	"dateline/statement"
	"dateline/text"
)

// Report is what was measured on the samples.
type Report struct {
	Digest     string // SHA-256 over the samples' files, first 12 digits
	Quotations int    // of the answer key
	Exact      int    // found with their exact words
	Speaker    int    // of these, said by the right speaker
	False      int    // printed as quotations that the key calls none
	Unknown    int    // printed quotations that the key does not have
	Statements int
	Found      int // statements found: most of the words of both, one to one
	Said       int // of these, by the right speaker
	Sure       int // statements found that are graded sure
	SureSaid   int // of these, by the right speaker
	Dates      int
	DatesRight int
	Titles     int
	TitleRight int
	Misses     []string
}

func (r Report) String() string {
	share := func(a, b int) string { return fmt.Sprintf("%d/%d = %.1f%%", a, b, 100*float64(a)/float64(max(1, b))) }
	return fmt.Sprintf("samples %s\nquotations exact %s · with the right speaker %s · false %d · not in the key %d\nstatements found %s · with the right speaker %s · sure %s\ndates %s · titles %s\n",
		r.Digest, share(r.Exact, r.Quotations), share(r.Speaker, r.Quotations), r.False, r.Unknown,
		share(r.Found, r.Statements), share(r.Said, r.Statements), share(r.SureSaid, r.Sure), share(r.DatesRight, r.Dates), share(r.TitleRight, r.Titles))
}

// read is one sample with what was found in it.
type read struct {
	a    *article.Article
	d    *language.Doc
	said []statement.Statement
}

// Samples reads the bundled samples and compares them with their answer key.
func Samples() (Report, error) {
	gold, err := samples.Gold()
	if err != nil {
		return Report{}, err
	}
	docs, digest, err := readSamples()
	if err != nil {
		return Report{}, err
	}
	r := Report{Digest: digest}
	r.quotations(gold, docs)
	r.statements(gold, docs)
	for _, g := range gold.Dates {
		r.Dates++
		got := docs[g.Place].a.Published.ISO
		want := ""
		if g.Published != nil {
			want = *g.Published
		}
		if got == want {
			r.DatesRight++
		} else {
			r.miss(g.Place, "date", "%q, want %q", got, want)
		}
	}
	for _, g := range gold.Titles {
		r.Titles++
		got, want := docs[g.Place].a.Title, ""
		if g.Title != nil {
			want = *g.Title
		}
		if text.Normal(got) == text.Normal(want) {
			r.TitleRight++
		} else {
			r.miss(g.Place, "title", "%q, want %q", got, want)
		}
	}
	return r, nil
}

func (r *Report) miss(p samples.Place, what, format string, args ...any) {
	r.Misses = append(r.Misses, fmt.Sprintf("%s#%d %s: ", p.File, p.Record, what)+fmt.Sprintf(format, args...))
}

// readSamples writes the samples to a folder and reads them as a user's
// files are read.
func readSamples() (map[samples.Place]read, string, error) {
	dir, err := os.MkdirTemp("", "samples")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(dir)
	sum := sha256.New()
	out := map[samples.Place]read{}
	err = fs.WalkDir(samples.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(samples.FS(), name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
		n := 0
		for item, err := range source.Walk(context.Background(), []string{path}, source.Options{}) {
			if err != nil {
				return err
			}
			for a, err := range article.Read(item, article.Options{}) {
				if err != nil {
					return err
				}
				d := language.Analyze(a)
				out[samples.Place{File: name, Record: n}] = read{a, d, statement.Find(d)}
				n++
			}
		}
		return nil
	})
	return out, fmt.Sprintf("%x", sum.Sum(nil))[:12], err
}

// bare makes quotations comparable: normal form, marks and a final comma or
// full stop aside.
func bare(s string) string {
	return strings.Trim(text.Normal(s), " \"',.;!?")
}

func (r *Report) quotations(gold samples.Answer, docs map[samples.Place]read) {
	type key struct {
		samples.Place
		words string
	}
	want, none, got := map[key][]samples.Quotation{}, map[key]string{}, map[key][]string{}
	for _, q := range gold.Quotations {
		k := key{q.Place, bare(q.Words)}
		want[k] = append(want[k], q)
	}
	for _, q := range gold.NotQuotations {
		none[key{q.Place, bare(q.Words)}] = q.Why
	}
	for p, d := range docs {
		for _, s := range d.said {
			for _, q := range s.Quotes {
				k := key{p, bare(d.a.Text.Slice(q))}
				got[k] = append(got[k], d.speaker(s))
			}
		}
	}
	for _, q := range gold.Quotations {
		r.Quotations++
		speakers, ok := got[key{q.Place, bare(q.Words)}]
		if !ok {
			r.miss(q.Place, "quotation missed", "%q (%s%s)", q.Words, q.Speaker, q.Description)
			continue
		}
		r.Exact++
		right := true
		for _, s := range speakers {
			right = right && (same(s, q.Speaker) || q.Speaker == "" && (s == "" || same(s, q.Description)) || q.Via != "" && same(s, q.Via))
		}
		if right {
			r.Speaker++
		} else {
			r.miss(q.Place, "quotation of another speaker", "%q: %q, want %q%q", q.Words, speakers, q.Speaker, q.Description)
		}
	}
	var keys []key
	for k := range got {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return fmt.Sprint(keys[i]) < fmt.Sprint(keys[j]) })
	for _, k := range keys {
		if _, ok := want[k]; ok {
			continue
		}
		if why, ok := none[k]; ok {
			r.False++
			r.miss(k.Place, "false quotation", "%q (%s)", k.words, why)
		} else {
			r.Unknown++
			r.miss(k.Place, "quotation not in the key", "%q", k.words)
		}
	}
}

func (d read) speaker(s statement.Statement) string {
	if s.Speaker < 0 {
		return ""
	}
	return d.d.Actors[s.Speaker].Name
}

// same reports whether two names or descriptions are one, articles aside.
func same(a, b string) bool {
	fold := func(s string) string {
		var w []string
		for x := range text.Words(s) {
			if x != "the" && x != "a" && x != "an" {
				w = append(w, x)
			}
		}
		return strings.Join(w, " ")
	}
	return fold(a) == fold(b)
}

func (r *Report) statements(gold samples.Answer, docs map[samples.Place]read) {
	used := map[string]bool{}
	for _, g := range gold.Statements {
		r.Statements++
		d, ok := docs[g.Place]
		if !ok {
			r.miss(g.Place, "statement", "no such report")
			continue
		}
		span, ok := locate(d.a.Text.String(), g.First, g.Last)
		if !ok {
			r.miss(g.Place, "statement", "%q … %q is not in the text", g.First, g.Last)
			continue
		}
		best, bestShare := -1, 0.5
		for i, s := range d.said {
			inter := min(s.Span.End, span.End) - max(s.Span.Start, span.Start)
			union := max(s.Span.End, span.End) - min(s.Span.Start, span.Start)
			if share := float64(inter) / float64(union); share >= bestShare && !used[fmt.Sprint(g.Place, i)] {
				best, bestShare = i, share
			}
		}
		if best < 0 {
			r.miss(g.Place, "statement missed", "%q (%s%s)", d.a.Text.Slice(span), g.Speaker, g.Description)
			continue
		}
		used[fmt.Sprint(g.Place, best)] = true
		r.Found++
		sure := d.said[best].Sure
		if sure {
			r.Sure++
		}
		if s := d.speaker(d.said[best]); same(s, g.Speaker) || g.Speaker == "" && (s == "" || same(s, g.Description)) {
			r.Said++
			if sure {
				r.SureSaid++
			}
		} else {
			r.miss(g.Place, "statement of another speaker", "%q: %q, want %q%q", d.a.Text.Slice(span), s, g.Speaker, g.Description)
		}
	}
}

// locate finds the words from first to the next last, white space folded.
func locate(s, first, last string) (text.Span, bool) {
	// The key's words are compared letter by letter; white space in the text
	// may be line breaks, so both are searched with single spaces.
	flat := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s)
	from := strings.Index(flat, first)
	if from < 0 {
		return text.Span{}, false
	}
	to := strings.Index(flat[from:], last)
	if to < 0 {
		return text.Span{}, false
	}
	return text.Span{Start: from, End: from + to + len(last)}, true
}
