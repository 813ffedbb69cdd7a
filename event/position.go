package event

import (
	"slices"

	"dateline/language"
	"dateline/statement"
	"dateline/text"
)

// byKind is the event that a position makes.
var byKind = map[string]string{
	"demand": "REQUEST", "condition": "REQUEST", "refusal": "REJECT", "red_line": "REJECT", "threat": "THREATEN", "allegation": "ACCUSE",
	"offer": "AGREE",
}

// fromPositions ties each event to the position that says the same, and codes
// the threats, demands, refusals, accusations and offers that no verb or noun
// of cues.tsv tells.
func (f *finder) fromPositions() {
	for i, p := range f.held {
		typ := byKind[p.Kind]
		if p.Kind == "readiness" && f.violent(p) || p.Kind == "commitment" && f.violent(p) {
			typ = "THREATEN"
		}
		if p.Kind == "assessment" && f.has(p.Span, "bad") {
			typ = "ACCUSE"
		}
		if typ == "" {
			continue
		}
		if f.tie(i, typ) || p.Kind == "condition" && p.Source.Empty() {
			continue
		}
		e, ok := f.fromPosition(i, typ)
		if ok {
			f.out = append(f.out, e)
		}
	}
}

// tie links position i with the event of that type inside its words.
func (f *finder) tie(i int, typ string) bool {
	p := f.held[i]
	tied := false
	for k := range f.out {
		e := &f.out[k]
		at := f.d.Tokens[e.cue]
		if int(at.Start) < p.Span.Start || int(at.End) > p.Span.End || e.Position >= 0 {
			continue
		}
		if e.Type == typ {
			e.Position = i
			tied = true
			break
		}
	}
	return tied
}

// fromPosition codes position i. Its holder or target must be political.
func (f *finder) fromPosition(i int, typ string) (Event, bool) {
	p := f.held[i]
	s := f.said[p.Statement]
	cue := f.d.TokenAt(p.Span.Start)
	e := Event{
		Type: typ, Base: typ, Modality: Happened, Span: p.Span, Time: -1, Statement: p.Statement, Position: i,
		Block: s.Block, Rule: "position: " + p.Kind, cue: cue, head: cue, thing: -1,
	}
	e.Speaker = f.speaker(p.Statement)
	lead := nobody
	if p.Holder >= 0 {
		src := p.Source
		if src.Empty() {
			src = s.Source
		}
		a := f.d.Actors[p.Holder]
		q := Party{Span: src, Actor: p.Holder, Country: a.Country, State: a.Kind == language.Country}
		e.Actors = []Party{q}
		q.head = f.headOf(src)
		e.Actors[0].head = q.head
		lead = f.level(q)
	} else if !p.Source.Empty() || !s.Source.Empty() {
		src := p.Source
		if src.Empty() {
			src = s.Source
		}
		q := Party{Span: src, Actor: -1, head: f.headOf(src)}
		e.Actors = []Party{q}
		lead = f.level(q)
	}
	if p.Target >= 0 && p.Target != p.Holder {
		a := f.d.Actors[p.Target]
		q := Party{Actor: p.Target, Country: a.Country, State: a.Kind == language.Country}
		for _, m := range f.d.Mentions {
			if m.Actor == p.Target && m.Whole.Start >= p.Span.Start && m.Whole.End <= p.Span.End {
				q.Span = m.Whole
				break
			}
		}
		if !q.Span.Empty() {
			q.head = f.headOf(q.Span)
			e.Recipients = []Party{q}
			lead = max(lead, f.level(q))
		}
	}
	if lead < political {
		return e, false
	}
	e.Mode = f.modeOf(e, typ)
	if p.Kind == "demand" && e.Mode == "change" && len(e.Recipients) == 0 {
		return e, false // "results must follow" asks nobody for anything
	}
	e.Span = f.trim(e.Span)
	f.contexts(&e)
	e.Track = TrackOf(e.Type, e.Mode, e.Contexts, f.states(&e))
	return e, true
}

// headOf returns the token that heads the words of a span; -1 for none.
func (f *finder) headOf(s text.Span) int {
	if s.Empty() {
		return -1
	}
	for k := f.d.TokenAt(s.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < s.End; k++ {
		if h := f.g.head(k); h < 0 || int(f.d.Tokens[h].Start) < s.Start || int(f.d.Tokens[h].Start) >= s.End {
			return k
		}
	}
	return -1
}

// modeOf chooses the mode of a demand, refusal or threat by its words.
func (f *finder) modeOf(e Event, typ string) string {
	has := func(class string) bool { return f.has(e.Span, class) }
	switch typ {
	case "REQUEST", "REJECT":
		switch {
		case has("meet"):
			return "meet"
		case has("yield"):
			return "yield"
		case has("assist"):
			return "assist"
		}
		return "change"
	case "THREATEN":
		if has("violent") {
			return "violence"
		}
	case "ACCUSE":
		if has("crime") {
			return "allege"
		}
		return "disapprove"
	}
	return ""
}

// violent reports a position that speaks of force: "stands ready to repel".
func (f *finder) violent(p statement.Position) bool { return f.has(p.Span, "violent") }

// has reports a word of the class among the words of a span.
func (f *finder) has(s text.Span, class string) bool {
	for k := f.d.TokenAt(s.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < s.End; k++ {
		if lex.classes[class][f.g.lemma(k)] {
			return true
		}
	}
	return false
}

// trim takes off what leads a clause in: "but", "and", "saying that".
func (f *finder) trim(s text.Span) text.Span {
	for k := f.d.TokenAt(s.Start); k < len(f.d.Tokens)-1 && int(f.d.Tokens[k+1].Start) < s.End; k++ {
		switch f.g.low(k) {
		case "but", "and", "that", "while", "saying", "adding", ",", "“", "also", "stressing", "noting", "insisting":
			s.Start = int(f.d.Tokens[k+1].Start)
			continue
		}
		break
	}
	return s
}

// sameWords reports that two events are told by nearly the same words.
func sameWords(a, b *Event) bool { return overlap(a.Span, b.Span) > .8 }

// dropDoubles takes out events that say what an earlier one says by the same
// words.
func dropDoubles(list []Event) []Event {
	return slices.CompactFunc(list, func(a, b Event) bool { return a.Type == b.Type && sameWords(&a, &b) })
}
