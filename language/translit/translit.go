// Package translit tells whether two spellings are one name, for names that
// reached English through another script: Araghchi and Araqchi, Al Busaidi and
// al-Busaidi, Kim Jong Un and Kim Jong-un.
//
//	translit.Same("Araqchi", "Araghchi")                    // true
//	translit.Names("Mohammad-Baqer Qalibaf", "Mohammad Bagher Ghalibaf") // Alike
//	translit.Key("Araqchi") == translit.Key("Araghchi")     // candidates share the key
//
// A word is read as sounds (sounds.tsv), and two words are compared by the
// cheapest way from one to the other, where replacing a sound costs as much as
// romanisations rarely disagree about it (costs.tsv). A few names are written
// in ways that no rule joins; these are listed (variants.tsv).
//
// Spelling alone is no identity: Names says that one person may be meant, not
// that one is.
package translit

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"dateline/text"
)

var (
	//go:embed sounds.tsv
	soundsFile string
	//go:embed costs.tsv
	costsFile string
	//go:embed variants.tsv
	variantsFile string
)

// spelling is an entry of sounds.tsv.
type spelling struct {
	letters, sounds string
	where           string // any, start, end
}

type tables struct {
	byFirst  [128][]spelling // longest first
	cost     [128][128]uint8 // hundredths
	variants map[string][]int
}

// What a change costs more at the ends of a word: the first sound is the last
// that a spelling changes, and a sound more at the end makes another name
// (Zarif, Zarifi; Petrov, Petrova).
const (
	firstSound = 40
	lastSound  = 40
)

const gone = '-' // a sound that is not there

var table = sync.OnceValue(func() *tables {
	t, err := load(soundsFile, costsFile, variantsFile)
	if err != nil {
		panic(err) // the files are part of the program
	}
	return t
})

// rows yields the lines of a file that are not comments, cut at tabs.
func rows(file, name string, fields int, each func(f []string) error) error {
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, want %d", name, n+1, len(f), fields)
		}
		if err := each(f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
	}
	return nil
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 128 {
			return false
		}
	}
	return s != ""
}

