// Package index is what every engine of the store computes beside the record,
// so that all of them order, find and show alike: the words under which a
// report and its statements are found, the numbers by which dates are sorted,
// the cursors of lists, and the passage of a text that answers a search.
//
// Everything here is a plain function of a record. Keeping it is the engines'
// work.
package index
