package language

import (
	"strings"
	"testing"

	"dateline/article"
	"dateline/text"
	"dateline/when"
)

// report makes an article of paragraphs; lines that begin with "# " are
// headlines, those with "! " furniture.
func report(s string) *article.Article {
	a := &article.Article{Text: text.Decode([]byte(s)), Language: "en", Published: when.Date{ISO: "2031-02-12", Precision: when.Day}}
	for line := range a.Text.Lines(a.Text.All()) {
		kind := article.Paragraph
		switch w := a.Text.Slice(line); {
		case strings.HasPrefix(w, "# "):
			kind, line.Start = article.Headline, line.Start+2
		case strings.HasPrefix(w, "! "):
			kind, line.Start = article.Furniture, line.Start+2
		}
		if line = a.Text.Trim(line); !line.Empty() {
			a.Blocks = append(a.Blocks, article.Block{Kind: kind, Span: line})
		}
	}
	return a
}

// who lists the mentions with the actors they stand for; "?" is left open.
func who(d *Doc, only MentionKind) string {
	var out []string
	for _, m := range d.Mentions {
		if m.Kind != only {
			continue
		}
		x := d.Article.Text.Slice(m.Span) + "="
		if m.Actor < 0 {
			x += "?"
		} else {
			x += d.Actors[m.Actor].Name
		}
		out = append(out, x)
	}
	return strings.Join(out, "; ")
}

