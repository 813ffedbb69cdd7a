package article

import (
	"slices"
	"testing"

	"dateline/source"
	"dateline/when"
)

// soleArticle reads an item that holds one article.
func soleArticle(t *testing.T, item source.Item, opt Options) *Article {
	t.Helper()
	var out *Article
	for a, err := range Read(item, opt) {
		if err != nil || out != nil {
			t.Fatalf("a second article, or the error %v", err)
		}
		out = a
	}
	if out == nil {
		t.Fatal("no article")
	}
	return out
}

func TestKnownOfTheContainer(t *testing.T) {
	day, _ := when.Parse("2026-02-09")
	day.Basis = "mail header Date"
	known := source.Known{
		Title: "Ferry  returns", Byline: []string{"Ilse Morat"}, Published: day, Outlet: "Harbour Wire",
		Language: "en", Section: "World",
	}
	silent := []byte("<html><body><article><p>The ferry between Velm and Ostmark sails again from today, the harbour office of Tavria said.</p>" +
		"<p>It had stood still for three weeks after a storm took two of its piers.</p></article></body></html>")
	item := source.Item{Location: "box", Data: silent, URL: "https://tavria.example/ferry", Known: known}
	a := soleArticle(t, item, Options{Outlet: "Other"})
	if a.Title != "Ferry returns" || !slices.Equal(a.Byline, known.Byline) || a.Published != day ||
		a.Outlet != "Harbour Wire" || a.Language != "en" || a.Section != "World" || a.URL != item.URL {
		t.Errorf("got %q %q %v %q %q %q %q", a.Title, a.Byline, a.Published, a.Outlet, a.Language, a.Section, a.URL)
	}
	for _, want := range []Reason{{"url", "the address it was fetched from"}, {"published", "mail header Date"}, {"title", "what holds the record"}} {
		if !slices.Contains(a.Reasons, want) {
			t.Errorf("the reason %v is not told: %v", want, a.Reasons)
		}
	}

	item.Data = []byte(`{"title": "The ferry is back", "body": "The ferry between Velm and Ostmark sails again, the harbour office of Tavria said. It had stood still.", "date": "2026-02-08", "author": "Bela Korn", "url": "https://tavria.example/own"}`)
	a = soleArticle(t, item, Options{})
	if a.Title != "The ferry is back" || !slices.Equal(a.Byline, []string{"Bela Korn"}) || a.Published.ISO != "2026-02-08" || a.URL != "https://tavria.example/own" {
		t.Errorf("what the record says does not come first: %q %q %v %q", a.Title, a.Byline, a.Published, a.URL)
	}
}

// TestKnownIsNotToldOfParts reads two articles out of one item: neither has
// its address.
func TestKnownIsNotToldOfParts(t *testing.T) {
	const body = "The ferry between Velm and Ostmark sails again, the harbour office of Tavria said. It had stood still for weeks."
	item := source.Item{
		Location: "crawl.warc", Pointer: "record 3", URL: "https://tavria.example/api", Known: source.Known{Title: "Feed", Outlet: "Harbour Wire"},
		Data: []byte(`{"items": [{"title": "One", "body": "` + body + `"}, {"title": "Two", "body": "` + body + `"}]}`),
	}
	var pointers []string
	for a, err := range Read(item, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if a.URL != "" || a.Title == "Feed" || a.Outlet != "Harbour Wire" {
			t.Errorf("got %q %q %q", a.URL, a.Title, a.Outlet)
		}
		pointers = append(pointers, a.Original.Pointer)
	}
	if !slices.Equal(pointers, []string{"record 3!/items/0", "record 3!/items/1"}) {
		t.Errorf("pointers %q", pointers)
	}
}
