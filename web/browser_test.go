package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const chromium = "/usr/bin/chromium"

// browse runs the browser over an address and returns what it prints.
func browse(t *testing.T, width int, address string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + t.TempDir(),
		fmt.Sprintf("--window-size=%d,1200", width),
	}, args...)
	cmd := exec.CommandContext(ctx, chromium, append(args, address)...)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return string(out)
}

// frame is a page that holds the desk in frames of the given width and tells
// of each how wide its content is and whether script of a report has run in
// it. It stands in for the desk's own frame policy, which forbids framing.
func frame(width int, pages []string) string {
	var b strings.Builder
	b.WriteString("<!doctype html><body>")
	for _, p := range pages {
		fmt.Fprintf(&b, "<iframe src=%q width=%d height=900></iframe>\n", p, width)
	}
	b.WriteString(`<pre id=out></pre><script>
addEventListener("load", () => {
  for (const f of document.querySelectorAll("iframe")) {
    const d = f.contentDocument;
    out.textContent += "[" + f.getAttribute("src") + " " + d.documentElement.scrollWidth + " " + f.clientWidth + " " +
      (f.contentWindow.hostile === undefined) + " " + d.styleSheets.length + "]\n";
  }
});
</script>`)
	return b.String()
}

// TestBrowser lays every page out at the width of a phone and of a desk and
// holds that nothing has to be scrolled sideways, hostile text included.
func TestBrowser(t *testing.T) {
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("chromium is not installed")
	}
	h := newDesk(t, append(samples(), hostile().entry())...)
	shown := append([]string{"/reports/hostile", "/reports/hostile/original?at=0-40"}, pages...)
	mux := http.NewServeMux()
	mux.Handle("/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(framed{w}, r)
	}))
	for _, width := range []int{390, 1440} {
		mux.HandleFunc(fmt.Sprintf("/test/%d", width), func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, frame(width, shown))
		})
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	line := regexp.MustCompile(`\[(\S+) (\d+) (\d+) (\w+) (\d+)\]`)
	for _, width := range []int{390, 1440} {
		out := browse(t, 1600, fmt.Sprintf("%s/test/%d", server.URL, width), "--dump-dom")
		found := line.FindAllStringSubmatch(out, -1)
		if len(found) != len(shown) {
			t.Fatalf("%d of %d pages were measured at %d px", len(found), len(shown), width)
		}
		for _, f := range found {
			if f[2] != f[3] {
				t.Errorf("%s is %s px wide in %s px", f[1], f[2], f[3])
			}
			if f[4] != "true" {
				t.Errorf("%s: script of a report has run", f[1])
			}
			if f[5] != "3" {
				t.Errorf("%s has %s style sheets", f[1], f[5])
			}
		}
	}
	if dir := os.Getenv("DESK_PICTURES"); dir != "" {
		pictures(t, server.URL, dir)
	}
}

// pictures keeps what the pages look like in a folder, for a person to see.
func pictures(t *testing.T, server, dir string) {
	browse(t, 1700, server+"/test/390", "--window-size=1700,5200", "--screenshot="+filepath.Join(dir, "phone.png"))
	for i, address := range pages {
		for scheme, name := range []string{"dark", "light"} {
			browse(t, 1440, server+address, fmt.Sprintf("--blink-settings=preferredColorScheme=%d", scheme),
				"--screenshot="+filepath.Join(dir, fmt.Sprintf("%02d-%s.png", i, name)))
		}
	}
}

// TestKeyboard presses keys: j goes to the notes in turn and lights their
// words, / goes to the search box.
func TestKeyboard(t *testing.T) {
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("chromium is not installed")
	}
	h := newDesk(t, samples()...)
	mux := http.NewServeMux()
	mux.Handle("/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(framed{w}, r) }))
	mux.HandleFunc("/test", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><body><iframe src="/reports/r01"></iframe><pre id=out></pre><script>
addEventListener("load", () => {
  const d = document.querySelector("iframe").contentDocument;
  const press = (key) => (d.activeElement || d.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const say = (x) => { out.textContent += "[" + x + "]"; };
  for (const key of ["j", "j", "j", "k"]) { press(key); say(d.activeElement.id); }
  say([...d.querySelectorAll(".lit")].every((x) => x.dataset.of.includes("2")));
  press("/"); say(d.activeElement.name);
  press("j"); say(d.activeElement.name);
});
</script>`)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	out := browse(t, 800, server.URL+"/test", "--dump-dom")
	if want := "[n-s1][n-s2][n-s3][n-s2][true][q][q]"; !strings.Contains(out, want) {
		t.Errorf("the keys lead to %s, want %s", regexp.MustCompile(`<pre[^>]*>[^<]*`).FindString(out), want)
	}
}

// framed lets a page of the same server frame the desk.
type framed struct{ http.ResponseWriter }

func (f framed) WriteHeader(status int) {
	h := f.Header()
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	f.ResponseWriter.WriteHeader(status)
}