func TestReferences(t *testing.T) {
	for _, x := range []struct {
		name, in string
		kind     MentionKind
		want     string
	}{
		{"surname", "Energy Minister Mara Tolm left. Tolm was silent.", Name, "Mara Tolm=Mara Tolm; Tolm=Mara Tolm"},
		{"one name spelt in two ways", "Minister Abbas Erghani left. Envoy Ivo Brandt said Abbas Erqani was late.", Name, "Abbas Erghani=Abbas Erghani; Ivo Brandt=Ivo Brandt; Abbas Erqani=Abbas Erghani"},
		{"surname in another spelling", "Minister Badr al-Sulaimi left. Sulaymi said no.", Name, "Badr al-Sulaimi=Badr al-Sulaimi; Sulaymi=Badr al-Sulaimi"},
		{"names that are near are two", "Minister Ana Petrov met Judge Ana Petrova. Petrova left.", Name, "Ana Petrov=Ana Petrov; Ana Petrova=Ana Petrova; Petrova=Ana Petrova"},
		{"surname before the full name", "# Tolm to leave\nEnergy Minister Mara Tolm left.", Name, "Tolm=Mara Tolm; Mara Tolm=Mara Tolm"},
		{"surname with a particle", "Envoy Ilsa van der Mohr left. Van der Mohr was silent.", Name, "Ilsa van der Mohr=Ilsa van der Mohr; Van der Mohr=Ilsa van der Mohr"},
		{"hyphens and accents fold", "Envoy Jean-Luc Orêt left. Jean Luc Oret was silent.", Name, "Jean-Luc Orêt=Jean-Luc Orêt; Jean Luc Oret=Jean-Luc Orêt"},
		{"two bearers of one surname", "Minister Ana Tolm met Judge Ivo Tolm. Tolm left.", Name, "Ana Tolm=Ana Tolm; Ivo Tolm=Ivo Tolm; Tolm=Ivo Tolm"},
		{"a courtesy tells which", "Mr. Tolm spoke. Ivo Tolm's wife, Ana Tolm, was silent. Mr. Tolm left. Mrs. Tolm stayed.", Name, "Tolm=Ivo Tolm; Ivo Tolm=Ivo Tolm; Ana Tolm=Ana Tolm; Tolm=Ivo Tolm; Tolm=Ana Tolm"},
		{"the one called so goes on to be", "Ivo Tolm lost. Tolm was silent. His daughter Ana Tolm voted. Tolm left.", Name, "Ivo Tolm=Ivo Tolm; Tolm=Ivo Tolm; Ana Tolm=Ana Tolm; Tolm=Ivo Tolm"},
		{"a surname that is a trade", "Minister Ana Cook left. Cook was silent, and the judge left Cook.", Name, "Ana Cook=Ana Cook; Cook=Ana Cook; Cook=Ana Cook"},
		{"an office first in a sentence", "Novelist Ana Tolm was silent. Employee Ivo Brandt left.", Name, "Ana Tolm=Ana Tolm; Ivo Brandt=Ivo Brandt"},
		{"a long office first in a sentence", "Interim ORTA Police Chief Ed Tolm told reporters at a news conference that it rained.", Name, "ORTA=ORTA; Ed Tolm=Ed Tolm"},
		{"a given name of two halves", "President Lee Tae-myung has said he will not go. Lee was silent, and the Ivo Brandt-led council left.", Name, "Lee Tae-myung=Lee Tae-myung; Lee=Lee Tae-myung; Ivo Brandt=Ivo Brandt"},
		{"an office after a given name", "President Ana Tolm met Judge Ivo Brandt. The Judge left.", Name, "Ana Tolm=Ana Tolm; Ivo Brandt=Ivo Brandt"},
		{"office", "Foreign Minister Mara Tolm met President Ivo Brandt. The foreign minister left.", Description, "The foreign minister=Mara Tolm"},
		{"apposition", "Mara Tolm, the energy minister, left. The minister was silent.", Description, "the energy minister=Mara Tolm; The minister=Mara Tolm"},
		{"office first", "The energy minister, Mara Tolm, left. The minister was silent.", Description, "The energy minister=Mara Tolm; The minister=Mara Tolm"},
		{"wider word", "Special envoy Mara Tolm said no. The diplomat then left.", Description, "The diplomat=Mara Tolm"},
		{"whoever spoke last", "President Ivo Brandt met envoy Mara Tolm. Tolm said no. The official then left.", Description, "The official=Mara Tolm"},
		{"of another country", "Kenyan Foreign Minister Mara Odeku met the Peruvian foreign minister.", Description, "the Peruvian foreign minister=Peruvian foreign minister"},
		{"a counterpart is somebody else", "Kenyan Foreign Minister Mara Odeku said no. Her Peruvian counterpart then left.", Description, "Her Peruvian counterpart=Peruvian counterpart"},
		{"a comma before the subject is no apposition", "After talks with the energy minister, Mara Odeku left.", Description, "the energy minister=energy minister"},
		{"a spokesman's own office is told", "The mediator said no on Friday. Ivo Brandt, spokesman for Foreign Minister Mara Tolm, told reporters so.", Description, "The mediator=mediator; spokesman for Foreign Minister Mara Tolm=Ivo Brandt; reporters=reporters"},
		{"unnamed stay apart", "A senior official said yes. A senior official said no.", Description, "A senior official=senior official; A senior official=senior official"},
		{"he and she", "Mr. Orlo met Ms. Vane. She left. He stayed.", Pronoun, "She=Vane; He=Orlo"},
		{"the subject goes before the object", "President Ivo Brandt met Judge Tomas Orlo. He then left.", Pronoun, "He=Ivo Brandt"},
		{"her house, him", "Mr. Orlo met Ms. Vane at her house. She thanked him.", Pronoun, "her=Vane; She=Vane; him=Orlo"},
		{"whose clause it is", "Judge Tomas Orlo sent Mr. Vane his notes.", Pronoun, "his=Tomas Orlo"},
		{"an object is not its subject", "Mr. Orlo said Mr. Vane had thanked him.", Pronoun, "him=Orlo"},
		{"who is told is not who tells", "Ms. Orlo told Ms. Vane that she would resign.", Pronoun, "she=Orlo"},
		{"named behind", "In his speech, Mr. Orlo thanked the jury.", Pronoun, "his=Orlo"},
		{"not who acts in what is said", "Ms. Vane spoke on Monday. Ms. Orlo was late, she said.", Pronoun, "she=Vane"},
		{"who somebody is the aide of", "President Ivo Brandt spoke. Ivo Brandt left. Tomas Orlo, an aide to President Ivo Brandt, told the council so. He slept.", Pronoun, "He=Tomas Orlo"},
		{"who kept silent adds nothing", "Judge Ivo Brandt met envoy Tomas Orlo. “It is late,” Orlo said. Brandt left without speaking. “We agree,” he added.", Pronoun, "It=?; he=Tomas Orlo"},
		{"who acts in the sentence before", "Judge Ivo Brandt met envoy Tomas Orlo. The envoy left. Brandt then wrote to the envoy. He told him so.", Pronoun, "He=Ivo Brandt; him=Tomas Orlo"},
		{"himself", "Krelo met Judge Ivo Brandt. Krelo himself slept. He left.", Pronoun, "He=Krelo"},
		{"what a body says of itself", "Kenya’s army did not bomb the dam, it said.", Pronoun, "it=Kenya’s army"},
		{"what somebody says of himself, where there is nobody else", "Ivo Brandt was late, he said.", Pronoun, "he=Ivo Brandt"},
		{"a name of no known kind goes before an object", "Krelo stopped short of condemning Kenya. It called for talks.", Pronoun, "It=?"},
		{"the body that acts in the sentence before", "Kenya was calm. Kenya waited. Kenya slept. Peru condemned Kenya. It called for talks.", Pronoun, "It=Peru"},
		{"a speaker says I", "“His notes are lost,” Mr. Orlo said of Mr. Vane.", Pronoun, "His=?"},
		{"a country and its plan", "While Kenya defended its plan, it also asked for time.", Pronoun, "its=Kenya; it=Kenya"},
		{"the weather", "Kenya sent rice. It rained.", Pronoun, "It=?"},
		{"several", "The ministers met in Oslo. They signed nothing.", Pronoun, "They=The ministers"},
		{"a thing with a name", "Kenya sent the report to Ms. Orlo. It was thin.", Pronoun, "It=?"},
		{"nobody to stand for", "He left.", Pronoun, "He=?"},
		{"within a quotation", "Mara Tolm left. “He lies,” Mr. Orlo said.", Pronoun, "He=?"},
		{"a given name", "Judge Tomas Orlo met Ana Vane. Later Tomas left.", Name, "Tomas Orlo=Tomas Orlo; Ana Vane=Ana Vane; Tomas=Tomas Orlo"},
		{"most named of two bearers", "Ana Tolm spoke. Ivo Tolm slept. Ana Tolm wrote.\nIt rained.\nIt snowed.\nThe sun shone.\nThe wind blew. Tolm left.", Name, "Ana Tolm=Ana Tolm; Ivo Tolm=Ivo Tolm; Ana Tolm=Ana Tolm; Tolm=Ana Tolm"},
		{"government by its capital", "Nairobi said no. Talks went on in Nairobi.", Name, "Nairobi=Kenya; Nairobi=Nairobi"},
		{"acronym", "The Orlo Relief Agency (ORA) left. ORA was silent.", Name, "Orlo Relief Agency=Orlo Relief Agency; ORA=Orlo Relief Agency; ORA=Orlo Relief Agency"},
		{"the body", "The Energy Ministry said no. The ministry was silent.", Description, "The ministry=Energy Ministry"},
		{"headline in capitals", "# Tolm Tells Parliament No Talks\nMinister Mara Tolm left.", Name, "Tolm=Mara Tolm; Mara Tolm=Mara Tolm"},
		{"an adjective is nobody", "The general election was close. Major floods hit the south.", Description, ""},
		{"a verb is nobody", "Ms. Orlo will chair the talks and head a mission.", Description, "a mission=mission"},
		{"a verb before it", "The Peruvian nation stood firm. Orlo told Parliament no.", Description, "Parliament=Parliament"},
		{"by age, of whom the sentence before speaks", "Judge Ivo Brandt congratulated Ana Tolm, he said. Tolm won in May. The 61-year-old centrist got most votes.", Description, "The 61-year-old centrist=Ana Tolm"},
		{"by age alone", "Mara Tolm won in May. The 61-year-old then left in a 61-year-old car.", Description, "The 61-year-old=Mara Tolm"},
		{"a party of another name", "The Liberal Harbour Party won. The Peruvian Communist Party lost.", Description, "The Peruvian Communist Party=Peruvian Communist Party"},
		{"the army is not the rebels'", "The National Liberation Army attacked. The army then left.", Description, "The army=army"},
		{"what belongs to the verb is no role", "The minister expelled an envoy over the visit.", Description, "The minister=minister; an envoy=envoy"},
		{"which of several is not told", "The Orlo Party met the Vane Party. The smaller party left. The party thanked it.", Description, "The smaller party=smaller party; The party=smaller party"},
		{"a party's name with an ordinary word", "On Monday the Liberal Harbour Party won.", Name, "Liberal Harbour Party=Liberal Harbour Party"},
		{"a courtesy is no name", "Energy Minister Kris Bowden left. “We know,” Mr Bowden said.", Name, "Kris Bowden=Kris Bowden; Bowden=Kris Bowden"},
		{"furniture is not read", "Mara Tolm left.\n! Share this, Ivo Brandt", Name, "Mara Tolm=Mara Tolm"},
		{"days are no names", "On Monday the talks went on. Friday came.", Name, ""},
	} {
		if got := who(Analyze(report(x.in)), x.kind); got != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, got, x.want)
		}
	}
}

