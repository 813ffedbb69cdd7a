package source

import (
	"fmt"
	"strings"

	"dateline/when"
)

// Item is one piece of a source as the article readers get it: a whole file,
// a line of a JSON lines dump, an element of a JSON array.
type Item struct {
	Location string // file path as given or found by walking, URL, or "-" for standard input
	Pointer  string // where in the source Data stands: "line 12", "/3" (JSON pointer), "news/a.json!line 3" in an archive; "" for all of it
	Offset   int64  // byte offset of Data in the source; in a container, in the decoded member
	Data     []byte // never changed after the item was made
	Hint     string // media type, when something outside Data says it ("text/html; charset=utf-8"); else ""
	URL      string // the address that Data was fetched from, when the container says it; else ""
	Known    Known  // what the container says of Data
	Table    *Table // the table that Data is a row of; nil if it is none
}

// Known is what a container says of what it holds: a mail header, a column of
// a table, a feed. It counts where the record itself says nothing.
type Known struct {
	Title     string
	Byline    []string
	Published when.Date // its Basis tells where it stands: "mail header Date"; never the day of a crawl
	Modified  when.Date // likewise
	Outlet    string
	Language  string // BCP 47
	Section   string
}

// ofPart returns what of k holds for each part of what it speaks of.
func (k Known) ofPart() Known { return Known{Outlet: k.Outlet, Language: k.Language} }

// Part returns the item for a part of i: the bytes from start to end of Data,
// which stand at pointer in it ("/items/3", "entry 2"; "" if they are all of it
// but its frame). What is known of i as a
// whole, such as its address and its title, is not told of the part.
func (i Item) Part(pointer string, start, end int) Item {
	i.Offset += int64(start)
	i.Data = i.Data[start:end:end]
	switch {
	case pointer == "":
		return i // all that matters of it
	case i.Pointer == "" || strings.HasPrefix(pointer, "/") && isPlace(i.Pointer):
		i.Pointer += pointer
	default:
		i.Pointer += "!" + pointer
	}
	i.URL, i.Known = "", i.Known.ofPart()
	return i
}

// isPlace reports whether the last step of a pointer is a place in a dump,
// which a JSON pointer follows directly: "line 3/items/0", "/3/items/0".
func isPlace(pointer string) bool {
	step := pointer[strings.LastIndexByte(pointer, '!')+1:]
	return strings.HasPrefix(step, "/") || strings.HasPrefix(step, "line ") || strings.HasPrefix(step, "byte ")
}

// Error tells which input could not be read, where in it, and why. It prints
// on one line: "talks.json: line 3: not valid JSON: …".
type Error struct {
	Location string // file path, URL, or "-"
	Place    string // "line 3", "byte 1024", "/0/items/4"; "" for the whole input
	Reason   string // in words, on one line
	Err      error  // the cause, if there is one
}

func (e *Error) Error() string {
	if e.Place == "" {
		return fmt.Sprintf("%s: %s", e.Location, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", e.Location, e.Place, e.Reason)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
