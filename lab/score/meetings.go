package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/article"
	"dateline/event"
	"dateline/language"
	"dateline/language/name"
	"dateline/record"
	"dateline/source"
	"dateline/statement"
	"dateline/text"
)

// told is a meeting as its annotator reads it (lab/corpus/meetings/README.md).
type told struct {
	Parties   []string `json:"parties"`
	Heads     []struct{ Party, Person string }
	Mediator  *string `json:"mediator"`
	Mediation *string `json:"mediation"`
	Format    string  `json:"format"`
	Kind      string  `json:"kind"`
	Round     *string `json:"round"`
	Venue     *string `json:"venue"`
	Date      *struct {
		Words string  `json:"words"`
		ISO   *string `json:"iso"`
	} `json:"date"`
	Status  string `json:"status"`
	Outcome []struct {
		By    *string `json:"by"`
		Words string  `json:"words"`
	} `json:"outcome"`
	Next *string `json:"next"`
}

// runMeetings reads the annotated reports of meetings and counts those of
// which parties, mediator, format, venue, date and status are right.
func runMeetings(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("meetings", flag.ExitOnError)
	dir := flags.String("data", "lab/corpus/meetings", "the folder of reports and answers")
	misses := flags.Bool("misses", false, "print what was wrong")
	from := flags.String("from", "01", "the first report to read, by the name of its file")
	to := flags.String("to", "30", "the last one")
	flags.Parse(args) // exits on error
	paths, err := filepath.Glob(filepath.Join(*dir, "*.json"))
	if err != nil {
		return err
	}
	paths = slices.DeleteFunc(paths, func(p string) bool {
		name := strings.TrimSuffix(filepath.Base(p), ".json")
		return name < *from || name > *to
	})
	if len(paths) == 0 {
		return fmt.Errorf("%s: no answers", *dir)
	}
	right, all := 0, map[string][2]int{}
	count := func(what string, ok bool) {
		n := all[what]
		n[1]++
		if ok {
			n[0]++
		}
		all[what] = n
	}
	var digest bytes.Buffer
	for _, path := range paths {
		answer, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var gold struct{ Meetings []told }
		if err := json.Unmarshal(answer, &gold); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		report, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".txt")
		if err != nil {
			return err
		}
		digest.Write(answer)
		digest.Write(report)
		line, err := readLine(path, report)
		if err != nil {
			return err
		}
		j := judgement{line}
		if len(gold.Meetings) == 0 {
			count("none where there is none", len(line.Meetings) == 0)
			if len(line.Meetings) == 0 {
				right++
			} else if *misses {
				fmt.Fprintf(w, "  %s: %d meetings, there is none: %s\n", filepath.Base(path), len(line.Meetings), j.show(line.Meetings[0]))
			}
			continue
		}
		verdict, best := j.best(gold.Meetings[0])
		ok := true
		for _, what := range sixth {
			count(what, verdict[what])
			ok = ok && verdict[what]
		}
		for _, what := range beside {
			if v, there := verdict[what]; there {
				count(what, v)
			}
		}
		if *misses && !verdict["heads"] && len(gold.Meetings[0].Heads) > 0 {
			fmt.Fprintf(w, "  %s: heads, want %v\n", filepath.Base(path), gold.Meetings[0].Heads)
		}
		if ok {
			right++
		} else if *misses {
			var wrong []string
			for _, what := range sixth {
				if !verdict[what] {
					wrong = append(wrong, what)
				}
			}
			fmt.Fprintf(w, "  %s: wrong: %s; printed %s\n", filepath.Base(path), strings.Join(wrong, ", "), best)
		}
		for _, second := range gold.Meetings[1:] {
			v, _ := j.best(second)
			ok := true
			for _, what := range sixth {
				ok = ok && v[what]
			}
			count("second meetings", ok)
		}
	}
	fmt.Fprintf(w, "meetings %s: %d of %d reports right\n", fmt.Sprintf("%x", sha256.Sum256(digest.Bytes()))[:12], right, len(paths))
	for _, what := range append(append([]string{"none where there is none"}, sixth...), append(beside, "second meetings")...) {
		if n := all[what]; n[1] > 0 {
			fmt.Fprintf(w, "  %s %d/%d", what, n[0], n[1])
		}
	}
	fmt.Fprintln(w)
	return nil
}

