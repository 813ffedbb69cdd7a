package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"dateline/store"
)

// What comes into the record is told live as server-sent events (WHATWG HTML,
// Server-sent events). The id of each is the number of the arrival, so that a
// listener that comes back with Last-Event-ID misses nothing.

const (
	pollEvery = time.Second      // between looks at the store
	sayAlive  = 15 * time.Second // between comments where nothing comes
	atOnce    = 200              // arrivals read at once
)

// arrivalJSON is one thing that came.
type arrivalJSON struct {
	Seq     int64      `json:"seq"`
	At      string     `json:"at"`   // RFC 3339, UTC
	What    string     `json:"what"` // added, renewed
	Version string     `json:"version"`
	Report  reportJSON `json:"report"` // as it is now
}

type changesJSON struct {
	Changes []arrivalJSON `json:"changes"`
	Last    int64         `json:"last"` // of the record's arrivals, now
	Next    *string       `json:"next"` // address of what comes after these; null when these are the last
}

func toArrivalJSON(a store.Arrival) arrivalJSON {
	return arrivalJSON{a.Seq, a.At.UTC().Format(time.RFC3339), a.What, a.Version, toReportJSON(a.Row)}
}

// changes lists what came after a number.
func (d *desk) changes(r *http.Request) (page, error) {
	after, err := afterOf(r)
	if err != nil {
		return page{}, err
	}
	n, err := limitOf(r)
	if err != nil {
		return page{}, err
	}
	out := changesJSON{Changes: []arrivalJSON{}}
	if out.Last, err = d.store.Arrived(r.Context()); err != nil {
		return page{}, err
	}
	list, err := d.store.Arrivals(r.Context(), after, n)
	if err != nil {
		return page{}, err
	}
	for _, a := range list {
		out.Changes = append(out.Changes, toArrivalJSON(a))
		after = a.Seq
	}
	if len(list) == n {
		out.Next = link(fmt.Sprintf("%s/changes?after=%d&limit=%d", apiRoot, after, n))
	}
	return page{json: out}, nil
}

// afterOf is the number after which arrivals are asked for: the header's,
// which a browser sends when it comes back, else the parameter's.
func afterOf(r *http.Request) (int64, error) {
	s := r.Header.Get("Last-Event-ID")
	if s == "" {
		s = r.FormValue("after")
	}
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, bad("after=%s is not the number of an arrival.", s)
	}
	return n, nil
}

// stream tells what comes until the listener goes or the desk closes. Without
// a number it begins with what comes from now on.
func (d *desk) stream(w http.ResponseWriter, r *http.Request) {
	after, err := afterOf(r)
	if err == nil && r.Header.Get("Last-Event-ID") == "" && r.FormValue("after") == "" {
		after, err = d.store.Arrived(r.Context())
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // a stream outlives the limits of a request
	_ = out.SetWriteDeadline(time.Time{})
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	if d.closing != nil {
		defer context.AfterFunc(d.closing, cancel)()
	}
	if _, err := fmt.Fprintf(w, "retry: 2000\n\n"); err != nil || out.Flush() != nil {
		return
	}
	tick, alive := time.NewTicker(pollEvery), time.NewTicker(sayAlive)
	defer tick.Stop()
	defer alive.Stop()
	for {
		if after, err = d.tell(ctx, w, after); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-alive.C:
			if _, err := fmt.Fprint(w, ": \n\n"); err != nil {
				return
			}
		case <-tick.C:
		}
	}
}

// tell writes what came after a number and returns the last one's.
func (d *desk) tell(ctx context.Context, w http.ResponseWriter, after int64) (int64, error) {
	for {
		last, err := d.store.Arrived(ctx)
		if err != nil || last <= after {
			return after, err
		}
		list, err := d.store.Arrivals(ctx, after, atOnce)
		if err != nil {
			return after, err
		}
		for _, a := range list {
			data, err := json.Marshal(toArrivalJSON(a))
			if err != nil {
				return after, err
			}
			if _, err := fmt.Fprintf(w, "id: %d\nevent: arrival\ndata: %s\n\n", a.Seq, data); err != nil {
				return after, err
			}
			after = a.Seq
		}
		if len(list) < atOnce {
			return after, nil
		}
	}
}
