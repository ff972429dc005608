package safeguard_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/safeguard"
)

// only runs a composed line through the gate and wants exactly one hit.
func only(t *testing.T, line string) (string, safeguard.Hit) {
	t.Helper()
	text := compose(t, line)
	f := safeguard.Default().Check(text, postingDay)
	if len(f) != 1 {
		t.Fatalf("%q: %d hits, rules %v", text, len(f), f.Rules())
	}
	return text, f[0]
}

func passage(text string, h safeguard.Hit) string { return string([]rune(text)[h.Start:h.End]) }

func TestOffsetsCountRunesAsTyped(t *testing.T) {
	for line, want := range map[string]string{
		"😀 号码{cnid:2010-01-01:1|wide}。":        "{cnid:2010-01-01:1|wide}",
		"a\u0301b {cnid:2010-01-01:1|zwsp}!":   "{cnid:2010-01-01:1|zwsp}",
		"前\u200b文 {cnid:2010-01-01:1|newline}": "{cnid:2010-01-01:1|newline}",
		"﷽ ﬁ ㎡ {cnid:2010-01-01:1|spaces} 后":   "{cnid:2010-01-01:1|spaces}",
		"\xff\xfe {cnid:2010-01-01:1}\xff":     "{cnid:2010-01-01:1}",
	} {
		text, h := only(t, line)
		if got, want := strings.TrimRight(passage(text, h), "\u200b"), strings.TrimRight(compose(t, want), "\u200b"); got != want {
			t.Errorf("%q: hit is %q, want %q", text, got, want)
		}
	}
}

func TestWhoIsAChildDependsOnTheDayOfPosting(t *testing.T) {
	g, id := safeguard.Default(), residentID("639999", "2001-06-10", "1")
	for day, want := range map[string]string{"2019-06-09": "cn_resident_id", "2019-06-10": "cn_adult_id", "2000-01-01": "cn_resident_id"} {
		now, _ := time.Parse(time.DateOnly, day)
		if got := g.Check(id, now).Rules(); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", day, got, want)
		}
	}
}

func TestSeveritiesOrderAndAnswer(t *testing.T) {
	warn := safeguard.Hit{Rule: "b", Severity: safeguard.SeverityWarn}
	block := safeguard.Hit{Rule: "a", Severity: safeguard.SeverityBlock}
	hotline := safeguard.Hit{Rule: "c", Severity: safeguard.SeverityHotline}
	var none safeguard.Finding
	if none.Worst() != "" || none.Blocks() || none.Warns() || none.Hotline() || len(none.Rules()) != 0 {
		t.Error("an empty finding found something")
	}
	f := safeguard.Finding{warn, block, warn}
	if f.Worst() != safeguard.SeverityBlock || !f.Blocks() || !f.Warns() || f.Hotline() || !slices.Equal(f.Rules(), []string{"a", "b"}) {
		t.Errorf("%v: worst %s, rules %v", f, f.Worst(), f.Rules())
	}
	if f = append(f, hotline); f.Worst() != safeguard.SeverityHotline || !f.Hotline() {
		t.Errorf("a hotline hit is the worst, not %s", f.Worst())
	}
}

