package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPassages(t *testing.T) {
	list, err := Passages("positions/passages.txt")
	if err != nil {
		t.Fatal(err)
	}
	kinds, none := map[string]int{}, 0
	for _, p := range list {
		if len(p.Positions) == 0 {
			none++
		}
		for _, h := range p.Positions {
			kinds[h.Kind]++
		}
	}
	if len(list) < 150 || none < 40 || len(kinds) != len(positionKinds) {
		t.Errorf("%d passages, %d without a position, %d kinds", len(list), none, len(kinds))
	}
}

func TestPassagesRefuses(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"id a\ntext We leave.\nposition wish | Roe | We leave", ":3: want a known kind"},
		{"id a\ntext We leave.\nposition offer | Roe | We stay", `:3: "We stay" does not stand`},
		{"id a\nid a", ":2: an id twice"},
		{"text We leave.", ":1: no id"},
		{"id a\nodd", ":2: unknown line"},
	} {
		path := filepath.Join(t.TempDir(), "p.txt")
		if err := os.WriteFile(path, []byte(x.in), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Passages(path); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.in, err, x.want)
		}
	}
}
