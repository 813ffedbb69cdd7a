package language

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/article"
	"dateline/language/quote"
	"dateline/language/token"
	"dateline/language/weights"
	"dateline/text"
	"dateline/when"
)

// rules is the version of the rules and lists that make the layers of a Doc.
const rules = "rules-4"

// Model names what makes the layers of a Doc: the version of rules and lists,
// and the weights of the trained layers.
func Model() string { return model() }

var model = sync.OnceValue(func() string { return rules + " " + weights.ID() })

// Analyze makes the Doc of an article. Text in other languages than English
// gets tokens, sentences and quotations; its names and references are left
// out, and Doc.Partial says so.
func Analyze(a *article.Article) *Doc {
	d := &Doc{Article: a, Model: Model()}
	d.cut()
	d.pair()
	d.markQuoted()
	if lang, _, _ := strings.Cut(a.Language, "-"); !strings.EqualFold(lang, "en") && (lang != "" || !d.latin()) {
		d.Partial = true
		return d
	}
	d.layer()
	d.findTimes()
	d.resolve()
	return d
}

// latin reports a text that may be English as far as its letters tell: a short
// one whose language was not recognised is read as English.
func (d *Doc) latin() bool {
	latin, other := 0, 0
	for _, r := range d.Article.Text.String() {
		switch {
		case r < utf8.RuneSelf || unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	return latin >= other
}

// cut fills Tokens and Sentences. Furniture is not analysed.
func (d *Doc) cut() {
	s := d.Article.Text.String()
	d.Tokens = make([]Token, 0, len(s)/5)
	for i, b := range d.Article.Blocks {
		if b.Kind == article.Furniture {
			continue
		}
		first := len(d.Tokens)
		d.Tokens = token.Cut(d.Tokens, s[b.Span.Start:b.Span.End], b.Span.Start)
		toks := d.Tokens[first:]
		starts := token.Sentences(s, toks)
		for k, at := range starts {
			end := len(toks)
			if k+1 < len(starts) {
				end = starts[k+1]
			}
			d.Sentences = append(d.Sentences, Sentence{First: first + at, Last: first + end, Block: i})
		}
	}
}

// pair fills Quotes. Paragraphs follow one another for a quotation that goes
// on, whatever caption stands between them; every other block is by itself.
func (d *Doc) pair() {
	s := d.Article.Text.String()
	var spans []text.Span
	var numbers []int
	flush := func() {
		base := len(d.Quotes)
		for _, q := range quote.Pair(s, spans) {
			q.Block = numbers[q.Block]
			if q.Parent >= 0 {
				q.Parent += base
			}
			if q.Next >= 0 {
				q.Next += base
			}
			d.Quotes = append(d.Quotes, q)
		}
		spans, numbers = spans[:0], numbers[:0]
	}
	for i, b := range d.Article.Blocks {
		if b.Kind == article.Paragraph {
			spans, numbers = append(spans, b.Span), append(numbers, i)
		}
	}
	flush()
	for i, b := range d.Article.Blocks {
		if b.Kind != article.Paragraph && b.Kind != article.Furniture {
			spans, numbers = append(spans, b.Span), append(numbers, i)
			flush()
		}
	}
	d.orderQuotes()
}

// orderQuotes puts the quotations in text order and mends the links.
func (d *Doc) orderQuotes() {
	order := make([]int, len(d.Quotes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return d.Quotes[a].Span.Start - d.Quotes[b].Span.Start })
	at := make([]int, len(order))
	for i, old := range order {
		at[old] = i
	}
	out := make([]Quote, len(order))
	for i, old := range order {
		q := d.Quotes[old]
		if q.Parent >= 0 {
			q.Parent = at[q.Parent]
		}
		if q.Next >= 0 {
			q.Next = at[q.Next]
		}
		out[i] = q
	}
	d.Quotes = out
}

// findTimes fills Times, resolved against the report's own date.
func (d *Doc) findTimes() {
	a := d.Article
	s := a.Text.String()
	for _, b := range a.Blocks {
		if b.Kind != article.DateLine && b.Kind != article.Dateline {
			continue
		}
		if date, at, ok := when.ParseLine(s[b.Span.Start:b.Span.End]); ok {
			if date.Basis == "" {
				date.Basis = "as written"
			}
			d.Times = append(d.Times, Time{Span: text.Span{Start: b.Span.Start + at.Start, End: b.Span.Start + at.End}, Date: date})
		}
	}
	for _, x := range d.Sentences {
		if k := a.Blocks[x.Block].Kind; k == article.DateLine || k == article.Dateline || k == article.Byline {
			continue
		}
		span := d.Span(x)
		sentence := s[span.Start:span.End]
		for _, e := range when.Find(sentence) {
			d.Times = append(d.Times, Time{
				Span: text.Span{Start: span.Start + e.Span.Start, End: span.Start + e.Span.End},
				Date: e.Resolve(a.Published, when.SenseAt(sentence, e.Span)),
			})
		}
	}
	slices.SortFunc(d.Times, func(a, b Time) int { return a.Span.Start - b.Span.Start })
}

// Span returns where a sentence stands in the text.
func (d *Doc) Span(x Sentence) text.Span {
	return text.Span{Start: int(d.Tokens[x.First].Start), End: int(d.Tokens[x.Last-1].End)}
}

// Word returns the words of a token.
func (d *Doc) Word(i int) string {
	t := d.Tokens[i]
	return d.Article.Text.Slice(text.Span{Start: int(t.Start), End: int(t.End)})
}

// TokenAt returns the index of the first token that ends behind byte offset
// at: the token there, or the next one.
func (d *Doc) TokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(d.Tokens, at, func(t Token, at int) int {
		if int(t.End) <= at {
			return -1
		}
		return 1
	})
	return i
}

// markQuoted fills InQuote. A quotation that is never closed counts where a
// paragraph carries it on, and where it is the last of several that did.
func (d *Doc) markQuoted() {
	d.InQuote = make([]int32, len(d.Tokens))
	for i := range d.InQuote {
		d.InQuote[i] = -1
	}
	carriedOn := make([]bool, len(d.Quotes))
	until := 0 // what outer quotations hold already
	for i, q := range d.Quotes {
		if q.Next >= 0 {
			carriedOn[q.Next] = true
		}
		if q.Span.Start < until || !q.Closed && q.Next < 0 && !carriedOn[i] {
			continue
		}
		until = q.Span.End
		for k := d.TokenAt(q.Span.Start); k < len(d.Tokens) && int(d.Tokens[k].Start) < q.Span.End; k++ {
			d.InQuote[k] = int32(i)
		}
	}
}

// titleCase reports whether nearly all longer words of a block begin with a
// capital letter, as in headlines of the American style.
func (d *Doc) titleCase(x Sentence) bool {
	upper, all := 0, 0
	for i := x.First; i < x.Last; i++ {
		w := d.Word(i)
		if utf8.RuneCountInString(w) < 4 || strings.ContainsAny(w, "'’") {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return all >= 3 && upper*10 >= all*8
}
