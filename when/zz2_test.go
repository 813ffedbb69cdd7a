package when

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestYY(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("ZZ"))
	s := string(b)
	xs := Find(s)
	re := regexp.MustCompile(`\b((January|February|April|June|July|August|September|October|November|December|March|May|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(day)?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|1[6789][0-9]{2}|20[0-9]{2}|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|ago|weeks?|years?|months?|days?)\b`)
	for _, m := range re.FindAllStringIndex(s, -1) {
		hit := false
		for _, x := range xs {
			if x.Span.Start < m[1] && m[0] < x.Span.End {
				hit = true
			}
		}
		if hit {
			continue
		}
		a := max(0, m[0]-45)
		e := min(len(s), m[1]+30)
		fmt.Printf("%s\n", strings.ReplaceAll(s[a:m[0]]+"["+s[m[0]:m[1]]+"]"+s[m[1]:e], "\n", " "))
	}
}
