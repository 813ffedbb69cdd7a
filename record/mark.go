package record

// Mark says that a person corrected what stands here: who, when and why, and
// what stood here before. The words of the report are never changed.
type Mark struct {
	Correction string `json:"correction"` // its id
	Kind       string `json:"kind"`       // speaker, kind, bounds, retract; merge, split, rename
	By         string `json:"by"`
	At         string `json:"at"` // ISO 8601, UTC
	Why        string `json:"why"`
	Was        string `json:"was"`                 // the speaker, the kind or the words as read; "" for none
	WasSpans   []Span `json:"was_spans,omitempty"` // of bounds
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
