package event

import (
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
	"dateline/statement"
	"dateline/text"
	"dateline/when"
)

// report makes an article of paragraphs, published on a day of 2031; a first
// one that begins with "# " is the headline.
func report(s string) *article.Article {
	a := &article.Article{Text: text.Decode([]byte(s)), Language: "en", Published: when.Date{ISO: "2031-02-12", Precision: when.Day}}
	for line := range a.Text.Lines(a.Text.All()) {
		kind := article.Paragraph
		if strings.HasPrefix(a.Text.Slice(line), "# ") {
			kind, line.Start = article.Headline, line.Start+2
		}
		if line = a.Text.Trim(line); !line.Empty() {
			a.Blocks = append(a.Blocks, article.Block{Kind: kind, Span: line})
		}
	}
	return a
}

// find reads a report of paragraphs.
func find(s string) (*language.Doc, []Event, []Meeting) {
	d := language.Analyze(report(s))
	said := statement.Find(d)
	events, met := Find(d, said, statement.Positions(d, said))
	return d, events, met
}

// show writes an event as "TYPE modality actors > recipients [: words]".
func show(d *language.Doc, e Event) string {
	sides := func(list []Party) string {
		var out []string
		for _, p := range list {
			if p.Actor >= 0 {
				out = append(out, d.Actors[p.Actor].Name)
			} else {
				out = append(out, d.Article.Text.Slice(p.Span))
			}
		}
		return strings.Join(out, "+")
	}
	out := e.Type + " " + string(e.Modality) + " " + sides(e.Actors)
	if len(e.Recipients) > 0 {
		out += " > " + sides(e.Recipients)
	}
	return out
}

