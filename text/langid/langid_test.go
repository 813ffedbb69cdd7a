package langid

import (
	"strings"
	"testing"
)

// sentences are our own, two to a language, from reports about no real place.
var sentences = map[string][]string{
	"en": {"The ministers said on Monday that the bridge would be opened again after nine months of talks.", "Nobody was hurt when the ferry ran aground, but it was not clear who had given the order."},
	"fr": {"Les ministres ont annoncé lundi que le pont serait rouvert après neuf mois de négociations.", "Selon la porte-parole, aucune décision n'a été prise avant la fin de la réunion."},
	"de": {"Die Minister erklärten am Montag, dass die Brücke nach neun Monaten wieder geöffnet wird.", "Nach Angaben der Sprecherin ist noch keine Entscheidung über den Hafen gefallen."},
	"es": {"Los ministros anunciaron el lunes que el puente se abrirá de nuevo tras nueve meses de negociaciones.", "Según la portavoz, no se tomó ninguna decisión antes del final de la reunión."},
	"pt": {"Os ministros anunciaram na segunda-feira que a ponte será reaberta após nove meses de negociações.", "Segundo a porta-voz, não foi tomada nenhuma decisão antes do fim da reunião."},
	"it": {"I ministri hanno annunciato lunedì che il ponte sarà riaperto dopo nove mesi di trattative.", "Secondo la portavoce non è stata presa alcuna decisione prima della fine della riunione."},
	"ca": {"Els ministres van anunciar dilluns que el pont es tornarà a obrir després de nou mesos de negociacions.", "Segons la portaveu, aquesta setmana no hi ha cap decisió sobre el port, però el govern ho estudia amb els veïns."},
	"nl": {"De ministers zeiden maandag dat de brug na negen maanden overleg weer opengaat.", "Volgens de woordvoerder is er nog geen besluit genomen over de haven."},
	"sv": {"Ministrarna sade på måndagen att bron ska öppnas igen efter nio månader av samtal.", "Enligt talespersonen har inget beslut fattats om hamnen, men mötet fortsätter under kvällen."},
	"da": {"Ministrene sagde mandag, at broen bliver åbnet igen efter ni måneders forhandlinger mellem parterne.", "Ifølge talskvinden er der ikke truffet nogen beslutning af regeringen, og hun ved kun meget lidt."},
	"nb": {"Statsrådene sa mandag at broen blir åpnet igjen etter ni måneder med forhandlinger mellom partene.", "Ifølge talskvinnen er det ikke tatt noen beslutning av regjeringen, og hun vet bare hva avisen skrev."},
	"fi": {"Ministerit sanoivat maanantaina, että silta avataan uudelleen yhdeksän kuukauden neuvottelujen jälkeen.", "Tiedottajan mukaan päätöstä ei ole vielä tehty, mutta kokous jatkuu myös illalla."},
	"pl": {"Ministrowie ogłosili w poniedziałek, że most zostanie otwarty po dziewięciu miesiącach rozmów.", "Według rzeczniczki nie podjęto jeszcze decyzji w sprawie portu, ale rozmowy są już na końcu."},
	"cs": {"Ministři v pondělí oznámili, že most bude po devíti měsících jednání znovu otevřen.", "Podle mluvčí ještě nebylo rozhodnuto o přístavu, ale jednání mezi oběma stranami pokračuje."},
	"sk": {"Ministri v pondelok oznámili, že most bude po deviatich mesiacoch rokovaní znova otvorený.", "Podľa hovorkyne ešte nie je rozhodnuté o prístave, ale rokovania medzi oboma stranami pokračujú aj dnes."},
	"hr": {"Ministri su u ponedjeljak rekli da će most biti ponovno otvoren nakon devet mjeseci pregovora.", "Prema riječima glasnogovornice još nije donesena odluka o luci, ali se sastanak nastavlja."},
	"ro": {"Miniștrii au anunțat luni că podul va fi redeschis după nouă luni de negocieri.", "Potrivit purtătoarei de cuvânt, nu a fost luată nicio decizie până la sfârșitul reuniunii."},
	"hu": {"A miniszterek hétfőn közölték, hogy a hidat kilenc hónapos tárgyalás után újra megnyitják.", "A szóvivő szerint még nem született döntés a kikötőről, de a megbeszélés este is folytatódik."},
	"tr": {"Bakanlar pazartesi günü köprünün dokuz aylık görüşmelerden sonra yeniden açılacağını söyledi.", "Sözcüye göre liman için henüz bir karar alınmadı, ancak toplantı akşam da devam edecek."},
	"id": {"Para menteri mengatakan pada hari Senin bahwa jembatan itu akan dibuka kembali setelah sembilan bulan.", "Menurut juru bicara, belum ada keputusan tentang pelabuhan dan rapat masih berlangsung."},
	"vi": {"Các bộ trưởng cho biết hôm thứ Hai rằng cây cầu sẽ được mở lại sau chín tháng đàm phán.", "Theo người phát ngôn, chưa có quyết định nào về cảng và cuộc họp vẫn đang tiếp tục."},
	"ru": {"Министры сообщили в понедельник, что мост будет открыт после девяти месяцев переговоров.", "По словам представителя, решение о порте ещё не принято, но встреча продолжается."},
	"uk": {"Міністри повідомили в понеділок, що міст буде відкрито після дев'яти місяців переговорів.", "За словами речниці, рішення про порт ще не ухвалено, але зустріч триває."},
	"bg": {"Министрите съобщиха в понеделник, че мостът ще бъде отворен отново след девет месеца преговори.", "Според говорителката все още няма решение за пристанището, но срещата продължава."},
	"sr": {"Министри су у понедељак рекли да ће мост бити поново отворен након девет месеци преговора.", "Према речима портпаролке још није донета одлука о луци, али се састанак наставља."},
	"el": {"Οι υπουργοί ανακοίνωσαν τη Δευτέρα ότι η γέφυρα θα ανοίξει ξανά.", "Σύμφωνα με την εκπρόσωπο δεν έχει ληφθεί ακόμη απόφαση."},
	"ar": {"قال الوزراء يوم الاثنين إن الجسر سيفتح من جديد بعد تسعة أشهر من المحادثات.", "وأوضحت المتحدثة أنه لم يتخذ أي قرار بشأن الميناء حتى الآن."},
	"fa": {"وزیران روز دوشنبه گفتند که پل پس از نه ماه گفت\u200cوگو دوباره باز می\u200cشود.", "به گفته سخنگو هنوز تصمیمی درباره بندر گرفته نشده است و نشست ادامه دارد."},
	"ur": {"وزیروں نے پیر کو کہا کہ پل نو مہینے کی بات چیت کے بعد دوبارہ کھول دیا جائے گا۔", "ترجمان کے مطابق بندرگاہ کے بارے میں ابھی تک کوئی فیصلہ نہیں ہوا ہے۔"},
	"he": {"השרים אמרו ביום שני כי הגשר ייפתח מחדש לאחר תשעה חודשי שיחות.", "לדברי הדוברת עדיין לא התקבלה החלטה בעניין הנמל."},
	"hi": {"मंत्रियों ने सोमवार को कहा कि नौ महीने की बातचीत के बाद पुल फिर से खोला जाएगा।", "प्रवक्ता के अनुसार बंदरगाह के बारे में अभी तक कोई फैसला नहीं हुआ है।"},
	"ja": {"閣僚らは月曜日、九か月の協議を経て橋を再開すると述べた。", "報道官によると、港についてはまだ決まっていない。"},
	"zh": {"部长们周一表示，经过九个月的谈判，大桥将重新开放。", "发言人说，关于港口的决定尚未作出。"},
	"ko": {"장관들은 월요일 아홉 달의 협상 끝에 다리를 다시 열겠다고 말했다.", "대변인은 항구에 대한 결정이 아직 없다고 밝혔다."},
}

