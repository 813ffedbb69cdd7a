package store

import (
	"context"
	"errors"
	"time"
)

// MaxTries is how many workers may be lost on the same item before it is set
// aside.
const MaxTries = 3

var (
	// ErrNoJob is returned when no job waits to be done.
	ErrNoJob = errors.New("nothing waits in the queue")
	// ErrLeaseLost is returned when a job was given to another worker because
	// its lease had ended. What the late worker wanted to put is not taken.
	ErrLeaseLost = errors.New("the job was given to another worker")
)

// Task is a piece of work as it is put into the queue: the items that
// source.Walk yields of some paths, or a range of them.
type Task struct {
	Paths   []string // absolute
	First   int64    // number of the first item, from 0
	Last    int64    // the one after the last; 0 for all there are
	Options string   // how to read them, as whoever adds and works has it
}

// Job is a task in a worker's hands.
type Job struct {
	Task
	ID      int64
	Next    int64 // number of the first item that is not done
	Tries   int   // leases since Next last moved, this one included
	Attempt int64 // number of the lease; only the last one can commit
}

// Failure says why an item gave no report.
type Failure struct {
	Item   int64  `json:"item"`
	Reason string `json:"reason"` // names the input, on one line
}

// Aside is an item that was set aside, or could not be read.
type Aside struct {
	Failure
	Paths  []string  `json:"paths"`
	Poison bool      `json:"poison"` // workers were lost on it; else it was read as far as it can be
	At     time.Time `json:"at"`
}

// Queued is a job as a queue keeps it.
type Queued struct {
	Job
	Done   bool
	At     time.Time // when it was added; whole milliseconds
	Asides []Aside   // its items that gave no report, in order; without Paths
}

// Work counts what a queue holds.
type Work struct {
	Waiting int           `json:"waiting"` // jobs that nobody has
	Leased  int           `json:"leased"`  // that a worker has
	Expired int           `json:"expired"` // of these, whose lease has ended
	Done    int           `json:"done"`
	Aside   int           `json:"aside"`   // items that were set aside after MaxTries
	Failed  int           `json:"failed"`  // items that could not be read
	Lag     time.Duration `json:"lag_ns"`  // how long the oldest job that is not done has waited
	Workers []Worker      `json:"workers"` // that were heard of, the latest first
}

// Worker is what is known of a worker.
type Worker struct {
	Name    string    `json:"name"`
	Started time.Time `json:"started"` // by the store's clock, like Seen
	Seen    time.Time `json:"seen"`
	Reports int       `json:"reports"` // committed since it started
}

// Queue hands out work. Leases are judged by one clock: that of the server,
// or of the machine where the store is a file. A clock that jumps ends a
// lease early; that costs time and never a report, since only the last lease of
// a job can commit.
type Queue interface {
	// Enqueue adds tasks and returns how many of them are now to be done that
	// were not before. A task that waits already is not added again.
	Enqueue(ctx context.Context, tasks []Task) (int, error)
	// Lease gives the oldest job that nobody has to the worker, for so long,
	// or ErrNoJob. An item on which MaxTries workers were lost is set aside
	// first, and the job goes on behind it.
	Lease(ctx context.Context, worker string, d time.Duration) (Job, error)
	// Extend makes the lease last from now on for so long, or returns
	// ErrLeaseLost.
	Extend(ctx context.Context, j Job, d time.Duration) error
	// Commit puts entries as Put does, notes failures, and moves the job to
	// the item next, in one transaction; with done the job is finished. The
	// lease then lasts from now on for d. It returns ErrLeaseLost, and has
	// changed nothing, when the job is another worker's.
	Commit(ctx context.Context, j Job, entries []Entry, failures []Failure, next int64, done bool, d time.Duration) (Added, error)
	// Release gives a job back before it is done. It counts as no try.
	Release(ctx context.Context, j Job) error
	// Retry puts the items that were set aside, and with failed those that
	// could not be read too, back into the queue, and returns how many.
	Retry(ctx context.Context, failed bool) (int, error)
	// Asides lists what was set aside or could not be read, the latest first.
	Asides(ctx context.Context, limit int) ([]Aside, error)
	// Work counts what the queue holds.
	Work(ctx context.Context) (Work, error)
	// Exclusively runs f while nobody else runs one under the same name, or
	// returns false when somebody does. The context of f ends when the lock
	// is lost; another may then have taken over.
	Exclusively(ctx context.Context, name string, f func(ctx context.Context) error) (bool, error)
}
