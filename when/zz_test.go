package when

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("ZZ"))
	s := string(b)
	ref, _ := Parse("2016-11-09")
	for _, x := range Find(s) {
		sn := SenseAt(s, x.Span)
		d := x.Resolve(ref, sn)
		a := max(0, x.Span.Start-45)
		e := min(len(s), x.Span.End+30)
		fmt.Printf("%d %-11s %s\n", sn, d.ISO, strings.ReplaceAll(s[a:x.Span.Start]+"["+s[x.Span.Start:x.Span.End]+"]"+s[x.Span.End:e], "\n", " "))
	}
}
