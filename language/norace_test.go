//go:build !race

package language

// raced tells that the race detector is on.
const raced = false