var (
	sixth  = []string{"parties", "mediator", "format", "venue", "date", "status"}
	beside = []string{"heads", "kind", "outcome", "next"}
)

// readLine reads one report into its record.
func readLine(path string, data []byte) (record.Line, error) {
	for a, err := range article.Read(source.Item{Location: path, Data: data}, article.Options{}) {
		if err != nil {
			return record.Line{}, err
		}
		d := language.Analyze(a)
		said := statement.Find(d)
		held := statement.Positions(d, said)
		happened, met := event.Find(d, said, held)
		return record.Make(d, said, held, happened, met), nil
	}
	return record.Line{}, fmt.Errorf("%s: no report", path)
}

// judgement holds one report's record against the answer.
type judgement struct{ line record.Line }

// best judges the printed meeting that answers g best.
func (j judgement) best(g told) (map[string]bool, string) {
	best, most, shown := map[string]bool{}, -1, "nothing"
	for _, m := range j.line.Meetings {
		v := j.judge(g, m)
		n := 0
		for _, what := range sixth {
			if v[what] {
				n++
			}
		}
		if v["parties"] {
			n += 2
		}
		if n > most {
			best, most, shown = v, n, j.show(m)
		}
	}
	return best, shown
}

func (j judgement) judge(g told, m record.Meeting) map[string]bool {
	v := map[string]bool{"status": m.Status == g.Status}
	v["parties"] = len(m.Parties) == len(g.Parties)
	for _, p := range g.Parties {
		found := false
		for _, r := range m.Parties {
			found = found || j.is(p, r, g)
		}
		v["parties"] = v["parties"] && found
	}
	switch {
	case g.Mediator == nil:
		v["mediator"] = m.Mediator == nil
	case m.Mediator == nil:
		v["mediator"] = g.Mediation != nil && *g.Mediation == "hosting"
	default:
		v["mediator"] = j.is(*g.Mediator, *m.Mediator, g)
	}
	format := ""
	if m.Format != nil {
		format = *m.Format
	}
	switch g.Format {
	case "unknown":
		v["format"] = format != "phone" && format != "video"
	case "direct":
		v["format"] = format == "direct" || format == ""
	case "indirect", "shuttle":
		v["format"] = format == "indirect" || format == "shuttle"
	default:
		v["format"] = format == g.Format
	}
	switch {
	case g.Venue == nil:
		v["venue"] = m.Venue == nil
	case m.Venue != nil:
		v["venue"] = j.place(*g.Venue, m.Venue.Exact)
	}
	iso := ""
	if m.Date != nil && m.Date.ISO != nil {
		iso = *m.Date.ISO
	}
	if g.Date == nil || g.Date.ISO == nil {
		v["date"] = iso == ""
	} else {
		from, to, ranged := strings.Cut(*g.Date.ISO, "/")
		v["date"] = iso == *g.Date.ISO || ranged && iso >= from && iso <= to
	}
	if len(g.Heads) > 0 {
		n := 0
		for _, h := range g.Heads {
			for _, x := range m.Heads {
				if x.Person.Name != nil && within(h.Person, *x.Person.Name) {
					n++
					break
				}
			}
		}
		v["heads"] = n == len(g.Heads)
	}
	v["kind"] = m.Kind != nil && *m.Kind == g.Kind
	if len(g.Outcome) > 0 {
		for _, o := range g.Outcome {
			for _, x := range m.Outcome {
				v["outcome"] = v["outcome"] || within(o.Words, x.Span.Exact)
			}
		}
	}
	if g.Next != nil {
		v["next"] = false
		for _, x := range m.Next {
			v["next"] = v["next"] || within(*g.Next, x.Exact)
		}
	}
	return v
}

