package web_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"dateline/pipeline"
	"dateline/record"
	"dateline/samples"
	"dateline/source"
	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/sqlite"
	"dateline/web"
	"dateline/web/drawer"
)

var screens = flag.String("screens", "", "folder in which pictures of the screens are put")

const chromium = "/usr/bin/chromium"

// desk serves the desk over a record of the bundled samples, and of a report
// that tells what was between two of their states day by day.
func desk(t *testing.T) *httptest.Server {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	take := adder(s)
	files, err := os.ReadDir("../samples/reports")
	if err != nil {
		t.Fatal(err)
	}
	border, err := os.Open("testdata/border.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer border.Close()
	failed, err := take(t.Context(), func(yield func(web.Upload, error) bool) {
		if !yield(web.Upload{Name: "border.txt", Data: border}, nil) {
			return
		}
		for _, f := range files {
			data, err := samples.FS().Open(f.Name())
			if err != nil || !yield(web.Upload{Name: f.Name(), Data: data}, nil) {
				return
			}
		}
	})
	if err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	// A day within the samples' time, so that what is due stays due.
	now := time.Date(2031, 3, 2, 9, 0, 0, 0, time.UTC)
	box, err := drawer.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	server := httptest.NewServer(web.New(corrected.New(s), web.Options{
		Drawer: box, Corrector: s, Relations: &related{s: s}, Log: slog.New(slog.DiscardHandler), Add: take, Now: func() time.Time { return now }, Zone: time.UTC, Closing: t.Context(),
	}))
	t.Cleanup(server.Close)
	return server
}

// related compares the reports of a record whenever something came, or was
// corrected.
type related struct {
	s    *sqlite.Store
	mu   sync.Mutex
	last store.Related
}

func (r *related) Related() store.Related {
	r.mu.Lock()
	defer r.mu.Unlock()
	ctx := context.Background()
	seq, err := r.s.Arrived(ctx)
	if err != nil {
		return r.last
	}
	said, err := r.s.Corrections(ctx)
	if err != nil || r.last.Relations != nil && r.last.Seq == seq && r.last.Said == len(said) {
		return r.last
	}
	out, err := pipeline.Compare(ctx, corrected.New(r.s), said, func(id string) *record.Line {
		l, err := r.s.Line(ctx, id)
		if err != nil {
			return nil
		}
		return &l
	})
	if err == nil {
		r.last = store.Related{Relations: &out, Made: r.last.Made + 1, Seq: seq, Said: len(said)}
	}
	return r.last
}

func adder(s store.Store) web.Adder {
	return func(ctx context.Context, list iter.Seq2[web.Upload, error]) ([]string, error) {
		var failed []string
		items := func(yield func(source.Item, error) bool) {
			for u, err := range list {
				if err != nil {
					yield(source.Item{}, err)
					return
				}
				for item, err := range source.Read(ctx, u.Name, u.Data, source.Options{}) {
					if !yield(item, err) {
						return
					}
				}
			}
		}
		_, err := pipeline.Add(ctx, s, items, pipeline.Options{Workers: 1}, func(err error) { failed = append(failed, err.Error()) })
		return failed, err
	}
}

// browser starts one browser; each tab of it notes what goes wrong on its
// pages.
func browser(t *testing.T) context.Context {
	t.Helper()
	if _, err := os.Stat(chromium); err != nil {
		t.Skip("chromium is not installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("hide-scrollbars", true), chromedp.WSURLReadTimeout(time.Minute))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { cancel(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// css is a selector of elements.
type css = chromedp.CSS

// tab is a page of the browser with its settings.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
	js   bool
	mu   sync.Mutex
	bad  []string // errors of the console and reports of the policy
}

func (b *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func newTab(t *testing.T, ctx context.Context, base string, js, dark bool, width int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext()) // cookies of its own
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, base: base, js: js}
	listen := func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *cdplog.EventEntryAdded:
			if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning || e.Entry.Source == cdplog.EntrySourceSecurity {
				b.bad = append(b.bad, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
			}
		case *cdpruntime.EventConsoleAPICalled:
			if e.Type == cdpruntime.ConsoleAPICalledTypeError || e.Type == cdpruntime.ConsoleAPICalledTypeWarning {
				b.bad = append(b.bad, fmt.Sprintf("console.%s", e.Type))
			}
		case *cdpruntime.EventExceptionThrown:
			b.bad = append(b.bad, e.ExceptionDetails.Text)
		}
	}
	if err := chromedp.Listen(ctx, listen); err != nil {
		t.Fatal(err)
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	call(b, cdplog.Enable, cdp.Empty{})
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !js})
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	return b
}

// call sends the browser a command of its protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	out, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// value runs an action that gives something.
func value[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	out, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// open goes to an address, and holds what every page promises.
func (b *tab) open(address string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.base + address))
	b.look(address)
}

// look holds that the page makes nobody scroll sideways and that nothing went
// wrong on it.
func (b *tab) look(name string) {
	b.t.Helper()
	b.mu.Lock()
	bad := b.bad
	b.bad = nil
	b.mu.Unlock()
	for _, x := range bad {
		b.t.Errorf("%s: %s", name, x)
	}
	m := call(b, page.GetLayoutMetrics, cdp.Empty{})
	wide, view := m.CSSContentSize.Width, float64(m.CSSLayoutViewport.ClientWidth)
	if wide > view {
		b.t.Errorf("%s is %g px wide in %g", name, wide, view)
	}
}

// follow clicks a link or button and waits for the next page.
func (b *tab) follow(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(css(selector))); err != nil {
		b.t.Fatalf("%s: %v", selector, err)
	}
	b.look(selector)
}

// text is the visible text of what a selector finds first.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return value(b, chromedp.Text(css(selector)))
}

func (b *tab) has(selector, want string) {
	b.t.Helper()
	if got := b.text(selector); !strings.Contains(got, want) {
		b.t.Errorf("%s says %.300q, want %q", selector, got, want)
	}
}

func getJSON(t *testing.T, address string, v any) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(v); err != nil {
		t.Fatal(err)
	}
}
