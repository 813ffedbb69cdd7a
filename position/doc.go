// Package position sets what parties commit themselves and others to side by
// side, over all reports: who takes part for whom, what a wording is about,
// what the same holder took up before, what nobody answered, and how many
// speak for each side of a pair.
//
//	s := position.NewSides(relations.Actors)
//	left := position.Unanswered(lines, s)
//	sides, err := position.Balances(lines, [2]string{"Kenya", "PER"})
//
//	b := position.NewBook(&relations, position.Topics(active), judged)
//	b.Add(&line, func(p *record.Position) bool { return true }) // report after report
//	m := b.Matrix()                                            // parties × topics
//	for _, g := range b.History() {                            // holder, topic, sayings over time
//		…
//	}
//
// It counts and lists; it draws no conclusion. Whether a later wording is
// softer or harder than an earlier one is for a person to say.
package position
