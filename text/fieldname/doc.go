// Package fieldname reads the names of fields and columns: what the name of a
// JSON key or of a table's column says that its value is.
//
//	k := fieldname.Of("content_title") // k.Has(fieldname.Title)
//	fieldname.Of("date_crawled").Has(fieldname.NoDate)
//
// A name is cut into words ("contentTitle", "content-title" and "contenttitle"
// alike), and each word stands in a list (data/words.tsv) under its classes.
// A name says what its words say together; one of unknown words says nothing.
// The values are not looked at.
package fieldname
