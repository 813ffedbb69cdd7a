package article

import (
	"encoding/json"

	"dateline/text"
)

// Cut writes a without its text and its original, which are kept elsewhere, so
// that [Restore] makes it again without reading the original anew.
func (a *Article) Cut() ([]byte, error) {
	bare := *a
	bare.Text, bare.Original.Data, bare.Reasons = text.Text{}, nil, nil
	return json.Marshal(bare)
}

// Restore makes an article again from what Cut wrote, its text and its
// original.
func Restore(cut []byte, t text.Text, original []byte) (*Article, error) {
	var a Article
	if err := json.Unmarshal(cut, &a); err != nil {
		return nil, err
	}
	a.Text, a.Original.Data = t, original
	return &a, nil
}