// A full name beside an age is said once, by the rule that says more; two names are two places.
func TestAFullNameYieldsToAnAgeBesideIt(t *testing.T) {
	for line, want := range map[string][]string{
		"女孩{zname3}，{age}岁。": {"zh_child_named", "zh_name_age"}, "女孩{zname3}。": {"zh_full_name"},
		"女孩{zname3}和{zname}，{age}岁。": {"zh_full_name", "zh_name_age"},
		"the girl {emmax} ({age})":   {"en_name_age", "sv_name_age"},
	} {
		text := compose(t, line)
		if got := safeguard.Default().Check(text, postingDay).Rules(); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// The hit of a full name is the word for the child and the name, and nothing of what follows.
func TestASonIsSaidOnceInTwoLanguages(t *testing.T) {
	for _, c := range []struct{ text, rule string }{
		{"My son {wname} misses us.", "en_full_name"}, {"Min son {wname} saknar oss.", "sv_full_name"}, {"son {wname}", "en_full_name"},
	} {
		if got := safeguard.Default().Check(compose(t, c.text), postingDay); len(got) != 1 || got[0].Rule != c.rule {
			t.Errorf("%s: %v", c.text, got)
		}
	}
}

func TestAFullNameIsMarkedToItsEnd(t *testing.T) {
	for line, want := range map[string]string{
		"一个叫{zname3}的女孩由祖母照料": "叫{zname3}的女孩", "女孩{zname3}由祖母照料": "女孩{zname3}", "学生{zname2}来上学": "学生{zname2}", "帮助{zname3}同学": "{zname3}同学",
		"The girl {emmax} lives here.": "girl {emmax}", "en pojke, {wname}, bor här": "pojke, {wname}", "{apart} 同学没有来": "{apart} 同学",
	} {
		text, h := only(t, line)
		if got := passage(text, h); got != compose(t, want) {
			t.Errorf("%q: marked is %q", text, got)
		}
	}
}

func TestWhatIsSaidBesideAFieldIsTheGravest(t *testing.T) {
	f := safeguard.Finding{{Rule: "cn_mobile", Severity: safeguard.SeverityWarn}, {Rule: "cn_resident_id", Severity: safeguard.SeverityBlock}}
	if got := f.Stopped(); got.ID != "safeguard.stopped" || !reflect.DeepEqual(got.Args["What"], f[1].What()) {
		t.Errorf("%+v", got)
	}
}

// A hit must never carry the words it stands for: this fails when somebody adds a field that could.
func TestAHitHasNoRoomForTheWords(t *testing.T) {
	var fields []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[safeguard.Hit]()) {
		fields = append(fields, f.Name)
	}
	if want := []string{"Rule", "Severity", "Start", "End", "Offers"}; !slices.Equal(fields, want) {
		t.Errorf("Hit has %v, want %v", fields, want)
	}
	g := safeguard.Default()
	fixed := map[string]bool{"": true}
	for _, w := range []string{"一名儿童", "一名女童", "一名男童", "a child", "a girl", "a boy", "ett barn", "en flicka", "en pojke", "一所学校", "a school", "en skola", "某村", "a village", "en by"} {
		fixed[w] = true
	}
	for _, l := range corpus(t) {
		for _, h := range g.Check(l.text, postingDay) {
			for _, o := range h.Offers {
				if !fixed[o.Replacement] {
					t.Errorf("%s offers %q, which is no fixed phrase", h.Rule, o.Replacement)
				}
			}
		}
	}
}

func TestMaskHidesEveryRuneOfAHit(t *testing.T) {
	text := compose(t, `孩子{zname}，{age}岁，电话{mobile|newline}`) + "。\n第二行"
	f := safeguard.Default().Check(text, postingDay)
	got := safeguard.Mask(text, f)
	if len([]rune(got)) != len([]rune(text)) || strings.Count(got, "\n") != strings.Count(text, "\n") {
		t.Errorf("the mask changed the shape: %q", got)
	}
	for _, secret := range []string{phrases()["zname"], phrases()["mobile"], "139"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q still shows %q", got, secret)
		}
	}
	if !strings.HasSuffix(got, "。\n第二行") || !strings.Contains(got, "█") {
		t.Errorf("%q", got)
	}
	if got := safeguard.Mask("abc", safeguard.Finding{{Start: -4, End: 99}}); got != "███" {
		t.Errorf("out of range: %q", got)
	}
}

func TestOffersChangeTheTextAsTheySay(t *testing.T) {
	for _, c := range []struct{ line, removed, general string }{
		{"周末照看{zname}，女，{age}岁，由外婆负责。", "周末照看，由外婆负责。", "周末照看一名女童，由外婆负责。"},
		{"{zname}（男，{cage}岁）没有人接。", "没有人接。", "一名男童没有人接。"},
		{"We met {ename}, aged {age}, at home.", "We met, at home.", "We met a child, at home."},
		{"Vi träffade {age}-åriga {first} hemma.", "Vi träffade hemma.", "Vi träffade ett barn hemma."},
		{"在例山小学三年级2班做调查。", "在做调查。", "在一所学校做调查。"},
	} {
		text := compose(t, c.line)
		f := safeguard.Default().Check(text, postingDay)
		if len(f) == 0 || len(f[0].Offers) != 2 {
			t.Errorf("%q: %v", text, f)
			continue
		}
		for i, want := range []string{c.removed, c.general} {
			if got := f[0].Offers[i].Apply(text, f[0]); got != want {
				t.Errorf("%s: %q, want %q", f[0].Offers[i].ID, got, want)
			}
		}
	}
	if got := (safeguard.Offer{}).Apply("abc", safeguard.Hit{Start: 2, End: 9}); got != "abc" {
		t.Errorf("a hit outside the text changed it: %q", got)
	}
}

