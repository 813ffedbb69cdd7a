package pack

// Check is a query that finds what does not fit together: one text a row.
type Check struct {
	SQL  string
	What string // what the rows are, before the text
}

// Checks returns the queries that every engine must find nothing with. words
// gives, for a table of words, a subquery of the numbers n in it.
func Checks(words func(table string) string) []Check {
	out := []Check{
		{`SELECT v.id FROM version v WHERE NOT EXISTS (SELECT 1 FROM original o WHERE o.version = v.n)`, "there is no original of version"},
		{`SELECT v.id FROM version v WHERE NOT EXISTS (SELECT 1 FROM result x WHERE x.version = v.n)`, "there is no record of version"},
		{`SELECT v.id FROM version v WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.n = v.report)`, "there is no report of version"},
		{`SELECT r.id FROM report r WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.n = r.current AND v.report = r.n)`, "the current version is not there of report"},
		{`SELECT r.id FROM report r WHERE r.versions <> (SELECT count(*) FROM version v WHERE v.report = r.n)`, "the number of versions is wrong of report"},
		{`SELECT r.id FROM report r WHERE r.statements <> (SELECT count(*) FROM statement s WHERE s.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215)`, "the number of statements is wrong of report"},
		{`SELECT r.id FROM report r JOIN version c ON c.n = r.current WHERE EXISTS (SELECT 1 FROM version v WHERE v.report = r.n AND
			(coalesce(v.changed, -9223372036854775807) > coalesce(c.changed, -9223372036854775807)
			OR coalesce(v.changed, -9223372036854775807) = coalesce(c.changed, -9223372036854775807) AND v.id > c.id))`, "another version is the last one of report"},
		{`SELECT r.id FROM report r WHERE NOT EXISTS (SELECT 1 FROM (` + words("report_words") + `) w WHERE w.n = r.n)`, "the words are not indexed of report"},
		{`SELECT CAST(w.n AS text) FROM (` + words("report_words") + `) w WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.n = w.n)`, "words are indexed of no report, number"},
		{`SELECT v.id FROM version v WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.version = v.id AND j.what = 'added')`, "the journal does not tell when it came, version"},
		{`SELECT t.version FROM tombstone t WHERE EXISTS (SELECT 1 FROM version v WHERE v.id = t.version)`, "what was purged is there, version"},
	}
	for _, t := range Tables {
		out = append(out,
			Check{`SELECT t.id FROM ` + t.Name + ` t WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.n = t.n >> 24)`, "there is no report of " + t.Name},
			Check{`SELECT t.id FROM ` + t.Name + ` t WHERE NOT EXISTS (SELECT 1 FROM (` + words(t.Name+"_words") + `) w WHERE w.n = t.n)`, "the words are not indexed of " + t.Name},
			Check{`SELECT CAST(w.n AS text) FROM (` + words(t.Name+"_words") + `) w WHERE NOT EXISTS (SELECT 1 FROM ` + t.Name + ` t WHERE t.n = w.n)`, "words are indexed of no " + t.Name + ", number"})
	}
	return out
}
