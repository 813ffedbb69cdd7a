package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// writeLines writes n reports as JSON lines.
func writeLines(w io.Writer, g *generator, n int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for range n {
		r := g.report()
		err := enc.Encode(map[string]any{
			"id": r.id, "source": r.outlet, "author": r.author, "title": r.title,
			"published": r.date.Format("2006-01-02T15:04:05Z07:00"), "language": "en",
			"body": r.dateline() + strings.Join(r.passages, "\n\n"),
		})
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// perFolder is how many files a folder gets.
const perFolder = 1000

// writeFiles writes n reports as files below dir, half of them plain text and
// half of them pages, perFolder to a folder.
func writeFiles(dir string, g *generator, n int) error {
	for range n {
		r := g.report()
		folder := filepath.Join(dir, fmt.Sprintf("%04d", r.id/perFolder))
		if r.id%perFolder == 0 {
			if err := os.MkdirAll(folder, 0o777); err != nil {
				return err
			}
		}
		ext, data := "txt", r.plain()
		if r.id%2 == 1 {
			ext, data = "html", r.page()
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%06d.%s", r.id, ext)), []byte(data), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// dateline returns the report's dateline.
func (r report) dateline() string {
	return strings.ToUpper(r.place) + ", " + r.date.Format("Jan. 2") + " (" + r.outlet + ") — "
}

// plain returns the report as text.
func (r report) plain() string {
	return r.title + "\n\n" + r.date.Format("2 January 2006") + "\nBy " + r.author + "\n\n" + r.dateline() + strings.Join(r.passages, "\n\n") + "\n"
}

// page returns the report as a page with the usual furniture.
func (r report) page() string {
	var b strings.Builder
	esc := html.EscapeString
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%s | %s</title>
<meta property="og:title" content="%s"><meta property="og:site_name" content="%s">
<meta property="article:published_time" content="%s"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/politics">Politics</a></nav>
<article><h1>%s</h1><p class="byline">By <a rel="author" href="/staff">%s</a></p>
`, esc(r.title), esc(r.outlet), esc(r.title), esc(r.outlet), r.date.Format("2006-01-02T15:04:05Z07:00"), esc(r.title), esc(r.author))
	for i, p := range r.passages {
		if i == 0 {
			p = r.dateline() + p
		}
		fmt.Fprintf(&b, "<p>%s</p>\n", esc(p))
	}
	b.WriteString(`</article>
<aside><h2>Most read</h2><ul><li><a href="/a">Markets close higher</a></li><li><a href="/b">Ferry service resumes</a></li></ul></aside>
<footer>Share this story. All rights reserved.</footer></body></html>
`)
	return b.String()
}
