package position

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
)

// Each topic that a record begins with has an example that is about it.
func TestOrdinary(t *testing.T) {
	list, examples, err := loadTopics(topicFile)
	if err != nil {
		t.Fatal(err)
	}
	x := NewIndex(list)
	for i, s := range examples {
		got := x.in(s, nil)
		found := false
		for _, k := range got {
			found = found || k == i
		}
		if !found {
			t.Errorf("%s: %q has %v", list[i].Name, s, got)
		}
		if Find(list[:i], list[i].Name) >= 0 {
			t.Errorf("%s stands there twice", list[i].Name)
		}
	}
}

func TestLoadTopicsNamesTheLine(t *testing.T) {
	for file, want := range map[string]string{
		"# x\na\tb\n":  "topics.tsv:2: 2 fields, want topic, words and example",
		"a\tb|…\tc\n":  `topics.tsv:1: topic a: a word needs a letter or a digit, and "…" has none`,
		"—\tb\tc\n":    `topics.tsv:1: a topic's name needs a letter or a digit, and "—" has none`,
		"a\t\tc\n":     `topics.tsv:1: topic a: a word needs a letter or a digit, and "" has none`,
		"a\tb\tc\td\n": "topics.tsv:1: 4 fields, want topic, words and example",
	} {
		if _, _, err := loadTopics(file); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}

func TestIn(t *testing.T) {
	for _, x := range []struct {
		word, in string
		want     bool
	}{
		{"sanction", "They must lift all sanctions.", true},
		{"sanction", "SANCTIONED goods", true},
		{"sanction", "the unsanctioned march", false},
		{"aid.", "the aid that we need", true},
		{"aid.", "an aide of the minister", false},
		{"prisoner of war", "All prisoners of war go home.", true},
		{"prisoner of war", "The prisoners went to war.", false},
		{"prisoner of war", "of war, prisoner", false},
		{"prisoners of", "they are prisoners", false},
		{"cease-fire", "the cease-fire holds", true},
		{"cease fire", "the cease-fire holds", true},
		{"U.N.", "a vote at the U.N. in May", true},
		{"elysée", "the Élysees", true},
		{"санкци", "мы требуем отмены санкций", true},
		{"العقوبات", "يجب رفع العقوبات أولا", true},
		{"制裁", "必須解除制裁措施", true},
		{"制裁", "裁判制度", false},
		{"제재", "제재를 해제해야 한다", true},
	} {
		if got := len(NewIndex([]Topic{{Name: "t", Words: []string{"zzz", x.word}}}).in(x.in, nil)) > 0; got != x.want {
			t.Errorf("%q in %q: %v", x.word, x.in, got)
		}
	}
}

// A name stands for whoever the report calls so: also where the words are
// another spelling, or a pronoun.
func TestTopicOfNames(t *testing.T) {
	a, b := "a1", "a2"
	l := &record.Line{
		Actors:   []record.Actor{{ID: a, Name: "Mara Dvorin", Names: []string{"Dvorin"}}, {ID: b, Name: "Oto Dvorin"}},
		Mentions: []record.Mention{{Actor: &a, Span: record.Span{Start: 8, End: 11}}, {Actor: &b, Span: record.Span{Start: 30, End: 33}}, {Span: record.Span{Start: 8, End: 11}}},
	}
	p := &record.Position{Span: record.Span{Start: 0, End: 12, Exact: "release her."}}
	x := NewIndex([]Topic{{Name: "The Arda four", Words: []string{"Mara Dvorin", "Ilse Brandt"}}, {Name: "Oto", Words: []string{"Oto Dvorin"}}})
	if d := cmp.Diff([]int{0}, x.In(l)(p)); d != "" {
		t.Error(d)
	}
}

// Of two of one name the later holds; one without words takes it out; what is
// undone is passed over.
func TestTopics(t *testing.T) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	made := func(c correction.Correction) correction.Correction {
		at = at.Add(time.Hour)
		c.At, c.By = at, "Ines"
		c, err := correction.Make(c)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	topic := func(name string, words ...string) correction.Correction {
		return made(correction.Correction{Kind: correction.Topic, Value: name, Words: words})
	}
	all := []correction.Correction{topic("Herring", "herring", "cod"), topic("WATER", "lake"), topic("herring", "herring"), topic("Energy"), topic("Nothing")}
	names := func(all []correction.Correction) (out []string) {
		for _, x := range Topics(correction.Active(all)) {
			if x.By != "" {
				out = append(out, x.Name)
			}
		}
		return out
	}
	if d := cmp.Diff([]string{"WATER", "herring"}, names(all)); d != "" {
		t.Error(d)
	}
	list := Topics(correction.Active(all))
	if len(list) != len(ordinary) || Find(list, "energy") >= 0 || len(list[len(list)-1].Words) != 1 || list[Find(list, "water")].Words[0] != "lake" {
		t.Errorf("%+v", list)
	}
	all = append(all, made(correction.Correction{Kind: correction.Undo, Undoes: all[3].ID, Why: "x"}), made(correction.Correction{Kind: correction.Undo, Undoes: all[2].ID, Why: "x"}))
	list = Topics(correction.Active(all))
	if Find(list, "energy") < 0 || len(list[Find(list, "herring")].Words) != 2 {
		t.Errorf("undone: %+v", list)
	}
}

// Whatever words a topic has, they are found in themselves.
func FuzzIndex(f *testing.F) {
	for _, s := range []string{"sanction", "aid.", "prisoner of war", "cease-fire", "U.N.", "elysée", "санкци", "العقوبات", "制裁", "제재", "ﬁsh", "a. b", "…", "\xff x"} {
		f.Add(s, "They must lift all sanctions.")
	}
	f.Fuzz(func(t *testing.T, word, words string) {
		x := NewIndex([]Topic{{Name: "t", Words: []string{word}}})
		x.in(words, nil)
		if got := x.in(word, nil); (len(got) == 1) != (fold(word) != "") {
			t.Errorf("%q in itself: %v", word, got)
		}
	})
}
