package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"dateline/store/index"
)

const (
	maxPosition = 16000 // of a word in a tsvector; PostgreSQL holds 16,383
	maxSame     = 250   // positions of one word; PostgreSQL holds 255
	maxBytes    = 900_000
	maxLexeme   = 500 // bytes
	maxPhrase   = 32  // words that are looked for as one run; pieces overlap by one less
)

// The letters before the words of fields. The text itself has none.
const (
	ofText    = ""
	ofNames   = "n/"
	ofPlaces  = "p/"
	ofOutlet  = "o/"
	ofSpeaker = "s/"
	ofKind    = "k/"
	ofCue     = "c/"
)

// field is the words of a field with spaces between.
type field struct{ letter, words string }

func reportFields(r index.Report) []field {
	return []field{{ofText, r.Title}, {ofText, r.Text}, {ofNames, r.Names}, {ofPlaces, r.Places}, {ofOutlet, r.Outlet}}
}

func partFields(s index.Statement) []field {
	return []field{{ofText, s.Said}, {ofSpeaker, s.Speaker}, {ofKind, s.Kind}, {ofCue, s.Cue}}
}

// vectors returns the words of fields as tsvectors: one, or several that
// overlap where one cannot hold them.
func vectors(fields []field) []pgtype.TSVector {
	v := newVector()
	var out []pgtype.TSVector
	for _, f := range fields {
		v.at++ // a gap that no phrase crosses
		var recent []string
		for w := range strings.SplitSeq(f.words, " ") {
			if w == "" {
				continue
			}
			if w == index.Break {
				v.at++
				recent = recent[:0]
				continue
			}
			w = lexeme(f.letter, w)
			if v.full(w) {
				out = append(out, v.vector())
				v = newVector()
				for _, r := range recent {
					v.add(r)
				}
			}
			v.add(w)
			if recent = append(recent, w); len(recent) >= maxPhrase {
				recent = recent[1:]
			}
		}
	}
	return append(out, v.vector())
}

// vector is a tsvector in the making.
type vector struct {
	at    int // position of the last word
	size  int // bytes
	index map[string]int
	list  []pgtype.TSVectorLexeme
}

func newVector() *vector { return &vector{index: map[string]int{}} }

func (v *vector) full(w string) bool {
	if v.at >= maxPosition || v.size+len(w) >= maxBytes {
		return true
	}
	i, ok := v.index[w]
	return ok && len(v.list[i].Positions) >= maxSame
}

func (v *vector) add(w string) {
	i, ok := v.index[w]
	if !ok {
		i = len(v.list)
		v.index[w] = i
		v.list = append(v.list, pgtype.TSVectorLexeme{Word: w})
	}
	v.at++
	v.size += len(w) + 4
	v.list[i].Positions = append(v.list[i].Positions, pgtype.TSVectorPosition{Position: uint16(v.at), Weight: pgtype.TSVectorWeightD})
}

func (v *vector) vector() pgtype.TSVector { return pgtype.TSVector{Lexemes: v.list, Valid: true} }

// lexeme returns the word w of a field as it is kept.
func lexeme(letter, w string) string {
	w = clean(w)
	if len(w) > maxLexeme {
		sum := sha256.Sum256([]byte(w))
		w = strings.ToValidUTF8(w[:maxLexeme-64], "") + hex.EncodeToString(sum[:])
	}
	return letter + w
}

// clean replaces what PostgreSQL's text cannot hold.
func clean(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\ufffd")
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// tokens takes words apart as the index of the other engine does, whose
// tokenizer knows of ASCII letters, digits and all that is not ASCII.
func tokens(words []string) []string {
	return strings.FieldsFunc(strings.ToLower(clean(strings.Join(words, " "))), func(r rune) bool {
		return r < 0x80 && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
}

// phrases returns words of a field as expressions of tsquery that must all
// match; none if nothing can match.
func phrases(letter string, words []string) []string {
	list := tokens(words)
	var out []string
	for at := 0; at < len(list); at += maxPhrase / 2 {
		run := list[at:min(len(list), at+maxPhrase)]
		quoted := make([]string, len(run))
		for i, w := range run {
			quoted[i] = `'` + inString.Replace(lexeme(letter, w)) + `'`
		}
		out = append(out, "("+strings.Join(quoted, " <-> ")+")")
		if at+maxPhrase >= len(list) {
			break
		}
	}
	return out
}

// inString makes of a word what can stand inside a string of tsquery.
var inString = strings.NewReplacer(`'`, `''`, `\`, `\\`)
