package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

// Every rule reads its own example, said by somebody of that side.
func TestRulesReadTheirExamples(t *testing.T) {
	for i := range rules {
		r := &rules[i]
		in := "“" + strings.TrimSuffix(r.example, ".") + ",” Foreign Minister Mara Tolm said."
		d := language.Analyze(report(in))
		said := Find(d)
		found, own := "", false
		for _, p := range Positions(d, said) {
			if p.Kind == r.kind {
				found, own = p.Kind, own || p.Rule == r.name || strings.HasPrefix(p.Rule, r.kind+": cue ")
			} else if found == "" {
				found = "only " + p.Kind + " by " + p.Rule
			}
		}
		if found == r.kind && !own {
			t.Errorf("%s: another rule reads its example: %s", r.name, in)
		}
		if found != r.kind {
			t.Errorf("%s: %s\n got %s, want %s", r.name, in, found, r.kind)
		}
	}
}

// Every line of verbs reads its own example.
func TestVerbsReadTheirExamples(t *testing.T) {
	for line := range strings.SplitSeq(positionsFile, "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[1] != "verb" {
			continue
		}
		d := language.Analyze(report(f[3]))
		got := Positions(d, Find(d))
		if len(got) != 1 || got[0].Kind != f[0] || !strings.Contains(got[0].Rule, ": cue ") {
			t.Errorf("%s: %+v, want one %s by its verb", f[3], got, f[0])
		}
	}
}

func TestPositions(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"a plan is an intention", "Ivo Brandt said he plans to visit Oslo.", "intention of Ivo Brandt: he plans to visit Oslo"},
		{"stands ready, the same for both sides", "Kenya said its army stands ready to act. Peru said its army stands ready to act.", "readiness of Kenya: its army stands ready to act; readiness of Peru: its army stands ready to act"},
		{"a rejection is a refusal", "Ivo Brandt rejected the draft.", "refusal of Ivo Brandt: rejected the draft"},
		{"a denial is a denial", "Ivo Brandt denied the charge of shelling.", "denial of Ivo Brandt: denied the charge of shelling"},
		{"the condition goes with it", "Kenya would keep the truce only if Peru kept it, Ivo Brandt said.", "condition of Kenya: Kenya would keep the truce only if Peru kept it"},
		{"the state holds it where the words say so", "Kenyan Foreign Minister Mara Odeku said Kenya will not accept the draft.", "refusal of Kenya: Kenya will not accept the draft"},
		{"else the speaker", "Kenyan Foreign Minister Mara Odeku said: “We will not accept the draft.”", "refusal of Mara Odeku: We will not accept the draft"},
		{"a demand is held by who makes it", "Ivo Brandt said Peru must leave the ridge.", "demand of Ivo Brandt: Peru must leave the ridge"},
		{"what is insisted on", "Ivo Brandt insisted that Peru leave the ridge. Mara Tolm insisted that the draft was fair. Ana Vane insisted that it must be read.", "demand of Ivo Brandt: insisted that Peru leave the ridge; demand of Ana Vane: insisted that it must be read"},
		{"what is denied to somebody", "Ivo Brandt denied the envoys a pass.", ""},
		{"not opposed is no refusal", "Ivo Brandt said he was not opposed to talks.", ""},
		{"an aside about it is no part of it", "Kenyan Foreign Minister Mara Tolm told Ivo Brandt that Kenya would respond to attacks, a stance she said helped.", "threat of Kenya: Kenya would respond to attacks"},
		{"a participle adds another", "Ivo Brandt rejected the draft, saying the ridge was “not negotiable.”", "refusal of Ivo Brandt: rejected the draft; red_line of Ivo Brandt: the ridge was “not negotiable"},
		{"a refusal in the passive", "The demand was dismissed by Ivo Brandt.", "refusal of Ivo Brandt: The demand was dismissed"},
		{"what was welcomed is another's", "The offer to host talks was welcomed by Ivo Brandt. Mara Tolm welcomed the offer to host talks.", ""},
		{"somebody else's words told", "“‘We will bring him back,’ they told me,” Mara Tolm said. “We will bring him back,” they told me, his sister Mara Tolm said.", "intention of ?: We will bring him back"},
		{"a question asked", "Asked if Kenya would appeal to the council, Ivo Brandt said it rained. Mara Tolm asked whether Peru must leave the ridge.", ""},
		{"a question in a quotation", "“Must Peru leave the ridge?” Mara Tolm said.", ""},
		{"a call by telephone", "Ivo Brandt said Peru had told him in a call on Saturday that it rained.", ""},
		{"nothing is ruled out", "Ivo Brandt said nothing is off the table.", ""},
		{"somebody must", "Ivo Brandt said he came “because somebody must”.", ""},
		{"insisted inside what is said", "Ivo Brandt said Peru had insisted that Kenya had never asked.", ""},
		{"a denied offer", "Mara Tolm denied that she had offered to resign.", "denial of Mara Tolm: denied that she had offered to resign"},
		{"nothing is concluded from a headline", "# Brandt rejects the draft\nIvo Brandt left.", ""},
		{"no position in a report of facts", "Ivo Brandt said the ferry arrived at noon.", ""},
	} {
		d := language.Analyze(report(x.in))
		var got []string
		for _, p := range Positions(d, Find(d)) {
			who := "?"
			if p.Holder >= 0 {
				who = d.Actors[p.Holder].Name
			}
			got = append(got, p.Kind+" of "+who+": "+d.Article.Text.Slice(p.Span))
		}
		if g := strings.Join(got, "; "); g != x.want {
			t.Errorf("%s: %q\n got %s\nwant %s", x.name, x.in, g, x.want)
		}
	}
}

func TestLoadRulesNamesTheLine(t *testing.T) {
	for _, in := range []string{"demand\tany\tmust", "demand\tall\tmust\tx", "demand\tany\t~ must\tx"} {
		if _, _, err := loadRules("# rules\n" + in); err == nil || !strings.HasPrefix(err.Error(), "positions.tsv:2:") {
			t.Errorf("loadRules(%q) = %v, want an error at line 2", in, err)
		}
	}
}
