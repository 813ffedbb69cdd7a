package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSaidReports(t *testing.T) {
	list, err := SaidReports("reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range list {
		n += len(r.Key)
	}
	if len(list) < 10 || n < 90 {
		t.Errorf("%d reports with %d lines of key", len(list), n)
	}
	for _, x := range []struct{ in, want string }{
		{"We leave.\n", "no line of equal signs"},
		{"We leave.\n=====\nsaid | Roe | We stay\n", `:3: "We stay" does not stand`},
		{"We leave.\n=====\nwish | Roe | We leave\n", ":3: want quote or said"},
	} {
		path := filepath.Join(t.TempDir(), "r.txt")
		if err := os.WriteFile(path, []byte(x.in), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := SaidReports(path); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v, want %s", x.in, err, x.want)
		}
	}
}
