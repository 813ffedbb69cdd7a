package source

import (
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files")

// listing writes items and errors as the golden files have them.
func listing(t testing.TB, name string, data []byte) string {
	t.Helper()
	var b strings.Builder
	for item, err := range Read(t.Context(), name, bytes.NewReader(data), Options{}) {
		if err != nil {
			fmt.Fprintf(&b, "! %v\n\n", err)
			continue
		}
		fmt.Fprintf(&b, "%s @%d+%d\n", item.Pointer, item.Offset, len(item.Data))
		line := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "%s: %s\n", name, value)
			}
		}
		k := item.Known
		line("hint", item.Hint)
		line("url", item.URL)
		line("title", k.Title)
		line("byline", strings.Join(k.Byline, "; "))
		if k.Published.Known() {
			line("published", k.Published.ISO+" ("+k.Published.Basis+")")
		}
		line("outlet", k.Outlet)
		line("language", k.Language)
		fmt.Fprintf(&b, "%q\n\n", item.Data)
	}
	return b.String()
}

// compareGolden reads each file of pattern and compares its listing with
// NAME.golden beside it.
func compareGolden(t *testing.T, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		if filepath.Ext(file) == ".golden" {
			continue
		}
		n++
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := listing(t, filepath.Base(file), data)
			golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if n == 0 {
		t.Fatal("no fixtures")
	}
}

// TestMail reads testdata/mail/NAME.* and compares with NAME.golden; two files
// add a case, -update writes the second.
func TestMail(t *testing.T) { compareGolden(t, "testdata/mail/*") }

