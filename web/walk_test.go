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
	"slices"
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

// screen is a page that is walked and pictured.
type screen struct{ name, address string }

// screenList names every screen over the samples.
func screenList(t *testing.T, server *httptest.Server) []screen {
	t.Helper()
	var reports struct {
		Reports []struct {
			Report struct {
				ID string `json:"id"`
			} `json:"report"`
		} `json:"reports"`
	}
	getJSON(t, server.URL+"/reports.json?q=brigade", &reports)
	report := reports.Reports[0].Report.ID
	return []screen{
		{"today", "/"},
		{"statements", "/statements"},
		{"narrowed", "/statements?q=kind%3Adirect+guns"},
		{"report", "/reports/" + report},
		{"statement", "/statements/" + report + ".s2"},
		{"positions", "/positions"},
		{"topics", "/positions?topics=guns,heights,signing"},
		{"stories", "/stories"},
		{"story", "/stories/" + story(t, server)},
		{"compare", compared(t, server)},
		{"people", "/people"},
		{"person", person(t, server)},
		{"sources", "/sources"},
		{"unanswered", "/positions?open=1"},
		{"kinds", "/positions?by=kind"},
		{"history", "/history/Tavria"},
		{"keep", "/keep?ref=" + report + ".s2"},
		{"review", "/review"},
		{"doubtful", "/review?doubt=position"},
		{"names", "/review?doubt=name"},
		{"corrections", "/corrections"},
		{"ranked", "/search?q=guns&sort=rank"},
		{"dossiers", "/dossiers"},
		{"accounts", "/accounts"},
		{"events", "/events"},
		{"meetings", "/meetings"},
		{"pairs", "/pairs"},
		{"pair", "/pairs/Tavria/Kesh"},
		{"verify", "/verify?q=they+are+not+bargaining+chips"},
		{"speakers", "/speakers"},
		{"speaker", "/speakers/Ilyana%20Drozd-Marek"},
		{"reports", "/reports"},
		{"search", "/search?q=monitors"},
		{"add", "/add"},
		{"help", "/help"},
		{"bytes", "/reports/" + report + "/original?at=400-460"},
		{"missing", "/reports/none"},
		{"wrong", "/statements?q=%22open"},
	}
}

// story is the id of the story with the most reports.
func story(t *testing.T, server *httptest.Server) string {
	var list struct {
		Stories []struct {
			ID string `json:"id"`
		} `json:"stories"`
	}
	getJSON(t, server.URL+"/stories.json", &list)
	return list.Stories[0].ID
}

// person is the page of who is named most.
func person(t *testing.T, server *httptest.Server) string {
	var list struct {
		People []struct {
			ID string `json:"id"`
		} `json:"people"`
	}
	getJSON(t, server.URL+"/people.json?kind=person", &list)
	return "/people/" + list.People[0].ID
}