func TestIdentify(t *testing.T) {
	for want, list := range sentences {
		for _, s := range list {
			got, p := Identify(s)
			if got != want {
				t.Errorf("Identify(%q) = %q, %.2f, want %q", s, got, p, want)
			}
			if p < 0 || p > 1 {
				t.Errorf("Identify(%q): confidence %v", s, p)
			}
		}
		all := strings.Join(list, " ")
		if got, p := Identify(all); got != want {
			t.Errorf("both sentences of %s: %q, %.2f", want, got, p)
		}
	}
}

func TestUnclear(t *testing.T) {
	for _, s := range []string{
		"", "  \n", "12 345 — 6/7", "Port Hale", "Tavria Morvenia", "Hello world", "пост один", "港口",
		"Xqw vrrt plok zzim brun dwef mokk harn tril",
		"Kvindo orve plata Semmis Tarle Dovni Kerra Lont Bassa Rimel",
		"\xff\xfe\xfd",
	} {
		if got, p := Identify(s); got != "" || p != 0 {
			t.Errorf("Identify(%q) = %q, %.2f, want nothing", s, got, p)
		}
	}
}

func TestQuotedForeignWords(t *testing.T) {
	s := "The minister called it “ein Missverständnis” and said that the treaty of 1951 was still the law of the land."
	if got, _ := Identify(s); got != "en" {
		t.Errorf("got %q", got)
	}
}

func TestTableErrors(t *testing.T) {
	for _, bad := range []string{"en\tLatin\t-", "en\tRunes\t-\tthe", "\tLatin\t-\tthe"} {
		_, err := parse("words.tsv", "# top\n"+bad+"\n")
		if err == nil || !strings.HasPrefix(err.Error(), "words.tsv:2: ") {
			t.Errorf("parse(%q): %v", bad, err)
		}
	}
}

func BenchmarkIdentify(b *testing.B) {
	s := strings.Repeat(sentences["en"][0]+" ", 30)
	b.ReportAllocs()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Identify(s)
	}
}
