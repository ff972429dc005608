package lang_test

import (
	"math"
	"testing"

	"sametable/internal/lang"
)

func TestNumbers(t *testing.T) {
	const s = "\u00a0"
	number := func(n int) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.Number(n) }
	}
	decimal := func(f float64, digits int) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.Decimal(f, digits) }
	}
	three(t, "small", number(999), "999", "999", "999")
	three(t, "thousand", number(1000), "1,000", "1,000", "1"+s+"000")
	three(t, "large", number(1962753), "1,962,753", "1,962,753", "1"+s+"962"+s+"753")
	three(t, "negative", number(-100), "-100", "-100", "−100")
	three(t, "least", number(math.MinInt64), "-9,223,372,036,854,775,808", "-9,223,372,036,854,775,808",
		"−9"+s+"223"+s+"372"+s+"036"+s+"854"+s+"775"+s+"808")
	three(t, "decimal", decimal(1472064.754, 2), "1,472,064.75", "1,472,064.75", "1"+s+"472"+s+"064,75")
	three(t, "as many as it has", decimal(9.02, -1), "9.02", "9.02", "9,02")
	three(t, "no digits", decimal(2.6, 0), "3", "3", "3")
	three(t, "no minus before nought", decimal(-0.001, 2), "0.00", "0.00", "0,00")
	three(t, "not a number", decimal(math.NaN(), 2), "–", "–", "–")
	three(t, "share", func(s *lang.Speaker) string { return s.Percent(0.755, 1) }, "75.5%", "75.5%", "75,5"+s+"%")
	three(t, "euro", func(s *lang.Speaker) string { return s.Euro(1962753) }, "1,962,753"+s+"欧元", "EUR"+s+"1,962,753", "1"+s+"962"+s+"753"+s+"euro")
}

func TestLists(t *testing.T) {
	list := func(items ...string) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.List(items) }
	}
	three(t, "none", list(), "", "", "")
	three(t, "one", list("a"), "a", "a", "a")
	three(t, "two", list("a", "b"), "a和b", "a and b", "a och b")
	three(t, "three", list("a", "b", "c"), "a、b和c", "a, b and c", "a, b och c")
}

func TestPersonNames(t *testing.T) {
	name := func(chinese, latin, family string) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.PersonName(chinese, latin, family) }
	}
	three(t, "Han", name("王例文", "Wang Liwen", "Wang"), "王例文", "WANG Liwen", "Wang Liwen")
	three(t, "compound", name("欧阳例", "Ouyang Li", "Ouyang"), "欧阳例", "OUYANG Li", "Ouyang Li")
	three(t, "Tibetan, no family name", name("卓玛·例措", "Drolma Litso", ""), "卓玛·例措", "Drolma Litso", "Drolma Litso")
	three(t, "Swedish", name("", "Anna Åberg", "Åberg"), "Anna Åberg", "Anna Åberg", "Anna Åberg")
	three(t, "Chinese only", name("王例文", "", "Wang"), "王例文", "王例文", "王例文")
	three(t, "family name alone", name("", "Wang", "Wang"), "Wang", "Wang", "Wang")
	three(t, "begins alike", name("", "Wanger Li", "Wang"), "Wanger Li", "Wanger Li", "Wanger Li")
}
