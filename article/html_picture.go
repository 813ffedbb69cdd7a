package article

import (
	"net/url"
	"sort"

	"golang.org/x/net/html/atom"
)

// captionReach is how many elements up from a caption its picture is looked for.
const captionReach = 6

// pictures returns, for the blocks that are captions, the address of their
// picture: the nearest one in the same figure, or in the nearest element
// around that holds one.
func (p *page) pictures(m *metadata, kinds []BlockKind) map[int]string {
	out := map[int]string{}
	if len(p.images) == 0 {
		return out
	}
	base, err := url.Parse(m.url)
	if err != nil {
		base = nil
	}
	for i, k := range p.blocks {
		if kinds[i] != Caption {
			continue
		}
		at := p.elems[k.elem].block
		for range captionReach {
			e := &p.elems[at]
			if found := p.imageIn(at, e.end, k.elem); found != "" {
				out[i] = absolute(base, found)
				break
			}
			if e.tag == atom.Figure || e.tag == atom.Article || e.tag == atom.Body || at == 0 {
				break
			}
			at = e.parent
		}
	}
	return out
}

// imageIn returns the address of the picture among the elements from up to
// end that stands last before element near, else first after it.
func (p *page) imageIn(from, end, near int32) string {
	next := sort.Search(len(p.images), func(i int) bool { return p.images[i].elem > near })
	if next > 0 && p.images[next-1].elem >= from {
		return p.images[next-1].url
	}
	if next < len(p.images) && p.images[next].elem < end {
		return p.images[next].url
	}
	return ""
}

// absolute resolves an address against that of the page.
func absolute(base *url.URL, s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	return u.String()
}
