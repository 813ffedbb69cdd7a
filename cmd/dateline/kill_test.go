package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/pipeline"
	"dateline/store/postgres/pgtest"
)

// The kill test in its long form:
//
//	go test ./cmd/dateline -run Kill -kills 20 -reports 2000 -timeout 60m
var (
	kills   = flag.Int("kills", 5, "how often each engine's processes are killed by TestKill")
	reports = flag.Int("reports", 150, "how many reports TestKill adds")
)

// TestKill kills adders, workers, the relater and the server of PostgreSQL at
// random moments while they put the same reports into one record and compare
// them, and starts them again. What was committed must never be gone, and in
// the end the record is that of an undisturbed run, byte for byte, and so is
// what its reports show together.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	dir := t.TempDir()
	k := killing{t: t, in: filepath.Join(dir, "in"), program: filepath.Join(dir, "dateline"), rnd: rand.New(rand.NewPCG(1, uint64(*kills)))}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, k.program); err != nil {
		t.Fatal(err)
	}
	k.makeReports(*reports)
	calm := filepath.Join(dir, "calm.db")
	start := time.Now()
	k.run(calm, "add", "-q", k.in)
	k.calm = time.Since(start)
	want := k.shown(calm)
	if n := bytes.Count(want.record, []byte("\n")); n != *reports {
		t.Fatalf("an undisturbed run keeps %d reports of %d", n, *reports)
	}
	if len(want.together) < 100 {
		t.Fatalf("the reports show too little together: %s", want.together)
	}
	t.Run("SQLite", func(t *testing.T) {
		k := k
		k.t = t
		k.disturb(filepath.Join(t.TempDir(), "record.db"), want, nil)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		k := k
		k.t = t
		srv := pgtest.Start(t, "fsync = on")
		k.disturb(srv.Database(t), want, srv)
	})
}

// TestTakeOver kills the server for good while workers put reports into it, and
// lets its standby take over: what was committed is there, the workers go on by
// themselves, and the record is that of an undisturbed run.
func TestTakeOver(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	srv := pgtest.Start(t)
	dir := t.TempDir()
	k := killing{t: t, in: filepath.Join(dir, "in"), program: filepath.Join(dir, "dateline")}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, k.program); err != nil {
		t.Fatal(err)
	}
	k.makeReports(*reports)
	calm := filepath.Join(dir, "calm.db")
	k.run(calm, "add", "-q", k.in)
	want := k.export(calm)

	database := srv.Database(t)
	name, _, _ := strings.Cut(database[strings.LastIndexByte(database, '/')+1:], "?")
	standby := srv.Standby(t)
	address := srv.URLs(standby, name)
	k.run(address, "add", "--queue", k.in)
	players := []*player{
		{args: []string{"work", "--drain", "--lease", "3s", "--workers", "1"}},
		{args: []string{"work", "--drain", "--lease", "3s", "--workers", "1"}},
	}
	for _, p := range players {
		k.start(address, p)
	}
	committed := 0
	for end := time.Now().Add(time.Minute); committed == 0; committed = k.versions(address) {
		if time.Now().After(end) {
			t.Fatal("the workers have committed nothing in a minute")
		}
		time.Sleep(20 * time.Millisecond)
	}
	k.run(standby.URL(name), "status") // who only reads may ask a standby
	srv.Kill()
	standby.Promote(t)
	if now := k.versions(address); now < committed || committed == *reports {
		t.Errorf("the standby has %d versions of %d that were committed, of %d", now, committed, *reports)
	}
	for _, p := range players {
		select {
		case err := <-p.gone:
			if err != nil {
				t.Errorf("dateline %s: %v: %s", strings.Join(p.args, " "), err, p.said)
			}
		case <-time.After(3 * time.Minute):
			p.cmd.Process.Kill()
			t.Fatalf("the record is not done: %s", k.run(address, "status"))
		}
	}
	if got := k.export(address); !bytes.Equal(got, want) {
		t.Errorf("the record differs from that of an undisturbed run: %d bytes, want %d", len(got), len(want))
	}
}

// killing is what the runs of a kill test share.
type killing struct {
	t       *testing.T
	program string
	in      string // folder of the reports
	calm    time.Duration
	rnd     *rand.Rand
}

// makeReports writes n reports: a dump, and pages beside it.
func (k *killing) makeReports(n int) {
	people := []string{"Mara Dvorin", "Tovin Selmani", "Ilse Brandt", "Oskar Lund", "Dara Velin"}
	claims := []string{"We will not cross the red line", "The ceasefire holds for now", "Sanctions must end first", "Nothing was agreed on the bridge", "Tavria will answer in its own time"}
	if err := os.MkdirAll(k.in, 0o777); err != nil {
		k.t.Fatal(err)
	}
	var dump bytes.Buffer
	for i := range n {
		p, c := people[i%len(people)], claims[i/2%len(claims)]
		title := fmt.Sprintf("Talks in Port Arda, day %d", i)
		body := fmt.Sprintf("“%s,” %s said on Monday in Port Arda. The round was the %dth this year, officials of Tavria said.", c, p, i)
		if i%10 == 0 {
			page := fmt.Sprintf("<html><head><title>%s</title></head><body><h1>%[1]s</h1><p>%s</p><p>Both delegations left by the back door.</p></body></html>", title, body)
			if err := os.WriteFile(filepath.Join(k.in, fmt.Sprintf("p%05d.html", i)), []byte(page), 0o666); err != nil {
				k.t.Fatal(err)
			}
			continue
		}
		line, err := json.Marshal(map[string]string{"title": title, "outlet": "Harbour Wire", "published": fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28), "body": body})
		if err != nil {
			k.t.Fatal(err)
		}
		dump.Write(append(line, '\n'))
	}
	if err := os.WriteFile(filepath.Join(k.in, "dump.jsonl"), dump.Bytes(), 0o666); err != nil {
		k.t.Fatal(err)
	}
}

