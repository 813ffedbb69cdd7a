package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/text"
)

// Draft is a report in the making, as little of it as a test needs.
type Draft struct {
	ID         string // "" to be known by its first version
	Outlet     string
	Title      string
	Paragraphs []string
	Said       []Said
	Names      []Name
	Held       []Held
	Published  string // ISO 8601; "" when unknown
	Modified   string
	Location   string // "made.json" if ""
	Offset     int64
	Reader     string // "test/1" if ""

	NotAnalysed []string

	Done      []Done
	Met       []Met
	Countries map[string]string // the state that a name acts for: its code
}

// Said is a statement in it. Its words must stand in a paragraph.
type Said struct {
	Words   string
	Speaker string
	Role    string
	Kind    string // "direct" if ""
	Cue     string // must stand in the text too; "" for none
	Grade   string // "to check" if ""
}

// Held is a position in it. Its words, and those of its condition, must stand
// in a paragraph.
type Held struct {
	Words     string
	Kind      string
	Holder    string
	Condition string
	Said      int // the statement it stands in, from 1
}

// Done is an event in it. Its words must stand in a paragraph.
type Done struct {
	Words      string
	Type       string
	Track      string   // "diplomacy" if ""
	Modality   string   // "happened" if ""
	Actors     []string // names; one of Countries stands for its code
	Recipients []string
	By         string // who tells it; "" for the report
}

// Met is a meeting in it.
type Met struct {
	Venue   string // must stand in a paragraph; "" for none
	Parties []string
	Status  string // "held" if ""
	Date    string
}

// Name is a name in it. It must stand in the text.
type Name struct {
	Words string
	Kind  string // "person", "country", "place", …
}

// Entry makes the entry: the original is a JSON object, so that quotation
// marks and line breaks in the text stand for escapes in it.
func (d Draft) Entry() store.Entry {
	body := strings.Join(d.Paragraphs, "\n\n")
	original := marshal(map[string]string{"title": d.Title, "body": body, "outlet": d.Outlet, "at": d.Published, "changed": d.Modified})
	sum := sha256.Sum256(original)
	version := hex.EncodeToString(sum[:])
	if d.ID == "" {
		d.ID = "r" + version[:20]
	}

	raw := text.Decode(original)
	b := text.NewBuilder(text.Text{})
	title := b.Append(stringAt(raw, d.Title))
	b.Gap("\n\n")
	b.Append(stringAt(raw, body))
	t := b.Text()
	at := func(words string) record.Span {
		i := strings.Index(t.String(), words)
		if i < 0 {
			panic(fmt.Sprintf("the draft %q has no words %q", d.Title, words))
		}
		return record.At(t, text.Span{Start: i, End: i + len(words)}, d.Offset)
	}

	l := record.Line{
		Report: record.Report{
			ID: d.ID, Version: version, Location: or(d.Location, "made.json"), Offset: d.Offset, Shape: "json",
			Outlet: known(d.Outlet), Title: known(d.Title), Headlines: []record.Span{record.At(t, title, d.Offset)},
			Byline: []string{}, Published: stamp(d.Published), Modified: stamp(d.Modified), Text: t.String(),
			Parts: []record.Part{{Kind: "headline", Span: record.At(t, title, d.Offset)}},
		},
		Statements: []record.Statement{}, Positions: []record.Position{}, Events: []record.Event{},
		Meetings: []record.Meeting{}, Mentions: []record.Mention{}, Dates: []record.Date{}, Actors: []record.Actor{},
		NotAnalysed: append([]string{}, d.NotAnalysed...), Model: "made",
	}
	for i, s := range d.Said {
		words := at(s.Words)
		l.Statements = append(l.Statements, record.Statement{
			ID: fmt.Sprintf("%s.s%d", d.ID, i+1), Kind: or(s.Kind, "direct"), Part: "body", Act: "speech", Span: words,
			Content: []record.Span{words}, Quotes: []record.Span{}, Cue: []record.Span{},
			Speaker: record.Speaker{Ref: record.Ref{Name: known(s.Speaker)}, Role: known(s.Role), Candidates: []record.Ref{}},
			Grade:   or(s.Grade, "to check"), Rule: "made",
		})
	}
	for i, s := range d.Said {
		if s.Cue != "" {
			l.Statements[i].Cue = append(l.Statements[i].Cue, at(s.Cue))
		}
	}
	for i, h := range d.Held {
		p := record.Position{
			ID: fmt.Sprintf("%s.p%d", d.ID, i+1), Kind: h.Kind, Span: at(h.Words), Holder: record.Ref{Name: known(h.Holder)},
			Statement: &l.Statements[h.Said-1].ID, Grade: "to check", Rule: "made",
		}
		if h.Condition != "" {
			condition := at(h.Condition)
			p.Condition = &condition
		}
		l.Positions = append(l.Positions, p)
	}
	ref := func(name string) record.Ref {
		r := record.Ref{Name: &name}
		if _, ok := d.Countries[name]; ok {
			r.Actor = known("actor of " + name)
		}
		return r
	}
	refs := func(names []string) []record.Ref {
		out := []record.Ref{}
		for _, n := range names {
			out = append(out, ref(n))
		}
		return out
	}
	for n, code := range d.Countries {
		l.Actors = append(l.Actors, record.Actor{ID: "actor of " + n, Name: n, Kind: "person", Names: []string{n}, Roles: []record.Role{}, Country: known(code)})
	}
	slices.SortFunc(l.Actors, func(a, b record.Actor) int { return strings.Compare(a.ID, b.ID) })
	for i, e := range d.Done {
		x := record.Event{
			ID: fmt.Sprintf("%s.e%d", d.ID, i+1), Type: e.Type, Contexts: []string{}, Track: or(e.Track, "diplomacy"), Modality: or(e.Modality, "happened"),
			Span: at(e.Words), Actors: refs(e.Actors), Recipients: refs(e.Recipients), Grade: "to check", Rule: "made",
		}
		if e.By != "" {
			by := ref(e.By)
			x.AttributedTo = &by
		}
		l.Events = append(l.Events, x)
	}
	for i, m := range d.Met {
		x := record.Meeting{
			ID: fmt.Sprintf("%s.m%d", d.ID, i+1), Parties: refs(m.Parties), Heads: []record.Head{}, Status: or(m.Status, "held"),
			Outcome: []record.Outcome{}, Next: []record.Span{}, Events: []string{},
		}
		if m.Venue != "" {
			venue := at(m.Venue)
			x.Venue = &venue
		}
		if m.Date != "" {
			x.Date = &record.Date{ISO: known(m.Date)}
		}
		l.Meetings = append(l.Meetings, x)
	}
	for _, n := range d.Names {
		l.Mentions = append(l.Mentions, record.Mention{Span: at(n.Words), Kind: n.Kind})
	}
	return store.Entry{Line: l, Original: original, Origin: t.AppendOrigin(nil), Reader: or(d.Reader, "test/1")}
}

// stringAt returns the string of raw, a JSON document, that holds words.
func stringAt(raw text.Text, words string) text.Text {
	quoted := string(marshal(words))
	i := strings.Index(raw.String(), quoted)
	return text.UnescapeJSON(raw.Sub(text.Span{Start: i + 1, End: i + len(quoted) - 1}))
}

func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // of strings, never
	}
	return bytes.TrimSpace(b.Bytes())
}

func stamp(iso string) record.Stamp {
	if iso == "" {
		return record.Stamp{}
	}
	precision := "day"
	if strings.Contains(iso, "T") {
		precision = "second"
	}
	return record.Stamp{Time: &iso, Precision: &precision, Basis: known("made")}
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
