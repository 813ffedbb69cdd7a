// Dateline reads press reports in whatever shape they come and keeps the
// record that they make: who said what, when and where, and in which report.
// It runs offline, in one program, on one machine. It never says what is
// true: it says who said it, who reports that, and where it is written.
//
//	dateline demo                    a fresh record from the bundled samples, and the desk over it
//	dateline read  PATH|-…           analyse and print; keep nothing
//	dateline add   PATH|-…           into the record; safe to repeat
//	dateline quotes [QUERY]          who said what
//	dateline positions [QUERY]       what they commit themselves to
//	dateline positions --history     … side by side, by holder and topic, over time; --matrix, parties by topics
//	dateline topics                  what positions are about, and setting the record's own topics
//	dateline events [QUERY]          who did what to whom
//	dateline meetings [QUERY]        talks, visits and calls; what is due and what lapsed
//	dateline timeline A B            two parties: diplomacy and military side by side, day by day
//	dateline changes                 what is new since a day, or since the last look
//	dateline review [QUERY]          what of these is doubtful
//	dateline verify WORDS            whether words were said, by whom, in whose wording
//	dateline people [NAME]           who is named, in all spellings, with roles and dates
//	dateline stories                 what several reports are about, from how many origins
//	dateline lineage REPORT          which reports carry the same copy
//	dateline compare STATEMENT       the wordings of one utterance
//	dateline diff A B                two reports or drafts, sentence by sentence
//	dateline search QUERY            passages
//	dateline show REF                one report or statement, in its context
//	dateline serve                   the desk, as pages and JSON
//	dateline account add|list|remove who may use the desk where others can reach it
//	dateline export jsonl            the whole record
//	dateline work                    do what add --queue put into the queue, beside other workers
//	dateline status                  what the record holds, the queue, its workers
//	dateline rerun                   analyse anew what another version of the program made
//	dateline copy FROM TO            a record into another, of either kind; compares both
//	dateline backup FILE             the record as it is, while it is in use
//	dateline doctor                  look for damage
//	dateline fix KIND REF…           what a person says of the record: merge, split, rename, retract, speaker, bounds, kind, verdict, undo
//	dateline purge REF…              take reports out for good
//	dateline upgrade                 bring a record of an older version of the program up to date
//
// # The tour
//
// A report passes through plain functions, each of what came before it. To
// follow one, read the packages in this order:
//
//	text       an immutable string that knows, for each of its bytes, where in the original it stands
//	when       dates, with precision and basis; none is invented
//	source     files, folders and standard input, cut into Items: bytes and where they stand
//	article    Item → Article: title, byline, dateline, day, and the text in blocks that say what they are
//	language   Article → Doc: sentences, quotation pairs, names, who is who, time expressions
//	statement  Doc → statements: the words, the words that say they were said, and who said them
//	event      Doc, statements and positions → events in PLOVER's terms, and meetings
//	record     all of that as one Line, the shape that everything outside sees (docs/read.schema.json)
//	actor      Lines → who is who in all reports; language/translit compares spellings of names
//	story      Lines → copies, the same words, stories, events, dates through copies
//	correction what people say of the record, held on to by words, and a Line as corrected
//	position   what parties commit to, side by side: topics, history, matrix, what got no answer, balance
//	store      the record kept, in one SQLite file or on PostgreSQL, with the originals; store/query is its query language
//	web        the desk: the record as pages; web/drawer, what people keep there
//	export     the record handed out
//	pipeline   running all this on many reports at once, in order
//
// No stage that reads, from text to record, starts a goroutine or looks at a
// clock, and the same bytes give the same record everywhere. An input that cannot be read is
// named on standard error, and the others are kept.
//
// This package holds the flags and the wiring, and is the only one that names
// the store's engine: a file for each group of commands, and in terminal.go
// and list.go how things are shown.
//
// # Exit codes
//
//	0  found, or done
//	1  nothing found
//	2  wrong usage, or another error
//	3  some inputs could not be read; each is named, and the rest was kept
//	4  the record is damaged
//
// and 130 when it was interrupted; what was read by then is kept.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	a := newApp(os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	os.Exit(a.run(ctx, os.Args[1:]))
}
