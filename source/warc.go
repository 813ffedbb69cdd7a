package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// warcReader reads a WARC or WET file record by record.
type warcReader struct {
	s      *splitter
	number int           // of the record, from 1
	at     int64         // where it begins
	lost   bool          // no record stood where one was expected; that was told
	block  []byte        // scratch: the block of the record
	peek   *bufio.Reader // scratch: the start of a page
	http   httpReader
}

// warcRecord is what is used of a record's header.
type warcRecord struct {
	kind    string // "response"
	uri     string
	media   string // of the block
	length  int64
	segment bool // not the first part of a record
}

// readWARC reads the responses, resources and conversions of a WARC file.
// What is no press is passed over.
func readWARC(s *splitter) {
	w := warcReader{s: s, peek: bufio.NewReaderSize(nil, 512)}
	for !s.stopped && w.record() {
	}
	if !s.stopped && s.given == 0 {
		s.fail("", "no record of the WARC file holds a page or a text"+w.others(), nil)
	}
}

// others tells what the file holds else.
func (w *warcReader) others() string {
	if len(w.s.root.passed) == 0 {
		return ""
	}
	return ": " + w.s.root.passed.String()
}

// record reads the next record and reports whether there may be another.
func (w *warcReader) record() bool {
	w.at = w.s.in.at
	line, err := w.s.in.readLine()
	switch {
	case errors.Is(err, errOver) || err == nil && isBlank(line):
		return true
	case err != nil:
		return w.ended("", err)
	case !isWARC(line):
		if w.lost {
			return true
		}
		w.lost = true
		return w.s.fail(fmt.Sprintf("byte %d", w.at), "a WARC record was expected", nil)
	}
	w.lost = false
	w.number++
	rec, err := w.header()
	if err != nil {
		return w.ended(w.step(), err)
	}
	if rec.length < 0 {
		return w.s.fail(w.step(), "a WARC record without a length", nil)
	}
	return w.content(rec)
}

func (w *warcReader) step() string { return fmt.Sprintf("record %d", w.number) }

// ended tells of an error of reading and reports whether it was damage that
// has more behind it. The end of the file is none between records.
func (w *warcReader) ended(place string, err error) bool {
	switch {
	case errors.Is(err, io.EOF) && place == "":
		return false
	case errors.Is(err, io.EOF):
		w.s.fail(place, fmt.Sprintf("the WARC file ends in the middle of the record, at byte %d", w.s.in.at), err)
		return false
	case place == "":
		place = fmt.Sprintf("byte %d", w.s.in.at)
	}
	w.lost = true
	return w.s.fail(place, reason(err), err) && isDamage(err)
}

// maxWARCLines is how many lines a header may have.
const maxWARCLines = 1000

// header reads the header of a record behind its first line.
func (w *warcReader) header() (warcRecord, error) {
	rec := warcRecord{length: -1}
	for range maxWARCLines {
		line, err := w.s.in.readLine()
		if err != nil {
			return rec, err
		}
		if isBlank(line) {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "warc-type":
			rec.kind = strings.ToLower(value)
		case "warc-target-uri":
			rec.uri = strings.TrimSuffix(strings.TrimPrefix(value, "<"), ">")
		case "content-type":
			rec.media = value
		case "warc-segment-number":
			rec.segment = value != "1"
		case "content-length":
			if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
				rec.length = n
			}
		}
	}
	return rec, nil
}

// content reads or passes over the block of a record.
func (w *warcReader) content(rec warcRecord) bool {
	what := rec.unwanted()
	if what == "" && rec.length > int64(w.s.in.limit)+maxHTTPHeader {
		if !w.s.over(w.step()) {
			return false
		}
		what = "records over the limit"
	}
	if what != "" {
		if what != notPress {
			w.s.pass(what)
		}
		if err := w.s.in.skip(rec.length); err != nil {
			return w.ended(w.step(), err)
		}
		return true
	}
	return w.wanted(rec)
}

// wanted reads the block of a record and hands on what it holds, unless its
// bytes are damaged; what is there of one that ends too soon is handed on.
func (w *warcReader) wanted(rec warcRecord) bool {
	err := w.read(int(rec.length))
	misplaced := false
	switch {
	case (err == nil || errors.Is(err, io.EOF)) && w.cut(err != nil):
		misplaced, err = true, nil
	case err == nil:
		misplaced, err = w.after()
	}
	sound := err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isVoid(err)
	if sound && !w.payload(rec) {
		return false
	}
	switch {
	case err != nil:
		return w.ended(w.step(), err)
	case misplaced:
		return w.s.fail(w.step(), fmt.Sprintf("the record does not end where its length says, at byte %d", w.s.in.at), nil)
	}
	return true
}

