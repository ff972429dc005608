package safeguard_test

import (
	"slices"
	"testing"

	"sametable/internal/safeguard"
)

// A child among very many words that nearly hit is found as it is alone.
func TestACrowdHidesNobody(t *testing.T) {
	g := safeguard.Default()
	for name, line := range nearHits() {
		if found := g.Check(long(line), postingDay); len(found) > 0 {
			t.Errorf("%s is no near hit but one: %v", name, found.Rules())
		}
	}
	for _, c := range []struct{ rule, child string }{
		{"zh_name_age", "马小" + "例，女，" + "九岁，"}, {"zh_name_age", "马小例" + "今年9" + "岁，"}, {"zh_child_named", "学生马小" + "例9岁半，"},
		{"cn_mobile", "138001" + "38000。"},
		{"en_name_age", "Em" + "ma Exempelsdotter (9" + " years)。"}, {"sv_school_class", "Em" + "mas klass" + " är 3B。"}, {"zh_child_named", "马小" + "例三年级" + "二班。"},
	} {
		if found := g.Check(c.child, postingDay).Rules(); !slices.Contains(found, c.rule) {
			t.Fatalf("%s is not found alone: %v", c.rule, found)
		}
		for name, line := range nearHits() {
			for _, crowd := range []string{long(line) + "。" + c.child, c.child + "。" + long(line), long(line) + "。" + c.child + long(line)} {
				found := g.Check(crowd, postingDay)
				if !slices.Contains(found.Rules(), c.rule) {
					t.Errorf("%s is not found among %s", c.rule, name)
				}
			}
		}
	}
}
