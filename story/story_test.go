package story

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
)

// What one desk wrote, and what others made of it. All of it is invented.
var (
	wire = []string{
		"Tavria's foreign minister said on Tuesday that her country would return to the table in Port Arda once Morvenia lifts the blockade of the Selm strait.",
		"The third round of indirect talks broke off in March after a patrol boat was rammed near the lighthouse of Kestrel Point.",
		"Mediators from Ostland carried written proposals between two hotels for eleven hours without a result.",
		"Fishermen in the strait say they have lost half of the season's herring catch.",
		"Morvenia's navy keeps fourteen vessels on station and has turned back grain ships since the spring.",
		"Analysts at the Harbour Institute doubt that either government can afford another winter of closed ports.",
	}
	rewritten = []string{
		"Tavria will come back to the negotiating table in Port Arda when Morvenia lifts its blockade of the Selm strait, her foreign minister said on Tuesday.",
		"In March a third round of indirect talks was broken off after the ramming of a patrol boat near Kestrel Point lighthouse.",
		"For eleven hours Ostland's mediators had carried written proposals between two hotels, without result.",
		"Half of the season's herring catch is lost, fishermen in the strait say.",
		"Fourteen vessels of Morvenia's navy remain on station; they have turned back grain ships since spring.",
		"Harbour Institute analysts doubt either government can afford one more winter of closed ports.",
	}
	another = []string{
		"A breakthrough in the dispute over the Selm strait seemed closer when Tavria signalled that it was ready for more talks.",
		"Diplomats had all but given up after the incident at Kestrel Point, which both sides describe in different ways.",
		"The minister named one condition and took no questions from reporters who had waited in the rain.",
		"Grain prices fell by two per cent in Port Arda within an hour of the announcement.",
		"Opposition lawmakers accused the cabinet of giving way under pressure from shipowners.",
		"In Morvenia there was no reaction from the admiralty by the evening.",
	}
	farm = []string{
		"On the plateau above the town, beet growers wait for lorries that no longer come.",
		"A cooperative has rented two barges and a tug from a museum.",
		"Children walk to school along the railway since the bus was sold.",
		"The pharmacist keeps a ledger of what people owe.",
		"Nobody remembers a winter with so little snow.",
		"A choir from Ostland will sing in the chapel on Sunday.",
	}
	address = "Nobody in this chamber will see our fleet bow to an ultimatum that was written in another capital, and nobody will see our farmers starve for it"
)

func reports(lines ...*record.Line) []Report {
	out := make([]Report, 0, len(lines))
	for _, l := range lines {
		out = append(out, Report{Line: l})
	}
	return out
}

func TestRewrites(t *testing.T) {
	figures := func(a, b, c, d string) []string {
		return []string{
			"The port of Arda handled " + a + " tonnes of grain in the week to Friday, the harbour office said.",
			"Exports of timber came to " + b + " tonnes, and imports of coal to the same terminal were steady.",
			"Waiting times at the roads averaged " + c + " hours for bulk carriers and less for ferries.",
			"The index of freight rates closed at " + d + " points on the exchange.",
		}
	}
	quoting := func(s []string) []string {
		return []string{"A reader sent us what another paper printed, and we give it whole.", "“" + strings.Join(s, " ") + "”", "We have asked the paper who wrote this, and will print the answer."}
	}
	speechOf := func(s ...string) []string { return append(s, "“"+address+",” she said.") }
	for _, c := range []struct {
		name string
		a, b []string
		want bool
	}{
		{"the same words", wire, wire, true},
		{"reworded throughout", wire, rewritten, true},
		{"shortened to the first half", wire, rewritten[:3], true},
		{"reworded, with as much of their own", append(slices.Clone(wire), farm...), append(slices.Clone(rewritten), another...), true},
		{"another report of the same", wire, another, false},
		{"one form with other figures", figures("41,200", "830", "19", "1,204"), figures("38,900", "1,115", "26", "1,187"), false},
		{
			"one speech, told by two", speechOf("The minister spoke for an hour in the lower house.", "Outside, dockers burned a model ship."),
			speechOf("Applause from the benches of the right met Dvorin on Wednesday.", "Her party trails in every poll."), false,
		},
		{"the whole of another in quotation marks", wire, quoting(wire), false},
	} {
		got := Relate(reports(
			makeLine("a", "2026-03-01T08:00:00Z", "Tavria sets a condition", c.a, "Mara Dvorin", ""),
			makeLine("b", "2026-03-01T11:00:00Z", "Condition named for talks", c.b, "Mara Dvorin", ""),
		)).Rewrites
		if (len(got) == 1) != c.want {
			t.Errorf("%s: %d rewrites, want one: %v", c.name, len(got), c.want)
		}
	}
}

