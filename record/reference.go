package record

// Reference is what lists say of the report that something stands in. The
// fields are those of [Report].
type Reference struct {
	ID        string  `json:"id"`
	Version   string  `json:"version"`
	Location  string  `json:"location"`
	Pointer   string  `json:"pointer"`
	Outlet    *string `json:"outlet"`
	URL       *string `json:"url"`
	Title     *string `json:"title"`
	Published Stamp   `json:"published"`
	Language  *string `json:"language"`
	Retracted *Mark   `json:"retracted,omitempty"`
}

// Reference returns what lists say of r.
func (r *Report) Reference() Reference {
	return Reference{r.ID, r.Version, r.Location, r.Pointer, r.Outlet, r.URL, r.Title, r.Published, r.Language, r.Retracted}
}
