// Package pack makes of an entry what engines of the store keep: its blobs
// compressed, the rows of the tables for people, the words under which it is
// found, and the decision whether it changes what is there. Engines add only
// the keeping, so that all of them keep the same.
package pack
