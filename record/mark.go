package record

// Mark says that a person corrected what stands here: who, when and why, and
// what stood here before. The words of the report are never changed.
type Mark struct {
	Correction string `json:"correction"` // its id
	Kind       string `json:"kind"`       // speaker, kind, bounds, who, whom, mediator, day, retract; merge, split, rename
	By         string `json:"by"`
	At         string `json:"at"` // ISO 8601, UTC
	Why        string `json:"why"`
	Was        string `json:"was"`                 // the speaker, kind, words, names or day as read; "" for none
	WasSpans   []Span `json:"was_spans,omitempty"` // of bounds
}

// Retraction returns the mark among those of a finding that says that its
// report does not tell it, nil for none. What was retracted stays where it was.
func Retraction(list []Mark) *Mark {
	for i := range list {
		if list[i].Kind == "retract" {
			return &list[i]
		}
	}
	return nil
}

// Words tells a mark on one line.
func (m Mark) Words() string {
	what := "corrected"
	switch m.Kind {
	case "retract":
		what = "retracted, noted"
	case "merge":
		what = "joined"
	case "split":
		what = "kept apart"
	case "rename":
		what = "named"
	}
	return what + " by " + m.By + ": " + m.Why
}