// TestMailDecodesWhatWasEncoded writes mails with the standard library and
// wants each text back as it was, byte for byte, with the headers.
func TestMailDecodesWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`The words [ -~éüЖ中—“”\n]{1,300}`)
		texts := rapid.SliceOfN(words.Filter(func(s string) bool { return strings.TrimSpace(s) != "" }), 1, 4).Draw(t, "texts")
		title := strings.Join(strings.Fields(rapid.StringMatching(`Talks [a-zéЖ中 ]{0,80}end`).Draw(t, "title")), " ")
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		fmt.Fprintf(&b, "From: Quay Wire <news@quay.example>\r\nDate: Tue, 11 Mar 2031 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"+
			"Subject: %s\r\nContent-Type: multipart/mixed; boundary=%q\r\n\r\n", mime.QEncoding.Encode("utf-8", title), w.Boundary())
		for i, s := range texts {
			head := textproto.MIMEHeader{"Content-Type": {"text/markdown; charset=utf-8"}}
			coded := rapid.SampledFrom([]string{"base64", "quoted-printable", "8bit"}).Draw(t, fmt.Sprint("encoding ", i))
			head.Set("Content-Transfer-Encoding", coded)
			p, err := w.CreatePart(head)
			if err != nil {
				t.Fatal(err)
			}
			switch coded {
			case "base64":
				e := base64.NewEncoder(base64.StdEncoding, p)
				_, _ = e.Write([]byte(s))
				_ = e.Close()
			case "quoted-printable":
				e := quotedprintable.NewWriter(p)
				e.Binary = true
				_, _ = e.Write([]byte(s))
				_ = e.Close()
			default:
				_, _ = p.Write([]byte(s))
			}
		}
		_ = w.Close()
		var got []string
		for item, err := range Read(context.Background(), "mail", &b, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			if item.Known.Title != title && len(got) == 0 || item.Offset != 0 {
				t.Fatalf("title %q, want %q; offset %d", item.Known.Title, title, item.Offset)
			}
			got = append(got, string(item.Data))
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestDecodeWords(t *testing.T) {
	for s, want := range map[string]string{
		"plain":                               "plain",
		"=?utf-8?Q?Caf=C3=A9_at_Port?=":       "Café at Port",
		"=?UTF-8?B?w6k=?= =?utf-8?b?w6k=?= x": "éé x",
		"=?utf-8?Q?a=C3?=\n =?utf-8?Q?=A9b?=": "aéb", // a character cut in two
		"a =?iso-8859-1*en?Q?=E9?= b":         "a é b",
		"=?koi8-r?B?8M/S1A==?=: x":            "Порт: x",
		"=?none?Q?abc?=":                      "abc",
		"=?utf-8?Q?=ZZ?= =?utf-8?X?a?=":       "=ZZ =?utf-8?X?a?=",
		"caf\xe9":                             "café",
		"=?":                                  "=?",
	} {
		if got := decodeWords(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestSubject(t *testing.T) {
	for s, want := range map[string]string{
		"Re: Fwd: Talks end":       "Talks end",
		"RE[2]: AW: Talks end":     "Talks end",
		"[harbour-press] Fwd: Fog": "Fog",
		"[Update] Fog":             "[Update] Fog",
		"Fog: port shut":           "Fog: port shut",
		"回复：雾":                     "雾",
		"Re:":                      "Re:",
	} {
		h := header{{"subject", s}, {"list-id", "Press <harbour-press.lists.example>"}}
		if got := subject(h); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestSender(t *testing.T) {
	for _, c := range []struct {
		from           string
		bulk           bool
		person, outlet string
	}{
		{"Ada Lorn <ada.lorn@quay.example>", false, "Ada Lorn", ""},
		{"Ada Lorn <ada@lorn.example>", true, "Ada Lorn", ""},
		{`"Lorn, Ada" <alorn@quay.example>`, false, "Ada Lorn", ""},
		{"Ada Lorn at Quay Wire <news@quay.example>", true, "", "Ada Lorn at Quay Wire"},
		{"Ada Lorn at Quay Wire <ada@quay.example>", true, "Ada Lorn", "Quay Wire"},
		{"Ada Lorn (Quay Wire) <ada@quay.example>", false, "Ada Lorn", "Quay Wire"},
		{"'Ada Lorn' via Press List <press@lists.example>", true, "Ada Lorn", "Press List"},
		{"Quay Wire <news@quay.example>", true, "", "Quay Wire"},
		{"Morning Quay <hello@quay.example>", true, "", "Morning Quay"},
		{"The Quay <the@quay.example>", false, "", "The Quay"},
		{"news@quay.example", false, "", ""},
		{"ada@quay.example (Ada Lorn)", false, "Ada Lorn", ""},
		{"=?utf-8?Q?Ilse_V=C3=A1rga?= <ilse@quay.example>", false, "Ilse Várga", ""},
	} {
		name, address := mailbox(c.from)
		person, outlet := sender(name, address, c.bulk)
		if person != c.person || outlet != c.outlet {
			t.Errorf("%s: %q, %q; want %q, %q", c.from, person, outlet, c.person, c.outlet)
		}
	}
}

func TestIsMail(t *testing.T) {
	for s, want := range map[string]bool{
		"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Tue, 11 Mar 2031 09:30:00 +0200\n\nx": true,
		"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n":                         true,
		"Title: Fog\nDate: 11 March 2031\nBy: Ada Lorn\n\nThe port is shut.":                         false,
		"Subject: Fog\n\nThe port is shut.":                                                          false,
		"From: the harbour\nTo: the desk\nSubject: fog\nDate: today\n\nThe port is shut.":            false,
		"HTTP/1.1 200 OK\nContent-Type: text/html\nDate: Tue, 11 Mar 2031 09:30:00 GMT\n\n<p>x":      false,
		"Content-Type: text/html\nDate: Tue, 11 Mar 2031 09:30:00 GMT\nServer: x\n\n<p>x":            false,
		"The port: it is shut.\nThe lake: it is not.\n\nFrom: x":                                     false,
	} {
		if got := isMail([]byte(s)); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestReadMailWordsNamesTheBadLine(t *testing.T) {
	for file, want := range map[string]string{
		"# top\noutlets\tx":  `x.tsv:2: unknown class "outlets"`,
		"outlet\tnews,news":  `x.tsv:1: "news" is empty`,
		"outlet\tnews,Daily": `x.tsv:1: "Daily" is empty`,
	} {
		if _, err := readMailWords("x.tsv", file); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// TestMailHostile wants an end and bounded work for mails that nobody wrote.
func TestMailHostile(t *testing.T) {
	top := "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
	deep := top
	for i := range 3000 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	for name, s := range map[string]string{
		"nested multiparts": deep,
		"nested messages":   top + "\n" + strings.Repeat("Content-Type: message/rfc822\n\n", 5000),
		"many parts":        top + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 30000),
		"many boundaries":   top + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n", 100000),
		"a long header":     top + "X: y\n" + strings.Repeat(" z\n", 400000) + "\nThe text.",
		"folds":             top + "Subject: a\n" + strings.Repeat(" =?utf-8?Q?a?=\n", 20000) + "\nThe text.",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_ = listing(t, "x", []byte(s))
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func FuzzMail(f *testing.F) {
	files, _ := filepath.Glob("testdata/mail/*")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && filepath.Ext(file) != ".golden" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const top = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
		for _, before := range []string{"", top, "From a Tue Mar 11 09:30:00 2031\n" + top} {
			for item, err := range Read(t.Context(), "x", strings.NewReader(before+string(data)), Options{MaxRecord: 1 << 16}) {
				if err == nil && (item.Data == nil || item.Location != "x") {
					t.Errorf("item %+v", item)
				}
			}
		}
	})
}

func BenchmarkMailbox(b *testing.B) {
	mail, err := os.ReadFile("testdata/mail/newsletter.eml")
	if err != nil {
		b.Fatal(err)
	}
	one := append([]byte("From news@quaywire.example Tue Mar 11 09:30:00 2031\n"), bytes.ReplaceAll(mail, []byte("\r\n"), []byte("\n"))...)
	data := bytes.Repeat(append(one, '\n'), 200)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range Read(b.Context(), "box", bytes.NewReader(data), Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 200 {
			b.Fatal(n)
		}
	}
}
