package query

import (
	"time"
)

// Until makes the condition that a report was published on the given day,
// month or year or earlier: the before: of the day after its last one, since
// before: leaves out the day that it names. The error is an *[Error] at 0.
func Until(value string) (Field, error) {
	f, err := NewField("before", value)
	if err != nil {
		return f, err
	}
	for i, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, f.Value); err == nil {
			step := [3]int{}
			step[2-i] = 1
			next := t.AddDate(step[0], step[1], step[2])
			if next.Year() > 9999 { // the last day that can be written
				next = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
			}
			return NewField("before", next.Format("2006-01-02"))
		}
	}
	return f, nil
}
