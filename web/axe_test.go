package web_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// axe runs the rules of axe-core for WCAG 2.2 A and AA over the page.
func (b *tab) axe(name, source string) {
	b.t.Helper()
	const ask = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => [v.id, v.impact, v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.any[0]?.message ?? ""))])))`
	value(b, chromedp.Evaluate[int](source+"; 0"))
	found := value(b, chromedp.Evaluate[string](ask, chromedp.EvalAwaitPromise))
	if found != "[]" {
		b.t.Errorf("%s: axe: %s", name, found)
	}
}

// axeSource is the script of axe-core, which npm packs for the test; "" where
// that does not work.
func axeSource(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Log("axe-core is left out:", err)
		return ""
	}
	dir := filepath.Join(cache, "dateline-test", "axe-core-4.14.1")
	file := filepath.Join(dir, "package", "axe.min.js")
	if _, err := os.Stat(file); err != nil {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := os.MkdirAll(dir, 0o755); err == nil {
			pack := exec.CommandContext(ctx, "sh", "-c", "npm pack --silent axe-core@4.14.1 && tar xzf axe-core-4.14.1.tgz")
			pack.Dir = dir
			if out, err := pack.CombinedOutput(); err != nil {
				t.Logf("axe-core is left out: %v %s", err, out)
				return ""
			}
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Log("axe-core is left out:", err)
		return ""
	}
	return string(data)
}