// A state that no list knows is one by what it owns, and goes by its name.
func TestUnlistedStates(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"a minister's", "Tavria's foreign minister, Ana Orlo, left for talks. Tavria was silent.", "Tavria[Ana Orlo Tavria]"},
		{"its government", "The government of Tavria fell. Troops entered Tavria at night.", "Tavria[government Tavria]"},
		{"its army before the noun", "The Ostmark army shelled Pell on Monday. Ostmark said nothing.", "Ostmark[Ostmark army Ostmark]"},
		{"the name behind its adjective", "Lirean soldiers crossed the river. In Lirea nobody spoke of it.", "Lirea[Lirean soldiers Lirea]"},
		{"who is named of it", "The Ostmark delegation will be led by Foreign Minister Ilse Corvay. The army of Ostmark stood by. Ostmark was silent.", "Ostmark[Ostmark delegation Ostmark Ilse Corvay army]"},
		{"beside another state", "Ostmark and Lirea will meet. The Ostmark delegation left, and Lirea's foreign minister followed.", "Ostmark[Ostmark Ostmark delegation]; Lirea[Lirea Lirea's foreign minister]"},
		{"a leader's government is no state", "Ivo Brandt left. The Brandt government fell. Brandt was silent.", ""},
		{"nor a province's", "The government of Orlo Province fell. Orlo was silent.", ""},
		{"nor an army with a name", "The Orlo Army left the town. Orlo was silent.", ""},
		{"nor a club with a president", "Orlo's president, Ana Tolm, left. Orlo won the match.", ""},
		{"a listed one is not another", "The Kenyan army left. Kenya's foreign minister was silent.", ""},
	} {
		d := Analyze(report(x.in))
		var states []string
		for _, s := range d.Unlisted() {
			var of []string
			for _, a := range d.Actors {
				if a.Country == s {
					of = append(of, a.Name)
				}
			}
			states = append(states, s+"["+strings.Join(of, " ")+"]")
		}
		if got := strings.Join(states, "; "); got != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, got, x.want)
		}
	}
}

