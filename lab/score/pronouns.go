package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"dateline/article"
	"dateline/lab/corpus"
	"dateline/language"
	"dateline/text"
)

// runPronouns measures references: lab/score pronouns -data DIR.
func runPronouns(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("pronouns", flag.ExitOnError)
	data := flags.String("data", "", "folder of the treebanks")
	banks := flags.String("banks", "gum_dev,gum_test", "treebanks with references")
	genre := flags.String("documents", "GUM_news_", "what the ids of the documents begin with")
	misses := flags.Bool("misses", false, "print what was wrong or left open")
	flags.Parse(args) // exits on error
	var note io.Writer
	if *misses {
		note = w
	}
	return scorePronouns(w, note, *data, strings.Split(*banks, ","), *genre)
}

func scorePronouns(w, note io.Writer, data string, banks []string, genre string) error {
	var all references
	for _, bank := range banks {
		path := filepath.Join(data, bank+".conllu.gz")
		digest, err := digestOf(path)
		if err != nil {
			return err
		}
		reports, err := corpus.References(path, genre)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s %s: %d documents %s*\n", bank, digest, len(reports), genre)
		for i := range reports {
			all.add(&reports[i], note)
		}
	}
	fmt.Fprint(w, &all)
	return nil
}

// family is a pronoun in its cases.
type family uint8

const (
	he family = iota
	she
	they
	it
	families
)

var familyNames = [families]string{"he", "she", "they", "it"}

func familyOf(word string) (family, bool) {
	switch strings.ToLower(word) {
	case "he", "him", "his":
		return he, true
	case "she", "her", "hers":
		return she, true
	case "they", "them", "their", "theirs":
		return they, true
	case "it", "its":
		return it, true
	}
	return 0, false
}

// resolved counts the pronouns of a family.
type resolved struct {
	gold  int // with an antecedent: an earlier mention of the cluster in the text that is no pronoun
	found int // resolved to an actor, with an antecedent or without
	right int
	sure  int // of found, those that the resolver calls sure
	held  int // of these, right
}

// references tallies pronouns and the other mentions that stand for somebody
// named elsewhere.
//
// The gold cluster of one of our mentions is that of the longest gold mention
// whose head word, or a name flat with it, lies in its span. A pronoun is right when it is resolved to
// an actor, and the nearest mention of that actor before it that is no pronoun
// and has a gold cluster (without one before it, the first behind it) has the
// pronoun's own cluster. So a pronoun that is tied to another pronoun counts
// only if the actor behind both is the right one. Pronouns within quotations
// count as all others; those that refer to nothing ("it rained") count only if
// they are resolved, and then as wrong.
//
// A description or a name of which an earlier gold mention, no pronoun, exists
// is right, by the same rule, when its actor's nearest earlier mention has its
// cluster; one that has none is right when its actor is new. Only persons,
// organisations and places are counted.
type references struct {
	pronouns [families]resolved
	others   [2]resolved // names, descriptions
}

// pronoun reports a gold mention of one word that is a personal pronoun.
func pronoun(r *corpus.Report, m corpus.Reference) bool {
	if m.Last != m.First+1 {
		return false
	}
	switch w := strings.ToLower(r.Text[r.Words[m.First].Start:r.Words[m.First].End]); w {
	case "i", "me", "my", "mine", "you", "your", "yours", "we", "us", "our", "ours", "himself", "herself", "itself", "themselves", "myself", "who", "which", "that", "this", "whose", "whom":
		return true
	default:
		_, ok := familyOf(w)
		return ok
	}
}

// add analyses one report and compares.
func (t *references) add(r *corpus.Report, note io.Writer) {
	t.compare(r, language.Analyze(articleOf(r)), note)
}

