package article

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// digestRole says what a line of a download is.
type digestRole uint8

const (
	roleNone digestRole = iota
	roleHeadline
	roleByline
	roleWords
	roleDate
	roleTime
	roleOutlet
	roleSection
	roleLanguage
	roleRights
	roleBody
	roleStandfirst
	roleCaption
	rolePlace
	roleKey
	roleURL
	roleOther
	roleStart
	roleEnd
	roleTail
	rolePage
	roleCover
)

// digestRoles are the roles by their names in data/digest.tsv.
var digestRoles = map[string]digestRole{
	"headline": roleHeadline, "byline": roleByline, "words": roleWords, "date": roleDate, "time": roleTime,
	"outlet": roleOutlet, "section": roleSection, "language": roleLanguage, "rights": roleRights, "body": roleBody,
	"standfirst": roleStandfirst, "caption": roleCaption, "place": rolePlace, "key": roleKey, "url": roleURL,
	"other": roleOther, "start": roleStart, "end": roleEnd, "tail": roleTail, "page": rolePage, "cover": roleCover,
}

//go:embed data/digest.tsv
var digestFile string

// digestTable is what data/digest.tsv holds.
type digestTable struct {
	codes  map[string]digestRole
	labels map[string]digestRole // in lower case
	lines  []digestPattern
	firsts map[string]bool // first marks of lines
}

type digestPattern struct {
	role  digestRole
	marks []string
}

// digests is the embedded table. It is read once and never changed.
var digests = sync.OnceValue(func() *digestTable {
	t, err := parseDigests("data/digest.tsv", digestFile)
	if err != nil {
		panic(err)
	}
	return t
})

// parseDigests reads the table; name is what errors call the file.
func parseDigests(name, file string) (*digestTable, error) {
	t := &digestTable{codes: map[string]digestRole{}, labels: map[string]digestRole{}, firsts: map[string]bool{}}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || digestRoles[f[1]] == roleNone {
			return nil, fmt.Errorf("%s:%d: want a form, a known role and entries, parted by tabs", name, n+1)
		}
		role := digestRoles[f[1]]
		for entry := range strings.SplitSeq(f[2], ",") {
			switch f[0] {
			case "code":
				t.codes[entry] = role
			case "label":
				t.labels[entry] = role
			case "line":
				p := digestPattern{role, patternMarks(entry)}
				t.lines = append(t.lines, p)
				t.firsts[p.marks[0]] = true
			default:
				return nil, fmt.Errorf("%s:%d: unknown form %q", name, n+1, f[0])
			}
		}
	}
	return t, nil
}

// maxMarkLine is the length, in bytes, past which a line is no mark.
const maxMarkLine = 200

// line tells what a line as a whole is.
func (t *digestTable) line(s string) digestRole {
	if len(s) > maxMarkLine {
		return roleNone
	}
	marks := lineMarks(s)
	if len(marks) == 0 || !t.firsts[marks[0]] && !(t.firsts["#"] && number(marks[0])) {
		return roleNone
	}
	for _, p := range t.lines {
		if fits(p.marks, marks) {
			return p.role
		}
	}
	return roleNone
}

// label tells what the label at the start of a line names, and where what it
// names begins, as a byte offset.
func (t *digestTable) label(s string) (role digestRole, rest int) {
	i := strings.IndexByte(s, ':')
	if i <= 0 || i > 24 {
		return roleNone, 0
	}
	name := strings.ToLower(strings.TrimSpace(s[:i]))
	return t.labels[name], i + 1
}

// code tells what the field code at the start of a line names, and the length
// of the code.
func (t *digestTable) code(s string) (role digestRole, length int) {
	n := 0
	for n < len(s) && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n < 2 || n > 3 || n < len(s) && s[n] != '\t' && !strings.HasPrefix(s[n:], "  ") {
		return roleNone, 0
	}
	return t.codes[s[:n]], n
}
