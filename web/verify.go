package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"dateline/store"
	"dateline/store/query"
)

// verifyView says whether words are in the record.
type verifyView struct {
	Q       string
	Verdict string               // verbatim, differing, not found; "" when nothing was asked
	Said    []store.StatementRow // that have the words as they are
	Hits    []hit                // reports that have them anywhere
	Close   []otherView          // statements that share most of the words
	All     int                  // reports that have all of the words, but not next to each other
}

const (
	verbatim  = "verbatim"
	differing = "differing"
	notFound  = "not found"
)

func (d *desk) verify(r *http.Request) (page, error) {
	v := verifyView{Q: strings.TrimSpace(r.FormValue("q"))}
	p := page{name: "verify.html", title: "Verify", nav: "today"}
	words := query.Words(v.Q)
	if len(words) > 0 {
		if err := d.find(r, &v, words); err != nil {
			return page{}, err
		}
	}
	out := verifyJSON{Words: v.Q, Verdict: v.Verdict, Statements: []statementJSON{}, Close: []statementJSON{}, Hits: []hitJSON{}}
	for _, x := range v.Said {
		out.Statements = append(out.Statements, statementJSON{x.Statement, bare(x.Report)})
	}
	for _, x := range v.Close {
		out.Close = append(out.Close, statementJSON{x.Statement, bare(x.Report)})
	}
	for _, x := range v.Hits {
		out.Hits = append(out.Hits, hitJSON{toReportJSON(x.ReportRow), x.passage, spans(x.matches)})
	}
	p.data, p.json = v, out
	return p, nil
}

type verifyJSON struct {
	Words      string          `json:"words"`
	Verdict    string          `json:"verdict"` // verbatim, differing, not found; "" when nothing was asked
	Statements []statementJSON `json:"statements"`
	Close      []statementJSON `json:"close"`
	Hits       []hitJSON       `json:"hits"`
}

// find looks for the words next to each other, else for statements that have
// runs of them.
func (d *desk) find(r *http.Request, v *verifyView, words []string) error {
	const most = 10
	whole := query.Query{Terms: []query.Term{{Words: words}}}
	hits, err := d.store.Search(r.Context(), whole, store.Page{Limit: most})
	if err != nil {
		return err
	}
	for _, x := range hits {
		v.Hits = append(v.Hits, viewHit(x))
	}
	if v.Said, err = d.store.Statements(r.Context(), whole, store.Page{Limit: most}); err != nil {
		return err
	}
	if len(v.Hits) > 0 {
		v.Verdict = verbatim
		return nil
	}
	v.Verdict = notFound
	if v.Close, err = d.close(r, v.Q, words); err != nil {
		return err
	}
	if len(v.Close) > 0 {
		v.Verdict = differing
	}
	all := query.Query{}
	for _, w := range words[:min(len(words), 12)] {
		all.Terms = append(all.Terms, query.Term{Words: []string{w}})
	}
	reports, err := d.store.Reports(r.Context(), all, store.Page{Limit: most})
	v.All = len(reports)
	return err
}

// close finds statements that have a run of the words and shares most of them.
func (d *desk) close(r *http.Request, asked string, words []string) ([]otherView, error) {
	const most, share = 6, 0.5
	run := min(3, len(words))
	var out []otherView
	var shares []float64
	have := map[string]bool{}
	step := max(1, (len(words)-run)/8)
	for from := 0; from+run <= len(words); from += step {
		q := query.Query{Terms: []query.Term{{Words: words[from : from+run]}}}
		rows, err := d.store.Statements(r.Context(), q, store.Page{Limit: 4 * most})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if have[row.Statement.ID] {
				continue
			}
			have[row.Statement.ID] = true
			diff := trimDiff(wordDiff(asked, spoken(row.Statement)))
			n := 0
			for _, c := range diff {
				if c.Kind == same {
					n += len(query.Words(c.Words))
				}
			}
			if s := float64(n) / float64(len(words)); s >= share {
				out, shares = append(out, otherView{StatementRow: row, Diff: diff}), append(shares, s)
			}
		}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(shares[b], shares[a]) })
	sorted := make([]otherView, 0, most)
	for _, i := range order[:min(len(order), most)] {
		sorted = append(sorted, out[i])
	}
	return sorted, nil
}

// beside are words of a wording before or after those that were asked for.
const beside = "context"

// trimDiff sets apart what a wording has before and after the words that were
// asked for, and shortens it. At its ends, as many words stand for what was
// asked as it lacks there.
func trimDiff(list []change) []change {
	if n := len(list); n > 1 && list[0].Kind == added {
		list = append([]change{{beside, last(list[0].Words, 0)}}, list[1:]...)
	} else if n > 2 && list[0].Kind == removed && list[1].Kind == added {
		k := len(strings.Fields(list[0].Words))
		w := strings.Fields(list[1].Words)
		if len(w) > k {
			list = append([]change{{beside, last(list[1].Words, k)}, list[0], {added, strings.Join(w[len(w)-k:], " ")}}, list[2:]...)
		}
	}
	n := len(list)
	if n < 2 || list[n-1].Kind != added {
		return list
	}
	k := 0
	if list[n-2].Kind == removed {
		k = len(strings.Fields(list[n-2].Words))
	}
	w := strings.Fields(list[n-1].Words)
	if len(w) <= k {
		return list
	}
	rest := change{beside, first(strings.Join(w[k:], " "))}
	if k == 0 {
		return append(list[:n-1], rest)
	}
	return append(list[:n-1], change{added, strings.Join(w[:k], " ")}, rest)
}

const contextWords = 6

// first is the beginning of words.
func first(words string) string {
	w := strings.Fields(words)
	if len(w) <= contextWords {
		return words
	}
	return strings.Join(w[:contextWords], " ") + " …"
}

// last is the end of words without so many at their end.
func last(words string, without int) string {
	w := strings.Fields(words)
	w = w[:len(w)-without]
	if len(w) <= contextWords {
		return strings.Join(w, " ")
	}
	return "… " + strings.Join(w[len(w)-contextWords:], " ")
}
