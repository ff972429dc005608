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
// of no name, figures that are no number of anybody. The gate is asked while somebody types: a long text must not be slow for it.
func nearHits() map[string]string {
	return map[string]string{
		"ages":    "6岁以上的儿童、12岁以下的学生和不满16岁的未成年人，女童与男童各半；",
		"names":   "儿童主任、学生代表、马上开会的班主任、高年级班车、张村小学门口的儿童之家；",
		"figures": "编号2016-0612-33-871，邮编1380-0138，合同13800-1380，账号63999920-1001，",
		"places":  "每个村、各所小学、本镇中心小学、寄宿制学校，三组织五号文，一组、二组、三组的孩子们，",
		"english": "a child welfare director, children aged 6 and over, pupils of 12 or older, The Village School Board, her mother and his parents said, ",
		"swedish": "barn från 6 år och uppåt, elever på 12 år eller yngre, barnombud, mamma och pappa bor i byn, flicka och pojke, årskurs 6, ",
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
