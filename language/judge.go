package language

import (
	"slices"
	"strings"

	"dateline/language/entity"
	"dateline/language/name"
)

// judge says what the names name that no title, list or last word tells:
// by the trained finder where it knows, else a name of two words or more that
// acts or is aged like a person is one.
func (r *resolver) judge() {
	known := map[string]bool{} // full names that are persons
	for i := range r.finds {
		f := &r.finds[i]
		kind, ok := r.trained(f)
		switch {
		case f.Kind == name.Country:
			if ok && kind == entity.Person && f.Sure {
				f.hinted, f.hint = true, kind
			}
			continue
		case f.Kind != name.Other:
			continue
		}
		n := len(foldName(r.words(f)))
		if g, self := r.selfBehind(f); self {
			f.Kind, f.Sure, f.Gender = name.Person, true, g
			continue
		}
		if !strings.Contains(r.words(f), " ") && ok { // whose surname it may be is not known yet
			f.hinted, f.hint = ok, kind
			continue
		}
		switch acts := n >= 2 && n <= 4 && (r.personBehind(f) || r.roleBefore(f)); {
		case acts, ok && kind == entity.Person:
			f.Kind, f.Sure = name.Person, true
		case ok && kind == entity.Organisation:
			f.Kind, f.Sure = name.Organisation, true
		case ok && kind == entity.Place:
			f.Kind, f.Sure = name.Location, true
		case n >= 2 && n <= 4 && (f.reports || f.subject && !r.article(f)):
			f.Kind, f.Sure = name.Person, true
		}
	}
	for i := range r.finds {
		if f := &r.finds[i]; f.Kind == name.Person {
			known[strings.Join(foldName(r.words(f)), " ")] = true
		}
	}
	for i := range r.finds {
		if f := &r.finds[i]; f.Kind == name.Other && known[strings.Join(foldName(r.words(f)), " ")] {
			f.Kind, f.Sure = name.Person, true
		}
	}
}

// mend gives finds the bounds of the trained finder's names where the lists
// saw only a part: "George" and a capital in "George Washington", "York City"
// without its "New"; and adds the names that the lists do not know.
func (r *resolver) mend() {
	if len(r.d.Names) == 0 {
		return
	}
	out := make([]find, 0, len(r.finds)+8)
	k := 0
	for _, n := range r.d.Names {
		for k < len(r.finds) && r.finds[k].last <= n.First {
			out = append(out, r.finds[k])
			k++
		}
		from := k
		whole, country := true, false // whether the finds lie within the name and none is better; one of them is a country
		for k < len(r.finds) && r.finds[k].first < n.Last {
			f := &r.finds[k]
			inside := f.first >= n.First && f.last <= n.Last && (f.last-f.first < n.Last-n.First)
			switch f.Kind {
			case name.Person:
				// the trained finder took an office for a part: "Novelist Ana Orlo"
				inside = inside && (f.last != n.Last || n.First >= f.first || !f.Title.Contains(r.span(n.First, f.first)))
			case name.Other, name.Location, name.Organisation:
			case name.Country:
				country = true
			default:
				inside = false
			}
			whole = whole && inside
			k++
		}
		if k == from && k < len(r.finds) && r.finds[k].Kind == name.Person && r.finds[k].Title.Contains(r.span(n.First, n.Last)) {
			continue // "Orlo City" in “Orlo City Mayor Ana Tolm”
		}
		if !whole || n.Kind == entity.Other || n.Kind == entity.Organisation || country && n.Kind != entity.Person || k == from && n.Last-n.First < 2 {
			out = append(out, r.finds[from:k]...)
			continue
		}
		f := find{first: n.First, last: n.Last, whole: n.First, actor: -1}
		f.sentence = r.sentenceOf(n.First)
		if k > from { // keeps the title before it
			if g := &r.finds[from]; g.Kind == name.Person && n.First+1 == g.first && abbreviated(r.d.Word(n.First)) {
				f.first = g.first // the trained finder took the title in: "Mr Orlo"
			}
			f.whole, f.Title, f.Gender, f.Country = min(n.First, r.finds[from].whole), r.finds[from].Title, r.finds[from].Gender, r.finds[from].Country
			if n.Kind == entity.Person && country {
				f.Country = ""
			}
		}
		f.Sure = true
		switch n.Kind {
		case entity.Person:
			f.Kind = name.Person
			if g, ok := name.Given(r.d.Word(f.first)); ok && f.Gender == name.Unknown {
				f.Gender = g
			}
		case entity.Organisation:
			f.Kind = name.Organisation
		case entity.Place:
			f.Kind = name.Location
		}
		f.quoted = r.d.InQuote[f.first] >= 0
		f.subject, f.reports = r.subject(&f, r.d.Sentences[f.sentence])
		out = append(out, f)
	}
	r.finds = append(out, r.finds[k:]...)
}

