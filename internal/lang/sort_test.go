package lang_test

import (
	"slices"
	"testing"

	"sametable/internal/lang"
)

func TestSorting(t *testing.T) {
	c := house(t)
	for code, want := range map[lang.Code][]string{
		lang.Chinese: {"第2组", "第10组", "涡北市", "淮平市", "江和市", "六安市", "沱阳市", "枞阳县", "重庆市"},
		lang.Swedish: {"Alvik", "alvik 2", "alvik 10", "Zinkgruvan", "Ånge", "Ängelholm", "Ödeshög", "Örebro"},
		lang.English: {"Åland", "Beijing", "Örebro", "Zhuhai"},
	} {
		if code == lang.Chinese { // 重庆 chóng, 涡北 guō, 六安 lù, 枞阳 zōng
			want = []string{"重庆市", "第2组", "第10组", "涡北市", "淮平市", "江和市", "六安市", "沱阳市", "枞阳县"}
		}
		got := slices.Clone(want)
		slices.Reverse(got)
		c.Speaker(code).SortStrings(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}

func TestASortKeySaysHowANameIsRead(t *testing.T) {
	type person struct{ name, key string }
	for _, c := range []struct {
		all  []person
		want string
	}{
		{[]person{{"张", ""}, {"曾例", "Zēng Lì"}, {"陈", ""}, {"赵", ""}}, "陈 曾例 张 赵"}, // 曾 alone is read céng
		{[]person{{"吴", ""}, {"单例", "善例"}, {"邓", ""}}, "邓 单例 吴"},
		{[]person{{"刘", ""}, {"吕", "Lü"}, {"罗", ""}, {"林", ""}}, "林 刘 吕 罗"},
		{[]person{{"西", "Xī'ān"}, {"夏", ""}, {"先", "Xian"}, {"辛", ""}}, "西 夏 先 辛"},
		{[]person{{"甲", "2"}, {"乙", "10"}, {"丙", "1"}}, "丙 甲 乙"},
		{[]person{{"合", "Henan"}, {"很", ""}, {"何", ""}}, "合 何 很"}, // he-nan, not hen-an
	} {
		lang.Sort(house(t).Speaker(lang.Chinese), c.all, func(p person) (string, string) { return p.name, p.key })
		got := ""
		for i, p := range c.all {
			if i > 0 {
				got += " "
			}
			got += p.name
		}
		if got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	latin := []person{{"Zeta", "A"}, {"Alfa", "Z"}}
	lang.Sort(house(t).Speaker(lang.Swedish), latin, func(p person) (string, string) { return p.name, p.key })
	if latin[0].name != "Alfa" {
		t.Error("a Chinese key counts in Swedish")
	}
}

func TestEqualItemsKeepTheirOrder(t *testing.T) {
	items := []int{3, 1, 2}
	lang.Sort(house(t).Speaker(lang.English), items, func(int) (string, string) { return "same", "" })
	if !slices.Equal(items, []int{3, 1, 2}) {
		t.Errorf("got %v", items)
	}
}

func BenchmarkSort(b *testing.B) {
	s := house(b).Speaker(lang.Chinese)
	names := []string{"重庆市", "涡北市", "淮平市", "江和市", "六安市", "沱阳市", "枞阳县", "石涧市", "濠城市", "淝南市", "颍安市", "云屏市"}
	b.ReportAllocs()
	for b.Loop() {
		s.SortStrings(slices.Clone(names))
	}
}