// The classic errors of coders that go by words alone, and what is right.
func TestClassicErrors(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"a venue is no party", "Kenyan and Peruvian envoys met in Switzerland on Monday.", "CONSULT happened Kenyan+Peruvian"},
		{"a mediator is no negotiator", "Indirect talks between Kenya and Peru, mediated by Oman, resumed on Monday.", "CONSULT happened Kenya+Peru"},
		{"no meetings are scheduled", "The Kenyan government said no meetings with Peru are scheduled.", "CONSULT negated  > Peru"},
		{"the possibility of an attack is no attack", "The Kenyan minister spoke of the possibility of an attack on Peru.", ""},
		{"what is to be averted did not happen", "Kenyan diplomats worked to avert a war with Peru.", ""},
		{"what if is not told", "If Kenya attacks Peru, prices will rise.", ""},
		{"undecided", "Kenya’s president has not yet decided whether to attack Peru.", ""},
		{"the subject is shared", "Kenya sent troops to the border and recalled its ambassador from Peru.", "MOBILIZE happened Kenya > the border; SANCTION happened Kenya > Peru"},
		{"passive", "A Kenyan minister was arrested by Peruvian police on Monday.", "COERCE happened Peruvian police > Kenyan minister"},
		{"nominal", "The seizure of a Kenyan tanker by Peru raised fears.", "COERCE happened Peru > a Kenyan tanker by Peru"},
		{"light verb", "Kenya carried out a strike on Peru.", "ASSAULT happened Kenya > Peru"},
		{"participle", "Kenyan troops attacking the Peruvian army were seen on Monday.", "ASSAULT happened Kenyan troops > Peruvian army"},
		{"relative clause", "Kenya condemned Peru, which had expelled its ambassador.", "ACCUSE happened Kenya > Peru; SANCTION happened Peru > ambassador"},
		{"compound actors are one event", "Kenya, Chad and Niger condemned Peru.", "ACCUSE happened Kenya+Chad+Niger > Peru"},
		{"a refusal is one", "Kenya refused to meet Peru.", "REJECT happened Kenya > Peru"},
		{"a threat is one", "Kenya threatened to attack Peru.", "THREATEN happened Kenya > Peru"},
		{"a demand is one", "Kenya urged Peru to release the prisoners.", "REQUEST happened Kenya > Peru"},
		{"what will help is agreed", "Kenya will send food to Peru next week.", "AGREE planned Kenya > Peru"},
		{"what one will be able to do is to come", "Kenyan Energy Minister Ana Orlo will be able to meet Peruvian envoy Ivo Brandt on Friday.", "AGREE planned Ana Orlo > Ivo Brandt"},
		{"what will hurt is threatened", "Kenya will close its border with Peru on Friday.", "THREATEN planned Kenya > Peru"},
		{"a refusal to give is one", "Kenya will not release the Peruvian prisoners.", "REJECT happened Kenya > the Peruvian prisoners"},
		{"moved to do it", "Kenya moved to lift the ban on Peru.", "RETREAT happened Kenya > Peru"},
		{"a job acts for nobody", "The minister accused Mara Vane of lying about Kenya. His job in the Senate offers Vane a platform to go on.", "ACCUSE happened minister > Mara Vane"},
		{"a headline tells nothing again", "# Kenya attacks Peru\nNobody was hurt.", ""},
		{"football", "Kenya attacked down the left and the striker scored the second goal of the match against Peru.", ""},
		{"company results", "Revenue fell in the first quarter, and the board rejected a dividend.", ""},
		{"history books", "In 1812 France invaded Russia.", ""},
		{"a truce declared", "A truce declared by Kenya took hold.", "CONCEDE happened Kenya"},
		{"stopped short", "Kenya stopped short of condemning Peru.", "ACCUSE negated Kenya > Peru"},
		{"fell short", "The Kenyan statement fell short of condemning Peru.", "ACCUSE negated Kenyan statement > Peru"},
		{"refrained", "Kenya refrained from attacking Peru.", "ASSAULT negated Kenya > Peru"},
		{"prevented", "Chad prevented Kenya from attacking Peru.", ""},
		{"failed", "Kenyan troops failed to attack Peru.", "ASSAULT negated Kenyan troops > Peru"},
		{"avoided", "Kenya narrowly avoided attacking Peru.", ""},
		{"nearly", "Kenya nearly attacked Peru.", ""},
		{"came close", "Kenya came close to attacking Peru.", ""},
		{"on the brink", "Kenya was on the brink of attacking Peru.", ""},
		{"without", "Kenyan troops seized the Peruvian port without attacking the garrison.", "COERCE happened Kenyan troops > Peruvian; ASSAULT negated Kenyan troops > the garrison"},
		{"instead of", "Instead of attacking Peru, Kenya recalled its ambassador from Chad.", "SANCTION happened Kenya > Chad"},
		{"cleared", "A Peruvian general was cleared of attacking Kenya.", ""},
		{"false rumours", "Rumours that Kenya had attacked Peru were false.", "ASSAULT negated Kenya > Peru"},
		{"denied reports", "Peru denied reports that it had attacked Kenya.", "REJECT happened Peru"},
		{"reports dismissed", "Reports of a Kenyan attack on Peru were dismissed by the government.", "REJECT happened government > Reports of a Kenyan attack on Peru; ASSAULT negated Kenyan > Peru"},
		{"contrary to reports", "Contrary to reports that Kenya had attacked Peru, the border was quiet.", "ASSAULT negated Kenya > Peru"},
		{"what would have been", "Had Kenya attacked Peru, Chad would have attacked Kenya.", ""},
		{"inverted", "Should Kenya attack Peru, prices will rise.", ""},
		{"not said", "The Kenyan president did not say that he would lift the blockade of Peru.", ""},
		{"yet to come", "Talks may begin once Kenyan troops leave Peru.", ""},
		{"alleged", "The alleged Kenyan attack on Peru made news.", ""},
		{"foiled", "The foiled Kenyan attack on Peru made news.", "ASSAULT negated Kenyan > Peru"},
		{"a correction tells nothing", "Kenya attacked Peru.\nCorrection: An earlier version of this article said that Chad had attacked Peru. Chad withdrew its troops.", "ASSAULT happened Kenya > Peru"},
		{"own soldiers threaten nobody", "The Kenyan army will send 500 soldiers to the province.", "MOBILIZE planned Kenyan army > the province"},
		{"sent against another they do", "The Kenyan army will send 500 soldiers against Peru.", "THREATEN planned Kenyan army > Peru"},
		{"named after a place", "The Tolm attack shocked the Kenyan government.", ""},
		{"named after a country", "The Chad war divided Kenya and Peru.", ""},
		{"a name that calls and does not congratulate", "The Kenyan president, who has called the Peruvian premier “a fool”, did not congratulate him.", "SUPPORT negated Kenyan president > Peruvian premier"},
		{"an outlet is no party", "The Kenyan embassy, in a note seen by this agency, demanded an apology from Peru.", "REQUEST happened Kenyan embassy > Peru"},
		{"a day does nothing", "Kenya accused Peru on Monday of shelling the town.", "ACCUSE happened Kenya > Peru"},
		{"an attack that kills is one", "An attack by Kenyan troops killed 14 Peruvian soldiers.", "ASSAULT happened Kenyan troops > Peruvian soldiers"},
		{"people are not their state", "Kenyan police arrested three ethnic Peruvians on Monday.", "COERCE happened Kenyan police > three ethnic Peruvians"},
		{"a state that no list knows", "The Ostmark army shelled Lirean soldiers. Lirea’s foreign minister condemned Ostmark.", "ASSAULT happened Ostmark army > Lirean soldiers; ACCUSE happened Lirea’s foreign minister > Ostmark"},
		{"a thing does nothing", "The delay threatened Peru.", ""},
		{"a violated truce is an attack", "Kenya violated the ceasefire with Peru.", "ASSAULT happened Kenya > Peru"},
	} {
		d, events, _ := find(x.in)
		var got []string
		for _, e := range events {
			got = append(got, show(d, e))
		}
		if g := strings.Join(got, "; "); g != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, g, x.want)
		}
	}
}