// is reports that words of the answer name the same side as a ref.
func (j judgement) is(words string, r record.Ref, g told) bool {
	names := []string{}
	if r.Name != nil {
		names = append(names, *r.Name)
	}
	if r.Span != nil {
		names = append(names, r.Span.Exact)
	}
	code := ""
	if r.Actor != nil {
		code = *r.Actor
		for _, a := range j.line.Actors {
			if a.ID != *r.Actor {
				continue
			}
			names = append(names, a.Names...)
			if a.Country != nil {
				code = *a.Country
			}
		}
	}
	for i := range words {
		if i > 0 && words[i-1] != ' ' {
			continue
		}
		if c, _ := name.CountryAt(words[i:]); c != "" && c == code {
			return true
		}
	}
	for _, n := range names {
		if within(words, n) || demonym(words, n) {
			return true
		}
		for _, h := range g.Heads {
			if h.Party == words && within(h.Person, n) {
				return true
			}
		}
	}
	for _, a := range j.line.Actors { // the words name an actor of that state
		for _, n := range a.Names {
			if within(words, n) && a.Country != nil && code == *a.Country {
				return true
			}
		}
	}
	return false
}

// demonym reports that the first name of one is formed from the other's:
// “Lumbe” and “the Lumbean government”.
func demonym(a, b string) bool {
	first := func(s string) string {
		for w := range strings.FieldsSeq(s) {
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
				return strings.TrimRight(strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")), ".,")
			}
		}
		return ""
	}
	x, y := first(a), first(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, end := range []string{"n", "an", "ian", "i", "ish", "ese", "ic"} {
		for _, stem := range []string{x, strings.TrimRight(x, "aeiouy")} {
			if len(stem) >= 4 && y == stem+end {
				return true
			}
		}
	}
	return false
}

// place reports that two places are one, or that the record knows one to lie
// in the other.
func (j judgement) place(a, b string) bool {
	if within(a, b) {
		return true
	}
	country := func(words string) string {
		if c, _ := name.CountryAt(strings.TrimPrefix(words, "the ")); c != "" {
			return c
		}
		for _, x := range j.line.Actors {
			for _, n := range x.Names {
				if within(words, n) && x.Country != nil {
					return *x.Country
				}
			}
		}
		return ""
	}
	return country(a) != "" && country(a) == country(b)
}

// within reports that the words of one are among the other's.
func within(a, b string) bool {
	words := func(s string) string {
		var out []string
		for w := range text.Words(s) {
			out = append(out, w)
		}
		return strings.Join(out, " ")
	}
	x, y := words(a), words(b)
	return x != "" && y != "" && (strings.Contains(" "+x+" ", " "+y+" ") || strings.Contains(" "+y+" ", " "+x+" "))
}

func (j judgement) show(m record.Meeting) string {
	var b strings.Builder
	ref := func(r record.Ref) string {
		switch {
		case r.Name != nil:
			return *r.Name
		case r.Span != nil:
			return r.Span.Exact
		}
		return "?"
	}
	if m.Kind != nil {
		b.WriteString(*m.Kind + " ")
	}
	b.WriteString(m.Status + " of")
	for _, p := range m.Parties {
		b.WriteString(" [" + ref(p) + "]")
	}
	if m.Mediator != nil {
		b.WriteString(" by " + ref(*m.Mediator))
	}
	if m.Format != nil {
		b.WriteString(" " + *m.Format)
	}
	if m.Venue != nil {
		b.WriteString(" in " + m.Venue.Exact)
	}
	if m.Date != nil && m.Date.ISO != nil {
		b.WriteString(" on " + *m.Date.ISO)
	}
	return b.String()
}