func (t *references) compare(r *corpus.Report, d *language.Doc, note io.Writer) {
	clusters := make([]string, len(d.Mentions)) // of our mentions
	longest := make([]int, len(d.Mentions))
	at := map[text.Span]int{} // our mentions by span
	for i, m := range d.Mentions {
		at[m.Span] = i
		longest[i] = -1
	}
	earlier := map[string]bool{} // clusters with a mention that is no pronoun so far
	for _, g := range r.Mentions {
		for _, head := range g.Heads {
			head := r.Words[head]
			for i, m := range d.Mentions {
				if m.Span.Start > head.Start {
					break
				}
				if m.Span.Contains(head) && !head.Empty() && g.Last-g.First > longest[i] {
					longest[i], clusters[i] = g.Last-g.First, g.Cluster
				}
			}
		}
	}
	// stands returns the cluster that the actor of mention i stands for by its
	// other mentions.
	stands := func(i int) string {
		actor := d.Mentions[i].Actor
		for k := i - 1; k >= 0; k-- {
			if m := d.Mentions[k]; m.Actor == actor && m.Kind != language.Pronoun && clusters[k] != "" && m.Span.End <= d.Mentions[i].Span.Start {
				return clusters[k]
			}
		}
		for k := i + 1; k < len(d.Mentions); k++ {
			if m := d.Mentions[k]; m.Actor == actor && m.Kind != language.Pronoun && clusters[k] != "" {
				return clusters[k]
			}
		}
		return ""
	}
	gold := map[int]string{} // pronouns by word
	for _, g := range r.Mentions {
		if pronoun(r, g) {
			gold[g.First] = g.Cluster
		}
	}
	before := make([]bool, len(r.Words)) // of a pronoun: whether its cluster has an antecedent
	k := 0
	for word := range r.Words {
		before[word] = earlier[gold[word]]
		for ; k < len(r.Mentions) && r.Mentions[k].First <= word; k++ {
			if !pronoun(r, r.Mentions[k]) {
				earlier[r.Mentions[k].Cluster] = true
			}
		}
	}
	for word, span := range r.Words {
		kind, ok := familyOf(r.Text[span.Start:span.End])
		if !ok {
			continue
		}
		c := &t.pronouns[kind]
		cluster, antecedent := gold[word], before[word]
		if antecedent {
			c.gold++
		}
		i, ok := at[span]
		if !ok || d.Mentions[i].Actor < 0 || d.Mentions[i].Kind != language.Pronoun {
			if antecedent && note != nil {
				fmt.Fprintf(note, "  %s: open: %s\n", r.ID, around(r.Text, span))
			}
			continue
		}
		right := cluster != "" && stands(i) == cluster
		c.found++
		if right {
			c.right++
		}
		if d.Mentions[i].Sure {
			c.sure++
			if right {
				c.held++
			}
		}
		if !right && note != nil {
			fmt.Fprintf(note, "  %s: %s: %s\n", r.ID, d.Actors[d.Mentions[i].Actor].Name, around(r.Text, span))
		}
	}
	t.named(r, d, clusters, note)
}

// named counts names and descriptions.
func (t *references) named(r *corpus.Report, d *language.Doc, clusters []string, note io.Writer) {
	last := map[int]string{} // by actor: cluster of its last mention that is no pronoun
	seen := map[string]bool{}
	kinds := map[string]string{}
	for _, g := range r.Mentions {
		kinds[g.Cluster] = g.Kind
	}
	for i, m := range d.Mentions {
		if m.Kind == language.Pronoun || m.Actor < 0 || clusters[i] == "" {
			continue
		}
		cluster := clusters[i]
		switch kinds[cluster] {
		case "person", "organization", "place":
			c := &t.others[m.Kind]
			c.gold++
			right := last[m.Actor] == cluster || last[m.Actor] == "" && !seen[cluster]
			if last[m.Actor] != "" || m.Kind == language.Name {
				c.found++
				if right {
					c.right++
				}
				if m.Sure {
					c.sure++
					if right {
						c.held++
					}
				}
				if !right && note != nil {
					fmt.Fprintf(note, "  %s: names: %s is not: %s\n", r.ID, d.Actors[m.Actor].Name, around(r.Text, m.Span))
				}
			}
		}
		last[m.Actor], seen[cluster] = cluster, true
	}
}

// articleOf makes the article that the program would read.
func articleOf(r *corpus.Report) *article.Article {
	a := &article.Article{Text: text.Decode([]byte(r.Text)), Language: "en"}
	for i, b := range r.Blocks {
		kind := article.Paragraph
		switch {
		case b.Kind == "head" && i == 0:
			kind = article.Headline
		case b.Kind == "head":
			kind = article.Subheading
		case b.Kind == "caption":
			kind = article.Caption
		}
		a.Blocks = append(a.Blocks, article.Block{Kind: kind, Span: b.Span})
	}
	return a
}

func around(s string, at text.Span) string {
	from, to := max(0, at.Start-120), min(len(s), at.End+40)
	return strings.ToValidUTF8(strings.ReplaceAll(s[from:at.Start]+"<"+s[at.Start:at.End]+">"+s[at.End:to], "\n", " ¶ "), "")
}

func (c *resolved) String() string {
	share := func(a, b int) string {
		if b == 0 {
			return "–"
		}
		return fmt.Sprintf("%.1f%%", 100*float64(a)/float64(b))
	}
	return fmt.Sprintf("%3d with an antecedent, %3d resolved · right of the resolved %s · right of all %s · sure of %d, right %s", c.gold, c.found, share(c.right, c.found), share(c.right, c.gold), c.sure, share(c.held, c.sure))
}

func (t *references) String() string {
	var b strings.Builder
	for k := range t.pronouns {
		fmt.Fprintf(&b, "  %-12s %v\n", familyNames[k], &t.pronouns[k])
	}
	for k, n := range [...]string{"names", "descriptions"} {
		fmt.Fprintf(&b, "  %-12s %v\n", n, &t.others[k])
	}
	return b.String()
}
