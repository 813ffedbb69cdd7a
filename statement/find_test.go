package statement

import (
	"strings"
	"testing"

	"dateline/article"
	"dateline/language"
	"dateline/text"
	"dateline/when"
)

// report makes an article of paragraphs; a first one that begins with "# " is
// the headline.
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

// show writes a statement as "kind speaker: content | content {quote} {quote}".
func show(d *language.Doc, s Statement) string {
	t := d.Article.Text
	who := "?"
	if s.Speaker >= 0 {
		who = d.Actors[s.Speaker].Name
	}
	var content []string
	for _, c := range s.Content {
		content = append(content, t.Slice(c))
	}
	out := string(s.Kind) + " " + who + ": " + strings.Join(content, " | ")
	for _, q := range s.Quotes {
		out += " {" + t.Slice(q) + "}"
	}
	return out
}

func TestFind(t *testing.T) {
	for _, x := range []struct {
		name, in string
		want     []string
	}{
		{
			"content first, verb first", "“The river is open,” said Energy Minister Mara Tolm.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}"},
		},
		{
			"content first, source first", "“The river is open,” Energy Minister Mara Tolm said on Monday.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}"},
		},
		{"according to an agency of a kind", "The river was open, according to the state-run Orlo News Agency. It was wide.", []string{"indirect Orlo News Agency: The river was open"}},
		{"footage of somebody", "The film uses footage of Mara Tolm asking, “Why is it open?”", []string{"direct Mara Tolm: “Why is it open?” {Why is it open?}"}},
		{"blamed for saying", "The council criticised Mara Tolm for saying that the river was open. Ivo Brandt apologised for saying that it was shut.", []string{"indirect council: Mara Tolm for saying that the river was open", "indirect Mara Tolm: that the river was open", "indirect Ivo Brandt: saying that it was shut"}},
		{"nobody says it", "It goes without saying that the river is open. Mara Tolm left without saying that it was shut.", nil},
		{"a quotation told inside what is said", "Mara Tolm said she was turned away, saying, “We are full.”", []string{"indirect Mara Tolm: she was turned away", "direct Mara Tolm: “We are full.” {We are full.}"}},
		{"a quotation told behind a dash", "Mara Tolm noted that Ivo Brandt never paid for the boats — Brandt boasted, “That makes me smart.”", []string{"indirect Mara Tolm: that Ivo Brandt never paid for the boats", "direct Ivo Brandt: “That makes me smart.” {That makes me smart.}"}},
		{"a thing holds no stance", "The new bridge supports two roads. It is the only one that wants paint. This favours the ferry.", nil},
		{
			"split and resumed in one sentence", "“The river,” Mara Tolm said, “is open.”",
			[]string{"direct Mara Tolm: “The river,” | “is open.” {The river,} {is open.}"},
		},
		{
			"resumed in the next sentence", "“The river is open,” Mara Tolm said. “It will stay so.”",
			[]string{"direct Mara Tolm: “The river is open,” | “It will stay so.” {The river is open,} {It will stay so.}"},
		},
		{
			"several sentences before the cue", "“It is open. We checked. Twice,” Mara Tolm said.",
			[]string{"direct Mara Tolm: “It is open. We checked. Twice,” {It is open. We checked. Twice,}"},
		},
		{
			"two paragraphs, the cue in the second", "“We asked for water.\n“We got paper,” Mara Tolm said.",
			[]string{"direct Mara Tolm: “We asked for water. | “We got paper,” {We asked for water.} {We got paper,}"},
		},
		{
			"two paragraphs, the cue in the first", "“We asked for water,” Mara Tolm said. “We waited.\n“We got paper.”",
			[]string{"direct Mara Tolm: “We asked for water,” | “We waited. | “We got paper.” {We asked for water,} {We waited.} {We got paper.}"},
		},
		{
			"a floating quotation", "Mara Tolm said the talks were useful.\n“We will come again.”",
			[]string{"indirect Mara Tolm: the talks were useful", "direct Mara Tolm: “We will come again.” {We will come again.}"},
		},
		{
			"a colon leads to the next paragraph", "Mara Tolm spoke for an hour. She declared:\n“The river is open to all.”",
			[]string{"direct Mara Tolm: “The river is open to all.” {The river is open to all.}"},
		},
		{
			"mixed", "Mara Tolm called the plan “a paper dam” on Friday.",
			[]string{"mixed Mara Tolm: the plan “a paper dam” {a paper dam}"},
		},
		{
			"mixed with a clause", "The talks were “slow but honest,” Mara Tolm said.",
			[]string{"mixed Mara Tolm: The talks were “slow but honest,” {slow but honest,}"},
		},
		{
			"nested single marks", "“He told me ‘never’ twice,” Mara Tolm said.",
			[]string{"direct Mara Tolm: “He told me ‘never’ twice,” {He told me ‘never’ twice,}"},
		},
		{
			"a pronoun over a paragraph", "Foreign Minister Ivo Brandt met the envoys on Monday.\n“We are not far apart,” he said.",
			[]string{"direct Ivo Brandt: “We are not far apart,” {We are not far apart,}"},
		},
		{
			"he and she", "Foreign Minister Ivo Brandt met Ms. Orlo on Monday.\n“We are not far apart,” she said.\n“We are,” he replied.",
			[]string{"direct Orlo: “We are not far apart,” {We are not far apart,}", "direct Ivo Brandt: “We are,” {We are,}"},
		},
		{
			"a role", "Kenyan Foreign Minister Mara Odeku and her Peruvian counterpart met.\n“It is a start,” the foreign minister said.",
			[]string{"direct Mara Odeku: “It is a start,” {It is a start,}"},
		},
		{
			"unnamed", "“It is a start,” a senior Kenyan official said.",
			[]string{"direct senior Kenyan official: “It is a start,” {It is a start,}"},
		},
		{
			"told somebody that", "Mara Tolm told Ivo Brandt that the river was open.",
			[]string{"indirect Mara Tolm: that the river was open"},
		},
		{
			"the time stands before that", "Mara Tolm said on Monday that the river was open.",
			[]string{"indirect Mara Tolm: that the river was open"},
		},
		{
			"clause first", "The river was open, Mara Tolm said on Monday.",
			[]string{"indirect Mara Tolm: The river was open"},
		},
		{
			"an apposition between", "Mara Tolm, the energy minister, said the river was open.",
			[]string{"indirect Mara Tolm: the river was open"},
		},
		{
			"according to", "The river was open, according to Mara Tolm.",
			[]string{"indirect Mara Tolm: The river was open"},
		},
		{
			"a name behind a long description", "“The maps are lost,” the head of the office for old and new maps, Mara Tolm, told the court.",
			[]string{"direct Mara Tolm: “The maps are lost,” {The maps are lost,}"},
		},
		{
			"per cent is no source", "Exports fell 4.2 per cent, Mara Tolm said. Water cost 3 coins per resident.",
			[]string{"indirect Mara Tolm: Exports fell 4.2 per cent"},
		},
		{
			"participle", "“The river is open,” Mara Tolm said, adding that ships could pass.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}", "indirect Mara Tolm: that ships could pass"},
		},
		{
			"two speakers", "Mara Tolm said the river was open, while Ivo Brandt insisted it was shut.",
			[]string{"indirect Mara Tolm: the river was open", "indirect Ivo Brandt: it was shut"},
		},
		{
			"speech inside speech", "Mara Tolm said Ivo Brandt had claimed that the river was shut.",
			[]string{"indirect Mara Tolm: Ivo Brandt had claimed that the river was shut", "indirect Ivo Brandt: that the river was shut"},
		},
		{
			"whom it is told is not who tells it", "“The river is open,” Mara Tolm, the chief negotiator, told reporters.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}"},
		},
		{
			"a particle belongs to the cue", "Mara Tolm ruled out any talks under fire.",
			[]string{"indirect Mara Tolm: any talks under fire"},
		},
		{"a court rules over no one", "Mara Tolm rules the river.", nil},
		{
			"an office with its possessor, then the name", "“The river is open,” the port’s director, Mara Tolm, said.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}"},
		},
		{"answering is no report of words", "Mara Tolm answered questions on the river talks.", nil},
		{"scare quotes", "The “ceasefire” held for an hour. Ships passed the bridge.", nil},
		{"a title", "The frigate “Northern Star” left port. The novel “The Long Ebb” sold well.", nil},
		{"not said: the cue tells it", "Mara Tolm did not say whether the river was open.", []string{"indirect Mara Tolm: whether the river was open"}},
		{"not yet said", "Mara Tolm will say more on Friday.", nil},
		{"passive", "Mara Tolm was told to leave.", nil},
		{
			"headline, source first", "# Tolm: River to stay open\nEnergy Minister Mara Tolm said the river was open.",
			[]string{"indirect Mara Tolm: River to stay open", "indirect Mara Tolm: the river was open"},
		},
		{
			"headline in capitals, source last", "# River To Stay Open: Tolm\nEnergy Minister Mara Tolm said the river was open.",
			[]string{"indirect Mara Tolm: River To Stay Open", "indirect Mara Tolm: the river was open"},
		},
		{
			"a headline by its tree", "# Tolm rejects plan for river “wall”\nEnergy Minister Mara Tolm said the river was open.",
			[]string{"indirect Mara Tolm: plan for river “wall”", "indirect Mara Tolm: the river was open"},
		},
		{
			"a headline is no quotation", "# Tolm says river “wide open”\nEnergy Minister Mara Tolm said the river was open.",
			[]string{"indirect Mara Tolm: river “wide open”", "indirect Mara Tolm: the river was open"},
		},
		{
			"a name that ends like an adverb", "“The river is open,” Mara Reilly said.",
			[]string{"direct Mara Reilly: “The river is open,” {The river is open,}"},
		},
		{
			"a source with words that are no name", "“The river is open,” Velika-based Mara Tolm said. “It stays open.”",
			[]string{"direct Mara Tolm: “The river is open,” | “It stays open.” {The river is open,} {It stays open.}"},
		},
		{
			"a clause inside the source", "“The river is open,” Mara Tolm, the pilot who founded the watch wrote on Monday.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}"},
		},
		{
			"behind a comma any verb will do", "Mara Tolm spoke on Monday. “The river is open,” she surmised. “It stays open,” recollected Ivo Brandt, a pilot.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}", "direct Ivo Brandt: “It stays open,” {It stays open,}"},
		},
		{
			"went on", "“The river is open, right?” Mara Tolm went on, as if nobody were there.",
			[]string{"direct Mara Tolm: “The river is open, right?” {The river is open, right?}"},
		},
		{
			"the next paragraph goes on", "“The river is open,” Mara Tolm said.\n“It stays open.”",
			[]string{"direct Mara Tolm: “The river is open,” | “It stays open.” {The river is open,} {It stays open.}"},
		},
		{
			"the next sentence goes on, half of it outside the marks", "“The river is open,” Mara Tolm said. That is “what all of us here were hoping for.”",
			[]string{"mixed Mara Tolm: “The river is open,” | That is “what all of us here were hoping for.” {The river is open,} {what all of us here were hoping for.}"},
		},
		{
			"the cue parts first words from a quotation", "Sooner or later, Mara Tolm told reporters, “it starts to rain.”",
			[]string{"mixed Mara Tolm: Sooner or later | “it starts to rain.” {it starts to rain.}"},
		},
		{
			"the cue stands within", "Her countrymen, Mara Tolm said, should not listen to “those who shout.”",
			[]string{"mixed Mara Tolm: Her countrymen | should not listen to “those who shout.” {those who shout.}"},
		},
		{
			"and a further quotation", "“The river must stay open,” Mara Tolm said, and “every pilot must be heard.”",
			[]string{"mixed Mara Tolm: “The river must stay open,” | and “every pilot must be heard.” {The river must stay open,} {every pilot must be heard.}"},
		},
		{
			"an infinitive with a quotation", "Mara Tolm promised to “open the river for everybody.”",
			[]string{"mixed Mara Tolm: to “open the river for everybody.” {open the river for everybody.}"},
		},
		{
			"a programme is told", "Mara Tolm told “Morning with Brandt” that the river was open.",
			[]string{"indirect Mara Tolm: that the river was open"},
		},
		{
			"what somebody called it", "It was the end of what Mara Tolm called “a very long winter.”",
			[]string{"mixed Mara Tolm: what | “a very long winter.” {a very long winter.}"},
		},
		{
			"an interview with labels", "Mara Tolm leads the river office. Tolm has done so for nine years.\nQ: Is the river open?\nA: It is open. Ivo Brandt told me, “You count like a miller.”\nQ: And today?\nA: Today it rains.",
			[]string{
				"indirect Mara Tolm: It is open. Ivo Brandt told me, “You count like a miller.”",
				"direct Ivo Brandt: “You count like a miller.” {You count like a miller.}",
				"indirect Mara Tolm: Today it rains",
			},
		},
		{
			"an interview with one of two", "Mara Tolm and Ivo Brandt lead the river office.\nQ: Is the river open?\nA: It is open.\nQ: And today?\nA: Today it rains.",
			[]string{"indirect ?: It is open", "indirect ?: Today it rains"},
		},
		{
			"a clause behind the speaker", "“The river is open,” said Mara Tolm, who added that ships could pass.",
			[]string{"direct Mara Tolm: “The river is open,” {The river is open,}", "indirect Mara Tolm: that ships could pass"},
		},
		{
			"a bracket before the clause", "Mara Tolm (Labour), who brought the bill this month, said in a statement that the river was open.",
			[]string{"indirect Mara Tolm: that the river was open"},
		},
		{
			"a colon at the end of a paragraph", "Mara Tolm spoke on Monday. Tolm issued the following statement:\n“The river is open to all.”",
			[]string{"direct Mara Tolm: “The river is open to all.” {The river is open to all.}"},
		},
		{
			"by saying", "Mara Tolm defended the plan by saying: “The river is open.”",
			[]string{"indirect Mara Tolm: the plan", "direct Mara Tolm: “The river is open.” {The river is open.}"},
		},
		{
			"outlet's own words behind a quotation", "When Mara Tolm called the plan “a paper dam,” Ivo Brandt left.",
			[]string{"mixed Mara Tolm: the plan “a paper dam,” {a paper dam,}"},
		},
		{
			"a name beside a description", "Their spokesman, Ivo Brandt, said a new plan had been made. A retired pilot, Mara Tolm, said nobody had told her.",
			[]string{"indirect Ivo Brandt: a new plan had been made", "indirect Mara Tolm: nobody had told her"},
		},
		{
			"one of two accounts in another", "According to Mara Tolm, Ivo Brandt had asked for the logbooks.",
			[]string{"indirect Mara Tolm: Ivo Brandt had asked for the logbooks", "indirect Ivo Brandt: the logbooks"},
		},
		{
			"who was told behind the words", "A ship is on its way and is expected on Friday, Mara Tolm told the council.",
			[]string{"indirect Mara Tolm: A ship is on its way and is expected on Friday"},
		},
		{
			"transcript", "Energy Minister Mara Tolm spoke on Monday.\nMara Tolm: The river is open.",
			[]string{"indirect Mara Tolm: The river is open"},
		},
		{
			"an unclosed mark puts nothing into a mouth", "Mara Tolm left. “The river is open, and that is all there is to it. Ships passed the bridge.", nil,
		},
		{
			"another country's capital is a place behind in", "Ivo Brandt said in Nairobi that talks would go on.",
			[]string{"indirect Ivo Brandt: that talks would go on"},
		},
		{
			"words passed on, behind them", "Mara Tolm spoke on Monday. “There is nothing to wait for,” the Orlo News Agency quoted her as saying.",
			[]string{"direct Mara Tolm: “There is nothing to wait for,” {There is nothing to wait for,}"},
		},
		{
			"words passed on, before them", "Kenya quoted President Mara Tolm as saying: “Peru will pay for the bridge.”",
			[]string{"direct Mara Tolm: “Peru will pay for the bridge.” {Peru will pay for the bridge.}"},
		},
		{
			"words passed on, with who that is", "Ivo Brandt quoted his late teacher Rolf Aske as having told him that the river was open.",
			[]string{"indirect Rolf Aske: that the river was open"},
		},
		{
			"words passed on, in the passive", "Mara Tolm was quoted by the Harbour Times as saying that the river was open. “It stays open,” Tolm was quoted as saying in the Harbour Times.",
			[]string{"indirect Mara Tolm: that the river was open", "direct Mara Tolm: “It stays open,” {It stays open,}"},
		},
		{
			"said to have been told", "“We will not sign,” Mara Tolm was said to have told aides, two of them said.",
			[]string{"indirect two of them: “We will not sign,” Mara Tolm was said to have told aides", "direct Mara Tolm: “We will not sign,” {We will not sign,}"},
		},
		{
			"a colon before the clause that the cue parts", "Mara Tolm, Kenya's president, left Ivo Brandt: the council, she said, must be formed.",
			[]string{"indirect Mara Tolm: the council | must be formed"},
		},
		{
			"somebody's spokeswoman behind a clause", "Ivo Brandt never said that the ferry carried guns, his spokeswoman Mara Tolm said, contradicting a statement by Orlo.",
			[]string{"indirect Mara Tolm: Ivo Brandt never said that the ferry carried guns"},
		},
		{
			"a cue behind words that break off", "Ivo Brandt differs from Tomas Orlo, who works for the mill and, Mara Tolm said, has been late for years.",
			[]string{"indirect Mara Tolm: has been late for years"},
		},
		{
			"the agency reported what somebody called it", "Mara Tolm called the plan “a paper dam” on Friday, the Orlo News Agency reported.",
			[]string{"indirect Orlo News Agency: Mara Tolm called the plan “a paper dam” on Friday", "mixed Mara Tolm: the plan “a paper dam” {a paper dam}"},
		},
		{
			"the agency reported", "Mara Tolm met the envoy. The envoy agreed, the Orlo News Agency reported.",
			[]string{"indirect Orlo News Agency: The envoy agreed"},
		},
		{
			"what another denied is not in it", "A court accused Peru of arming the rebels, which Lima denied.",
			[]string{"indirect court: Peru of arming the rebels"},
		},
		{
			"what another did is not in it", "Kenya urged the army to accept a truce; the army refused.",
			[]string{"indirect Kenya: to accept a truce"},
		},
		{
			"who was told, with who that is, before a colon", "Mara Tolm told Ivo Brandt, the mayor: “We stay here.”",
			[]string{"direct Mara Tolm: “We stay here.” {We stay here.}"},
		},
		{
			"what is told by nobody", "Neither of them would comment on reports that Kenya had sold boats to Peru.",
			[]string{"indirect ?: that Kenya had sold boats to Peru"},
		},
		{
			"a capital speaks", "Nairobi said the talks would go on.",
			[]string{"indirect Kenya: the talks would go on"},
		},
	} {
		d := language.Analyze(report(x.in))
		var got []string
		for _, s := range Find(d) {
			got = append(got, show(d, s))
		}
		if g, w := strings.Join(got, "\n      "), strings.Join(x.want, "\n      "); g != w {
			t.Errorf("%s: %s\n got: %s\nwant: %s", x.name, strings.ReplaceAll(x.in, "\n", " ¶ "), g, w)
		}
	}
}

// A text in another language has no layers to read.
func TestFindLeavesOtherLanguages(t *testing.T) {
	a := report("“La rivière est ouverte”, a déclaré la ministre Mara Tolm. Elle a ajouté que rien ne changerait.")
	a.Language = "fr"
	d := language.Analyze(a)
	said := Find(d)
	if held := Positions(d, said); len(said) > 0 || len(held) > 0 {
		t.Errorf("%d statements, %d positions", len(said), len(held))
	}
}
