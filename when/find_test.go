package when

import (
	"strings"
	"testing"
)

// Each sentence has its expressions in brackets; those of want are their
// dates in a report of Monday, 9 February 2026, in the sense that SenseAt
// finds. "" is one that stays open.
var sentences = []struct {
	s    string
	want []string
}{
	// Weekdays.
	{"Foreign Minister Mara Dvorin said [on Monday] that the talks had resumed.", []string{"2026-02-09"}},
	{"Foreign Minister Mara Dvorin said [Friday] that the talks had resumed.", []string{"2026-02-06"}},
	{"Tavria and Morvenia held talks in Velika [on Friday], [nine months after] the war [last May].", []string{"2026-02-06", "", "2025-05"}},
	{"The delegations will meet again [on Friday].", []string{"2026-02-13"}},
	{"The delegations will meet [on Monday].", []string{"2026-02-09"}},
	{"They are scheduled to sign a text in Ostra [on Thursday] following a truce announced by Dvorin [on February 7].", []string{"2026-02-12", "2026-02-07"}},
	{"Earlier [on Friday], the president called Velika.", []string{"2026-02-06"}},
	{"The raid came late [on Sunday night].", []string{"2026-02-08"}},
	{"The raid came [late Sunday].", []string{"2026-02-08"}},
	{"[Last Monday] the port was shut; [this past Saturday] it opened.", []string{"2026-02-02", "2026-02-07"}},
	{"A vote is due [next Monday].", []string{"2026-02-16"}},
	{"He came [on Friday last week] and left [on Tuesday of last week].", []string{"2026-02-06", "2026-02-03"}},
	{"[Monday]’s round was short, and [Sunday]'s shorter.", []string{"2026-02-09", "2026-02-08"}},
	{"In a [Friday] interview he denied it.", []string{"2026-02-06"}},
	{"The call took place [on Monday, Feb. 2, 2026].", []string{"2026-02-02"}},
	{"The call took place [on Monday at 10:15 GMT].", []string{"2026-02-09T10:15Z"}},
	{"The call took place [on Monday (February 2)].", []string{"2026-02-02"}},
	{"It was dated [Mon, 2 Feb 2026].", []string{"2026-02-02"}},
	{"He wrote to the council [on Friday, July 5].", []string{"2024-07-05"}}, // 2025's is a Saturday
	{"The garrison must leave [by Friday].", []string{"2026-02-13"}},
	{"TALKS RESUME [MONDAY]", []string{"2026-02-09"}},
	{"It fell [the previous Friday].", []string{""}},
	{"[on\nFriday]", []string{"2026-02-06"}},
	// Not days.
	{"Trade fell [on Black Friday] and [Good Friday].", []string{"", ""}},
	{"The Sunday Times and the Mail on Sunday carried it.", nil},
	{"The Friday prayer leader of Velika meets them every Monday.", nil},
	{"Markets open on Mondays, never on a Friday.", nil},
	{"The Sun newspaper sat on it, and he wed her.", nil},
	// Days relative to the report.
	{"He will travel [tomorrow], she came [yesterday evening], and [today] they rest.", []string{"2026-02-10", "2026-02-08", "2026-02-09"}},
	{"It happened [the day before yesterday], not [last night].", []string{"2026-02-07", "2026-02-08"}},
	{"USA Today and Morvenia Today wrote so.", nil},
	{"[Earlier in the day], shells fell on the port.", []string{""}},
	// Months.
	{"The president died in a crash [in May].", []string{"2025-05"}},
	{"Elections will be held [in May].", []string{"2026-05"}},
	{"[In May] the talks stalled.", []string{"2025-05"}},
	{"It began [in early March] and ended [in late April last year].", []string{"2025-03", "2025-04"}},
	{"The round is set [for next May].", []string{"2026-05"}},
	{"It grew [from January] to [June 2025].", []string{"2025-01", "2025-06"}},
	{"The [January] talks failed, and the [June] war followed.", []string{"2026-01", "2025-06"}},
	{"Inspectors left [in Sept.] and [in December 2025].", []string{"2025-09", "2025-12"}},
	{"May the truce hold. It may not. The march on the capital, the March of the Poor, went on.", nil},
	{"August Kranz, June Hart and April Moss met Prime Minister May; he was met by August Kranz.", nil},
	{"In Mar del Sol, Jan Novak and Jun Li dec sat.", nil},
	// Days of a month.
	{"A truce was announced [on April 7].", []string{"2025-04-07"}},
	{"She won the second round [on July 5], and the vote is planned [for March 1].", []string{"2025-07-05", "2026-03-01"}},
	{"He signed it [on the 7th of April], not [7 April 2024] or [2024-04-08].", []string{"2025-04-07", "2024-04-07", "2024-04-08"}},
	{"It was signed [on 09.02.2025].", []string{"2025-02-09"}},
	{"They met [on 7]-[9 January] and [January 14]–[16, 2026].", []string{"2026-01-07", "2026-01-09", "2026-01-14", "2026-01-16"}},
	{"[Between April 7] and [May 9, 2024], ten fell.", []string{"2024-04-07", "2024-05-09"}},
	{"The law followed the [September 11] attacks.", []string{"--09-11"}},
	{"[Feb. 29] was the day it closed.", []string{"2024-02-29"}},
	{"No such day: February 30, April 31.", []string{}},
	// Years.
	{"The [2015] nuclear agreement, left [in 2018], was revived [in early 2022].", []string{"2015", "2018", "2022"}},
	{"[Since 2018], and [from 2015] to [2018], it grew.", []string{"2018", "2015", "2018"}},
	{"Dvorin's [2019] visit, the end of [2025], [mid-2024].", []string{"2019", "2025", "2024"}},
	{"About 2015 people, 1,800 troops, the 2000 soldiers, a total of 2010, 2020 metres.", nil},
	{"In 2015 cases, for 2000 dollars, at 2000 feet, $2015, 2015%, 2015.5, room 2015.", nil},
	{"It was fought in the 1980s and the 1990's.", nil},
	// Lengths of time.
	{"It fell [two days ago], [three months ago], [a year ago], [twenty-five years ago].", []string{"2026-02-07", "2025-11", "2025", "2001"}},
	{"It fell [a week ago], [two weeks ago].", []string{"2026-02", "2026"}},
	{"It fell nearly [two years ago], [several months ago], [years ago].", []string{"", "", ""}},
	{"[Last year], [last month], [this week], [next month].", []string{"2025", "2026-01", "2026-02", "2026-03"}},
	{"[The next day] it fell, and [a month later] rose.", []string{"", ""}},
	{"For two years, in recent weeks, a 14-year-old, these days, 60 days.", nil},
	// Bytes beside ASCII, and none.
	{"“[Today], Señora Ávila said [on Friday]…”", []string{"2026-02-09", "2026-02-06"}},
	{"", nil},
}

