//go:build race

package language

// raced tells that the race detector is on: it empties pools at random.
const raced = true
