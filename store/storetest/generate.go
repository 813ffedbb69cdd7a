package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"dateline/store"
)

// The words of generated reports. The words in other scripts are about the
// same things.
var (
	people = []struct{ name, role string }{
		{"Mara Dvorin", "the foreign minister"},
		{"Tovin Selmani", "the chief negotiator"},
		{"Ilse Brandt-Okoye", ""},
		{"Дарья Велина", "министр"},
		{"سلمى القاسم", "الناطقة باسم الوفد"},
		{"陳立文", "外交部長"},
	}
	outlets = []string{"Harbour Wire", "The Arda Courier", "Çınar Gazetesi", ""}
	states  = []string{"Tavria", "Morvenia", "the Lesser Isles"}
	claims  = []string{
		"We will not cross the red line", "The ceasefire holds for now", "Sanctions must end first",
		"Nothing was agreed on the missile stocks", "A naïve reading would miss the café meeting",
		"Мы готовы продолжить переговоры", "المحادثات مستمرة حتى الليل", "雙方同意下週再談",
	}
	fillers = []string{
		"The round was the third this year.", "Mediators carried papers between two floors.",
		"Both delegations left by the back door.", "No date was set for the next meeting, officials said.",
		"Observers had expected a longer session, and some stayed until midnight.",
	}
)

// Generate returns n entries, the same ones for the same seed. Among them are
// further versions of earlier reports, reports without a date and reports of
// one and the same moment.
func Generate(seed uint64, n int) []store.Entry {
	rnd := rand.New(rand.NewPCG(seed, 1))
	out := make([]store.Entry, 0, n)
	var drafts []Draft
	for i := range n {
		d := draft(rnd, i)
		if i > 4 && rnd.IntN(5) == 0 {
			d = revise(rnd, drafts[rnd.IntN(i)], i)
		}
		drafts = append(drafts, d)
		out = append(out, d.Entry())
	}
	return out
}

func draft(rnd *rand.Rand, i int) Draft {
	state := pick(rnd, states)
	d := Draft{
		ID:       fmt.Sprintf("r%04d", i),
		Outlet:   pick(rnd, outlets),
		Title:    fmt.Sprintf("Talks with %s, day %d", state, i),
		Location: fmt.Sprintf("in/%02d.json", rnd.IntN(40)),
		Offset:   int64(rnd.IntN(1000)),
		Names:    []Name{{state, "country"}},
	}
	switch rnd.IntN(6) {
	case 0:
	case 1:
		d.Published = "2026-02-09"
	case 2:
		d.Published = fmt.Sprintf("2026-02-%02dT08:30:00+03:30", 1+rnd.IntN(28))
	default:
		d.Published = fmt.Sprintf("2026-%02d-%02dT%02d:00:00Z", 1+rnd.IntN(12), 1+rnd.IntN(28), rnd.IntN(24))
	}
	for k := range 1 + rnd.IntN(4) {
		p, words := pick(rnd, people), fmt.Sprintf("%s, point %d", pick(rnd, claims), k)
		d.Paragraphs = append(d.Paragraphs, fmt.Sprintf("“%s,” said %s. %s", words, p.name, pick(rnd, fillers)))
		d.Said = append(d.Said, Said{Words: words, Speaker: p.name, Role: p.role, Kind: pick(rnd, []string{"direct", "mixed", "indirect"})})
		d.Names = append(d.Names, Name{p.name, "person"})
		if k%2 == 0 {
			d.Held = append(d.Held, Held{Words: words, Kind: "demand", Holder: state, Said: k + 1})
		}
	}
	return d
}

// revise returns another version of d.
func revise(rnd *rand.Rand, d Draft, i int) Draft {
	d.Paragraphs = append([]string{}, d.Paragraphs...)
	d.Paragraphs[0] += fmt.Sprintf(" This report was changed, note %d.", i)
	d.Modified = ""
	if rnd.IntN(3) > 0 {
		d.Modified = fmt.Sprintf("2026-%02d-%02dT12:00:00Z", 1+rnd.IntN(12), 1+rnd.IntN(28))
	}
	d.Title = strings.Replace(d.Title, "Talks", "More talks", 1)
	return d
}

func pick[T any](rnd *rand.Rand, list []T) T { return list[rnd.IntN(len(list))] }