// What only a speaker claims is the speaker's, what the outlet says its own.
func TestVoice(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Kenya attacked Peru on Monday.", "outlet"},
		{"Kenya attacked Peru on Monday, Foreign Minister Mara Tolm said.", "Mara Tolm"},
		{"“Kenya attacked Peru,” Foreign Minister Mara Tolm said.", "Mara Tolm"},
	} {
		d, events, _ := find(x.in)
		if len(events) != 1 {
			t.Errorf("%q: %d events", x.in, len(events))
			continue
		}
		got := "outlet"
		if p := events[0].Speaker; p != nil && p.Actor >= 0 {
			got = d.Actors[p.Actor].Name
		}
		if got != x.want {
			t.Errorf("%q told by %s, want %s", x.in, got, x.want)
		}
		if s := d.Article.Text.Slice(events[0].Span); strings.Contains(s, "said") || strings.Contains(s, "Tolm") {
			t.Errorf("%q: the phrase %q holds its attribution", x.in, s)
		}
	}
}

// What reports alone tell is theirs, not the outlet's.
func TestHearsay(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"The minister would not comment on reports that Kenya had sold drones to Peru.", "reports"},
		{"Rumours of a Kenyan attack on Peru spread on Monday.", "Rumours"},
		{"Reports of famine came on Monday, and Kenya attacked Peru.", ""},
	} {
		d, events, _ := find(x.in)
		if len(events) != 1 {
			t.Errorf("%q: %d events", x.in, len(events))
			continue
		}
		got := ""
		if p := events[0].Speaker; p != nil {
			got = d.Article.Text.Slice(p.Span)
		}
		if got != x.want {
			t.Errorf("%q told by %q, want %q", x.in, got, x.want)
		}
	}
}

// An event's day is told by its words, never taken from the report.
func TestDay(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Kenya attacked Peru.", ""},
		{"Kenya attacked Peru on Monday.", "2031-02-10"},
		{"Kenya will meet Peru on Friday.", "2031-02-14"},
		{"Kenyan troops are to leave Peru on Friday, Mara Tolm said on Monday.", "2031-02-14"},
		{"Kenya expelled the ambassador of Peru in January.", "2031-01"},
	} {
		d, events, _ := find(x.in)
		if len(events) != 1 {
			t.Errorf("%q: %d events", x.in, len(events))
			continue
		}
		got := ""
		if events[0].Time >= 0 {
			got = d.Times[events[0].Time].Date.ISO
		}
		if got != x.want {
			t.Errorf("%q on %q, want %q", x.in, got, x.want)
		}
	}
}