func load(sounds, costs, variants string) (*tables, error) {
	t := &tables{variants: map[string][]int{}}
	for a := range t.cost {
		for b := range t.cost[a] {
			if a != b {
				t.cost[a][b] = 100
			}
		}
	}
	err := rows(sounds, "sounds.tsv", 4, func(f []string) error {
		if !ascii(f[0]) || !ascii(f[1]) || f[2] != "any" && f[2] != "start" && f[2] != "end" {
			return fmt.Errorf("want letters, sounds and any, start or end: %q", f[:3])
		}
		c := f[0][0]
		list := append(t.byFirst[c], spelling{f[0], f[1], f[2]})
		for i := len(list) - 1; i > 0 && len(list[i].letters) > len(list[i-1].letters); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		t.byFirst[c] = list
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(costs, "costs.tsv", 4, func(f []string) error {
		c, err := strconv.ParseUint(f[2], 10, 7)
		if err != nil || len(f[0]) != 1 || len(f[1]) != 1 || c > 100 {
			return fmt.Errorf("want two sounds and a cost up to 100: %q", f[:3])
		}
		t.cost[f[0][0]][f[1][0]], t.cost[f[1][0]][f[0][0]] = uint8(c), uint8(c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	n := 0
	err = rows(variants, "variants.tsv", 2, func(f []string) error {
		for w := range strings.FieldsSeq(f[0]) {
			if w != fold(w) {
				return fmt.Errorf("%q is not folded", w)
			}
			t.variants[w] = append(t.variants[w], n)
		}
		n++
		return nil
	})
	return t, err
}

// fold returns a word in lower case without accents, hyphens and apostrophes.
func fold(s string) string {
	var b strings.Builder
	for w := range text.Words(s) {
		for _, r := range w {
			switch r {
			case 'ı':
				r = 'i'
			case 'ø', 'ö':
				r = 'o'
			case 'ł':
				r = 'l'
			case 'đ', 'ð':
				r = 'd'
			case 'ß':
				b.WriteByte('s')
				r = 's'
			case 'æ':
				b.WriteByte('a')
				r = 'e'
			case 'ə':
				r = 'a'
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sounds reads a folded word.
func (t *tables) sounds(w string) []byte {
	out := make([]byte, 0, len(w))
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			if n := len(out); n == 0 || out[n-1] != s[i] {
				out = append(out, s[i])
			}
		}
	}
next:
	for i := 0; i < len(w); {
		if w[i] < 128 {
			for _, s := range t.byFirst[w[i]] {
				if strings.HasPrefix(w[i:], s.letters) && (s.where == "any" || s.where == "start" && i == 0 || s.where == "end" && i > 0 && i+len(s.letters) == len(w)) {
					add(s.sounds)
					i += len(s.letters)
					continue next
				}
			}
			add(w[i : i+1])
		} else {
			out = append(out, w[i]&0x7f|1) // another script: compared byte by byte
		}
		i++
	}
	return out
}

// distance returns what it costs to make b of a, in hundredths of a letter.
func (t *tables) distance(a, b []byte) int {
	const long = 40 // names are shorter
	a, b = a[:min(len(a), long)], b[:min(len(b), long)]
	var rows [2][long + 1]int
	prev, cur := &rows[0], &rows[1]
	for j, c := range b {
		prev[j+1] = prev[j] + int(t.cost[c][gone])
	}
	for i, x := range a {
		cur[0] = prev[0] + int(t.cost[x][gone])
		for j, y := range b {
			dropX, dropY := int(t.cost[x][gone]), int(t.cost[y][gone])
			if i == len(a)-1 && j == len(b)-1 {
				dropX, dropY = dropX+lastSound, dropY+lastSound
			}
			cur[j+1] = min(prev[j]+int(t.cost[x][y]), prev[j+1]+dropX, cur[j]+dropY)
		}
		if i == 0 && len(b) > 0 && t.cost[x][b[0]] > 50 {
			cur[1] += firstSound
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// allowed is the distance at which two spellings are still one name.
func allowed(a, b []byte) int {
	switch n := min(len(a), len(b)); {
	case n <= 2:
		return 10
	case n == 3:
		return 20
	default:
		return min(12*(n-1), 85)
	}
}

// word is one word of a name.
type word struct {
	folded string
	sounds []byte // nil for one in another script
	bare   []byte // without an article, when it may have one
}

func read(folded string) word {
	w := word{folded: folded}
	if ascii(folded) {
		w.sounds = table().sounds(folded)
		if a := article(folded); a != folded {
			w.bare = table().sounds(a)
		}
	}
	return w
}

// Same reports whether two words may be spellings of one name. Accents,
// case, hyphens and a leading article (al-, el-) do not count.
func Same(a, b string) bool { return read(fold(a)).same(read(fold(b))) }

func (a word) same(b word) bool {
	if a.folded == b.folded {
		return a.folded != ""
	}
	if a.sounds == nil || b.sounds == nil {
		return false // another script, and not the same
	}
	t := table()
	for _, x := range t.variants[a.folded] {
		for _, y := range t.variants[b.folded] {
			if x == y {
				return true
			}
		}
	}
	switch {
	case t.near(a.sounds, b.sounds):
		return true
	case a.bare != nil && b.bare == nil && len(b.folded) > 5:
		return t.near(a.bare, b.sounds)
	case b.bare != nil && a.bare == nil && len(a.folded) > 5:
		return t.near(a.sounds, b.bare)
	}
	return false
}

// near reports whether two words sound alike enough.
func (t *tables) near(a, b []byte) bool {
	most := allowed(a, b)
	if d := len(a) - len(b); d > 4 || d < -4 {
		return false
	}
	return t.distance(a, b) <= most
}

// article cuts an Arabic article off a folded word that is long enough to be
// written together with it.
func article(w string) string {
	if len(w) > 5 && (strings.HasPrefix(w, "al") || strings.HasPrefix(w, "el")) {
		return w[2:]
	}
	return w
}

// Key returns what most spellings of a word have in common: its consonants, of
// those that romanisations confuse one for all. Two words that are the Same
// nearly always share the key; many that are not do too.
func Key(word string) string {
	w := fold(word)
	t := table()
	if v := t.variants[w]; len(v) > 0 {
		return "=" + strconv.Itoa(v[0])
	}
	s := t.sounds(article(w))
	out := make([]byte, 0, len(s))
	for _, c := range s {
		switch c {
		case 'a', 'A', 'e', 'i', 'o', 'u', 'E', 'y', 'W', 'h':
			continue
		case 'Q', 'X', 'g', 'c', 'C':
			c = 'k'
		case 'D', 'T', 'd':
			c = 't'
		case 'z', 'S', 'Z', 'J', 'x':
			c = 's'
		case 'v', 'w', 'f':
			c = 'f'
		case 'p':
			c = 'b'
		}
		if n := len(out); n == 0 || out[n-1] != c {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return w
	}
	return string(out)
}
