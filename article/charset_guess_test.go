package article

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode/utf32"

	"dateline/source"
)

// foreign is a paragraph for each charset that is told from others.
var foreign = []struct{ charset, lang, words string }{
	{"windows-1251", "ru", "Министры двух стран договорились в четверг снова открыть мост через реку, который был закрыт девять месяцев. Об этом сообщили после встречи в Порт-Хейле."},
	{"koi8-r", "ru", "Министры двух стран договорились в четверг снова открыть мост через реку, который был закрыт девять месяцев. Об этом сообщили после встречи в Порт-Хейле."},
	{"windows-1256", "ar", "قال وزيرا البلدين يوم الخميس إن الجسر على النهر سوف يفتح من جديد بعد أن ظل مغلقا تسعة أشهر، وذلك في ختام اجتماع عقد في المدينة."},
	{"windows-1253", "el", "Οι υπουργοί των δύο χωρών είπαν την Πέμπτη ότι η γέφυρα στον ποταμό θα ανοίξει και πάλι, μετά από εννέα μήνες που ήταν κλειστή."},
	{"windows-1255", "he", "שרי התחבורה של שתי המדינות אמרו ביום חמישי כי הגשר על הנהר ייפתח שוב, לאחר שהיה סגור תשעה חודשים. הם לא אמרו מה יהיה המחיר."},
	{"shift_jis", "ja", "両国の運輸相は木曜日、九か月閉鎖されていた川の橋を再び開くことで合意したと発表した。工事は来月から始まる予定だ。"},
	{"euc-jp", "ja", "両国の運輸相は木曜日、九か月閉鎖されていた川の橋を再び開くことで合意したと発表した。工事は来月から始まる予定だ。"},
	{"gbk", "zh", "两国的运输部长星期四在会谈后说，关闭了九个月的大桥将在三月一日重新开放，但是他们没有说明过桥的费用是多少。"},
	{"euc-kr", "ko", "두 나라의 교통 장관은 목요일 회담을 마친 뒤 아홉 달 동안 닫혀 있던 강의 다리를 다시 열기로 합의했다고 밝혔다."},
}

// encoded returns s in a charset.
func encoded(t *testing.T, s, name string) string {
	t.Helper()
	enc, _ := charset.Lookup(name)
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(name, err)
	}
	return out
}

// A page that declares UTF-8 and is not is read by what is not ASCII in it,
// and says so.
func TestLyingCharset(t *testing.T) {
	menu := strings.Repeat(`<li><a href="/section">Latest news and weather</a></li>`, 60)
	for _, c := range foreign {
		data := `<html><head><meta charset="utf-8"><title>News</title></head><body><nav><ul>` + menu + "</ul></nav><article><h1>Bridge</h1>" +
			strings.Repeat("<p>"+encoded(t, c.words, c.charset)+"</p>", 3) + "</article><footer>All rights reserved by the Harbour Wire agency.</footer></body></html>"
		a := readPage(t, "page", []byte(data))
		if body := a.Body(); len(body) == 0 || a.Text.Slice(body[0].Span) != c.words {
			t.Errorf("%s: %q", c.charset, a.Text.String())
		}
		if want := (Reason{"charset", c.charset + ", which the bytes fit, not utf-8 as declared"}); !slices.Contains(a.Reasons, want) {
			t.Errorf("%s: reasons %v", c.charset, a.Reasons)
		}
		if a.Language != c.lang {
			t.Errorf("%s: language %q", c.charset, a.Language)
		}
	}
}

// Western words with a few letters beyond ASCII are no foreign ones.
func TestGuessWestern(t *testing.T) {
	for _, words := range []string{
		"Les ministres ont annoncé à Port-Hale que le pont, fermé depuis l’été, serait rouvert à la fin de l’année prochaine.",
		"“It’s over,” the minister said – “at last.”",
		"Die Brücke über den Fluß wird im März wieder geöffnet, sagten die Minister nach ihrem Gespräch über Gebühren.",
		"Façade",
	} {
		if _, name := guessCharset([]byte(encoded(t, words, "windows-1252")), ""); name != "windows-1252" {
			t.Errorf("%q: %s", words, name)
		}
	}
	// Too short for a language: the declared one decides.
	short := []byte(encoded(t, "Мост открыт", "koi8-r"))
	if _, name := guessCharset(short, "ru"); name != "koi8-r" {
		t.Errorf("short, with a hint: %s", name)
	}
}

func TestUTF32(t *testing.T) {
	const words = "Мост снова открыт\n\nМинистры двух стран сообщили об этом в четверг после встречи."
	for _, order := range []utf32.Endianness{utf32.LittleEndian, utf32.BigEndian} {
		data, err := utf32.UTF32(order, utf32.UseBOM).NewEncoder().String(words)
		if err != nil {
			t.Fatal(err)
		}
		a := soleArticle(t, source.Item{Location: "wide.txt", Data: []byte(data)}, Options{})
		if a.Text.String() != words || a.Title != "Мост снова открыт" {
			t.Errorf("title %q, text %q", a.Title, a.Text.String())
		}
		if !slices.Contains(a.Reasons, Reason{"shape", "text, utf-32"}) {
			t.Errorf("reasons %v", a.Reasons)
		}
	}
}
