package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dateline/article"
	"dateline/event"
	"dateline/lab/corpus"
	"dateline/language"
	"dateline/source"
	"dateline/statement"
	"dateline/text"
	"dateline/when"
)

// runEvents measures events on our own annotated passages.
func runEvents(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("events", flag.ExitOnError)
	data := flags.String("data", "lab/corpus/events/train-*.txt", "the files of passages")
	misses := flags.Bool("misses", false, "print what was missed, wrong or false; never with held-back files")
	flags.Parse(args) // exits on error
	digest, err := digestOf(*data)
	if err != nil {
		return err
	}
	list, err := corpus.Events(*data)
	if err != nil {
		return err
	}
	s := newEventScore()
	for _, r := range list {
		s.passage(r, w, *misses)
	}
	fmt.Fprintf(w, "events %s, %d passages, %d events: found %s · type right %s · printed %d, matched %s\n", digest, len(list), s.gold,
		percent(s.found, s.gold), percent(s.typed, s.gold), s.printed, percent(s.found, s.printed))
	fmt.Fprintf(w, "of the found: type %s · mode %s · modality %s · track %s · actors %s · recipients %s · place %s · time %s · voice %s\n",
		percent(s.typed, s.found), percent(s.mode, s.typed), percent(s.modality, s.found), percent(s.track, s.found), percent(s.actors, s.found),
		percent(s.recipients, s.found), percent(s.place, s.found), percent(s.time, s.found), percent(s.voice, s.found))
	fmt.Fprintf(w, "passages that tell none: %d, with events printed %d\n", s.none, s.broken)
	sum := 0.0
	for _, t := range slices.Sorted(maps.Keys(s.types)) {
		n := s.types[t]
		f := 2 * float64(n[2]) / float64(max(1, n[0]+n[1]))
		sum += f
		fmt.Fprintf(w, "%s %.2f  ", t, f)
	}
	fmt.Fprintf(w, "\nmacro-F1 %.3f\n", sum/float64(max(1, len(s.types))))
	return nil
}

func percent(a, b int) string {
	return fmt.Sprintf("%d/%d = %.1f%%", a, b, 100*float64(a)/float64(max(1, b)))
}

type eventScore struct {
	gold, found, typed, printed                                   int
	mode, modality, track, actors, recipients, place, time, voice int
	none, broken                                                  int
	types                                                         map[string][3]int // gold, printed, right
}

func newEventScore() *eventScore { return &eventScore{types: map[string][3]int{}} }

// readPassage makes a report of a passage.
func readPassage(r corpus.Record) (*language.Doc, []event.Event, []event.Meeting) {
	for a, err := range article.Read(source.Item{Location: r.ID, Data: []byte(r.Text)}, article.Options{}) {
		if err != nil {
			return nil, nil, nil
		}
		if r.Date != "" {
			a.Published = when.Date{ISO: r.Date, Precision: when.Day, Basis: "given"}
		}
		d := language.Analyze(a)
		said := statement.Find(d)
		events, met := event.Find(d, said, statement.Positions(d, said))
		return d, events, met
	}
	return nil, nil, nil
}

// passage matches the events of one passage one to one, best overlap first.
func (s *eventScore) passage(r corpus.Record, w io.Writer, misses bool) {
	d, got, _ := readPassage(r)
	if d == nil {
		return
	}
	words := d.Article.Text.String()
	s.gold += len(r.Events)
	s.printed += len(got)
	if len(r.Events) == 0 {
		s.none++
		if len(got) > 0 {
			s.broken++
		}
	}
	usedG, usedP := map[int]bool{}, map[int]bool{}
	for {
		bg, bp, best := -1, -1, .6
		for i, g := range r.Events {
			at := strings.Index(words, g.Span)
			if usedG[i] || at < 0 {
				continue
			}
			for k, p := range got {
				if usedP[k] {
					continue
				}
				v := overlap(text.Span{Start: at, End: at + len(g.Span)}, p.Span)
				if v >= .6 && p.Type == g.Type {
					v++
				}
				if v >= best {
					bg, bp, best = i, k, v
				}
			}
		}
		if bg < 0 {
			break
		}
		usedG[bg], usedP[bp] = true, true
		s.pair(d, r.Events[bg], got[bp], w, misses)
	}
	for i, g := range r.Events {
		n := s.types[g.Type]
		n[0]++
		s.types[g.Type] = n
		if misses && !usedG[i] {
			fmt.Fprintf(w, "missed %s %s | %s | %s\n", g.Type, g.Modality, g.Span, r.Text)
		}
	}
	for k, p := range got {
		n := s.types[p.Type]
		n[1]++
		s.types[p.Type] = n
		if misses && !usedP[k] {
			fmt.Fprintf(w, "false %s %s by %s | %s | %s\n", p.Type, p.Modality, p.Rule, d.Article.Text.Slice(p.Span), r.Text)
		}
	}
}

