package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

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
