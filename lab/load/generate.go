package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// report is one generated report.
type report struct {
	id       int
	outlet   string
	author   string
	place    string // of the dateline
	title    string
	date     time.Time
	passages []string // paragraphs
	of       int      // id of the report it rewrites, -1 if none
}

// generator makes reports, the same ones for the same seed.
type generator struct {
	words  lists
	rng    *rand.Rand
	recent []report // what may be rewritten
	next   int
}

// Shares and sizes of the reports.
const (
	rewriteShare = .25 // of reports that are rewrites of a recent one
	recentMax    = 200 // how many reports back a rewrite may reach
	startYear    = 2025
)

func newGenerator(words lists, seed uint64) *generator {
	return &generator{words: words, rng: rand.New(rand.NewPCG(seed, 0))}
}

// pick returns one entry of a list. Early entries come more often, as names
// do in the news.
func (g *generator) pick(list string) string {
	l := g.words[list]
	u := g.rng.Float64()
	return l[int(u*u*float64(len(l)))]
}

// one returns one entry of a list, all alike.
func (g *generator) one(list string) string {
	l := g.words[list]
	return l[g.rng.IntN(len(l))]
}

// scene is what a report is about: its slots' values.
type scene struct {
	slots   map[string]string
	given   string
	family  string
	role    string
	capital string
}

func (g *generator) scene() scene {
	order := g.rng.Perm(len(g.words["state"]))
	state := func(i int) string { return g.words["state"][order[i]] }
	s := scene{given: g.one("given"), family: g.one("family"), role: g.pick("role"), capital: g.words["capital"][order[0]]}
	s.slots = map[string]string{
		"STATE": state(0), "STATE2": state(1), "STATE3": state(2), "CAPITAL": s.capital,
		"TOPIC": g.pick("topic"), "VENUE": g.one("venue"), "DAY": g.one("day"), "FAMILY": s.family,
	}
	return s
}

// fill puts the scene's values into the slots of a template.
func (g *generator) fill(s scene, template string) string {
	out := strings.ReplaceAll(template, "{NUM}", fmt.Sprint(2+g.rng.IntN(17)))
	for k, v := range s.slots {
		out = strings.ReplaceAll(out, "{"+k+"}", v)
	}
	return strings.ToUpper(out[:1]) + out[1:]
}

// quoted returns a sentence with words of the scene's speaker in it.
func (g *generator) quoted(s scene, first bool) string {
	who := s.family
	if first {
		who = s.slots["STATE"] + "'s " + s.role + ", " + s.given + " " + s.family + ","
	} else if g.rng.IntN(3) == 0 {
		who = "the " + s.role
	}
	words := g.fill(s, g.one("quote"))
	verb := g.pick("verb")
	switch g.rng.IntN(5) {
	case 0:
		return fmt.Sprintf("“%s,” %s %s.", words, strings.TrimSuffix(who, ","), verb)
	case 1:
		return fmt.Sprintf("“%s,” %s %s. “%s.”", words, strings.TrimSuffix(who, ","), verb, g.fill(s, g.one("quote")))
	case 2:
		return fmt.Sprintf("%s %s: “%s.”", capital(who), verb, words)
	case 3:
		return fmt.Sprintf("%s %s that %s.", capital(who), verb, lower(g.fill(s, g.one("claim"))))
	}
	return fmt.Sprintf("According to %s %s, %s.", s.given, s.family, lower(g.fill(s, g.one("claim"))))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// lower undoes the capital of a phrase that starts with "the" or the like; a
// name keeps its own.
func lower(s string) string {
	for _, p := range []string{"The ", "A ", "No ", "Technical ", "Sanctions "} {
		if strings.HasPrefix(s, p) {
			return strings.ToLower(s[:1]) + s[1:]
		}
	}
	return s
}

// report makes the next report.
func (g *generator) report() report {
	id := g.next
	g.next++
	// Half an hour between two reports, give or take.
	date := time.Date(startYear, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(id)*30*time.Minute + time.Duration(g.rng.IntN(1200))*time.Second)
	var r report
	if len(g.recent) > 0 && g.rng.Float64() < rewriteShare {
		r = g.rewrite(g.recent[g.rng.IntN(len(g.recent))])
	} else {
		r = g.original()
	}
	r.id, r.date = id, date
	g.recent = append(g.recent, r)
	if len(g.recent) > recentMax {
		g.recent = g.recent[1:]
	}
	return r
}

// original makes a report of its own copy: 5 to 14 paragraphs.
func (g *generator) original() report {
	s := g.scene()
	r := report{
		outlet: g.pick("outlet"), author: g.one("given") + " " + g.one("family"),
		place: s.capital, title: g.fill(s, g.one("headline")), of: -1,
	}
	r.passages = append(r.passages, g.fill(s, g.one("event"))+" "+g.quoted(s, true))
	for range 4 + g.rng.IntN(10) {
		var p []string
		for range 1 + g.rng.IntN(3) {
			switch g.rng.IntN(6) {
			case 0:
				p = append(p, g.fill(s, g.one("background")))
			case 1, 2:
				p = append(p, g.fill(s, g.one("event")))
			default:
				p = append(p, g.quoted(s, false))
			}
		}
		r.passages = append(r.passages, strings.Join(p, " "))
	}
	return r
}

// rewrite makes another outlet's version of a report: some paragraphs left
// out, some swapped, now and then one added, often a headline of its own.
func (g *generator) rewrite(of report) report {
	r := of
	r.of, r.outlet, r.author = of.id, g.one("outlet"), g.one("given")+" "+g.one("family")
	r.passages = of.passages[:1:1]
	for _, p := range of.passages[1:] {
		if g.rng.Float64() < .75 {
			r.passages = append(r.passages, p)
		}
	}
	if n := len(r.passages); n > 3 && g.rng.IntN(2) == 0 {
		i := 1 + g.rng.IntN(n-2)
		r.passages[i], r.passages[i+1] = r.passages[i+1], r.passages[i]
	}
	s := g.scene()
	if g.rng.IntN(3) == 0 {
		r.passages = append(r.passages, g.fill(s, g.one("background")))
	}
	if g.rng.IntN(2) == 0 {
		r.title = of.title + ", " + lower(g.one("role")) + " says"
	}
	return r
}