// TestRewriteShowsTheSentences holds each segment to words of both texts that
// belong together.
func TestRewriteShowsTheSentences(t *testing.T) {
	rel := Relate(reports(
		makeLine("b", "2026-03-01T11:00:00Z", "Condition named for talks", rewritten, "Mara Dvorin", ""),
		makeLine("a", "2026-03-01T08:00:00Z", "Tavria sets a condition", wire, "Mara Dvorin", ""),
	))
	if len(rel.Rewrites) != 1 {
		t.Fatalf("%d rewrites", len(rel.Rewrites))
	}
	r := rel.Rewrites[0]
	if r.A != "a" || r.B != "b" || r.Order == nil || *r.Order != "date" {
		t.Errorf("direction is %s to %s by %v, want a to b by date", r.A, r.B, r.Order)
	}
	found := 0
	for _, s := range r.Segments {
		if i := slices.Index(wire, s.A.Exact); i >= 0 && s.B.Exact == rewritten[i] {
			found++
		}
	}
	if found != len(wire) {
		t.Errorf("%d of %d sentences lie beside their own: %v", found, len(wire), r.Segments)
	}
}

// TestWordings lists the words that two renderings put for one another.
func TestWordings(t *testing.T) {
	a := []string{"The ministry has currently halted the showing of new ships, months after the war against Morvenia.", "Three tugs were sold."}
	b := []string{"The ministry has temporarily paused the showing of new ships, months after the escalation that followed the war against Morvenia.", "Three tugs were sold."}
	rel := Relate(reports(
		makeLine("a", "2026-03-01T08:00:00Z", "Ships stay hidden", append(slices.Clone(wire), a...), "", ""),
		makeLine("b", "2026-03-01T11:00:00Z", "Ships stay hidden", append(slices.Clone(wire), b...), "", ""),
	))
	var got []string
	for _, w := range rel.Rewrites[0].Wordings {
		got = append(got, w.A.Exact+" | "+w.B.Exact)
	}
	want := []string{"currently halted | temporarily paused", "war against Morvenia | escalation that followed the war against Morvenia"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDirection(t *testing.T) {
	outlet := func(id, at, outlet, credit string) *record.Line {
		l := makeLine(id, at, "Tavria sets a condition", wire, "Mara Dvorin", "")
		l.Report.Outlet = &outlet
		if credit != "" {
			l.Report.Credits = []record.Credit{{Kind: "wire", Name: credit}}
		}
		return l
	}
	for _, c := range []struct {
		name       string
		a, b       *record.Line
		first, why string
	}{
		{"by date", outlet("x", "2026-03-02T08:00:00Z", "Arda Post", ""), outlet("y", "2026-03-01T08:00:00Z", "Selm Wire", ""), "y", "date"},
		{"a credit overrules the date", outlet("x", "2026-03-01T08:00:00Z", "Arda Post", "the Selm Wire"), outlet("y", "2026-03-02T08:00:00Z", "Selm Wire", ""), "y", "credit"},
		{"of one day", outlet("x", "2026-03-01", "Arda Post", ""), outlet("y", "2026-03-01", "Selm Wire", ""), "", ""},
		{"undated", outlet("x", "", "Arda Post", ""), outlet("y", "2026-03-01", "Selm Wire", ""), "", ""},
	} {
		got := Relate(reports(c.a, c.b)).Rewrites
		if len(got) != 1 {
			t.Errorf("%s: %d rewrites", c.name, len(got))
			continue
		}
		why := ""
		if got[0].Order != nil {
			why = *got[0].Order
		}
		if why != c.why || why != "" && got[0].A != c.first {
			t.Errorf("%s: %s first by %q, want %s by %q", c.name, got[0].A, why, c.first, c.why)
		}
	}
}

func TestDateThroughCopy(t *testing.T) {
	rel := Relate(reports(
		makeLine("a", "", "Tavria sets a condition", wire, "Mara Dvorin", ""),
		makeLine("b", "2026-03-01T11:00:00Z", "Condition named for talks", rewritten, "Mara Dvorin", ""),
		makeLine("c", "", "No reaction from the admiralty", another, "Mara Dvorin", ""),
	))
	if len(rel.Dates) != 1 {
		t.Fatalf("%d dates", len(rel.Dates))
	}
	d := rel.Dates[0]
	if d.Report != "a" || d.Through != "b" || *d.Published.Time != "2026-03-01" || *d.Published.Precision != "day" || !strings.Contains(*d.Published.Basis, "rewrite") {
		t.Errorf("got %+v", d)
	}
}

func TestStories(t *testing.T) {
	rel := Relate(reports(
		makeLine("a", "2026-03-01T08:00:00Z", "Tavria sets condition for talks on Selm strait", wire, "Mara Dvorin", ""),
		makeLine("b", "2026-03-01T11:00:00Z", "Selm strait: Tavria's condition", rewritten, "Mara Dvorin", ""),
		makeLine("c", "2026-03-01T15:00:00Z", "Tavria ready for more talks on Selm strait", another, "Mara Dvorin", ""),
		makeLine("d", "2026-03-01T16:00:00Z", "Glacier hut reopens", []string{"The hut on the Corvin glacier reopens after two years of repairs.", "Climbers may book beds by telephone."}, "Jon Halder", ""),
		makeLine("e", "2027-03-01T15:00:00Z", "Tavria ready for more talks on Selm strait", another, "Mara Dvorin", ""),
	))
	want := []record.Story{{ID: "a", Reports: []string{"a", "b", "c"}, Origins: 2}}
	if d := cmp.Diff(want, rel.Stories); d != "" {
		t.Error(d)
	}
}

// TestVersions relates only the version of a report that was changed last.
func TestVersions(t *testing.T) {
	old, now := makeLine("a", "2026-03-01T08:00:00Z", "Tavria sets a condition", wire, "Mara Dvorin", "We will talk then"), makeLine("a", "2026-03-01T08:00:00Z", "No reaction", another, "Mara Dvorin", "We will talk then")
	later := "2026-03-01T12:00:00Z"
	now.Report.Version, now.Report.Modified.Time = "0", &later
	b := makeLine("b", "2026-03-01T09:00:00Z", "Condition named for talks", rewritten, "Mara Dvorin", "")
	if got := Relate(reports(now, old, b)).Rewrites; len(got) != 0 {
		t.Errorf("an old version is a copy: %v", got)
	}
	if got := Relate(reports(old, b)).Rewrites; len(got) != 1 {
		t.Errorf("%d rewrites, want one", len(got))
	}
}

// TestOrderOfArrival holds Relate to be a function of the set of reports:
// undated, late, corrected and doubled ones, in 20 orders.
func TestOrderOfArrival(t *testing.T) {
	p := newPress(5, 5000)
	var all []Report
	rng := rand.New(rand.NewPCG(9, 9))
	for range 100 {
		l := p.next()
		switch rng.IntN(12) {
		case 0:
			l.Report.Published = record.Stamp{}
		case 1: // a correction: another version of the report
			c := *l
			c.Report.Version += "x"
			c.Report.Text += "Correction: an earlier version named another harbour.\n"
			all = append(all, Report{Line: &c})
		case 2: // only the day is known
			day := (*l.Report.Published.Time)[:10]
			l.Report.Published.Time = &day
		case 3: // the same bytes once more
			c := *l
			all = append(all, Report{Line: &c})
		}
		all = append(all, Report{Line: l})
	}
	write := func(r []Report) string {
		b, err := json.Marshal(Relate(r))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := write(all)
	if d, r, s := strings.Count(want, `"kind":`), strings.Count(want, `"coverage"`), strings.Count(want, `"origins"`); d < 5 || r < 10 || s < 2 {
		t.Fatalf("the reports have too little in common: %d places of drift, %d rewrites, %d stories", d, r, s)
	}
	for range 20 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if write(all) != want {
			t.Fatal("another order of arrival gives other relations")
		}
	}
}

// TestOthersChangeNothing holds what two reports have in common not to depend
// on which others are there.
func TestOthersChangeNothing(t *testing.T) {
	pair := reports(
		makeLine("a", "2026-03-01T08:00:00Z", "Tavria sets a condition", wire, "Mara Dvorin", "We will talk when the strait is open"),
		makeLine("b", "2026-03-01T11:00:00Z", "Condition named for talks", rewritten, "Mara Dvorin", "We talk once the strait is open"),
	)
	alone := Relate(pair)
	crowd := Relate(append(grown(200), pair...))
	if d := cmp.Diff(alone.Utterances, only(crowd.Utterances, "a.s1")); d != "" {
		t.Error(d)
	}
	for _, r := range crowd.Rewrites {
		if r.A == "a" {
			if d := cmp.Diff(alone.Rewrites[0], r); d != "" {
				t.Error(d)
			}
		}
	}
}

func only(list []record.Utterance, id string) []record.Utterance {
	return slices.DeleteFunc(slices.Clone(list), func(u record.Utterance) bool { return !slices.Contains(u.Statements, id) })
}

func TestRelateNothing(t *testing.T) {
	empty := &record.Line{}
	for _, r := range [][]Report{nil, reports(empty), reports(empty, makeLine("a", "", "", nil, "", ""))} {
		b, err := json.Marshal(Relate(r))
		if err != nil || strings.Contains(string(b), "null") {
			t.Errorf("%d reports: %s, %v", len(r), b, err)
		}
	}
}

// TestBadRecords relates records whose places do not fit their texts: they may
// come from another program. Nothing is promised but an end.
func TestBadRecords(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	bad := func(s *record.Span) {
		s.Start, s.End = rng.IntN(400)-50, rng.IntN(400)-50
		s.SourceStart, s.SourceEnd = rng.IntN(400), rng.IntN(400)
		if rng.IntN(2) == 0 {
			s.Source = [][2]int{{1, 2}}
		}
	}
	for range 200 {
		var all []Report
		for _, id := range []string{"a", "b"} {
			l := makeLine(id, "2026-03-01", "Tavria sets a condition", wire, "Mara Dvorin", address[:60+rng.IntN(40)])
			bad(&l.Report.Parts[0].Span)
			bad(&l.Statements[0].Content[0])
			bad(&l.Statements[0].Quotes[0])
			e := event(id+".e1", "CONSULT happened a1 a7")
			bad(&e.Span)
			l.Events = []record.Event{e}
			all = append(all, Report{Line: l, Origin: []byte{byte(rng.IntN(9)), 1, 2}})
		}
		Relate(all)
		Clauses(all[0], all[1])
	}
}

func TestStem(t *testing.T) {
	for _, c := range []string{
		"talks talk", "talked talk", "talking talk", "parties party", "denied deny", "stopped stop", "calling call",
		"uses use", "negotiator negotiator", "negotiations negotiation", "crisis crisis", "sing sing", "red red", "2026 2026", "glass glass",
	} {
		word, want, _ := strings.Cut(c, " ")
		if got := Stem(word); got != want {
			t.Errorf("Stem(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestBackgroundNamesTheLine(t *testing.T) {
	for _, c := range []struct{ counts, stop, synonyms, want string }{
		{"*\t10\nship\tmany\n", "", "", "background.tsv:2"},
		{"*\t10\nship\t2\nship\t3\n", "", "", "background.tsv:3"},
		{"ship\t2\n", "", "", "background.tsv: no line"},
		{"*\t10\n", "the of\nand the\n", "", "stop.tsv:2"},
		{"*\t10\n", "", "big large\tsize\nalone\tsize\n", "synonym.tsv:2"},
	} {
		if _, err := loadBackground(c.counts, c.stop, c.synonyms); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want an error at %s", err, c.want)
		}
	}
}

func TestSentenceEnd(t *testing.T) {
	for text, want := range map[string][]string{
		"One. Two! “Three?” Four.":                    {"One.", " Two!", " “Three?”", " Four."},
		"Gen. Orlo met J. Halder at 3.15 p.m. there.": {"Gen. Orlo met J. Halder at 3.15 p.m. there."},
		"He left... then came back":                   {"He left... then came back"},
		"第一句。第二句。":                                    {"第一句。", "第二句。"},
	} {
		var got []string
		for at := 0; at < len(text); {
			end := sentenceEnd(text, spanFrom(at, len(text)))
			got = append(got, text[at:end])
			at = end
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func ExampleMatcher() {
	m := NewMatcher()
	a := m.Wording("We will not negotiate while ships are turned back in the strait")
	b := m.Wording("we refuse to negotiate while our ships are being turned back at the strait")
	c := m.Wording("The herring catch has fallen by half this season")
	fmt.Println(m.Same(a, b) > .5, m.Same(a, c) > .5)
	// Output: true false
}

func TestWordsOf(t *testing.T) {
	for s, want := range map[string]string{
		"1,250,000 tonnes in 2026, 300 more": "1250000@0 tonnes@10 in@17 2026@20 300@26 more@30",
		"12,5 or 12,34":                      "12@0 5@3 or@5 12@8 34@11",
		"May 3,000":                          "may@0 3000@4",
		"":                                   "",
	} {
		var got []string
		for w, at := range wordsOf(s) {
			got = append(got, fmt.Sprintf("%s@%d", w, at.Start))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
