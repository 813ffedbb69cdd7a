package pipeline

import (
	"time"
)

// Clock tells the time.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time // sends once, after d
}

// system is the machine's clock.
type system struct{}

func (system) Now() time.Time                         { return time.Now() }
func (system) After(d time.Duration) <-chan time.Time { return time.After(d) }

// clock returns the clock to use.
func (o Options) clock() Clock {
	if o.Clock == nil {
		return system{}
	}
	return o.Clock
}

// Progress says how far a run is.
type Progress struct {
	Reports int           // read
	Failed  int           // errors in the place of a report
	Bytes   int64         // of the inputs read, or of the originals of the reports read
	Total   int64         // bytes of all inputs together; 0 when not known
	Elapsed time.Duration // since the start
	Rate    float64       // reports a second since the start
	Left    time.Duration // to go, at this rate of bytes; 0 when Total is not known
	Done    bool          // on the last call
}

// progressEvery is the least time between two calls of Options.Progress.
const progressEvery = 200 * time.Millisecond

// meter counts results and calls Options.Progress.
type meter struct {
	opt   Options
	clock Clock
	start time.Time
	last  time.Time
	p     Progress
}

func newMeter(opt Options) *meter {
	m := &meter{opt: opt, clock: opt.clock(), p: Progress{Total: opt.Total}}
	if opt.Progress != nil {
		m.start = m.clock.Now()
		m.last = m.start
	}
	return m
}

// count takes in one result.
func (m *meter) count(r Result) {
	if m.opt.Progress == nil {
		return
	}
	if r.Err != nil {
		m.p.Failed++
	} else {
		m.p.Reports++
		m.p.Bytes += int64(len(r.Original))
	}
	if now := m.clock.Now(); now.Sub(m.last) >= progressEvery {
		m.last = now
		m.report(now)
	}
}

// finish makes the last call.
func (m *meter) finish() {
	if m.opt.Progress != nil {
		m.p.Done = true
		m.report(m.clock.Now())
	}
}

func (m *meter) report(now time.Time) {
	p := m.p
	if m.opt.Read != nil {
		p.Bytes = m.opt.Read()
	}
	p.Elapsed = now.Sub(m.start)
	if s := p.Elapsed.Seconds(); s > 0 {
		p.Rate = float64(p.Reports) / s
	}
	if rest := p.Total - p.Bytes; rest > 0 && p.Bytes > 0 && !p.Done {
		p.Left = time.Duration(float64(p.Elapsed) * float64(rest) / float64(p.Bytes))
	}
	m.opt.Progress(p)
}
