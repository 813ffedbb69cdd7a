// Package postgres keeps the record in a PostgreSQL database, 15 or later, for
// those whom one machine no longer fits: any number of programs on any number
// of machines may read and add at once.
//
//	s, err := postgres.Open(ctx, "postgres://desk@db.example/record", postgres.Options{})
//
// # What is stored
//
// The same tables as in package sqlite, filled by the same code (package
// pack), and the same views for people. Numbers of rows depend on the order of
// arrival and are never shown.
//
// The words under which reports and their parts are found are cut by package
// index and kept as tsvectors that PostgreSQL did not make: its own
// configurations and lists of stop words are not used, so that a query finds
// the same in both engines. A word of a field has the field's letter before
// it ("n/tavria" among the names), and between fields lies a gap that no
// phrase crosses. A tsvector holds 16,383 positions and 255 of one word, so a
// long text has several, each beginning with the last words of the one before;
// a phrase of more than 32 words is looked for as overlapping runs of 32. A
// word of more than 500 bytes is kept as its beginning and its hash.
//
// PostgreSQL's text cannot hold U+0000. Columns for people have U+FFFD in its
// place, and the report is then read from a blob.
//
// # How it is written
//
// Put takes the rows of its reports in the order of their ids, so that
// programs which add the same reports at once wait for each other and never
// in a circle; should the server find one all the same, Put begins anew. What
// is new goes in by COPY. A commit returns when the server has it on disk,
// also where the server's setting is not to wait.
//
// # The feed of changes
//
// Transactions do not commit in the order of their numbers. Therefore rows of
// the journal get their number in the feed afterwards, from one publisher at a
// time: whoever asks for changes numbers those that were committed since,
// under a lock. Who has read on to a number has missed nothing before it.
package postgres