func TestFind(t *testing.T) {
	ref, _ := Parse("2026-02-09")
	for _, c := range sentences {
		s, want := manyBracketed(c.s)
		if c.want != nil && len(want) != len(c.want) {
			t.Fatalf("%q: %d brackets, %d dates", c.s, len(want), len(c.want))
		}
		var got []string
		var dates []string
		for _, x := range Find(s) {
			got = append(got, s[x.Span.Start:x.Span.End])
			dates = append(dates, x.Resolve(ref, SenseAt(s, x.Span)).ISO)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("Find(%q)\n got %q\nwant %q", s, got, want)
			continue
		}
		if strings.Join(dates, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q\n got %q\nwant %q", s, dates, c.want)
		}
	}
}

// manyBracketed takes the brackets out of a sentence and returns what stood
// in them.
func manyBracketed(s string) (string, []string) {
	var out []string
	for rest := s; ; {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			break
		}
		in, after, _ := strings.Cut(after, "]")
		out = append(out, in)
		rest = after
	}
	return strings.NewReplacer("[", "", "]", "").Replace(s), out
}

func TestNamesExamples(t *testing.T) {
	for _, s := range names.examples {
		for _, x := range Find(s) {
			ref, _ := Parse("2026-02-09")
			if d := x.Resolve(ref, Past); len(d.ISO) > 0 && d.ISO[0] != '-' {
				t.Errorf("%q: %q is placed at %s", s, s[x.Span.Start:x.Span.End], d.ISO)
			}
		}
	}
}
