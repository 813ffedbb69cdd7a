package main

import (
	"strings"
	"testing"

	"dateline/record"
	"dateline/store"
)

// A terminal's list names who passes words on.
func TestStatementBlockNamesVia(t *testing.T) {
	name := "Harbour Times"
	s := record.Statement{Kind: "direct", Via: &record.Ref{Name: &name}}
	if foot := strings.Join(statementBlock(store.StatementRow{Statement: s}).foot, "|"); !strings.Contains(foot, "|via Harbour Times|") {
		t.Errorf("foot %q", foot)
	}
	s.Via = nil
	if foot := strings.Join(statementBlock(store.StatementRow{Statement: s}).foot, "|"); strings.Contains(foot, "via") {
		t.Errorf("foot %q", foot)
	}
}