func TestUnnamedActorsAreTwo(t *testing.T) {
	d := Analyze(report("A senior official said yes. A senior official said no."))
	if d.Mentions[0].Actor == d.Mentions[1].Actor {
		t.Error("two unnamed officials became one")
	}
}

func TestSentencesStayInTheirBlocks(t *testing.T) {
	d := Analyze(report("# Talks end\nThe envoys left\nNobody spoke. All went home."))
	if len(d.Sentences) != 4 {
		t.Fatalf("%d sentences, want 4: %+v", len(d.Sentences), d.Sentences)
	}
	for _, s := range d.Sentences {
		if !d.Article.Blocks[s.Block].Span.Contains(d.Span(s)) {
			t.Errorf("sentence %v crosses block %d", d.Span(s), s.Block)
		}
	}
}

func TestOtherLanguages(t *testing.T) {
	a := report("La ministre a dit : « Nous restons ».")
	a.Language = "fr"
	d := Analyze(a)
	if !d.Partial || len(d.Tokens) == 0 || len(d.Quotes) != 1 || len(d.Mentions) != 0 {
		t.Errorf("partial %v, %d tokens, %d quotations, %d mentions", d.Partial, len(d.Tokens), len(d.Quotes), len(d.Mentions))
	}
}

func TestTimes(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"The talks resumed on Monday.", "on Monday=2031-02-10"},
		{"They will meet on Monday.", "on Monday=2031-02-17"},
		{"They met last June.", "last June=2030-06"},
	} {
		d := Analyze(report(x.in))
		var got []string
		for _, m := range d.Times {
			got = append(got, d.Article.Text.Slice(m.Span)+"="+m.Date.ISO)
		}
		if g := strings.Join(got, "; "); g != x.want {
			t.Errorf("%q: %s, want %s", x.in, g, x.want)
		}
	}
	undated := report("The talks resumed on Monday.")
	undated.Published = when.Date{}
	if d := Analyze(undated); len(d.Times) != 1 || d.Times[0].Date.Known() {
		t.Errorf("a day without a report's date: %+v", d.Times)
	}
}

func BenchmarkAnalyze(b *testing.B) {
	a := report(strings.Repeat("Kenyan Foreign Minister Mara Odeku said on Monday that the talks in Oslo had been “slow, but useful,” and thanked the mediator.\n“We asked for water and got paper,” she told reporters. A senior official said nothing was signed.\n", 40))
	b.SetBytes(int64(a.Text.Len()))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = len(Analyze(a).Tokens)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