func (k *killing) command(store string, args ...string) *exec.Cmd {
	cmd := exec.Command(k.program, append([]string{"--store", store}, args...)...)
	cmd.Env = append(os.Environ(), "NO_COLOR=")
	return cmd
}

// run runs the program to its end.
func (k *killing) run(store string, args ...string) []byte {
	k.t.Helper()
	var said bytes.Buffer
	cmd := k.command(store, args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		k.t.Fatalf("dateline %s: %v: %s", strings.Join(args, " "), err, said.String())
	}
	return out
}

// shownRecord is what a record is to show in the end.
type shownRecord struct{ record, together []byte }

func (k *killing) shown(store string) shownRecord {
	together := k.run(store, "stories", "--format", "jsonl")
	return shownRecord{k.export(store), append(together, k.run(store, "people", "--format", "jsonl")...)}
}

func (k *killing) export(store string) []byte { return k.run(store, "export", "jsonl") }

// related reports whether what the reports show together was kept for all of
// them.
func (k *killing) related(address string) bool {
	s, err := makeStoreAt(k.t.Context(), address)
	if err != nil {
		k.t.Fatal(err)
	}
	defer s.Close()
	last, err := s.Last(k.t.Context(), time.Time{})
	_, seq, found, err2 := pipeline.Kept(k.t.Context(), s)
	if err := errors.Join(err, err2); err != nil {
		k.t.Fatal(err)
	}
	return found && seq == last
}

// versions returns how many versions the record has.
func (k *killing) versions(store string) int {
	s, err := haveStoreAt(context.Background(), store)
	if err != nil {
		k.t.Fatal(err)
	}
	defer s.Close()
	c, err := s.Counts(context.Background())
	if err != nil {
		k.t.Fatal(err)
	}
	return c.Versions
}

// player is a process that is killed and started again.
type player struct {
	args []string
	cmd  *exec.Cmd
	said *bytes.Buffer
	gone chan error
}

func (k *killing) start(store string, p *player) {
	p.cmd, p.said, p.gone = k.command(store, p.args...), &bytes.Buffer{}, make(chan error, 1)
	p.cmd.Stderr = p.said
	if err := p.cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	go func(cmd *exec.Cmd, gone chan error) { gone <- cmd.Wait() }(p.cmd, p.gone)
}

// disturb puts the reports into a record while its players are killed.
func (k *killing) disturb(address string, want shownRecord, srv *pgtest.Server) {
	t := k.t
	k.run(address, "add", "--queue", k.in)
	players := []*player{
		{args: []string{"add", "-q", k.in}},
		{args: []string{"work", "--drain", "--lease", "3s", "--workers", "2"}},
		{args: []string{"work", "--drain", "--lease", "3s", "--workers", "1", "--relate", "no"}},
		{args: []string{"work", "--drain", "--lease", "3s", "--relate", "only"}},
	}
	for _, p := range players {
		k.start(address, p)
	}
	committed, in := 0, 0 // versions; kills that came while reports were missing
	var turns []int       // who is killed next: each once before one comes again
	for i := range *kills {
		time.Sleep(time.Duration(k.rnd.Int64N(int64(k.calm)/int64(*kills)*2 + int64(200*time.Millisecond))))
		if now := k.versions(address); now < committed {
			t.Fatalf("before kill %d the record has %d versions; it had %d", i, now, committed)
		} else if committed = now; committed < *reports {
			in++
		}
		if len(turns) == 0 {
			turns = k.rnd.Perm(len(players) + 1)
		}
		at := turns[0]
		turns = turns[1:]
		if at < len(players) {
			players[at].cmd.Process.Kill()
			<-players[at].gone
		} else if srv != nil {
			srv.Kill()
			if err := srv.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
		} else { // all at once
			for _, p := range players {
				p.cmd.Process.Kill()
			}
			for _, p := range players {
				<-p.gone
			}
		}
		if now := k.versions(address); now < committed {
			t.Fatalf("after kill %d the record has %d versions; it had %d", i, now, committed)
		}
		for n, p := range players {
			if killed := n == at || at == len(players) && srv == nil; !killed {
				select {
				case <-p.gone: // it came to its end
				default:
					continue
				}
			}
			k.start(address, p)
		}
	}
	t.Logf("%d of %d kills came while reports were missing", in, *kills)
	deadline := time.After(10*k.calm + 2*time.Minute)
	for _, p := range players {
		select {
		case err := <-p.gone:
			// A server that went away ends an adder, which is then run again.
			var exit *exec.ExitError
			if err != nil && !(errors.As(err, &exit) && srv != nil && p == players[0]) {
				t.Errorf("dateline %s: %v: %s", strings.Join(p.args, " "), err, p.said)
			}
		case <-deadline:
			for _, p := range players {
				p.cmd.Process.Kill()
			}
			t.Fatalf("the record is not done: %s", k.run(address, "status"))
		}
	}
	if !k.related(address) {
		t.Error("the relater has not kept what all reports show together")
	}
	got := k.shown(address)
	if !bytes.Equal(got.record, want.record) {
		t.Errorf("the record differs from that of an undisturbed run: %d bytes, want %d", len(got.record), len(want.record))
	}
	if !bytes.Equal(got.together, want.together) {
		t.Errorf("what the reports show together differs from an undisturbed run: %d bytes, want %d", len(got.together), len(want.together))
	}
	if s := k.run(address, "status"); !bytes.Contains(s, []byte("0 waiting, 0 with workers")) {
		t.Errorf("the queue is not empty: %s", s)
	}
}
