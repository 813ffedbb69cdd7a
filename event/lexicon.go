package event

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.tsv
var files embed.FS

// gate says what has to be known of the parties before a cue counts.
type gate uint8

const (
	plain  gate = iota // one party is political
	weak               // the cue is an everyday word: its actor is political
	strong             // the cue speaks for itself: a party that may be political is enough
	free               // in a text on public affairs it needs nobody: "the guns fell silent"; a noun, its day or place
)

// test is a condition on an argument: one of its heads is among words.
type test struct {
	of  string // obj, subj, mod, or prepositions joined by |
	not bool
	any bool // the argument only has to be there
	set map[string]bool
}

// cue is a line of cues.tsv: words that tell of an event, under conditions.
type cue struct {
	typ, mode string
	noun      bool
	particle  string // of a phrasal verb: "break off"
	tests     []test
	to        []string // where the recipient stands, best first; nil for the usual places
	pair      bool     // who stands behind "with" takes part like the subject
	ofActor   bool     // the noun's "of" names who does it
	gate      gate
	both      bool   // the recipient must be political too
	abroad    bool   // actor and recipient must be of two states
	name      string // for the record
	line      int
	lemma     string // as tested by the example
	example   string
}

// lexicon is what the data files hold.
type lexicon struct {
	verbs, nouns map[string][]*cue // by lemma, in the order of the file
	cues         []*cue
	classes      map[string]map[string]bool
	light        map[string]bool   // verbs that only carry a noun
	frames       map[string]frame  // verbs, nouns and adjectives that change what stands under them
	contexts     map[string]string // lemma → PLOVER context
	forms        map[string]string // inflected verb → lemma
}

// frame is what a governing word does to an event under it.
type frame uint8

const (
	noFrame  frame = iota
	willing        // agrees, offers, promises, plans
	threat         // threatens
	asking         // demands
	refusing       // rejects
	accusing       // accuses, condemns
	unreal         // the possibility of, to prevent
	negating       // did not, failed to
	speaking       // says that
	doing          // began to, managed to: nothing changes
)

var frameNames = map[string]frame{
	"willing": willing, "threat": threat, "asking": asking, "refusing": refusing, "accusing": accusing,
	"unreal": unreal, "negating": negating, "doing": doing,
}

// EntryError is a bad entry of a data file.
type EntryError struct {
	File   string
	Line   int // from 1
	Reason string
}

