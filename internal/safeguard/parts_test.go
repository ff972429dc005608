package safeguard_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// postingDay is the day the corpus is judged on: it decides who is a child.
var postingDay = time.Date(2019, 6, 10, 9, 0, 0, 0, time.UTC)

var placeholder = regexp.MustCompile(`\{([a-z_0-9]+)((?::[-0-9]+)*)(?:\|([a-z_]+))?\}`)

// compose writes a corpus line out. Names, ages and numbers come together here and nowhere else, so that no file of the
// project describes a child.
func compose(t testing.TB, line string) string {
	t.Helper()
	text := placeholder.ReplaceAllStringFunc(line, func(s string) string {
		m := placeholder.FindStringSubmatch(s)
		args := strings.Split(strings.TrimPrefix(m[2], ":"), ":")
		value := part(t, m[1], args)
		if m[3] == "" {
			return value
		}
		if m[1] == "pn" || m[1] == "sn" {
			return disguiseSwedish(t, value, m[3])
		}
		return disguise(t, value, m[3])
	})
	return strings.ReplaceAll(text, `\n`, "\n")
}

// part gives one piece of a line.
func part(t testing.TB, name string, args []string) string {
	t.Helper()
	switch name {
	case "cnid":
		return residentID("639999", args[0], args[1])
	case "badid":
		id := residentID("349999", args[0], "1")
		return id[:17] + string(rune('0'+(int(id[17]%10)+3)%10))
	case "id15":
		return "639999" + "820101" + "001"
	case "pn":
		return personnummer(args[0], 0)
	case "sn":
		return personnummer(args[0], 60)
	case "uscc":
		return creditCode("9163999900000000")
	case "orgnr":
		return organisationNumber("99990000")
	}
	if value, ok := phrases()[name]; ok {
		return value
	}
	t.Fatalf("unknown placeholder %s", name)
	return ""
}

