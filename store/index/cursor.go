package index

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// Cursor is the place of a row in a list. A row of reports is known by its
// first two fields.
type Cursor struct {
	Rank int64  // of the report's date
	ID   string // of the report
	Ord  int    // of the statement in its report, from 0
}

// String returns c in the opaque form that is handed out.
func (c Cursor) String() string {
	b := binary.AppendVarint(nil, c.Rank)
	b = binary.AppendUvarint(b, uint64(c.Ord))
	return base64.RawURLEncoding.EncodeToString(append(b, c.ID...))
}

// ParseCursor reads what [Cursor.String] wrote.
func ParseCursor(s string) (Cursor, error) {
	bad := errors.New("malformed cursor")
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return Cursor{}, bad
	}
	rank, n := binary.Varint(b)
	if n <= 0 {
		return Cursor{}, bad
	}
	ord, k := binary.Uvarint(b[n:])
	if k <= 0 || ord > 1<<31 || n+k == len(b) {
		return Cursor{}, bad
	}
	return Cursor{Rank: rank, Ord: int(ord), ID: string(b[n+k:])}, nil
}
