package web

import (
	"dateline/record"
	"dateline/store"
)

// samples are reports of our own about states that do not exist.
func samples() []store.Entry {
	a := newDraft("r01", `Home
World
Subscribe

Tavria “will not be hurried” over the river accord

The two delegations meet again on Thursday; the mediator speaks of a narrow but open door.

By Ilse Marant and Piet Okoro

KESTREL, Feb. 9 (Harbour Wire) — Foreign Minister Mara Dvorin said on Monday that Tavria “will not be hurried” over the draft accord on the Lower Senn, and that any text “must name the dams, one by one”.

“We came with maps,” Dvorin told reporters outside the customs house, “and we leave with questions.”

Morvenia’s envoy, Tomas Rell, rejected that account. He said Dvorin had told the mediator, “We accept the timetable in full,” before she faced the cameras.

The Morvenian side, according to a person close to the talks, would halt work at the upper dam if Tavria lifted its tolls at the same hour.

وقال المبعوث سليم الحداد إن الباب «ما زال مفتوحا» أمام الطرفين.

Share this
Print`)
	a.Report.Outlet, a.Report.Language = ptr("Harbour Wire"), ptr("en")
	a.Report.URL = ptr("https://harbourwire.example/2026/02/senn-accord")
	a.Report.Published = record.Stamp{Time: ptr("2026-02-09T17:53+01:00"), Precision: ptr("minute"), Basis: ptr("meta article:published_time")}
	a.Report.Byline = []string{"Ilse Marant", "Piet Okoro"}
	a.Report.Dateline = &record.Place{Place: ptr("KESTREL"), Date: ptr("--02-09")}
	a.part("furniture", "Home\nWorld\nSubscribe").
		part("headline", "Tavria “will not be hurried” over the river accord").
		part("standfirst", "The two delegations meet again on Thursday; the mediator speaks of a narrow but open door.").
		part("byline", "By Ilse Marant and Piet Okoro").
		part("dateline", "KESTREL, Feb. 9 (Harbour Wire) —").
		part("furniture", "Share this\nPrint")
	a.say("Foreign Minister Mara Dvorin said on Monday that Tavria “will not be hurried” over the draft accord on the Lower Senn, and that any text “must name the dams, one by one”",
		"Mara Dvorin", "Foreign Minister Mara Dvorin", "said", "Tavria “will not be hurried” over the draft accord on the Lower Senn, and that any text “must name the dams, one by one”", "will not be hurried|must name the dams, one by one")
	a.Statements[0].Speaker.Role = ptr("Foreign Minister")
	a.Statements[0].Quotes[0] = a.at("will not be hurried", 1)
	a.Statements[0].Date = &record.Date{ISO: ptr("2026-02-09"), Precision: ptr("day"), Basis: ptr("weekday before the report’s date")}
	a.say("“We came with maps,” Dvorin told reporters outside the customs house, “and we leave with questions.”", "Mara Dvorin", "Dvorin told", "told",
		"We came with maps,|and we leave with questions.", "We came with maps,|and we leave with questions.")
	*a.Statements[1].Speaker.Span = a.at("Dvorin", 1)
	a.say("He said Dvorin had told the mediator, “We accept the timetable in full,” before she faced the cameras", "Tomas Rell", "He said", "said Dvorin",
		"Dvorin had told the mediator, “We accept the timetable in full,” before she faced the cameras", "We accept the timetable in full,")
	*a.Statements[2].Speaker.Span = a.at("He", 0)
	a.Statements[2].Cue[0] = a.at("said", 1)
	a.say("Dvorin had told the mediator, “We accept the timetable in full,”", "Mara Dvorin", "Dvorin had told", "had told", "We accept the timetable in full,", "We accept the timetable in full,")
	*a.Statements[3].Speaker.Span = a.at("Dvorin", 2)
	a.say("The Morvenian side, according to a person close to the talks, would halt work at the upper dam if Tavria lifted its tolls at the same hour", "", "a person close to the talks", "according to",
		"The Morvenian side|would halt work at the upper dam if Tavria lifted its tolls at the same hour", "")
	a.say("وقال المبعوث سليم الحداد إن الباب «ما زال مفتوحا» أمام الطرفين", "سليم الحداد", "المبعوث سليم الحداد", "وقال", "الباب «ما زال مفتوحا» أمام الطرفين", "ما زال مفتوحا")

	b := newDraft("r02", "Ferry service to the islands resumes\n\nThe harbour master of Senn Mouth said the first boat would leave at six.\n\nNobody else was on the quay.")
	b.part("headline", "Ferry service to the islands resumes")
	b.Report.Published = record.Stamp{Time: ptr("2026-02-07"), Precision: ptr("day"), Basis: ptr("date line")}
	b.say("The harbour master of Senn Mouth said the first boat would leave at six", "the harbour master of Senn Mouth", "The harbour master of Senn Mouth", "said", "the first boat would leave at six", "")

	c := newDraft("r03", "A note without a headline or a date came in by post, and it names no one.")
	return []store.Entry{a.entry(), b.entry(), c.entry()}
}
