package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// maxHTTPHeader is how much longer than its body an answer may be.
const maxHTTPHeader = 64 << 10

// httpReader takes HTTP answers apart. It is used for one after another.
type httpReader struct {
	gzip  *gzip.Reader
	whole []byte // scratch: a body whose chunks were put together
}

// httpHeader is what is used of an answer's header.
type httpHeader struct {
	status   int
	media    string
	encoding []string // of the body, as it was applied
	chunked  bool
}

// message returns a reader of the body of the HTTP answer b, and its media
// type. skip tells, in the plural, what the answer is if it holds no press.
func (h *httpReader) message(b []byte, uri string) (body io.Reader, media, skip string, err error) {
	head, rest, err := parseHTTP(b)
	if err != nil {
		return nil, "", "", err
	}
	if head.status != 0 && (head.status < 200 || head.status > 299) {
		return nil, "", fmt.Sprintf("answers of status %d", head.status), nil
	}
	if skip := unwantedMedia(head.media, uri); skip != "" {
		return nil, "", skip, nil
	}
	if head.chunked {
		rest = h.unchunk(rest)
	}
	if isBlank(rest) {
		return nil, "", "empty pages", nil
	}
	body, err = h.decode(rest, head.encoding)
	return body, head.media, "", err
}

// errHTTP tells that a response record holds no HTTP answer.
var errHTTP = errors.New("no HTTP answer")

// parseHTTP reads the header of an answer and returns what follows it.
func parseHTTP(b []byte) (httpHeader, []byte, error) {
	var h httpHeader
	if !bytes.HasPrefix(b, []byte("HTTP/")) {
		return h, nil, errHTTP
	}
	line, rest := cutLine(b)
	if f := strings.Fields(string(line)); len(f) > 1 {
		h.status, _ = strconv.Atoi(f[1])
	}
	for {
		line, rest = cutLine(rest)
		if len(line) == 0 {
			return h, rest, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch strings.ToLower(string(bytes.TrimSpace(name))) {
		case "content-type":
			h.media = string(value)
		case "content-encoding":
			for e := range strings.SplitSeq(strings.ToLower(string(value)), ",") {
				h.encoding = append(h.encoding, strings.TrimSpace(e))
			}
		case "transfer-encoding":
			h.chunked = strings.Contains(strings.ToLower(string(value)), "chunked")
		}
	}
}

// cutLine returns the first line of b, without its end, and the rest.
func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte{'\n'})
	return bytes.TrimRight(line, "\r"), rest
}

// unchunk puts the chunks of a body together. Many archives keep the header
// but have undone it: what is not chunked is returned as it is, and what
// follows the last whole chunk of a damaged body is kept.
func (h *httpReader) unchunk(b []byte) []byte {
	if _, _, ok := chunk(b); !ok {
		return b
	}
	h.whole = h.whole[:0]
	for len(b) > 0 {
		data, rest, ok := chunk(b)
		if !ok {
			return append(h.whole, b...)
		}
		if len(data) == 0 {
			break
		}
		h.whole = append(h.whole, data...)
		b = rest
	}
	return h.whole
}

// chunk returns the first chunk of b and what follows it.
func chunk(b []byte) (data, rest []byte, ok bool) {
	line, rest := cutLine(b)
	digits, _, _ := strings.Cut(string(line[:min(len(line), 64)]), ";")
	n, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
	if err != nil {
		return nil, nil, false
	}
	size := min(int(n), len(rest))
	data, rest = rest[:size], rest[size:]
	rest = bytes.TrimPrefix(rest, []byte{'\r'})
	return data, bytes.TrimPrefix(rest, []byte{'\n'}), true
}

// decode undoes the encodings of a body, the last first. Where a body is not
// encoded as its header says it is taken as it is.
func (h *httpReader) decode(b []byte, encodings []string) (io.Reader, error) {
	var r io.Reader = bytes.NewReader(b)
	for i := len(encodings) - 1; i >= 0; i-- {
		first := i == len(encodings)-1
		switch e := encodings[i]; e {
		case "", "identity", "none", "utf-8":
		case "gzip", "x-gzip":
			if first && !isGzip(b) {
				continue
			}
			z, err := h.gunzip(r)
			if err != nil {
				return nil, err
			}
			r = &damaging{r: z, what: "gzip data of the body"}
		case "deflate":
			if first && !isDeflate(b) {
				continue
			}
			r = &damaging{r: inflate(r, b), what: "deflate data of the body"}
		case "zstd":
			z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
			if err != nil {
				return nil, err
			}
			r = &damaging{r: z.IOReadCloser(), what: "zstd data of the body"}
		default:
			if first && (bytes.HasPrefix(bytes.TrimSpace(b), []byte("<")) || isText(b)) {
				continue
			}
			return nil, fmt.Errorf("a body of the encoding %.20q, which is not read", e)
		}
	}
	return r, nil
}

// gunzip reads gzip data by the reader that is there for it.
func (h *httpReader) gunzip(r io.Reader) (io.Reader, error) {
	if h.gzip == nil {
		h.gzip = new(gzip.Reader)
	}
	if err := h.gzip.Reset(r); err != nil {
		return nil, fmt.Errorf("a body whose gzip data are damaged: %w", err)
	}
	return h.gzip, nil
}

// isDeflate reports whether b is deflate data, with the frame of zlib or
// without.
func isDeflate(b []byte) bool {
	if isZlib(b) {
		return true
	}
	var out [16]byte
	n, _ := flate.NewReader(bytes.NewReader(b)).Read(out[:])
	return n > 0 && !isText(b)
}

func isZlib(b []byte) bool {
	return len(b) > 2 && b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0
}

// inflate reads deflate data, which begin with b.
func inflate(r io.Reader, b []byte) io.Reader {
	if isZlib(b) {
		if z, err := zlib.NewReader(r); err == nil {
			return z
		}
	}
	return flate.NewReader(r)
}

// isText reports whether the start of b has no control characters but white
// space.
func isText(b []byte) bool {
	for _, c := range b[:min(len(b), 512)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			return false
		}
	}
	return true
}

// unwantedMedia tells, in the plural, what a file of a media type is that
// holds no press; "" if it may hold some. Without a type its content decides.
func unwantedMedia(media, uri string) string {
	t, _, _ := mime.ParseMediaType(media)
	if t == "" {
		t, _, _ = strings.Cut(media, ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	if u, err := url.Parse(uri); err == nil && path.Base(u.Path) == "robots.txt" {
		return "robots.txt"
	}
	top, sub, _ := strings.Cut(t, "/")
	switch {
	case t == "" || t == "unk" || t == "warc/revisit":
		return ""
	case sub == "css" || strings.Contains(sub, "javascript") || sub == "ecmascript":
		return "scripts and style sheets"
	case top == "text" || strings.HasSuffix(sub, "json") || strings.HasSuffix(sub, "ndjson") || sub == "jsonl":
		return ""
	case sub == "svg+xml":
		return "pictures"
	case top == "application" && (strings.HasSuffix(sub, "xml") || sub == "jsonlines" || sub == "xhtml+xml"):
		return ""
	case top == "message" || top == "multipart" || sub == "rtf":
		return ""
	case top == "image":
		return "pictures"
	case top == "video" || top == "audio":
		return "sounds and films"
	case top == "font":
		return "fonts"
	}
	return "files of type " + strings.ToValidUTF8(t[:min(len(t), 60)], "")
}
