package correction

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/record"
)

// What a correction does.
const (
	Merge    = "merge"    // two findings are one: actors, statements of the same words, reports of one story, events, meetings
	Split    = "split"    // they are not
	Rename   = "rename"   // an actor goes by this name
	Retract  = "retract"  // the report was retracted; a finding is not told in it
	Speaker  = "speaker"  // who says a statement, holds a position or tells an event; none: the report itself tells it
	Bounds   = "bounds"   // its words
	Kind     = "kind"     // its kind; the type or modality of an event, the kind or status of a meeting
	Who      = "who"      // who does what an event tells, or meets; none: nobody is named
	Whom     = "whom"     // to whom it is done
	Mediator = "mediator" // of a meeting; none: it has none
	Day      = "day"      // of an event or a meeting; none: the words do not tell it
	Verdict  = "verdict"  // how a position stands to an earlier one of the same holder
	Topic    = "topic"    // a topic of the record and its words; none takes it out
	Undo     = "undo"     // another correction does not hold
)

// Correction is what one person said once. It is never changed; to take it
// back is another one.
type Correction struct {
	ID      string    `json:"id"`
	At      time.Time `json:"at"` // UTC, whole milliseconds
	By      string    `json:"by"`
	Why     string    `json:"why"`
	Kind    string    `json:"kind"`
	Anchors []Anchor  `json:"anchors"`          // one; two of merge and split, of verdict the earlier first; of bounds the finding and then its words; none of undo and topic
	Value   string    `json:"value,omitempty"`  // the name, the speaker, the kind, the day or the verdict
	Words   []string  `json:"words,omitempty"`  // of a topic; the names of who and whom
	Undoes  string    `json:"undoes,omitempty"` // id of another correction
}

// Make completes a correction: it gives it its id, which is made from all it
// says, or tells why it is none.
func Make(c Correction) (Correction, error) {
	c.By, c.Why, c.Value = strings.TrimSpace(c.By), strings.TrimSpace(c.Why), strings.TrimSpace(c.Value)
	c.At = c.At.UTC().Truncate(time.Millisecond)
	want, value := 1, false
	switch c.Kind {
	case Merge, Split:
		want = 2
	case Verdict:
		want, value = 2, true
	case Topic:
		want, value = 0, true
	case Rename, Kind:
		value = true
	case Speaker:
		value = len(c.Anchors) == 1 && c.Anchors[0].Part != PartEvent
	case Bounds:
		want = 2
	case Undo:
		want = 0
	case Retract, Mediator:
	case Who, Whom:
		c.Words = slices.DeleteFunc(trimmed(c.Words), func(s string) bool { return s == "" })
	case Day:
		if c.Value != "" && precision(c.Value) == "" {
			return c, fmt.Errorf("a day is written as 2026-02-09, as 2026-02 or 2026 where only that is known, not %q", c.Value)
		}
	default:
		return c, fmt.Errorf("there is no correction %q", c.Kind)
	}
	switch {
	case c.By == "":
		return c, errors.New("a correction needs a name: who makes it")
	case c.Why == "" && c.Kind != Topic:
		return c, errors.New("a correction needs a reason")
	case len(c.Anchors) != want:
		return c, fmt.Errorf("%s takes %d findings, not %d", c.Kind, want, len(c.Anchors))
	case value && c.Value == "":
		return c, fmt.Errorf("%s needs what it is to be", c.Kind)
	case c.Kind == Undo && c.Undoes == "":
		return c, errors.New("undo needs the correction that it undoes")
	}
	if c.Kind == Merge || c.Kind == Split || c.Kind == Verdict {
		a, b := c.Anchors[0], c.Anchors[1]
		switch {
		case c.Kind == Verdict && (a.Part != PartPosition || b.Part != PartPosition):
			return c, errors.New("verdict takes two positions, the earlier one first")
		case c.Kind == Verdict && !verdict(c.Value):
			return c, fmt.Errorf("a verdict is one of %s", strings.Join(Verdicts, ", "))
		case c.Kind != Verdict && (a.Part != b.Part || a.Part == PartPosition):
			return c, fmt.Errorf("%s takes two actors, statements, reports, events or meetings", c.Kind)
		case a == b:
			return c, fmt.Errorf("%s takes two findings, not one twice", c.Kind)
		}
	}
	c.ID = ""
	if c.Anchors == nil {
		c.Anchors = []Anchor{}
	}
	data, err := json.Marshal(c)
	if err != nil {
		return c, err
	}
	sum := sha256.Sum256(data)
	c.ID = "c" + hex.EncodeToString(sum[:])[:12]
	return c, nil
}

// trimmed returns words without the spaces around them.
func trimmed(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.TrimSpace(w)
	}
	return out
}

// precision says how exactly a date is known, "" for what is none.
func precision(day string) string {
	for _, p := range []struct{ layout, precision string }{{time.DateOnly, "day"}, {"2006-01", "month"}, {"2006", "year"}} {
		if _, err := time.Parse(p.layout, day); err == nil {
			return p.precision
		}
	}
	return ""
}

// Order puts corrections in the order in which they were made.
func Order(list []Correction) {
	slices.SortStableFunc(list, func(a, b Correction) int {
		if d := a.At.Compare(b.At); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
}

// Undone returns, by id, the correction that undoes each one that does not
// hold. An undo that was itself undone counts for nothing.
func Undone(list []Correction) map[string]string {
	by := map[string]string{}
	for i := len(list) - 1; i >= 0; i-- {
		c := &list[i]
		if _, gone := by[c.ID]; c.Kind == Undo && !gone {
			by[c.Undoes] = c.ID
		}
	}
	return by
}

// Active returns the corrections that hold, in their order, without the undos.
// list stands in the order of [Order].
func Active(list []Correction) []Correction {
	undone := Undone(list)
	var out []Correction
	for _, c := range list {
		if _, gone := undone[c.ID]; !gone && c.Kind != Undo {
			out = append(out, c)
		}
	}
	return out
}

// Forget takes the words of purged versions out of a correction, and reports
// whether there were any. What is left says that there was a correction, and
// applies to nothing.
func (c *Correction) Forget(versions map[string]bool) bool {
	any := false
	for i := range c.Anchors {
		a := &c.Anchors[i]
		if versions[a.Version] && (a.Exact != "" || a.Name != "") {
			a.Exact, a.Prefix, a.Suffix, a.Name = "", "", "", ""
			any = true
		}
	}
	return any
}

// mark is what is written beside what c corrects.
func (c *Correction) mark(was string) record.Mark {
	return record.Mark{Correction: c.ID, Kind: c.Kind, By: c.By, At: c.At.Format(time.RFC3339), Why: c.Why, Was: was}
}

// markBounds is what is written beside words that c corrects.
func (c *Correction) markBounds(was record.Span) record.Mark {
	m := c.mark(was.Exact)
	m.WasSpans = []record.Span{was}
	return m
}

// Changes reports whether c changes what is shown of one report.
func (c *Correction) Changes() bool {
	switch c.Kind {
	case Retract, Speaker, Bounds, Kind, Who, Whom, Mediator, Day:
		return true
	}
	return false
}
