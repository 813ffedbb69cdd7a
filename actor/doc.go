// Package actor tells which actors of many reports are one: a person behind
// all spellings, roles and short names, an organisation, a country.
//
//	x := actor.Link(lines)          // in order of publication
//	a := x.Of(3, "a7")              // line 3's actor a7
//	x.Actors[a].Names               // "Abbas Araghchi", "Abbas Araqchi", "Araqchi"
//
// It works on records of reports (record.Line), each of which has found its
// own actors already, and never looks at a report's text. It is a function of
// the reports in their order: linked again, the same reports give the same
// actors.
//
// What it does not do: it never joins people whom a report does not name.
// "A senior official" stays one report's senior official, and an office
// ("the foreign minister") is no person. Two people of one name stay two when
// their given names or the countries of their offices contradict one another;
// a surname alone joins a person only if there is exactly one it can mean.
package actor
