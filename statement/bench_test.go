package statement

import (
	"strings"
	"testing"

	"dateline/language"
)

// benchText is a report of the common kind, repeated.
var benchText = strings.Repeat(`“The river is open,” Energy Minister Mara Tolm said on Monday in Velika. “It will stay open as long as the gauges are read by both sides.” She added that two ferries had left the port before noon, and denied that anybody had closed the lower bridge.
According to a letter seen by the Harbour Times, half of the villagers on the eastern bank oppose the plan, while the harbour office wants to build a second quay. Ivo Brandt, the mayor, called the letter a forgery and declined to say whether he had read it.
The talks between the two governments went on for a third day. The delegations met in the old town hall, which had been closed for a year, and left without a word. Rain fell on the ridge, and the road to the north was closed to lorries.
`, 40)

// The statement stage is measured after the language stage: the one line
// divided by the other says what share of its time it costs.
func BenchmarkFind(b *testing.B) {
	a := report(benchText)
	d := language.Analyze(a) // loads the weights
	b.Run("language", func(b *testing.B) {
		b.SetBytes(int64(len(benchText)))
		b.ReportAllocs()
		for b.Loop() {
			language.Analyze(a)
		}
	})
	b.Run("statement", func(b *testing.B) {
		b.SetBytes(int64(len(benchText)))
		b.ReportAllocs()
		for b.Loop() {
			Positions(d, Find(d))
		}
	})
}
