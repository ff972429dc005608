package paper

import (
	"strconv"
	"testing"
)

// bench is minutes of about so many pages, with a table and a decision on each.
func bench(pages int) *Document {
	doc := sample(Chinese)
	doc.Body = nil
	text := fullText(1, 330).Body[0]
	for i := range pages {
		doc.Body = append(doc.Body, Heading{1, []int{i + 1}, Words("会议听取了第" + strconv.Itoa(i+1) + "项工作的情况")}, text,
			Decision{Label: "议定", Text: Words("由论坛秘书处汇总各单位意见后提交下次会议。"), Facts: []Fact{{"责任单位", "论坛秘书处"}, {"完成时限", "2019年3月31日"}}},
			Table{Head: []string{"类别", "赞成", "反对", "弃权"}, Rows: [][]string{{"社会组织", "2", "0", "0"}, {"企业", "1", "1", "0"}}})
	}
	return doc
}

func benchPDF(b *testing.B, pages int) {
	doc := bench(pages)
	made := pdf(b, doc)
	b.ReportAllocs()
	for b.Loop() {
		pdf(b, doc)
	}
	b.ReportMetric(float64(made.Pages), "pages")
	b.ReportMetric(float64(len(made.Bytes)), "bytes")
}

func benchDOCX(b *testing.B, pages int) {
	doc := bench(pages)
	made := word(b, doc, Options{})
	b.ReportAllocs()
	for b.Loop() {
		word(b, doc, Options{})
	}
	b.ReportMetric(float64(len(made)), "bytes")
}

func BenchmarkPDF5(b *testing.B)    { benchPDF(b, 3) }
func BenchmarkPDF100(b *testing.B)  { benchPDF(b, 113) }
func BenchmarkDOCX5(b *testing.B)   { benchDOCX(b, 3) }
func BenchmarkDOCX100(b *testing.B) { benchDOCX(b, 113) }

// BenchmarkFonts is what the first document takes besides: all faces unpacked and parsed.
func BenchmarkFonts(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for r := range roles {
			file, _ := familyOf(r)
			data, err := unpack("fonts/" + file + ".ttf.gz")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := measure(data); err != nil {
				b.Fatal(err)
			}
		}
	}
}