// after goes to the start of the next record. misplaced reports that it does
// not follow at once.
func (w *warcReader) after() (misplaced bool, err error) {
	for {
		b, err := w.s.in.r.Peek(8)
		switch {
		case len(b) == 0 && errors.Is(err, io.EOF):
			return misplaced, nil
		case len(b) == 0:
			return misplaced, err
		case err != nil && !errors.Is(err, io.EOF):
			w.s.in.putBack(nil, err)
			b, _ = w.s.in.r.Peek(len(b))
		}
		switch {
		case isWARC(b):
			return misplaced, nil
		case b[0] == '\r' || b[0] == '\n':
			w.s.in.take(b[:1])
			continue
		}
		misplaced = true
		_, err = w.s.in.readLine()
		switch {
		case errors.Is(err, io.EOF):
			return misplaced, nil
		case err != nil && !errors.Is(err, errOver):
			return misplaced, err
		}
	}
}

// notPress marks records that every WARC file has beside the pages.
const notPress = "-"

// unwanted tells what a record is that is not read; "" if it is to be read.
func (r warcRecord) unwanted() string {
	switch {
	case r.kind != "response" && r.kind != "resource" && r.kind != "conversion":
		return notPress
	case r.segment:
		return "parts of records"
	case !r.onTheWeb():
		return notPress
	case r.kind == "response":
		return ""
	}
	return unwantedMedia(r.media, r.uri)
}

// onTheWeb reports whether a record is of a page or a file, not of what a
// crawler notes of its own work: "dns:…", "metadata:…", "urn:pageinfo:…".
func (r warcRecord) onTheWeb() bool {
	scheme, _, found := strings.Cut(r.uri, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "file":
		return true
	}
	return !found
}

// read reads a block of n bytes, or what there is of it.
func (w *warcReader) read(n int) error {
	if cap(w.block) < n {
		// The length may be wrong: no more is taken at once than comes.
		var b bytes.Buffer
		b.Grow(min(n, 1<<20))
		_, err := io.CopyN(&b, w.s.in, int64(n))
		w.block = b.Bytes()
		return err
	}
	k, err := io.ReadFull(w.s.in, w.block[:n])
	w.block = w.block[:k]
	if errors.Is(err, io.ErrUnexpectedEOF) && !isDamage(err) {
		err = io.EOF
	}
	return err
}

// cut reports whether the block that was read runs into the next record, as
// that of a record that was not written to its end does, and puts back what is
// not its own. In a file in which that happens again and again it is dropped.
// short says that the file ended inside the block.
func (w *warcReader) cut(short bool) bool {
	b, err := w.s.in.buffered()
	if err != nil && !errors.Is(err, io.EOF) {
		w.s.in.putBack(nil, err)
		return false
	}
	if len(b) == 0 && !short || len(b) > 0 && (b[0] == '\r' || b[0] == '\n' || isWARC(b)) {
		return false
	}
	i := nextRecord(w.block)
	if i < 0 {
		return false
	}
	if w.s.root.mayReadAgain(len(w.block) - i) {
		w.s.in.putBack(w.block[i:], nil)
		w.s.in.at -= int64(len(w.block) - i)
	}
	w.block = w.block[:i]
	return true
}

// nextRecord returns where the header of a record begins in b; -1 if none
// does.
func nextRecord(b []byte) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("WARC/1."))
		if i < 0 {
			return -1
		}
		at += i
		line, rest := cutLine(b[at:min(len(b), at+32)])
		if len(line) < 10 && (bytes.HasPrefix(rest, []byte("WARC-")) || bytes.HasPrefix(rest, []byte("Content-"))) {
			return at
		}
		at++
	}
}

// payload hands on what the block holds.
func (w *warcReader) payload(rec warcRecord) bool {
	about := Item{Hint: rec.media}
	if strings.HasPrefix(rec.uri, "http://") || strings.HasPrefix(rec.uri, "https://") {
		about.URL = rec.uri
	}
	if rec.kind != "response" {
		return w.page(bytes.NewReader(w.block), about)
	}
	body, hint, skip, err := w.http.message(w.block, rec.uri)
	about.Hint = hint
	switch {
	case err != nil:
		return w.s.fail(w.step(), err.Error(), err)
	case skip != "":
		w.s.pass(skip)
		return true
	}
	return w.page(body, about)
}

// page hands on a page, unless its first bytes show that it is none.
func (w *warcReader) page(r io.Reader, about Item) bool {
	w.peek.Reset(r)
	head, err := w.peek.Peek(512)
	if what := Binary(head); what != "" {
		w.s.pass(plural(what))
		return true
	}
	if len(head) < 512 && isBlank(head) && errors.Is(err, io.EOF) {
		w.s.pass("empty pages")
		return true
	}
	return w.s.member(w.step(), &again{w.peek, err}, about)
}
