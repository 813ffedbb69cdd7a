package actor

import (
	"cmp"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/language/translit"
	"dateline/record"
)

// how an actor of a report is told apart from others.
type how uint8

const (
	nobody  how = iota // whom the report does not name
	country            // by the code
	full               // a person of several words
	short              // a person of one word
	body               // organisations, places, agreements
	acronym            // of these, those of three to six capitals
)

// profile is all that an actor of one report says of who it is. Reports have
// the same ones again and again, and share them.
type profile struct {
	how       how
	kind      string
	code      string // country: ISO 3166-1 alpha-3
	name      string
	spellings []string // name and names, each once
	roles     []role
	countries []string      // of its offices
	parsed    translit.Name // of a person's name
	words     []string      // of the parsed name
	folded    string        // the name as it is compared letter by letter
	block     string        // full: the key of the last word; short: that of the word
	given     string        // full: the key of the first word
	keys      []string      // body, acronym: what names of one have in common
	initials  string        // body: of a name of three words or more; acronym: its letters
}

// role is a capacity as one report gives it.
type role struct {
	words   string
	key     string // words as they are compared
	country string // ISO 3166-1 alpha-3; "" when the words name none
}

// profiles makes each profile once.
type profiles struct {
	known  map[string]*profile
	ofRole map[string]string        // role → its country
	plain  map[string]bool          // name → made of common words
	names  map[string]translit.Name // parsed
	keys   map[string]string        // word → translit.Key
}

func newProfiles() profiles {
	return profiles{known: map[string]*profile{}, ofRole: map[string]string{}, plain: map[string]bool{}, names: map[string]translit.Name{}, keys: map[string]string{}}
}

// of returns the profile of an actor.
func (c *profiles) of(a *record.Actor) *profile {
	var b strings.Builder
	part := func(s string) { b.WriteString(s); b.WriteByte(0) }
	part(a.Kind)
	part(a.Name)
	if a.Kind == "country" {
		part(a.ID)
	}
	part(unlisted(a))
	for _, s := range a.Names {
		part(s)
	}
	b.WriteByte(1)
	for _, r := range a.Roles {
		part(r.Role)
	}
	p, ok := c.known[b.String()]
	if !ok {
		p = c.make(a)
		c.known[b.String()] = p
	}
	return p
}

func (c *profiles) make(a *record.Actor) *profile {
	p := &profile{kind: strings.Clone(a.Kind), name: strings.Clone(a.Name)}
	for _, s := range append(slices.Clone(a.Names), a.Name) {
		if s != "" && !slices.Contains(p.spellings, s) {
			p.spellings = append(p.spellings, strings.Clone(s))
		}
	}
	for _, r := range a.Roles {
		p.roles = append(p.roles, role{words: strings.Clone(r.Role), key: fold(r.Role), country: cmp.Or(c.country(r.Role), unlisted(a))})
	}
	plain, ok := c.plain[p.name]
	if !ok {
		plain = name.Plain(p.name)
		c.plain[p.name] = plain
	}
	if !named(a, plain) {
		return p
	}
	switch {
	case a.Kind == "country" && name.CountryName(a.ID) != "": // one that no list has goes by its name, as a place does that another report takes it for
		p.how, p.code = country, strings.Clone(a.ID)
	case a.Kind == "person":
		for _, r := range p.roles {
			if r.country != "" && !slices.Contains(p.countries, r.country) {
				p.countries = append(p.countries, r.country)
			}
		}
		p.parsed = c.parse(p.name)
		p.words, p.folded = p.parsed.Words, fold(p.name)
		p.how = short
		if n := len(p.words); n > 1 {
			p.how, p.block, p.given = full, c.key(p.words[n-1]), c.key(p.words[0])
		} else if n == 1 {
			p.block = c.key(p.words[0])
		}
	default:
		p.keys = []string{bodyKey(p.name)}
		for _, s := range a.Names {
			if len(strings.Fields(s)) > 1 && !name.Plain(s) {
				p.keys = append(p.keys, bodyKey(s))
			}
		}
		p.keys = slices.DeleteFunc(p.keys, func(k string) bool { return k == "" })
		p.how, p.initials = body, initialsOf(p.name)
		if isAcronym(p.name) {
			p.how, p.initials = acronym, strings.ReplaceAll(p.name, ".", "")
		}
	}
	return p
}

// unlisted returns the state that an actor acts for if it is one that has no
// code, which no words of an office tell outside the report; "" for others.
func unlisted(a *record.Actor) string {
	if a.Country == nil || name.CountryName(*a.Country) != "" {
		return ""
	}
	return *a.Country
}

// parse reads a name.
func (c *profiles) parse(s string) translit.Name {
	n, ok := c.names[s]
	if !ok {
		n = translit.Parse(s)
		c.names[s] = n
	}
	return n
}

// key returns translit.Key of a word.
func (c *profiles) key(word string) string {
	k, ok := c.keys[word]
	if !ok {
		k = translit.Key(word)
		c.keys[word] = k
	}
	return k
}

// country returns the country that a role names, "" for none: the first one
// that its words name, since an ambassador "to" another country speaks for his
// own.
func (c *profiles) country(role string) string {
	code, ok := c.ofRole[role]
	if !ok {
		if all := name.Countries(role); len(all) > 0 && !name.Relational(role) {
			code = all[0] // "Turkish counterpart" says whose, not who
		}
		c.ofRole[strings.Clone(role)] = code
	}
	return code
}