// overlap returns how much of the shorter of two spans stands in the other: the
// answers leave the subject out of the phrase, the program takes it in.
func overlap(a, b text.Span) float64 {
	in := min(a.End, b.End) - max(a.Start, b.Start)
	if in <= 0 {
		return 0
	}
	return float64(in) / float64(min(a.Len(), b.Len()))
}

// pair compares one event with what was found for it.
func (s *eventScore) pair(d *language.Doc, g corpus.Event, p event.Event, w io.Writer, misses bool) {
	s.found++
	if g.Type == p.Type {
		s.typed++
		n := s.types[g.Type]
		n[2]++
		s.types[g.Type] = n
		if len(g.Modes) == 0 && p.Mode == "" || slices.Contains(g.Modes, p.Mode) {
			s.mode++
		}
	} else if misses {
		fmt.Fprintf(w, "%s read as %s by %s | %s\n", g.Type, p.Type, p.Rule, g.Span)
	}
	is := func(n *int, ok bool, what, want, got string) {
		if ok {
			*n++
		} else if misses {
			fmt.Fprintf(w, "%s %q, want %q | %s\n", what, got, want, g.Span)
		}
	}
	slice := func(list []event.Party) []string {
		var out []string
		for _, x := range list {
			out = append(out, d.Article.Text.Slice(x.Span))
		}
		return out
	}
	is(&s.modality, g.Modality == string(p.Modality), "modality", g.Modality, string(p.Modality))
	is(&s.track, g.Track == string(p.Track), "track", g.Track, string(p.Track)+" "+p.Type+" "+p.Mode)
	is(&s.actors, sameSides(g.Actors, slice(p.Actors)), "actors", strings.Join(g.Actors, "; "), strings.Join(slice(p.Actors), "; "))
	is(&s.recipients, sameSides(g.Recipients, slice(p.Recipients)), "recipients", strings.Join(g.Recipients, "; "), strings.Join(slice(p.Recipients), "; "))
	place, time, voice := "", "", ""
	if !p.Place.Empty() {
		place = d.Article.Text.Slice(p.Place)
	}
	if p.Time >= 0 {
		time = d.Article.Text.Slice(d.Times[p.Time].Span)
	}
	if p.Speaker != nil {
		voice = d.Article.Text.Slice(p.Speaker.Span)
	}
	is(&s.place, (g.Place == "") == (place == "") && (place == "" || within(place, g.Place)), "place", g.Place, place)
	is(&s.time, (g.When == "") == (time == "") && (time == "" || within(time, g.When)), "time", g.When, time)
	is(&s.voice, (g.By == "") == (p.Speaker == nil), "voice", g.By, voice)
}

// sameSides reports that each side of the answer shares words with one that
// was found, and none is without a counterpart.
func sameSides(want, got []string) bool {
	if len(want) == 0 || len(got) == 0 {
		return len(want) == len(got)
	}
	meets := func(a string, list []string) bool {
		return slices.ContainsFunc(list, func(b string) bool { return within(a, b) })
	}
	for _, x := range want {
		if !meets(x, got) {
			return false
		}
	}
	for _, x := range got {
		if !meets(x, want) {
			return false
		}
	}
	return true
}
