package actor

import "slices"

// Links is what a person says of who is who. It goes before what names,
// offices and countries say.
type Links struct {
	Together [][2]Local // are one, unless that would join two who are apart
	Apart    [][2]Local // are not
	Names    []Called   // the later one holds
}

// Called says by which name an actor goes.
type Called struct {
	Local
	Name string
}

// apart reports whether somebody said that v is not who actor n is.
func (l *linker) apart(n int, v Local) bool {
	for _, w := range l.no[v] {
		if l.of(w) == n {
			return true
		}
	}
	return false
}

// of returns the actor that v was joined to, -1 for none yet.
func (l *linker) of(v Local) int {
	return l.x.Of(v.Line, l.lines[v.Line].Actors[v.Actor].ID)
}

// together joins those of whom a person says that they are one, also such as
// a report does not name.
func (l *linker) together(pairs [][2]Local) {
	for _, p := range pairs {
		var at [2]int
		for i, v := range p {
			if at[i] = l.of(v); at[i] < 0 {
				rec := &l.lines[v.Line].Actors[v.Actor]
				x := local{Local: v, rec: rec}
				if rec.Kind == "person" {
					x.countries = l.countries(rec)
				}
				at[i] = l.start(x, "")
			}
		}
		into, from := at[0], at[1]
		if into == from {
			continue
		}
		if l.x.Actors[from].Kind == "country" {
			into, from = from, into
		}
		a, b := &l.x.Actors[into], &l.x.Actors[from]
		if a.Kind == "country" && b.Kind == "country" || slices.ContainsFunc(b.Members, func(v Local) bool { return l.apart(into, v) }) {
			continue
		}
		for _, v := range b.Members {
			l.x.of[v.Line][l.lines[v.Line].Actors[v.Actor].ID] = into
		}
		a.Members = append(a.Members, b.Members...)
		for _, c := range b.Countries {
			if !slices.Contains(a.Countries, c) {
				a.Countries = append(a.Countries, c)
			}
		}
		if len(b.words) > len(a.words) {
			a.words, a.full = b.words, b.full
		}
		*b = Actor{}
	}
}

// call puts first the names by which people go.
func (l *linker) call(names []Called) {
	for _, c := range names {
		if n := l.of(c.Local); n >= 0 {
			a := &l.x.Actors[n]
			a.Names = append([]string{c.Name}, slices.DeleteFunc(a.Names, func(s string) bool { return s == c.Name })...)
		}
	}
}
