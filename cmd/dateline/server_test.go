package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/store/postgres/pgtest"
)

// What people say of a record, what is new in it and what its reports show
// together is the same on a server as in a file.
func TestServer(t *testing.T) {
	db := pgtest.Start(t).Database(t)
	dir := t.TempDir()
	for name, page := range map[string]string{
		"a.txt": "Feb. 9, 2026\n\nKenya wants the dam closed\n\n“Peru must close the dam at Arda,” Kenyan Foreign Minister Mara Dvorin said.\n",
		"b.txt": "Feb. 11, 2026\n\nPeru on the dam\n\n“The zeppelin sails,” Tovin Selmani said in Lima.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(store string, want int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		a := newApp(strings.NewReader(""), &stdout, &stderr, func(name string) string {
			return map[string]string{"DATELINE_STORE": store, "USER": "ines"}[name]
		})
		if got := a.run(t.Context(), args); got != want {
			t.Fatalf("%v: exit code %d, want %d\n%s%s", args, got, want, &stdout, &stderr)
		}
		return stdout.String()
	}
	file := filepath.Join(dir, "record.db")
	var lists [2]string
	for i, store := range []string{file, db} {
		run(store, 0, "add", "-q", filepath.Join(dir, "a.txt"))
		run(store, 0, "changes")
		run(store, 1, "changes")
		run(store, 0, "add", "-q", filepath.Join(dir, "b.txt"))
		lists[i] = run(store, 0, "changes")
		lists[i] += run(store, 0, "people") + run(store, 0, "people") + run(store, 0, "positions", "--unanswered")
		csv := run(store, 0, "quotes", "--format", "csv", "zeppelin")
		at := strings.Index(csv, ".s")
		ref := csv[strings.LastIndexByte(csv[:at], ',')+1 : at+3]
		id := strings.TrimSpace(run(store, 0, "fix", "speaker", ref, "Mara Dvorin", "--why", "heard it"))
		lists[i] += run(store, 0, "quotes", "--by", "dvorin") + run(store, 1, "quotes", "--by", "selmani")
		run(store, 0, "fix", "undo", id, "--why", "no")
		lists[i] += run(store, 0, "quotes", "--by", "selmani")
		run(store, 0, "topics", "set", "Gates", "bridge", "gate")
		lists[i] += run(store, 0, "topics") + run(store, 0, "positions", "--history") + run(store, 0, "positions", "--matrix", "--format", "csv")
		if !strings.Contains(run(store, 0, "fix", "list"), "undone by") {
			t.Errorf("%s: the undo is not listed", store)
		}
	}
	if lists[0] != lists[1] {
		t.Errorf("in a file:\n%s\non a server:\n%s", lists[0], lists[1])
	}
	if !strings.Contains(lists[1], "heard it") || !strings.Contains(lists[1], "zeppelin") {
		t.Errorf("the lists show too little:\n%s", lists[1])
	}
}
