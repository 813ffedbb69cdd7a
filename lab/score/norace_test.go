//go:build !race

package main

// slow tells that the race detector is on.
const slow = false
