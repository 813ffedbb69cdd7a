package corpus

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Record is a passage of one to three sentences with the political events
// that it tells (lab/corpus/events). No events: the passage tells none.
type Record struct {
	ID     string
	File   string
	Line   int    // 1-based, of the record's id
	Date   string // day of the report, 2031-03-12; empty if not given
	Text   string
	Events []Event
}

// Event is an event as an annotator reads it. Words that stand in the passage
// are given verbatim.
type Event struct {
	Type     string   // PLOVER type
	Modes    []string // PLOVER modes of the type, mostly one or none
	Contexts []string
	Modality string // happened, planned, hypothetical, negated, historical
	Track    string // diplomacy, military, both, other

	Actors, Recipients []string // verbatim, without attribution
	Place, When        string   // verbatim, empty if not told
	ISO                string   // value of When, perhaps partial (2031-03, --07-05); empty if open
	By                 string   // source who claims it, verbatim; empty: the outlet tells it
	Span               string   // verbatim: the phrase that tells it

	Line int // 1-based
}

// eventModes maps the types of PLOVER to their modes.
var eventModes = map[string][]string{
	"AGREE":     nil,
	"CONSULT":   {"visit", "third-party", "multilateral", "phone"},
	"SUPPORT":   nil,
	"CONCEDE":   nil,
	"COOPERATE": nil,
	"AID":       nil,
	"RETREAT":   {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
	"REQUEST":   {"assist", "change", "yield", "meet"},
	"ACCUSE":    {"disapprove", "investigate", "allege"},
	"REJECT":    {"assist", "change", "yield", "meet"},
	"THREATEN":  {"restrict", "arrest", "relations", "expel", "territory", "violence"},
	"PROTEST":   {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
	"SANCTION":  {"convict", "expel", "withdraw", "discontinue"},
	"MOBILIZE":  {"troops", "weapons", "police", "militia"},
	"COERCE":    {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"},
	"ASSAULT":   {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"},
}

var (
	eventContexts = strings.Fields(`military intelligence executive legislative election political_institutions
		pro_democracy pro_autocracy economic legal reparations human_rights rights_freedoms repression human_security
		gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
		natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking`)
	eventModalities = strings.Fields("happened planned hypothetical negated historical")
	eventTracks     = strings.Fields("diplomacy military both other")
	eventFields     = strings.Fields("mode context modality track actors recipients place time iso by span")
	eventISO        = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?|-(-\d\d){1,2})(/(\d{4}(-\d\d(-\d\d)?)?|-(-\d\d){1,2}))?$`)
)

// Events reads files of passages with their events (lab/corpus/events), in
// the order of the files' names. It checks every record: types, modes,
// contexts, modalities and tracks are known, what is given verbatim stands in
// the passage, ids are unique, a passage with none has no event.
func Events(pattern string) ([]Record, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no such files (%v)", pattern, err)
	}
	var out []Record
	seen := map[string]string{}
	for _, path := range paths {
		records, err := readEvents(path)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			at := fmt.Sprintf("%s:%d", path, r.Line)
			if other, ok := seen[r.ID]; ok {
				return nil, fmt.Errorf("%s: id %s stands already at %s", at, r.ID, other)
			}
			seen[r.ID] = at
		}
		out = append(out, records...)
	}
	return out, nil
}

// readEvents reads one file.
func readEvents(path string) ([]Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Record
	var r *Record // the open one
	none := false
	finish := func() error {
		if r == nil {
			return nil
		}
		defer func() { r, none = nil, false }()
		if r.Text == "" || none == (len(r.Events) > 0) {
			return fmt.Errorf("%s:%d: %s: want a text, and events or none", path, r.Line, r.ID)
		}
		for i := range r.Events {
			if err := r.check(&r.Events[i]); err != nil {
				return fmt.Errorf("%s:%d: %s: %w", path, r.Events[i].Line, r.ID, err)
			}
		}
		out = append(out, *r)
		return nil
	}
	scan := bufio.NewScanner(f)
	n := 1
	for ; scan.Scan(); n++ {
		line := scan.Text()
		key, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		if line != "" && line[0] == '#' {
			continue
		}
		if r == nil && line != "" && key != "id" {
			return nil, fmt.Errorf("%s:%d: a record begins with its id", path, n)
		}
		switch key {
		case "":
			if err := finish(); err != nil {
				return nil, err
			}
		case "id":
			if r != nil || value == "" || strings.Contains(value, " ") {
				return nil, fmt.Errorf("%s:%d: want one id, after an empty line", path, n)
			}
			r = &Record{ID: value, File: path, Line: n}
		case "date":
			if _, err := time.Parse(time.DateOnly, value); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			r.Date = value
		case "text":
			if r.Text != "" || value == "" {
				return nil, fmt.Errorf("%s:%d: want one text", path, n)
			}
			r.Text = value
		case "none":
			none = true
		case "event":
			e, err := parseEvent(value)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			e.Line = n
			r.Events = append(r.Events, e)
		default:
			return nil, fmt.Errorf("%s:%d: unknown line %q", path, n, key)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", path, n, err)
	}
	return out, finish()
}

// parseEvent reads `TYPE key=value key="quoted value" ...`, with each of
// eventFields once and in their order. In quotes, \" and \\ stand for " and \.
func parseEvent(s string) (Event, error) {
	kind, rest, _ := strings.Cut(s, " ")
	e := Event{Type: kind}
	for _, key := range eventFields {
		rest = strings.TrimLeft(rest, " ")
		after, ok := strings.CutPrefix(rest, key+"=")
		if !ok {
			return e, fmt.Errorf("want %s= at %q", key, rest)
		}
		value, left, err := eventValue(after)
		if err != nil {
			return e, fmt.Errorf("%s: %w", key, err)
		}
		e.set(key, value)
		rest = left
	}
	if strings.TrimSpace(rest) != "" {
		return e, fmt.Errorf("too much: %q", rest)
	}
	return e, nil
}

// eventValue cuts a value, quoted or not, off the front of s.
func eventValue(s string) (value, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, " ")
		return value, rest, nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			return b.String(), s[i+1:], nil
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", fmt.Errorf("a quotation mark is not closed")
}

// set sets the field that key names; "-" is an empty code or list of codes.
func (e *Event) set(key, value string) {
	codes := func() []string {
		if value == "-" {
			return nil
		}
		return strings.Split(value, ",")
	}
	words := func() []string {
		if value == "" {
			return nil
		}
		return strings.Split(value, " | ")
	}
	switch key {
	case "mode":
		e.Modes = codes()
	case "context":
		e.Contexts = codes()
	case "modality":
		e.Modality = value
	case "track":
		e.Track = value
	case "actors":
		e.Actors = words()
	case "recipients":
		e.Recipients = words()
	case "place":
		e.Place = value
	case "time":
		e.When = value
	case "iso":
		if value != "-" {
			e.ISO = value
		}
	case "by":
		e.By = value
	case "span":
		e.Span = value
	}
}

// check tells what is wrong with an event of r.
func (r *Record) check(e *Event) error {
	modes, ok := eventModes[e.Type]
	if !ok {
		return fmt.Errorf("unknown type %q", e.Type)
	}
	for _, m := range e.Modes {
		if !slices.Contains(modes, m) {
			return fmt.Errorf("%s has no mode %q", e.Type, m)
		}
	}
	for _, c := range e.Contexts {
		if !slices.Contains(eventContexts, c) {
			return fmt.Errorf("unknown context %q", c)
		}
	}
	switch {
	case !slices.Contains(eventModalities, e.Modality):
		return fmt.Errorf("unknown modality %q", e.Modality)
	case !slices.Contains(eventTracks, e.Track):
		return fmt.Errorf("unknown track %q", e.Track)
	case e.ISO != "" && !eventISO.MatchString(e.ISO):
		return fmt.Errorf("a value of time cannot be %q", e.ISO)
	case e.ISO != "" && e.When == "":
		return fmt.Errorf("a value of time without its words")
	case e.Span == "":
		return fmt.Errorf("an event without a span")
	}
	for _, words := range slices.Concat(e.Actors, e.Recipients, []string{e.Place, e.When, e.By, e.Span}) {
		if !strings.Contains(r.Text, words) {
			return fmt.Errorf("%q does not stand in the text", words)
		}
	}
	return nil
}