// compared is the comparison of two reports of that story.
func compared(t *testing.T, server *httptest.Server) string {
	var one struct {
		Reports []struct {
			ID string `json:"id"`
		} `json:"reports"`
	}
	getJSON(t, server.URL+"/stories/"+story(t, server)+".json", &one)
	return "/compare/" + one.Reports[0].ID + "/" + one.Reports[len(one.Reports)-1].ID
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

// TestScreens opens every screen with and without script, in light and dark,
// at the width of a desk and of a phone.
func TestScreens(t *testing.T) {
	ctx := browser(t)
	server := desk(t)
	list := screenList(t, server)
	axe := axeSource(t)
	for _, c := range []struct {
		js, dark bool
		width    int64
	}{{true, false, 1440}, {true, true, 390}, {false, true, 1440}, {false, false, 390}} {
		name := fmt.Sprintf("script %t dark %t %d px", c.js, c.dark, c.width)
		t.Run(name, func(t *testing.T) {
			b := newTab(t, ctx, server.URL, c.js, c.dark, c.width)
			for _, s := range list {
				b.t = t
				if s.name == "missing" || s.name == "wrong" { // the browser notes that the answer is an error
					b.run(chromedp.Navigate(server.URL + s.address))
					b.bad = nil
				} else {
					b.open(s.address)
				}
				if c.js && axe != "" {
					b.axe(s.name, axe)
				}
				b.picture(s.name, c.dark, c.width)
			}
		})
	}
}

// pictured are the screens whose pictures are kept.
var pictured = []string{
	"today", "statements", "report", "statement", "positions", "pair", "story", "compare", "verify", "person", "review", "sources",
	"today-dark-phone", "report-dark-phone", "pair-dark-phone", "review-dark-phone",
}

// picture keeps what the page looks like, if pictures were asked for.
func (b *tab) picture(name string, dark bool, width int64) {
	if dark {
		name += "-dark"
	}
	if width < 600 {
		name += "-phone"
	}
	if *screens == "" || !b.js || !slices.Contains(pictured, name) {
		return
	}
	png := value(b, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(*screens, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// TestFirstFiveMinutes hands in a report, sees what came, opens a quotation,
// goes to its place in the report, to the original's bytes, to a pair, and
// chooses a time, with and without script.
func TestFirstFiveMinutes(t *testing.T) {
	ctx := browser(t)
	for _, js := range []bool{true, false} {
		t.Run(fmt.Sprintf("script %t", js), func(t *testing.T) {
			server := desk(t)
			b := newTab(t, ctx, server.URL, js, false, 1440)
			b.open("/")
			b.has("main", "Latest reports")
			b.follow("form[action='/seen'] button")
			b.has("main", "Nothing new since you last looked")
			b.follow(".account a")
			file := filepath.Join(t.TempDir(), "harbour.txt")
			const report = "Tolls to end at the upper dam\n\nKESTREL, Feb. 9 (Harbour Wire) — Tavria shelled the Kesh lines on 7 February 2031, Foreign Minister Mara Dvorin said on Monday. “We will talk when the tolls end,” Dvorin said.\n\nTavria will meet Kesh in Port Lisane on 14 March 2031.\n"
			if err := os.WriteFile(file, []byte(report), 0o644); err != nil {
				t.Fatal(err)
			}
			b.run(chromedp.SetUploadFiles(css("#file"), []string{file}))
			b.run(chromedp.SendKeys(css("#paste"), "The ferry will sail at six, the harbour master said."))
			b.follow("main form button")
			b.has("main", "2\u00a0reports came in")
			b.follow(".brand")
			b.has("main", "New since you last looked")
			b.run(chromedp.SendKeys(css("[name=q]"), "speaker:dvorin tolls"))
			b.follow(".find button:not([role])")
			b.has("main blockquote", "We will talk when the tolls end,")
			b.run(chromedp.SendKeys(css("#alert-name"), "Tolls"))
			b.follow("form[action='/alerts'] button")
			b.has("main", "Alerts")
			b.follow("form[action='/alerts'] a")
			if js {
				b.scripted()
			}
			b.follow(".statement a[href^='/statements/']")
			b.has("main", "Citation")
			b.run(chromedp.SendKeys(css("#title"), "For the weekend"))
			b.follow("form[action='/keep'] button")
			b.has("main", "We will talk when the tolls end,")
			b.run(chromedp.Click(css("details.help summary")), chromedp.SendKeys(css("[name=by]"), "Edna"))
			b.follow("button[value=check]")
			b.has("main", "checked by")
			b.follow(".dossier a[href*='/reports/']")
			b.has("main", "Where it is from")
			b.follow(".note .head .name[href*='Dvorin']")
			b.follow(".statement a[href^='/statements/']")
			b.follow("main a[href*='#at']")
			b.has("mark", "Dvorin")
			b.open("/pairs")
			b.run(chromedp.SendKeys(css("#a"), "Tavria"), chromedp.SendKeys(css("#b"), "Kesh"))
			b.follow("main form button")
			b.has("h1", "Tavria")
			b.run(chromedp.SetValue(css("#from"), "2031-02-01"), chromedp.SetValue(css("#to"), "2031-02-12"))
			b.follow(".range button")
			b.has(".page-head", "1 February 2031 to 12 February 2031")
			b.follow(".tracks a")
			b.has("main", "Where it is from")
		})
	}
}

// TestReviewWalk works through the queue of review with keys, corrects the words
// of a statement and takes a correction back where it reads, with and without
// script.
func TestReviewWalk(t *testing.T) {
	ctx := browser(t)
	for _, js := range []bool{true, false} {
		t.Run(fmt.Sprintf("script %t", js), func(t *testing.T) {
			server := desk(t)
			b := newTab(t, ctx, server.URL, js, false, 1440)
			b.open("/review")
			b.has("main", "Say who you are first")
			b.run(chromedp.SendKeys(css("#you-are"), "Edna"))
			b.follow("form[action='/name'] button")
			open := b.text(".case:first-child .case-words, .case .case-words")
			if js {
				b.press("1")
			} else {
				b.follow(".case [data-key='1']")
			}
			b.has("main", "Last corrected")
			if b.text(".case .case-words") == open {
				t.Error("the case is still the first of the queue")
			}
			if js {
				b.press("u")
			} else {
				b.follow("[data-key-page=u]")
			}
			if b.text(".case .case-words") != open {
				t.Error("the case did not come back")
			}
			b.open("/review?doubt=position")
			if js {
				b.press("y")
			} else {
				b.follow(".case [data-key=y]")
			}
			b.has("main", "1\u00a0case so far")
			b.open("/statements?all=1")
			b.follow(".statement a[href^='/statements/']")
			if js {
				value(b, chromedp.Evaluate[bool](`document.querySelectorAll(".fix").forEach(x => x.open = true), true`))
			} else {
				b.run(chromedp.Click(css("#correct details:nth-of-type(1) summary")))
			}
			b.run(chromedp.SendKeys(css("#correct details:nth-of-type(1) [name=value]"), "Mara Dvorin"))
			b.run(chromedp.SendKeys(css("#correct details:nth-of-type(1) [name=why]"), "She was there."))
			b.follow("#correct details:nth-of-type(1) form button")
			b.has("h1", "Mara Dvorin")
			b.has(".mark-of", "corrected by Edna: She was there.")
			if !js {
				b.run(chromedp.Click(css(".mark-of summary")))
			} else {
				value(b, chromedp.Evaluate[bool](`document.querySelector(".mark-of details").open = true`))
			}
			b.run(chromedp.SendKeys(css(".mark-of [name=why]"), "It was her deputy."))
			b.follow(".mark-of form button")
			b.open("/corrections")
			b.has("main", "taken back")
		})
	}
}

// press presses a key on the page and waits for the next page.
func (b *tab) press(key string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(key)); err != nil {
		b.t.Fatalf("%s: %v", key, err)
	}
	b.look("after " + key)
}

// scripted holds what script adds: completion in the query box, keys, copying,
// and a time that is drawn.
func (b *tab) scripted() {
	b.t.Helper()
	value(b, chromedp.Evaluate[string](`document.querySelector("[data-find]").value = ""`))
	b.run(chromedp.SendKeys(css("[data-find]"), "drozd"))
	b.run(chromedp.WaitVisible(css("#choices li")))
	b.has("#choices", "Ilyana Drozd-Marek")
	b.run(chromedp.Click(css("#choices li")))
	if got := value(b, chromedp.Evaluate[string](`document.querySelector("[data-find]").value`)); got != `speaker:"Ilyana Drozd-Marek" ` {
		b.t.Errorf("the box holds %q", got)
	}
	value(b, chromedp.Evaluate[bool]("document.activeElement.blur(), true"))
	b.run(chromedp.KeyEvent("j"))
	if got := value(b, chromedp.Evaluate[string](`document.activeElement.className`)); got != "statement" {
		b.t.Errorf("j leads to %q", got)
	}
	if got := value(b, chromedp.Evaluate[bool](`!document.querySelector("[data-copy]").hidden`)); !got {
		b.t.Error("citations cannot be copied")
	}
}