func TestTracks(t *testing.T) {
	for _, x := range []struct {
		typ, mode, contexts string
		states              int
		want                Track
	}{
		{"CONSULT", "visit", "", 2, Diplomacy},
		{"ASSAULT", "", "military", 2, Military},
		{"AID", "", "military", 2, Military},
		{"AID", "", "health", 2, Diplomacy},
		{"RETREAT", "ceasefire", "military", 2, Both},
		{"RETREAT", "withdraw", "military", 1, Military},
		{"RETREAT", "release", "", 2, Diplomacy},
		{"RETREAT", "resign", "executive", 1, OtherWise},
		{"CONCEDE", "", "military", 1, Both},
		{"CONCEDE", "", "economic", 1, OtherWise},
		{"THREATEN", "violence", "", 1, Both},
		{"THREATEN", "relations", "", 2, Diplomacy},
		{"REQUEST", "yield", "", 2, Diplomacy},
		{"REQUEST", "change", "legislative", 1, OtherWise},
		{"PROTEST", "demo", "", 1, OtherWise},
		{"COERCE", "restrict", "military", 2, Military},
		{"COERCE", "seize", "", 2, Diplomacy},
		{"COERCE", "arrest", "legal", 1, OtherWise},
		{"SANCTION", "expel", "", 2, Diplomacy},
		{"SANCTION", "convict", "legal", 1, OtherWise},
	} {
		if got := TrackOf(x.typ, x.mode, strings.Fields(x.contexts), x.states); got != x.want {
			t.Errorf("%s %s %s, %d states: %s, want %s", x.typ, x.mode, x.contexts, x.states, got, x.want)
		}
	}
}

func TestMeetings(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{
			"a round with its mediator", "Kenyan and Peruvian delegations, led by Mara Tolm and Ivo Sahl, resumed indirect talks in Muscat on Monday.\nOmani Foreign Minister Said Harun was shuttling between the sides.",
			"talks held Kenya+Peru by Oman indirect in Muscat on 2031-02-10",
		},
		{"a visit to come", "Kenyan President Ana Orlo will visit Peru on Friday.", "visit planned Kenya+Peru direct on 2031-02-14"},
		{"a call", "Kenyan President Ana Orlo and Peruvian President Ivo Sahl discussed the truce in a telephone call on Sunday.", "call held Kenya+Peru phone on 2031-02-09"},
		{"called off", "Kenya cancelled talks with Peru.", "talks cancelled Kenya+Peru"},
		{"none is scheduled", "The Kenyan government said no meetings with Peru are scheduled.", ""},
		{"a signing", "Kenya and Peru will sign a memorandum in Vienna on Friday.", "signing planned Kenya+Peru in Vienna on 2031-02-14"},
	} {
		d, _, met := find(x.in)
		var got []string
		for _, m := range met {
			s := m.Kind + " " + string(m.Status) + " "
			for i, p := range m.Parties {
				if i > 0 {
					s += "+"
				}
				s += stateName(d, p)
			}
			if m.Mediator != nil {
				s += " by " + stateName(d, *m.Mediator)
			}
			if m.Format != "" {
				s += " " + m.Format
			}
			if !m.Venue.Empty() {
				s += " in " + d.Article.Text.Slice(m.Venue)
			}
			if m.Time >= 0 && d.Times[m.Time].Date.Known() {
				s += " on " + d.Times[m.Time].Date.ISO
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, g, x.want)
		}
	}
}

// stateName names a party by its state.
func stateName(d *language.Doc, p Party) string {
	for code, n := range map[string]string{"KEN": "Kenya", "PER": "Peru", "OMN": "Oman"} {
		if p.Country == code {
			return n
		}
	}
	return d.Article.Text.Slice(p.Span)
}

// No input makes it fail.
func FuzzFind(f *testing.F) {
	f.Add("Kenya attacked Peru on Monday, Mara Tolm said. “We will answer.”")
	f.Add("as as as Kenya, which, who: met after talks with with\nPeru's 's and and")
	f.Add("The talks were. No. If to meet, Kenya and and Peru's")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		d, events, met := find(s)
		for _, e := range events {
			if e.Span.Empty() || e.Span.Start < 0 || e.Span.End > d.Article.Text.Len() {
				t.Fatalf("span %v", e.Span)
			}
		}
		for _, m := range met {
			for _, k := range m.Events {
				if k < 0 || k >= len(events) {
					t.Fatalf("event %d of %d", k, len(events))
				}
			}
		}
	})
}

func TestQuantities(t *testing.T) {
	d := language.Analyze(report("Kenya sent three warships and 2,000 soldiers on 7 April, two days later than planned.\nThe bill won 54 percent, nearly 16 million votes, under Resolution 1701."))
	var got []string
	for _, s := range Quantities(d) {
		got = append(got, d.Article.Text.Slice(s))
	}
	if g, want := strings.Join(got, "; "), "three warships; 2,000 soldiers; 54 percent; nearly 16 million votes"; g != want {
		t.Errorf("got %s, want %s", g, want)
	}
}
