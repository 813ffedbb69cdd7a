package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

// The day something was said is not the day it speaks of.
func TestTime(t *testing.T) {
	d := language.Analyze(report("Mara Tolm said on Monday that ships would pass on Friday."))
	said := Find(d)
	if len(said) != 1 || said[0].Time < 0 {
		t.Fatalf("statements %+v", said)
	}
	if got := d.Article.Text.Slice(d.Times[said[0].Time].Span); !strings.Contains(got, "Monday") {
		t.Errorf("said %q, want Monday", got)
	}
}

// Nor is it the day of what else the speaker did.
func TestTimeOfSomethingElse(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Mara Tolm, who lost to Ivo Brandt in March, called the talks a farce.", ""},
		{"Mara Tolm, who met Ivo Brandt on Monday, said on Tuesday the talks were a farce.", "Tuesday"},
		{"Mara Tolm said, referring to the 2015 agreement, that the talks were a farce.", ""},
		{"Mara Tolm said in a letter on Monday that the talks were a farce.", "Monday"},
		{"Mara Tolm told Tuesday's briefing that the talks were a farce.", "Tuesday"},
	} {
		d := language.Analyze(report(x.in))
		got := ""
		for _, s := range Find(d) {
			if s.Time >= 0 {
				got += d.Article.Text.Slice(d.Times[s.Time].Span)
			}
		}
		if x.want == "" && got != "" || !strings.Contains(got, x.want) {
			t.Errorf("%s\n got %q, want %q", x.in, got, x.want)
		}
	}
}

// Words at second hand name who passes them on.
func TestVia(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Kenya quoted Mara Tolm as saying: “Peru will pay for the bridge.”", "Mara Tolm via Kenya"},
		{"Mara Tolm was quoted by the Harbour Times as saying that the river was open.", "Mara Tolm via Harbour Times"},
		{"“The river is open,” Mara Tolm said, as quoted by the Harbour Times.", "Mara Tolm via Harbour Times"},
		{"Mara Tolm said the river was open, according to the Harbour Times.", "Mara Tolm via Harbour Times"},
		{"According to Mara Tolm, Ivo Brandt had claimed that the river was open.", "Mara Tolm; Ivo Brandt via Mara Tolm"},
	} {
		d := language.Analyze(report(x.in))
		var got []string
		for _, s := range Find(d) {
			w := d.Actors[s.Speaker].Name
			if s.Via >= 0 {
				w += " via " + d.Article.Text.Slice(d.Mentions[s.Via].Span)
			}
			got = append(got, w)
		}
		if g := strings.Join(got, "; "); g != x.want {
			t.Errorf("%s\n got %s\nwant %s", x.in, g, x.want)
		}
	}
}

// What is told inside a statement knows the statement it is told in.
func TestParent(t *testing.T) {
	said := Find(language.Analyze(report("The ferry left. Mara Tolm said Ivo Brandt had claimed that the river was shut.")))
	if len(said) != 2 || said[0].Parent != -1 || said[1].Parent != 0 {
		t.Errorf("%+v", said)
	}
}

// How, where, to whom and in which tongue.
func TestManner(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Mara Tolm said in a televised interview that the river was open.", "speech setting=in a televised interview"},
		{"Mara Tolm told Ivo Brandt that the river was open.", "speech to=Ivo Brandt"},
		{"Mara Tolm told the Harbour Times that the river was open.", "speech via=Harbour Times"},
		{"Speaking in Persian, Mara Tolm said the river was open.", "speech tongue=Persian"},
		{"Mara Tolm said through an interpreter that the river was open.", "speech through=through an interpreter"},
		{"Mara Tolm supports the plan for the river.", "stance"},
		{"“The river is open,” Mara Tolm said at a news conference in Oslo.", "speech setting=at a news conference place=Oslo"},
	} {
		d := language.Analyze(report(x.in))
		said := Find(d)
		if len(said) != 1 {
			t.Errorf("%q: %d statements", x.in, len(said))
			continue
		}
		s, words := said[0], d.Article.Text.Slice
		got := string(s.Act)
		for _, p := range []struct{ name, words string }{
			{"setting", words(s.Setting)}, {"place", words(s.Place)}, {"tongue", s.Tongue}, {"through", words(s.Through)},
		} {
			if p.words != "" {
				got += " " + p.name + "=" + p.words
			}
		}
		if s.To >= 0 {
			got += " to=" + words(d.Mentions[s.To].Span)
		}
		if s.Via >= 0 {
			got += " via=" + words(d.Mentions[s.Via].Span)
		}
		if got != x.want {
			t.Errorf("%q\n got %s\nwant %s", x.in, got, x.want)
		}
	}
}