func (e *EntryError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

var lex = mustLoad()

func mustLoad() *lexicon {
	l, err := load(func(name string) (string, error) {
		b, err := files.ReadFile(name)
		return string(b), err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return l
}

// rows calls each with the fields of every line that is no comment.
func rows(read func(string) (string, error), name string, fields int, each func(line int, f []string) error) error {
	data, err := read(name)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return &EntryError{name, n + 1, fmt.Sprintf("%d fields, want %d", len(f), fields)}
		}
		if err := each(n+1, f); err != nil {
			return &EntryError{name, n + 1, err.Error()}
		}
	}
	return nil
}

func load(read func(string) (string, error)) (*lexicon, error) {
	l := &lexicon{
		verbs: map[string][]*cue{}, nouns: map[string][]*cue{}, classes: map[string]map[string]bool{},
		light: map[string]bool{}, frames: map[string]frame{}, contexts: map[string]string{}, forms: map[string]string{},
	}
	err := rows(read, "classes.tsv", 2, func(_ int, f []string) error {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(f[1]) {
			if c, ok := strings.CutPrefix(w, "@"); ok {
				if l.classes[c] == nil {
					return fmt.Errorf("class %q stands nowhere above", c)
				}
				for w := range l.classes[c] {
					set[w] = true
				}
				continue
			}
			set[w] = true
		}
		if l.classes[f[0]] != nil {
			return fmt.Errorf("class %q stands twice", f[0])
		}
		l.classes[f[0]] = set
		return nil
	})
	if err != nil {
		return nil, err
	}
	for w := range l.classes["light"] {
		l.light[w] = true
	}
	err = rows(read, "frames.tsv", 3, func(_ int, f []string) error {
		k, ok := frameNames[f[0]]
		if !ok {
			return fmt.Errorf("unknown frame %q", f[0])
		}
		for w := range strings.SplitSeq(f[1], ";") {
			if l.frames[w] != noFrame {
				return fmt.Errorf("%q stands twice", w)
			}
			l.frames[w] = k
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows(read, "contexts.tsv", 2, func(_ int, f []string) error {
		if !contexts[f[0]] {
			return fmt.Errorf("%q is no context", f[0])
		}
		for w := range strings.FieldsSeq(f[1]) {
			l.contexts[w] = f[0]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := rows(read, "cues.tsv", 5, func(line int, f []string) error { return l.add(line, f) }); err != nil {
		return nil, err
	}
	for _, list := range l.verbs { // "hand over" before "hand"
		slices.SortStableFunc(list, func(a, b *cue) int { return min(len(b.particle), 1) - min(len(a.particle), 1) })
	}
	return l, l.inflect(read)
}

// inflect fills forms for the verbs of all lists.
func (l *lexicon) inflect(read func(string) (string, error)) error {
	irregular := map[string][]string{}
	err := rows(read, "irregular.tsv", 2, func(_ int, f []string) error {
		irregular[f[0]] = strings.Fields(f[1])
		for _, w := range irregular[f[0]] {
			l.forms[w] = f[0]
		}
		return nil
	})
	if err != nil {
		return err
	}
	put := func(verb string) {
		l.forms[verb] = verb
		for _, w := range inflect(verb) {
			if l.forms[w] == "" {
				l.forms[w] = verb
			}
		}
	}
	for v := range irregular {
		put(v)
	}
	for v := range l.verbs {
		put(v)
	}
	for v := range l.light {
		put(v)
	}
	for v, k := range l.frames {
		if k != noFrame && !strings.HasSuffix(v, "ness") && !strings.HasSuffix(v, "ion") {
			put(v)
		}
	}
	return nil
}

// add reads a line of cues.tsv.
func (l *lexicon) add(line int, f []string) error {
	modes, ok := types[f[0]]
	switch {
	case !ok:
		return fmt.Errorf("unknown type %q", f[0])
	case f[1] != "-" && !modes[f[1]]:
		return fmt.Errorf("%s has no mode %q", f[0], f[1])
	case f[4] == "":
		return fmt.Errorf("no example")
	}
	c := cue{typ: f[0], line: line, example: f[4]}
	if f[1] != "-" {
		c.mode = f[1]
	}
	kind, words, _ := strings.Cut(f[2], " ")
	if kind != "v" && kind != "n" || words == "" {
		return fmt.Errorf("%q: want v or n, and words", f[2])
	}
	c.noun = kind == "n"
	for x := range strings.FieldsSeq(f[3]) {
		if err := l.condition(&c, x); err != nil {
			return err
		}
	}
	for w := range strings.SplitSeq(words, ";") {
		k := c
		k.lemma, k.particle, _ = strings.Cut(strings.TrimSpace(w), " ")
		k.name = strings.ToLower(k.typ) + ": " + strings.TrimSpace(w)
		if k.noun {
			if k.particle != "" {
				return fmt.Errorf("%q: a noun is one word", w)
			}
			l.nouns[k.lemma] = append(l.nouns[k.lemma], &k)
		} else {
			l.verbs[k.lemma] = append(l.verbs[k.lemma], &k)
		}
		l.cues = append(l.cues, &k)
	}
	return nil
}

// condition reads one word of a frame.
func (l *lexicon) condition(c *cue, x string) error {
	switch x {
	case "-":
		return nil
	case "pair":
		c.pair = true
		return nil
	case "weak":
		c.gate = weak
		return nil
	case "both":
		c.both = true
		return nil
	case "abroad":
		c.abroad = true
		return nil
	case "free":
		c.gate = free
		return nil
	case "strong":
		c.gate = strong
		return nil
	case "ofactor":
		c.ofActor = true
		return nil
	}
	key, value, ok := strings.Cut(x, "=")
	if !ok || value == "" {
		return fmt.Errorf("%q: want key=words or a flag", x)
	}
	if key == "rcpt" {
		c.to = strings.Split(value, ",")
		return nil
	}
	t := test{set: map[string]bool{}}
	if t.of, t.not = strings.CutSuffix(key, "!"); t.of == "" {
		return fmt.Errorf("%q: no argument", x)
	}
	for w := range strings.SplitSeq(value, "|") {
		if w == "*" {
			t.any = true
			continue
		}
		name, ok := strings.CutPrefix(w, "@")
		if !ok {
			t.set[w] = true
			continue
		}
		if l.classes[name] == nil {
			return fmt.Errorf("unknown class %q", name)
		}
		for w := range l.classes[name] {
			t.set[w] = true
		}
	}
	c.tests = append(c.tests, t)
	return nil
}
