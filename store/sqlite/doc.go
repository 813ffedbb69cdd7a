// Package sqlite keeps the record in one SQLite file: a file to copy, to mail,
// or to open in any SQLite browser, where the views reports, statements, positions,
// quotations, events, meetings and speakers show it. The views are a promise; the tables are
// not.
//
//	s, err := sqlite.Open(ctx, "record.db", sqlite.Options{})
//	added, err := s.Put(ctx, entries) // durable when it returns
//	rows, err := s.Statements(ctx, q, store.Page{Limit: 50})
//
// # What is stored
//
// A report is a row of table report, numbered n in order of arrival. Its
// versions are rows of table version, numbered likewise, with the original and
// the result (the record as JSON and the origin of its text), both compressed,
// in tables of their own. Numbers of rows depend on the order of arrival and
// are never shown.
//
// Of the current version of each report, and of no other, the statements,
// positions, events and meetings are rows of tables statement, position, event
// and meeting, and the words are in FTS5 tables: report_words, whose row n is
// report n, and one for each of these tables (statement_words …), whose rows
// are numbered as its own: n * 2^24 + k for the k-th of report n, from 0.
// The FTS5 tables hold no text. They are fed with words that package
// store/index has cut, joined by spaces, which the tokenizer "ascii" takes
// apart again as they are, so that all engines search alike. Queries reach
// them as quoted words only.
//
// Table report repeats of its current version what lists are sorted and
// narrowed by: rank (upwards is newest first) and day.
//
// # How it is stored
//
// The file is in WAL mode and every commit is synced. There is one writing
// connection, which begins its transactions with the lock for writing, and
// several that only read and never wait for it. Migrations are in migrations/;
// the number of the last one is the file's user_version. The application_id is
// "dtln".
package sqlite
