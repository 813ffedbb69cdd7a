package entity_test

import (
	"strings"
	"sync"
	"testing"

	"dateline/language/entity"
	"dateline/language/tag"
)

// find returns the names of sentences as "KIND words".
func find(sentences ...string) []string {
	var words []string
	var tags []tag.ID
	var starts []int
	for _, s := range sentences {
		starts = append(starts, len(words))
		w := strings.Fields(s)
		words = append(words, w...)
		tags = tag.Tag(tags, w)
	}
	var out []string
	for _, n := range entity.Find(nil, words, tags, starts) {
		out = append(out, n.Kind.String()+" "+strings.Join(words[n.First:n.Last], " "))
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ sentence, want string }{
		{"Foreign Minister Ana Petrova arrived in Geneva on Monday .", "PER Ana Petrova; LOC Geneva"},
		{"The United Nations said talks in Cairo had failed .", "ORG United Nations; LOC Cairo"},
		{"Nobody was hurt , officials said on Friday .", ""},
		{"French and German officials met in Oslo .", "LOC Oslo"},
	} {
		if got := strings.Join(find(c.sentence), "; "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.sentence, got, c.want)
		}
	}
}

func TestFindAnyWords(t *testing.T) {
	if got := entity.Find(nil, nil, nil, nil); len(got) != 0 {
		t.Errorf("no words: %v", got)
	}
	for _, words := range [][]string{{""}, {"\xff", "Ł"}, strings.Fields(strings.Repeat("Orlo ", 3000))} {
		last := 0
		for _, n := range entity.Find(nil, words, tag.Tag(nil, words), []int{0}) {
			if n.First < last || n.Last <= n.First || n.Last > len(words) {
				t.Errorf("name %v after %d of %d words", n, last, len(words))
			}
			last = n.Last
		}
	}
}

// TestLabels checks that what LabelsOf writes is what Follows allows.
func TestLabels(t *testing.T) {
	names := []entity.Name{{First: 0, Last: 1, Kind: entity.Place}, {First: 1, Last: 3, Kind: entity.Person}, {First: 4, Last: 8, Kind: entity.Other}}
	labels := entity.LabelsOf(9, names)
	before := uint8(0)
	for i, l := range labels {
		if !entity.Follows(before, l) {
			t.Errorf("label %d at %d cannot follow %d", l, i, before)
		}
		if int(l) >= entity.Labels {
			t.Errorf("label %d", l)
		}
		before = l
	}
	if entity.Follows(labels[1], 0) || entity.Follows(0, labels[2]) || entity.Follows(labels[1], labels[7]) {
		t.Error("a name may break off, begin inside or change its kind")
	}
}

func TestKindNames(t *testing.T) {
	for k := entity.Person; k <= entity.Other; k++ {
		if got, ok := entity.ParseKind(k.String()); !ok || got != k {
			t.Errorf("%v read back as %v", k, got)
		}
	}
	if _, ok := entity.ParseKind("DATE"); ok {
		t.Error("DATE is no kind")
	}
}

func TestConcurrent(t *testing.T) {
	want := strings.Join(find("Ana Petrova met Omar Sahl in Vienna .", "Petrova left ."), ";")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 30 {
				if got := strings.Join(find("Ana Petrova met Omar Sahl in Vienna .", "Petrova left ."), ";"); got != want {
					t.Errorf("got %s, want %s", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkFind(b *testing.B) {
	words := strings.Fields("Two officials of the Energy Ministry in Lisbon said on Tuesday that Prime Minister Rui Tavares had rejected a proposal by the European Union .")
	tags := tag.Tag(nil, words)
	entity.Default() // loads the weights
	var names []entity.Name
	b.ReportAllocs()
	for b.Loop() {
		names = entity.Find(names[:0], words, tags, []int{0})
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
