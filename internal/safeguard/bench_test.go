package safeguard_test

import (
	"strings"
	"testing"

	"sametable/internal/safeguard"
)

// post makes a text of about so many bytes from the clean lines of a language.
func post(tb testing.TB, lang string, size int) string {
	var b strings.Builder
	for b.Len() < size {
		for _, l := range corpus(tb) {
			if l.lang == lang && len(l.must) == 0 && b.Len() < size {
				b.WriteString(l.text + "\n")
			}
		}
	}
	return b.String()
}

func benchmark(b *testing.B, text string) {
	g := safeguard.Default()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		g.Check(text, postingDay)
	}
}

func BenchmarkPost(b *testing.B)    { benchmark(b, post(b, "zh", 1200)) }
func BenchmarkPostSv(b *testing.B)  { benchmark(b, post(b, "sv", 1200)) }
func BenchmarkPaperZh(b *testing.B) { benchmark(b, post(b, "zh", 100_000)) }
func BenchmarkPaperEn(b *testing.B) { benchmark(b, post(b, "en", 100_000)) }
func BenchmarkPaperSv(b *testing.B) { benchmark(b, post(b, "sv", 100_000)) }
func BenchmarkPlainWord(b *testing.B) {
	benchmark(b, strings.Repeat("欢迎各位来信讨论。", 40))
}

// nearHits are lines that make every kind of rule look twice and find nobody: ages that speak of many, names of offices, villages
// of no name, figures that are no number of anybody, bodies with an age, grown-ups
// and classes in general. The gate is asked while somebody types: a long text must not be slow for it.
func nearHits() map[string]string {
	return map[string]string{
		"ages":     "6岁以上的儿童、12岁以下的学生和不满16岁的未成年人，女童与男童各半；",
		"names":    "儿童主任、学生代表、马上开会的班主任、高年级班车、张村小学门口的儿童之家；",
		"figures":  "编号2016-0612-33-871，邮编1380-0138，合同13800-1380，账号63999920-1001，",
		"places":   "每个村、各所小学、本镇中心小学、寄宿制学校，三组织五号文，一组、二组、三组的孩子们，",
		"english":  "a child welfare director, children aged 6 and over, pupils of 12 or older, The Village School Board, her mother and his parents said, ",
		"swedish":  "barn från 6 år och uppåt, elever på 12 år eller yngre, barnombud, mamma och pappa bor i byn, flicka och pojke, årskurs 6, ",
		"bodies":   "EU Aid Volunteers (9 years), Plan International Sweden (3 years), Teachers in Class 3B, Sida 9 år, Rädda Barnen (9 år), Lärare i klass 3B, Anna Provsson, chair since 9 years, ",
		"adults":   "Anna Provsson (45 years), Erik Provsson, 39 år, Maria Exempelsdotter is 52, Berta Provsson, teacher of class 3B, Emma Provsson, chair since 9 years, ",
		"adultszh": "王例明，35岁，李例，女，29岁；马例青，三年级二班班主任，陈例主任（45岁），张例，41，例山小学，",
		"called":   "孩子高兴，学生马上放假，女儿许多年没回，全班同学和周围同学，儿童张大嘴巴，王例明是学生家长，李例在例县上班，学生王老师，例山小学王例明，",
		"calleden": "her son's teacher Anna Provsson, the Girl Child Network, for every girl, Anna Provsson said, Anna Provsson, a student at Example University, Boy Scouts, ",
		"classes":  "本校三年级二班有40名学生，王例明，三年级二班班主任，高中三年级二班，每3年2次培训班，家长、三年级（3）班，",
	}
}

// BenchmarkNearHits asks about 20,000 characters of each, in one sentence and in many.
func BenchmarkNearHits(b *testing.B) {
	for name, line := range nearHits() {
		for shape, end := range map[string]string{"one": "", "many": "。\n"} {
			b.Run(name+"/"+shape, func(b *testing.B) { benchmark(b, long(line+end)) })
		}
	}
}

// long is a line again and again, up to the longest post.
func long(line string) string {
	const most = 20_000
	return string([]rune(strings.Repeat(line, most/len([]rune(line))+1))[:most])
}