// phrases are the pieces that only together would speak of somebody.
func phrases() map[string]string {
	return map[string]string{
		"zname": "王" + "例" + "明", "dname": "欧阳" + "例", "tname": "扎西" + "例", "pet": "小" + "例", "zadult": "马" + "例" + "青",
		"ename": "Anna " + "Example", "sname": "Anna " + "Exempel", "first": "Exempla", "eadult": "Berta Sample", "sadult": "Berta Provsson",
		"age": "9", "cage": "九", "eage": "nine", "sage": "nio", "adult": "35",
		"mobile": "139" + "00000000", "d7": "0000000", "d8": "00000000", "birthcert": "Z" + "000000000",
		"wx": "exempel" + "_2010", "qq": "100" + "000000",
		"ymd": "2010年" + "1月1日", "iso": "2010-" + "01-01", "slash": "2010/" + "1/1", "czymd": "二〇一〇年" + "一月一日",
		"eng": "1 January " + "2010", "us": "January 1, " + "2010", "dmy": "01/01/" + "2010", "sve": "1 januari " + "2010",
		"zh_child": "一名" + "女孩", "zh_child2": "个" + "孩子", "en_child": "a " + "girl", "sv_child": "en " + "flicka",
		"en_child_aged": "a 9-year-old " + "girl", "sv_child_aged": "en 9-årig " + "flicka",
		"zh_harm1": "被" + "猥亵" + "了", "zh_harm2": "多次" + "自残", "zh_harm3": "走" + "失了", "zh_harm4": "被父亲" + "殴打", "zh_harm5": "失" + "踪",
		"en_harm1": "was " + "abused", "en_harm2": "has tried " + "suicide", "en_harm3": "went " + "missing", "en_harm4": "is " + "beaten at home",
		"en_harm5": "ran " + "away",
		"sv_harm1": "miss" + "handlad", "sv_harm2": "försökte begå " + "självmord", "sv_harm3": "är " + "försvunnen", "sv_harm4": "blir " + "slagen hemma",
		"sv_harm5":  "för" + "svann",
		"en_a_girl": "A " + "girl", "en_a_student": "A " + "student", "en_a_pupil": "A " + "pupil", "en_boy": "a " + "boy", "sv_a_girl": "En " + "flicka", "sv_boy": "en " + "pojke",
		"en_harm6": "tou" + "ches her", "en_harm7": "tried to " + "kill herself", "en_harm8": "was " + "trafficked", "en_harm9": "be" + "ats", "en_harm10": "dis" + "appeared",
		"en_harm11": "preg" + "nant", "en_harm12": "ab" + "used", "en_harm13": "lo" + "cked",
		"sv_harm6": "har försökt " + "ta sitt liv", "sv_harm7": "blir " + "slaget", "sv_harm8": "sla" + "gen", "sv_harm9": "gra" + "vid", "sv_harm10": "sl" + "år",
		"zh_harm6": "打" + "她", "zh_harm7": "跳" + "楼", "zh_harm8": "被" + "拐", "zh_harm9": "怀" + "孕", "zh_harm10": "不想" + "活", "zh_harm11": "锁" + "在", "zh_harm12": "割" + "腕", "zh_harm13": "逼" + "婚",
		"zh_child3": "一名" + "女童", "zname2": "李" + "例", "zname3": "马小" + "例", "tname2": "卓玛" + "例", "tname3": "尕藏" + "例", "uname": "阿依" + "例", "uname2": "古丽" + "·例", "given": "例" + "明",
		"emma": "Em" + "ma", "emmas": "Em" + "mas", "emmax": "Em" + "ma Exempelsdotter", "emmaxs": "Em" + "ma Exempelsdotters", "xiaoli": "MA " + "Xiaoli", "xiaoname": "Xiao" + "li",
		"dname4": "欧阳小" + "例", "hname": "Ma " + "Xiao-li", "aname": "Li " + "Xi'er", "wname": "Erik " + "Exempel", "three": "Anna Maria " + "Example", "vname": "Anna von " + "Exempel",
		"join":  "", // parts a name that must be whole to be tried
		"apart": "马 小 " + "例", "apartwide": "王　例　" + "明", "upper": "MA " + "XIAOLI",
		"emmax_": "Em" + "ma_Exempelsdotter", "emmacamel": "Em" + "maExempelsdotter", "emmalow": "em" + "ma", "emmaup": "EM" + "MA_EXEMPELSDOTTER",
		"xiaocamel": "Ma" + "Xiaoli", "xiaolow": "ma_" + "xiaoli", "xiaojoined": "MA" + "Xiaoli",
	}
}

// residentID makes an eighteen-figure id of a division that is not assigned; order 1 is a boy's, 2 a girl's.
func residentID(division, day, order string) string {
	id := division + strings.ReplaceAll(day, "-", "") + "00" + order
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(id[i]-'0') * w
	}
	return id + string("10X98765432"[sum%11])
}

// personnummer makes a number YYYYMMDD-NNNC; add is 60 for a samordningsnummer.
func personnummer(day string, add int) string {
	d := strings.ReplaceAll(day, "-", "")
	var n int
	fmt.Sscanf(d[6:], "%d", &n)
	d = d[:6] + fmt.Sprintf("%02d", n+add)
	return d + "-" + "238" + luhnDigit(d[2:]+"238")
}

func luhnDigit(nine string) string {
	sum := 0
	for i, c := range nine {
		n := int(c-'0') * (2 - i%2)
		sum += n/10 + n%10
	}
	return string(rune('0' + (10-sum%10)%10))
}

func organisationNumber(eight string) string {
	nine := eight + "0"
	return nine[:6] + "-" + nine[6:] + luhnDigit(nine)
}

func creditCode(sixteen string) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	code := sixteen + "X"
	sum, weight := 0, 1
	for _, c := range code {
		sum += strings.IndexRune(alphabet, c) * weight
		weight = weight * 3 % 31
	}
	return code + string(alphabet[(31-sum%31)%31])
}
