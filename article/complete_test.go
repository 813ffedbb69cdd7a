package article

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/source"
	"dateline/text"
	"dateline/when"
)

// drafted makes an article of fragments that stand in a record one after the
// other, parted by bars.
func drafted(t *testing.T, d draft, kinds []BlockKind, record string) *Article {
	t.Helper()
	whole := text.Decode([]byte(record))
	at := 0
	for i, part := range strings.Split(record, "|") {
		d.add(kinds[i], whole.Sub(text.Span{Start: at, End: at + len(part)}))
		at += len(part) + 1
	}
	a := d.article(source.Item{Location: "test", Data: []byte(record)}, Options{})
	if err := check(a); err != nil {
		t.Fatal(err)
	}
	return a
}

func blocksOf(a *Article) []string { return goldenOf(a).Blocks }

func TestCompleteRepeatsAndDateline(t *testing.T) {
	a := drafted(t, draft{title: "Ferry returns to “Port Hale”"},
		[]BlockKind{Headline, Paragraph, Paragraph, Paragraph},
		`Ferry returns to “Port Hale”|Ferry Returns to "Port Hale"|PORT HALE, March 3 (Harbour Wire) — The ferry returned on Tuesday.|PORT HALE — where it was built.`)
	want := []string{
		"headline: Ferry returns to “Port Hale”",
		`headline: Ferry Returns to "Port Hale"`,
		"dateline: PORT HALE, March 3 (Harbour Wire) —",
		"paragraph: The ferry returned on Tuesday.",
		"paragraph: PORT HALE — where it was built.",
	}
	if d := cmp.Diff(want, blocksOf(a)); d != "" {
		t.Errorf("blocks: want -, got +:\n%s", d)
	}
	if a.Dateline.Name != "PORT HALE" || a.Dateline.Date.ISO != "--03-03" || a.Published.Known() {
		t.Errorf("dateline %+v, published %+v", a.Dateline, a.Published)
	}
	if len(a.Headlines) != 2 || a.Headlines[0].Start != 0 {
		t.Errorf("headlines %v", a.Headlines)
	}
}

func TestCompleteTitle(t *testing.T) {
	// The variant that was taken as title comes first, wherever it stands.
	a := drafted(t, draft{title: "Short one"}, []BlockKind{Headline, Headline, Paragraph}, "Long and winding one|Short one|The ferry returned on Tuesday.")
	if got := a.Text.Slice(a.Headlines[0]); got != "Short one" {
		t.Errorf("first headline %q", got)
	}
	// A headline inside the body is a variant and never the title.
	a = drafted(t, draft{}, []BlockKind{Paragraph, Headline, Paragraph}, "The ferry returned.|Miners found alive|The miners were found.")
	if a.Title != "" || len(a.Headlines) != 1 {
		t.Errorf("title %q, headlines %v", a.Title, a.Headlines)
	}
}

func TestCompletePublished(t *testing.T) {
	const body = "PORT HALE, March 3, 2026 (Harbour Wire) — The ferry returned on Tuesday."
	a := drafted(t, draft{}, []BlockKind{Paragraph}, body)
	if a.Published.ISO != "2026-03-03" || a.Published.Basis != basisDateline {
		t.Errorf("published %+v", a.Published)
	}
	known := when.Date{ISO: "2026-03-04", Precision: when.Day, Basis: "json field date"}
	if a = drafted(t, draft{published: known}, []BlockKind{Paragraph}, body); a.Published != known {
		t.Errorf("published %+v", a.Published)
	}
}

func TestCompleteLanguageAndByline(t *testing.T) {
	a := drafted(t, draft{}, []BlockKind{Byline, Paragraph}, "Par Élise Marchetti|Les ministres ont annoncé que le pont serait rouvert après neuf mois.")
	if a.Language != "fr" || len(a.Byline) != 1 || a.Byline[0] != "Élise Marchetti" {
		t.Errorf("language %q, byline %q", a.Language, a.Byline)
	}
	a = drafted(t, draft{language: "en", byline: []string{"Ann Poe"}}, []BlockKind{Byline, Paragraph}, "Par Élise Marchetti|Les ministres ont annoncé cela.")
	if a.Language != "en" || len(a.Byline) != 1 || a.Byline[0] != "Ann Poe" {
		t.Errorf("declared: language %q, byline %q", a.Language, a.Byline)
	}
}

func TestReportID(t *testing.T) {
	ids := map[string]bool{
		reportID("https://example.org/1", "Wire", "7", "v1"): true,
		reportID("", "Wire", "7", "v1"):                      true,
		reportID("", "", "7", "v1"):                          true,
		reportID("", "Wire", "", "v2"):                       true,
	}
	if len(ids) != 4 {
		t.Errorf("ids collide: %v", ids)
	}
	if reportID("", "Wire", "7", "v1") != reportID("", "Wire", "7", "v2") {
		t.Error("a new version changes the id of a known report")
	}
}

func BenchmarkReadText(b *testing.B) {
	para := "The two neighbours will reopen the bridge at Lower Dane on the first day of March, their transport ministers said on Friday, nine months after a dispute over tolls closed it to all but ambulances.\n\n"
	data := []byte("Tavria and Morvenia agree to reopen the river bridge\n\nBy Jane Roe in Port Hale\n\nPublished: 9 Feb 2026\n\n" + strings.Repeat(para, 16) + "Tags :\n\nShare :\n\nLeave a Reply\n")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(source.Item{Location: "bench", Data: data}, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// A body in another language than the declared one is believed, and only then.
func TestContradictedLanguage(t *testing.T) {
	const russian = "Министры транспорта двух стран договорились в четверг снова открыть мост у Нижнего Дана, который был закрыт девять месяцев."
	const japanese = "両国の運輸相は木曜日、九か月閉鎖されていた川の橋を再び開くことで合意したと発表した。工事は来月から始まる予定だ。"
	const english = "The two ministers said on Thursday that the bridge at Lower Dane would be opened again, nine months after it had been closed."
	for _, c := range []struct{ declared, body, want string }{
		{"en", russian, "ru"},
		{"en-GB", japanese, "ja"},
		{"zh-CN", japanese, "ja"},
		{"ja", english, "en"},
		{"ru-RU", russian, "ru-RU"},
		{"en", english, "en"},
		{"sr", "Ministri su u četvrtak rekli da će most na reci biti ponovo otvoren, devet meseci pošto je bio zatvoren.", "sr"},
		{"kk", russian, "kk"},
	} {
		a := drafted(t, draft{language: c.declared}, []BlockKind{Paragraph}, c.body)
		if a.Language != c.want {
			t.Errorf("declared %q: got %q, want %q", c.declared, a.Language, c.want)
		}
		if overruled := a.told("language"); overruled != (c.want != c.declared) {
			t.Errorf("declared %q: the reason is told: %v", c.declared, overruled)
		}
	}
}