// abbreviated reports a word that is written short: "Mr", "Gen.".
func abbreviated(w string) bool {
	return len(w) > 2 && strings.HasSuffix(w, ".") || !strings.ContainsAny(strings.ToLower(w), "aeiouy")
}

func (r *resolver) sentenceOf(token int) int {
	k, ok := slices.BinarySearchFunc(r.d.Sentences, token, func(x Sentence, at int) int { return x.First - at })
	if !ok {
		k--
	}
	return k
}

// trained returns the kind of the trained finder's name in find f. Where that
// is a person's and only the end of f, the words before it are cut off: in
// “Pan-democrat Ana Orlo” the first is no name.
func (r *resolver) trained(f *find) (entity.Kind, bool) {
	k, _ := slices.BinarySearchFunc(r.d.Names, f.first, func(n entity.Name, at int) int {
		if n.Last <= at {
			return -1
		}
		return 1
	})
	for ; k < len(r.d.Names) && r.d.Names[k].First < f.last; k++ {
		n := r.d.Names[k]
		switch {
		case n.First == f.first && n.Last == f.last:
			return n.Kind, true
		case n.Last == f.last && n.First > f.first && n.Kind == entity.Person && f.Kind == name.Other && n.Last-n.First >= 2:
			if r.d.Word(n.First-1) == "-" {
				return n.Kind, true
			}
			f.first = n.First
			if g, ok := name.Given(r.d.Word(n.First)); ok && f.Gender == name.Unknown {
				f.Gender = g
			}
			return n.Kind, true
		}
	}
	return 0, false
}

// personBehind reports what follows only persons: ", 61,", ", who", ", the
// deputy minister", "’s wife".
func (r *resolver) personBehind(f *find) bool {
	end := r.d.Sentences[f.sentence].Last
	k := f.last
	if k+1 >= end || r.d.Word(k) != "," {
		return k < end && r.d.Word(k) == "who"
	}
	w := r.d.Word(k + 1)
	switch {
	case w == "who" || w == "whose":
		return true
	case len(w) == 2 && w[0] >= '1' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9' && k+2 < end && r.d.Word(k+2) == ",":
		return true
	}
	i, ok := r.roleAt[k+1]
	return ok && r.finds[i].sentence == f.sentence
}

// selfBehind reports “Orlo himself”.
func (r *resolver) selfBehind(f *find) (name.Gender, bool) {
	if f.last < r.d.Sentences[f.sentence].Last {
		switch r.d.Word(f.last) {
		case "himself":
			return name.Male, true
		case "herself":
			return name.Female, true
		}
	}
	return name.Unknown, false
}

// article reports "the", or a preposition of place, before a name: what
// follows is rarely a person.
func (r *resolver) article(f *find) bool {
	k := min(f.whole, f.first) - 1
	if k < r.d.Sentences[f.sentence].First {
		return false
	}
	return articles[strings.ToLower(r.d.Word(k))]
}

// roleBefore reports “the deputy minister, Ana Orlo,”.
func (r *resolver) roleBefore(f *find) bool {
	k := min(f.whole, f.first) - 1
	if k < r.d.Sentences[f.sentence].First || r.d.Word(k) != "," {
		return false
	}
	i, ok := r.endAt[k]
	return ok && r.finds[i].Kind == name.Role && r.finds[i].Definite && f.last < r.d.Sentences[f.sentence].Last && r.stopsAt(f.last, f.sentence)
}

// stopsAt reports punctuation at token k, which ends a name set between
// commas: in “after talks with the minister, Orlo said” Orlo is not the
// minister.
func (r *resolver) stopsAt(k, sentence int) bool {
	if k >= r.d.Sentences[sentence].Last {
		return true
	}
	switch r.d.Word(k) {
	case ",", ".", ";", ")", "”", "\"", "—":
		return true
	}
	return false
}

// venue reports a capital that is a place, not a government: behind "in",
// "at", "capital" and the like, or behind "on" with an attack before it.
func (r *resolver) venue(f *find) bool {
	k := f.whole - 1
	if k < r.d.Sentences[f.sentence].First {
		return false
	}
	switch w := strings.ToLower(r.d.Word(k)); {
	case places[w]:
		return true
	case w == "to":
		return k > 0 && travels[strings.ToLower(r.d.Word(k-1))]
	case w == "on":
		return k == 0 || !against[strings.ToLower(r.d.Word(k-1))]
	}
	// "Vienna talks"
	return f.last < r.d.Sentences[f.sentence].Last && meetings[strings.ToLower(r.d.Word(f.last))]
}
