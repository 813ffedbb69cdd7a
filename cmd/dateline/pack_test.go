package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack FORM FILE MEMBER… writes files into an archive: zip, tar, gzip, or warc
// as pages of https://tavria.example/MEMBER, each packed by itself.
func cmdPack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: pack FORM FILE MEMBER…")
	}
	var b bytes.Buffer
	z, t := zip.NewWriter(&b), tar.NewWriter(&b)
	for _, name := range args[2:] {
		data := ts.ReadFile(name)
		switch args[0] {
		case "zip":
			w, err := z.Create(name)
			ts.Check(err)
			_, err = w.Write([]byte(data))
			ts.Check(err)
		case "tar":
			ts.Check(t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data))}))
			_, err := t.Write([]byte(data))
			ts.Check(err)
		case "gzip":
			packOne(ts, &b, data)
		case "warc":
			packOne(ts, &b, response(filepath.Base(name), data))
		default:
			ts.Fatalf("no form %s", args[0])
		}
	}
	switch args[0] {
	case "zip":
		ts.Check(z.Close())
	case "tar":
		ts.Check(t.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o666))
}

func packOne(ts *testscript.TestScript, b *bytes.Buffer, data string) {
	w := gzip.NewWriter(b)
	_, err := w.Write([]byte(data))
	ts.Check(err)
	ts.Check(w.Close())
}

// response writes a page as a record of a WARC file.
func response(name, page string) string {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://tavria.example/%s\r\n"+
		"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", name, len(block), block)
}
