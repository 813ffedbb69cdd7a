package main

import (
	"bytes"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dateline": main})
}

// TestScript runs testdata/script/*.txtar: what the command line promises.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("DATELINE_STORE", filepath.Join(e.WorkDir, "record.db"))
			e.Setenv("NO_COLOR", "")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			return cond == "root" && os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   cmdStatus,
			"bytes":    cmdBytes,
			"repeat":   cmdRepeat,
			"pack":     cmdPack,
			"lines":    cmdLines,
			"freeport": cmdFreePort,
			"get":      cmdGet,
		},
	})
}

// status CODE dateline ARG… runs the program and checks its exit code, with
// its output for stdout and stderr to look at.
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND…")
	}
	// testscript tells only whether a command failed; a shell tells the code.
	want := args[0]
	err := ts.Exec("sh", append([]string{"-c", `"$@"; echo $? >.status`, "sh"}, args[1:]...)...)
	ts.Check(err)
	if got := strings.TrimSpace(ts.ReadFile(".status")); got != want {
		ts.Fatalf("exit code %s, want %s", got, want)
	}
}

// literal decodes the escapes of Go's string literals in s, in which quotation
// marks stand for themselves.
func literal(ts *testscript.TestScript, s string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	ts.Check(err)
	return out
}

// bytes FILE STRING writes a string with Go's escapes, for bytes that a script
// cannot hold.
func cmdBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE STRING")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(literal(ts, args[1])), 0o666))
}

// repeat FILE N TEXT writes TEXT, with Go's escapes and the number for %d, N
// times.
func cmdRepeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE N TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := literal(ts, args[2])
	var b bytes.Buffer
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", strconv.Itoa(i)))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o666))
}

// lines N FILE checks how many lines a file, or stdout, has.
func cmdLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	if got := strconv.Itoa(strings.Count(ts.ReadFile(args[1]), "\n")); got != args[0] {
		ts.Fatalf("%s has %s lines, want %s", args[1], got, args[0])
	}
}

// freeport NAME sets a variable to a port that nobody listens on.
func cmdFreePort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: freeport NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	ts.Check(l.Close())
}

// get URL FILE fetches a page into a file once the server is up.
func cmdGet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: get URL FILE")
	}
	var last error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		resp, err := http.Get(args[0])
		if err != nil {
			last = err
			continue
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		ts.Check(err)
		if resp.StatusCode != http.StatusOK {
			ts.Fatalf("%s: %s", args[0], resp.Status)
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o666))
		return
	}
	ts.Fatalf("%s: %v", args[0], last)
}
