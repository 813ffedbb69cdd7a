package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"

	"dateline/store"
)

// Upload is something that was handed in: the name of a file, or of pasted
// text, and its bytes, which can be read until the next one is asked for.
type Upload struct {
	Name string
	Data io.Reader
}

// Adder reads what was handed in and puts it into the record. Failed names, a
// line for each, what could not be read; the rest is kept. The error is that
// of the store or of the end of ctx.
type Adder func(ctx context.Context, list iter.Seq2[Upload, error]) (failed []string, err error)

// addView is the form to hand in reports, and what came of it.
type addView struct {
	CanAdd bool
	Done   bool
	Rows   []store.ReportRow
	N      int // reports that came
	Known  bool
	Failed []string
}

// mostUpload is how much can be handed in at once, in bytes.
const mostUpload = 512 << 20

func (d *desk) adding(*http.Request) (page, error) {
	return d.addPage(addView{}), nil
}

func (d *desk) addPage(v addView) page {
	v.CanAdd = d.add != nil
	out := addJSON{Reports: toReportsJSON(v.Rows), Failed: append([]string{}, v.Failed...)}
	return page{name: "add.html", title: "Add reports", nav: "add", data: v, json: out}
}

type addJSON struct {
	Reports []reportJSON `json:"reports"` // that came
	Failed  []string     `json:"failed"`
}

// takeIn adds what a form hands in, and says what came in and what is in it.
func (d *desk) takeIn(w http.ResponseWriter, r *http.Request) {
	if d.add == nil {
		d.fail(w, r, &problem{http.StatusForbidden, "Nothing can be added", "The record was opened for reading only."})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		d.fail(w, r, bad("The form must be sent as multipart/form-data."))
		return
	}
	before, err := d.store.Arrived(r.Context())
	if err != nil {
		d.fail(w, r, err)
		return
	}
	v := addView{Done: true}
	v.Failed, err = d.add(r.Context(), uploads(parts))
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.problems.add(v.Failed)
	if d.drawer != nil && len(v.Failed) > 0 {
		if err := d.drawer.Refuse(r.Context(), v.Failed); err != nil {
			d.log.Error("keeping what could not be read", "error", err)
		}
	}
	arrivals, err := d.store.Arrivals(r.Context(), before, mostNews)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	have := map[string]bool{}
	for _, a := range arrivals {
		if have[a.Row.Report.ID] {
			continue
		}
		have[a.Row.Report.ID] = true
		if v.N++; len(v.Rows) < pageSize {
			v.Rows = append(v.Rows, a.Row)
		}
	}
	v.Known = v.N == 0 && len(v.Failed) == 0
	d.answer(w, r, d.addPage(v))
}

// uploads yields the files and the text of a form. Fields that were left empty
// are passed over.
func uploads(form *multipart.Reader) iter.Seq2[Upload, error] {
	return func(yield func(Upload, error) bool) {
		for {
			p, err := form.NextPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				var large *http.MaxBytesError
				if errors.As(err, &large) {
					err = fmt.Errorf("more than %s were handed in at once", size(large.Limit))
				}
				yield(Upload{}, err)
				return
			}
			u := Upload{Name: p.FileName(), Data: p}
			switch {
			case p.FormName() == "file" && u.Name != "":
			case p.FormName() == "text":
				text, err := io.ReadAll(p)
				if err != nil {
					yield(Upload{}, err)
					return
				}
				if strings.TrimSpace(string(text)) == "" {
					continue
				}
				// Forms send line ends as CR LF, whatever was pasted.
				u = Upload{Name: "pasted.txt", Data: strings.NewReader(strings.ReplaceAll(string(text), "\r\n", "\n"))}
			default:
				continue
			}
			if !yield(u, nil) {
				return
			}
		}
	}
}

// problems are the last inputs that could not be read since the desk was
// started. The zero value is ready.
type problems struct {
	mu   sync.Mutex
	last []string
}

const mostProblems = 20

func (p *problems) add(list []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = append(p.last, list...)
	p.last = p.last[max(0, len(p.last)-mostProblems):]
}

func (p *problems) list() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.last...)
}
