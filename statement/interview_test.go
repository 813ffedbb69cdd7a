package statement

import (
	"slices"
	"strings"
	"testing"

	"dateline/article"
)

func TestInterview(t *testing.T) {
	for _, x := range []struct {
		name, in string
		want     []string
	}{
		{
			"a transcript in quotation marks, one for each paragraph",
			"Energy Minister Mara Tolm was a guest of Ivo Brandt on Monday. Partial transcript:\n\"BRANDT: Is the river open?\n\"TOLM: It is.\n\"And it stays open.\n\"(CROSSTALK.)\n\"BRANDT: Until when?\n\"TOLM: Until it freezes.\"",
			[]string{
				"direct Ivo Brandt: Is the river open? {Is the river open?}",
				"direct Mara Tolm: It is. | \"And it stays open. {It is.} {And it stays open.}",
				"direct Ivo Brandt: Until when? {Until when?}",
				"direct Mara Tolm: Until it freezes.\" {Until it freezes.}",
			},
		},
		{
			"names in capitals, times and sounds",
			"Energy Minister Mara Tolm met Ivo Brandt on Monday.\n[00:12] BRANDT: Is the river open?\n[00:14] MARA TOLM: It is open. (Applause.)\n(Laughter.)\n[00:20] BRANDT (by telephone): Until when?\n[00:22] TOLM: [Pauses.] Until it freezes.",
			[]string{
				"indirect Ivo Brandt: Is the river open",
				"indirect Mara Tolm: It is open",
				"indirect Ivo Brandt: Until when",
				"indirect Mara Tolm: Until it freezes",
			},
		},
		{
			"a turn of two paragraphs, the second without a label",
			"Energy Minister Mara Tolm met Ivo Brandt on Monday.\nBrandt: Is the river open?\nTolm: It is open.\nI checked it myself.\nBrandt: Until when?\nTolm: Until it freezes.\nThe river froze on Friday.",
			[]string{
				"indirect Ivo Brandt: Is the river open", "indirect Mara Tolm: It is open | I checked it myself",
				"indirect Ivo Brandt: Until when", "indirect Mara Tolm: Until it freezes",
			},
		},
		{
			"somebody whom only the labels name",
			"Energy Minister Mara Tolm took questions on Monday.\nMODERATOR: Is the river open?\nTOLM: It is open.\nMODERATOR: Until when?\nTOLM: Until it freezes.",
			[]string{
				"indirect ?: Is the river open", "indirect Mara Tolm: It is open",
				"indirect ?: Until when", "indirect Mara Tolm: Until it freezes",
			},
		},
		{
			"a list of names with goals is no transcript",
			"There are four names on the list.\nMara Tolm: Win in a walk.\nIvo Brandt: Just hang on.\nNeda Orlo: It is now or never.\nPiet Vane: 4 per cent.", nil,
		},
		{
			"labels of a list", "Mara Tolm leads the river office.\nWhat: A boat race.\nWhen: Sunday at noon.\nWhere: The old bridge.\nPrice: Four coins.", nil,
		},
		{
			"somebody else's words in a turn",
			"Energy Minister Mara Tolm met Ivo Brandt on Monday.\nBrandt: Is the river open?\nTolm: It is open. A pilot told me, “You count like a miller.”\nBrandt: Until when?\nTolm: Until it freezes.",
			[]string{
				"indirect Ivo Brandt: Is the river open",
				"indirect Mara Tolm: It is open. A pilot told me, “You count like a miller.”",
				"direct pilot: “You count like a miller.” {You count like a miller.}",
				"indirect Ivo Brandt: Until when", "indirect Mara Tolm: Until it freezes",
			},
		},
		{
			"questions and answers without labels",
			"Mara Tolm has led the river office for nine years. The paper spoke to Tolm in her office.\nIs the river open?\nIt is, and I am glad.\nWe had a long winter.\nWho decides that?\nI do. The ministry only looks on.\nAnd until when?\nUntil it freezes, I suppose.\nThe interview was shortened.",
			[]string{
				"indirect Mara Tolm: It is, and I am glad | We had a long winter",
				"indirect Mara Tolm: I do. The ministry only looks on",
				"indirect Mara Tolm: Until it freezes, I suppose",
			},
		},
		{
			"questions and answers with a full stop behind the label",
			"Mara Tolm leads the river office. Tolm has done so for nine years.\nQ. Is the river open?\nA. It is open.\nI went there.\nQ. And today?\nA. Today it rains.",
			[]string{"indirect Mara Tolm: It is open | I went there", "indirect Mara Tolm: Today it rains"},
		},
		{
			"the outlet's remark between answers",
			"Mara Tolm has led the river office for nine years. The paper interviewed Tolm on Monday.\nIs the river open?\nIt is, and I am glad.\nTolm looks out of the window.\nWho decides that?\nI do.\nAnd until when?\nUntil it freezes, I suppose.\nTolm leaves for the harbour.",
			[]string{
				"indirect Mara Tolm: It is, and I am glad", "indirect Mara Tolm: I do", "indirect Mara Tolm: Until it freezes, I suppose",
			},
		},
		{
			"an explainer", "The answers below are from the river office of Mara Tolm. Mara Tolm has led it for nine years.\nIs the river open?\nIt is open to all ships.\nWho decides that?\nThe office does.\nAnd until when?\nUntil it freezes.", nil,
		},
		{
			"two who were interviewed",
			"The paper spoke to Mara Tolm and Ivo Brandt about the river. Tolm leads the office.\nIs it open?\nIt is, and I am glad.\nWho decides that?\nI do.\nAnd until when?\nUntil it freezes, I suppose.", nil,
		},
		{
			"questions in a column", "Mara Tolm closed the river.\nWhat do I make of it?\nI cannot say.\nShould we care?\nI think that we should.\nWill it pass?\nI doubt it.", nil,
		},
	} {
		if got := found(report(x.in)); !slices.Equal(got, x.want) {
			t.Errorf("%s\n got %s\nwant %s", x.name, strings.Join(got, "\n     "), strings.Join(x.want, "\n     "))
		}
	}
}

// Bold questions may be read as subheadings.
func TestInterviewWithSubheadings(t *testing.T) {
	a := report("Mara Tolm has led the river office for nine years. The paper spoke to Tolm in her office.\nIs the river open?\nIt is, and I am glad.\nWho decides that?\nI do.\nAnd until when?\nUntil it freezes, I suppose.")
	for _, i := range []int{1, 3, 5} {
		a.Blocks[i].Kind = article.Subheading
	}
	want := []string{"indirect Mara Tolm: It is, and I am glad", "indirect Mara Tolm: I do", "indirect Mara Tolm: Until it freezes, I suppose"}
	if got := found(a); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestPoems(t *testing.T) {
	for _, in := range []string{
		"The river bends, the ferry waits,\nI said to you: the winter’s done.\nO tell me, lamp behind the gates,\nwho says the night will miss the sun?",
		"“Come in,” the water said to me,\n“and leave your shoes upon the stair.”\nI came, and there was only sea.\nI said that nobody was there.",
	} {
		for _, s := range found(report(in)) {
			if !strings.Contains(s, " ?: ") && !strings.Contains(s, " water: ") {
				t.Errorf("%q\n gives %s", in, s)
			}
		}
	}
}
