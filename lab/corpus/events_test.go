package corpus_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/lab/corpus"
)

const eventLine = `event CONSULT mode=visit context=diplomatic modality=happened track=diplomacy actors="Oro | Ipa" recipients="" place="Ulu" time="on Friday" iso=2031-03-07 by="an aide to \"the Owl\"" span="met"`

const eventRecord = "id a-1\ndate 2031-03-08\ntext Oro and Ipa met in Ulu on Friday, an aide to \"the Owl\" said.\n" + eventLine + "\n"

func TestEvents(t *testing.T) {
	path := write(t, "a.txt", "# comment\n\n"+eventRecord+"\nid a-2\ntext It rained.\nnone\n")
	got, err := corpus.Events(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Record{
		{
			ID: "a-1", File: path, Line: 3, Date: "2031-03-08", Text: `Oro and Ipa met in Ulu on Friday, an aide to "the Owl" said.`,
			Events: []corpus.Event{{
				Type: "CONSULT", Modes: []string{"visit"}, Contexts: []string{"diplomatic"}, Modality: "happened", Track: "diplomacy",
				Actors: []string{"Oro", "Ipa"}, Place: "Ulu", When: "on Friday", ISO: "2031-03-07", By: `an aide to "the Owl"`, Span: "met", Line: 6,
			}},
		},
		{ID: "a-2", File: path, Line: 8, Text: "It rained."},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEventsBad(t *testing.T) {
	for _, c := range []struct{ old, new, line, want string }{
		{"CONSULT", "CONSOLE", ":4:", "unknown type"},
		{"mode=visit", "mode=riot", ":4:", "no mode"},
		{"context=diplomatic", "context=weather", ":4:", "unknown context"},
		{"modality=happened", "modality=future", ":4:", "unknown modality"},
		{"track=diplomacy", "track=sport", ":4:", "unknown track"},
		{"track=diplomacy ", "", ":4:", "want track="},
		{"Oro | Ipa", "Oro | Uru", ":4:", "does not stand"},
		{`place="Ulu"`, `place="Uru"`, ":4:", "does not stand"},
		{`span="met"`, `span="meet"`, ":4:", "does not stand"},
		{`span="met"`, `span="met`, ":4:", "not closed"},
		{`span="met"`, `span=""`, ":4:", "without a span"},
		{"iso=2031-03-07", "iso=Friday", ":4:", "value of time"},
		{`time="on Friday"`, `time=""`, ":4:", "without its words"},
		{"date 2031-03-08", "date 2031-02-30", ":2:", "out of range"},
		{"id a-1\n", "", ":1:", "begins with its id"},
		{eventLine, "none\n" + eventLine, ":1:", "events or none"},
		{eventLine, "", ":1:", "events or none"},
		{"text Oro", "txt Oro", ":3:", "unknown line"},
		{"span=\"met\"\n", "span=\"met\"\n\n" + eventRecord, ":6:", "stands already"},
	} {
		s := strings.Replace(eventRecord, c.old, c.new, 1)
		if s == eventRecord {
			t.Fatalf("%q is not in the record", c.old)
		}
		_, err := corpus.Events(write(t, "a.txt", s))
		if err == nil || !strings.Contains(err.Error(), "a.txt"+c.line) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v", c.new, c.old, err)
		}
	}
}

// What may be trained on has enough of each type and of each modality, in
// both voices, and enough that tells nothing.
func TestEventsCorpus(t *testing.T) {
	records, err := corpus.Events("events/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	types, modalities := map[string]int{}, map[string]int{}
	none, claimed, train, texts := 0, 0, 0, map[string]string{}
	for _, r := range records {
		if other, ok := texts[r.Text]; ok {
			t.Errorf("%s:%d: %s has the text of %s", r.File, r.Line, r.ID, other)
		}
		texts[r.Text] = r.ID
		if !strings.HasPrefix(filepath.Base(r.File), "train-") {
			continue
		}
		train++
		if len(r.Events) == 0 {
			none++
		}
		for _, e := range r.Events {
			types[e.Type]++
			modalities[e.Modality]++
			if e.By != "" {
				claimed++
			}
		}
	}
	t.Log(train, "records to train on,", none, "without events,", claimed, "events claimed by a source;", types, modalities)
	if train < 800 || none < 100 || claimed < 200 || len(types) != 16 || len(modalities) != 5 {
		t.Errorf("%d records, %d without events, %d claimed, types %v, modalities %v", train, none, claimed, types, modalities)
	}
	for kind, n := range types {
		if n < 25 {
			t.Errorf("%s: %d events", kind, n)
		}
	}
	for modality, n := range modalities {
		if n < 50 {
			t.Errorf("%s: %d events", modality, n)
		}
	}
}