func TestFileNames(t *testing.T) {
	g := safeguard.Default()
	for line, want := range map[string]string{
		"{zname}-{age}岁-照片.jpg": "zh_name_age", "例山小学_三年级2班.docx": "zh_school_class", "{cnid:2010-01-01:1}.pdf": "cn_resident_id",
		"scan_{cnid:2010-01-01:1|underscores}.pdf": "cn_resident_id", "留守儿童名单.xlsx": "file_roster", "三班花名册.xls": "file_roster",
		"pupil-list.xlsx": "file_roster", "elevlista_2019.csv": "file_roster", "klasslista.pdf": "file_roster", "case_file_7.docx": "file_roster",
		"{pn:2010-01-01}.jpg": "se_personnummer", "{first}_{age}_years_old.png": "en_name_age", "困境儿童个案记录.docx": "file_roster",
		"{emmax_}_{age}_years_class3B.png": "en_name_age", "{xiaocamel}-{age}-Exempel-No2-Primary-School.png": "en_name_age", "{zname3}三年级二班.jpg": "zh_child_named",
		"{zname3}-三年级二班.jpg": "zh_child_named", "{zname3}.{age}岁.jpg": "zh_name_age", "{emmacamel}{age}years.png": "en_name_age", "{emmalow}_{age}_years_class3b.png": "en_name_age",
		"{emmalow}-{age}-år.pdf": "sv_name_age", "{emmalow}_{age}ar.pdf": "sv_name_age", "{emma}.{age}.år.klass.3B.pdf": "sv_name_age", "{emmaup}_{age}_YEARS.PDF": "en_name_age",
		"{xiaolow}_{age}_class3b.jpg": "en_name_age", "{xiaojoined}_class3B.jpg": "en_school_class", "{emma}-klass-3B.jpg": "sv_school_class", "klass3B_{emma}.jpg": "sv_school_class",
		"{emma}_3B.jpg": "en_school_class", "född_2010-01-01.pdf": "sv_dob", "born_on_2010-01-01.pdf": "en_dob",
	} {
		name := compose(t, line)
		f := g.CheckName(name, postingDay)
		if !slices.Contains(f.Rules(), want) {
			t.Errorf("%q: %v, want %s", name, f.Rules(), want)
		}
	}
	for _, name := range []string{"", "IMG_20190601_093011.jpg", "IMG-20190601-WA0007.jpg", "HD-M-2019-03_minutes_v2.docx", "国发〔2016〕13号.pdf", "会议纪要2019-06-10.docx",
		"agenda 2019-06-27 0930.pdf", "材料清单（共9种）.xlsx", "儿童主任名单.xlsx", "学生名单模板.xlsx", "Protokoll 2019-05-16.pdf", "deltagarlista.pdf", "Screenshot 2019-06-10 at 14.05.33.png",
		"participants-list.pdf", "reading list.docx", "签到表.pdf", "微信图片_20190601093011.jpg", "mmexport1559352611000.jpg", "class3B_schedule.pdf", "Grade3_textbook.pdf", "certificate_2016_class_A.pdf",
		"Plan_International_Sweden_9_years.pdf", "EUAidVolunteers_9years.pdf", "AnnualReport-2018-9-pages.pdf", "Stadgar_2019_v3.pdf", "登记证书2019.pdf", "三年级二班课程表.pdf",
		"Registration-Certificate-No9-Exempel-Primary-School.pdf", "Exempel_No2_Primary_School_certificate.pdf", "Anna_Provsson_CV_2.pdf", "Charter_Article_9_School.pdf",
		"ScanFromSida-9-School-Support.pdf", "Arsredovisning_2018_9_ar.pdf"} {
		if f := g.CheckName(name, postingDay); len(f) > 0 {
			t.Errorf("%q: %v", name, f.Rules())
		}
	}
}

func TestTheTextOfARefusedPostIsOfferedAWayOut(t *testing.T) {
	text := compose(t, "周日傍晚是最缺人手的时段：学生{zname}，女，{cage}岁，返校后无人陪伴。")
	f := safeguard.Default().Check(text, postingDay)
	if want := []string{"zh_child_named", "zh_name_age"}; !slices.Equal(f.Rules(), want) {
		t.Fatalf("rules %v, want %v", f.Rules(), want)
	}
	if f[0].Offers[0].ID != "safeguard.offer.remove_name_age" {
		t.Errorf("first offer %s", f[0].Offers[0].ID)
	}
	if got, want := f[0].Offers[1].Apply(text, f[0]), "周日傍晚是最缺人手的时段：一名女童，返校后无人陪伴。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
