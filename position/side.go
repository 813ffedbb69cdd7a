package position

import (
	"cmp"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/language/translit"
	"dateline/record"
	"dateline/text"
)

// Sides tells who takes part for whom, over all reports. The zero value knows
// of no actor behind several reports.
type Sides struct {
	of     map[[2]string]string // report and its own actor → the one behind it in all reports
	called map[string]string    // folded name → the one actor of that name, "" where several have it
	state  map[string]string    // actor → the state of all offices that reports give
}

// NewSides returns the sides of actors that were joined across reports.
func NewSides(list []record.Identity) Sides {
	s := Sides{of: map[[2]string]string{}, called: map[string]string{}, state: map[string]string{}}
	for _, id := range list {
		if id.Kind == "country" {
			s.state[id.ID] = id.ID
			if name.CountryName(id.ID) == "" && len(id.Names) > 0 {
				s.state[id.ID] = id.Names[0] // one without a code goes by its name
			}
		}
		for _, m := range id.Members {
			s.of[[2]string{m.Report, m.Actor}] = id.ID
		}
		for _, n := range id.Names {
			if other, ok := s.called[fold(n)]; ok && other != id.ID {
				s.called[fold(n)] = ""
			} else if !ok {
				s.called[fold(n)] = id.ID
			}
		}
		for _, r := range id.Roles {
			c := ""
			if r.Country != nil && !abroad(r.Role) {
				c = *r.Country
			}
			if known, ok := s.state[id.ID]; c != "" && !ok {
				s.state[id.ID] = c
			} else if c != "" && known != c {
				s.state[id.ID] = "" // in offices of two states
			}
		}
	}
	return s
}

// abroad reports an office whose country may be the one that it is about: an
// envoy for Chad acts for whoever sent him.
func abroad(role string) bool {
	for w := range text.Words(role) {
		if w == "to" || w == "for" || w == "on" || w == "in" {
			return true
		}
	}
	return false
}

// Side is one who takes part: who it is, and the state acted for. Either is ""
// when it is not known, and then it is nobody's.
type Side struct {
	Who   string // id of the actor behind all reports
	State string // ISO 3166-1 alpha-3, the name of a state that has no code: as its report says, else as all others agree
}

// Side returns who takes part where l's reference r stands. Whom the report
// does not name is nobody, and may still act for a state.
func (s Sides) Side(l *record.Line, r *record.Ref) Side {
	if l == nil || r == nil {
		return Side{}
	}
	if r.Actor == nil {
		if r.Name == nil {
			return Side{State: deref(r.Country)}
		}
		// As a person corrected it: the actor of that name, if there is one.
		who := s.called[fold(*r.Name)]
		if who == "" {
			return Side{Who: "name " + fold(*r.Name)}
		}
		return Side{Who: who, State: s.stateOf(who)}
	}
	out := Side{Who: s.of[[2]string{l.Report.ID, *r.Actor}]}
	if len(*r.Actor) == 3 && name.CountryName(*r.Actor) != "" {
		out.Who, out.State = *r.Actor, *r.Actor
		return out
	}
	for i := range l.Actors {
		if a := &l.Actors[i]; a.ID == *r.Actor && a.Country != nil {
			out.State = *a.Country
			// A capital that says or holds something is the government there.
			if out.Who == "" && a.Kind == "place" && slices.Contains(name.Countries(a.Name), out.State) {
				out.Who = out.State
			}
		}
	}
	if out.State == "" {
		out.State = cmp.Or(deref(r.Country), s.stateOf(out.Who))
	}
	return out
}

// stateOf returns the state that an actor acts for by what all reports say.
func (s Sides) stateOf(who string) string {
	if len(who) == 3 && name.CountryName(who) != "" {
		return who
	}
	return s.state[who]
}

// Same reports whether two are one, or act for one state.
func (a Side) Same(b Side) bool {
	return a.Who != "" && a.Who == b.Who || a.State != "" && a.State == b.State
}

// pick returns a function that tells whether somebody takes part for who is
// asked for: a state by its name or code, for all who act for it, else
// somebody of this name.
func (s Sides) pick(asked string) func(l *record.Line, r *record.Ref) bool {
	code := State(asked)
	return func(l *record.Line, r *record.Ref) bool {
		if x := s.Side(l, r); x.State != "" && (x.State == code || strings.EqualFold(x.State, asked)) {
			return true
		}
		if n := r.Words(); n != "" && strings.EqualFold(n, asked) {
			return true
		}
		return code == "" && r.Name != nil && translit.Names(asked, *r.Name) != translit.Apart
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// State returns the code of the state that is asked for by its code or name,
// "" for none.
func State(asked string) string {
	if code := strings.ToUpper(asked); len(code) == 3 && name.CountryName(code) != "" {
		return code
	}
	if c := name.Countries(asked); len(c) == 1 {
		return c[0]
	}
	return ""
}

// Called returns the name under which an index of words has who is asked for:
// a state's usual one, however it is called.
func Called(asked string) string {
	if n := name.CountryName(State(asked)); n != "" {
		return n
	}
	return asked
}
