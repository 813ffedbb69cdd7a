package event

import (
	"slices"
	"testing"

	"dateline/article"
	"dateline/language"
	"dateline/source"
	"dateline/statement"
)

// met makes the meetings of a report of our own.
func met(t *testing.T, report string) (*language.Doc, []Meeting) {
	t.Helper()
	for a, err := range article.Read(source.Item{Location: "report.txt", Data: []byte(report)}, article.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		d := language.Analyze(a)
		said := statement.Find(d)
		_, list := Find(d, said, statement.Positions(d, said))
		return d, list
	}
	t.Fatal("no report")
	return nil, nil
}

// TestMeetingOfReport holds what several sentences tell together: who the
// sides are, who stands between them, where, and what became of it.
func TestMeetingOfReport(t *testing.T) {
	for _, c := range []struct {
		name, report  string
		sides         []string
		mediator      string
		venue, format string
		status        Status
		heads         []string
	}{
		{
			"sent and represented", "Round on the lake ends\n\nBERGEN, May 9, 2031 — The second round of talks on the lake ended on Thursday.\n\nTavria sent its water minister, Celia Orlo; Kelmar was represented by a general, Anton Brill.\n",
			[]string{"Tavria", "Kelmar"},
			"", "BERGEN", "", MeetingHeld,
			[]string{"Celia Orlo", "Anton Brill"},
		},
		{
			"called off", "No talks in Lugano\n\nTalks between the government of Tavria and the Free Coast Army that were due to open in Lugano next week have been called off, officials said.\n",
			[]string{"Tavria", "the Free Coast Army"},
			"", "Lugano", "", MeetingCancelled, nil,
		},
		{
			"hosted", "Turkey ready to host Tavria and Kelmar\n\nTurkey has invited Tavria and Kelmar to hold negotiations in Antalya, Foreign Minister Selim Arkan said on Thursday.\n",
			[]string{"Tavria", "Kelmar"},
			"Turkey", "Antalya", "", MeetingPlanned, nil,
		},
		{
			"a call has no venue", "Presidents to speak\n\nPresident Joana Mbeki of Tavria and President Karol Vint of Kelmar will speak by telephone on Sunday, aides said in Bergen.\n",
			[]string{"Tavria", "Kelmar"},
			"", "", "phone", MeetingPlanned,
			[]string{"Joana Mbeki", "Karol Vint"},
		},
	} {
		d, list := met(t, c.report)
		if len(list) == 0 {
			t.Errorf("%s: no meeting", c.name)
			continue
		}
		m := list[0]
		words := func(p Party) string { return d.Article.Text.Slice(p.Span) }
		var sides []string
		for _, p := range m.Parties {
			sides = append(sides, words(p))
		}
		slices.Sort(sides)
		want := slices.Sorted(slices.Values(c.sides))
		if !slices.Equal(sides, want) {
			t.Errorf("%s: sides %q, want %q", c.name, sides, want)
		}
		mediator := ""
		if m.Mediator != nil {
			mediator = words(*m.Mediator)
		}
		if mediator != c.mediator || d.Article.Text.Slice(m.Venue) != c.venue || m.Status != c.status || c.format != "" && m.Format != c.format {
			t.Errorf("%s: mediator %q, venue %q, format %q, %s", c.name, mediator, d.Article.Text.Slice(m.Venue), m.Format, m.Status)
		}
		for _, h := range c.heads {
			if !slices.ContainsFunc(m.Heads, func(x Head) bool { return x.Person.Actor >= 0 && d.Actors[x.Person.Actor].Name == h }) {
				t.Errorf("%s: %q leads nobody: %v", c.name, h, m.Heads)
			}
		}
	}
}
