package when

import (
	"strings"
	"testing"
)

// report is a report as an agency would send it.
const report = `Delegations from Tavria and Morvenia held a fourth round of indirect talks in the port city of Velika on Friday, nine months after the war of last May halted an earlier track, the mediators said in a statement.

Foreign Minister Mara Dvorin told reporters on Monday that the two sides had exchanged drafts and would meet again next Tuesday, provided that the truce announced on April 7 holds. “We came with a clear mandate and we will not go beyond it,” she said, adding that the 2015 agreement could serve as a frame but not as a ceiling.

In Ostra, the parliament's committee on foreign affairs, which had asked for a hearing since early March, heard the chief negotiator behind closed doors. Two members said that he ruled out any limit on the country's defence, while a third said that the envoy had spoken of steps that could be taken back should the other side fail to act. None of them agreed to be named, since the hearing was not public.

The talks were suspended in May, when a helicopter of the Morvenian coast guard was shot down near the strait. An inquiry, due to report in September 2026, has yet to hear its first witness. Its chair resigned two months ago.
`

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat(report, 20)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(s)
	}
}

func BenchmarkSenseAt(b *testing.B) {
	xs := Find(report)
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range xs {
			SenseAt(report, x.Span)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range stamps {
			Parse(c.in)
		}
	}
}

func BenchmarkParseLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range lines {
			ParseLine(c.line)
		}
	}
}
