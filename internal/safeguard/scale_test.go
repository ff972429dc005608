package safeguard_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/safeguard"
)

var filler = regexp.MustCompile(`<(\w+)>`)

// fill puts a made-up value in each place of a template, from a fixed seed.
func fill(r *rand.Rand, template string) string {
	figures := func(n int) string {
		var b strings.Builder
		fmt.Fprint(&b, 1+r.IntN(9))
		for range n - 1 {
			fmt.Fprint(&b, r.IntN(10))
		}
		return b.String()
	}
	return filler.ReplaceAllStringFunc(template, func(s string) string {
		y, m, d := 2008+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28)
		switch s {
		case "<date>":
			return fmt.Sprintf("%d-%02d-%02d", y, m, d)
		case "<compact>":
			return fmt.Sprintf("%d%02d%02d", y, m, d)
		case "<zhdate>":
			return fmt.Sprintf("%d年%d月%d日", y, m, d)
		case "<time>":
			return fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60))
		case "<svtime>":
			return fmt.Sprintf("%02d.%02d", r.IntN(24), r.IntN(60))
		case "<year>":
			return fmt.Sprint(y)
		case "<n>":
			return fmt.Sprint(2 + r.IntN(90))
		case "<age>":
			return fmt.Sprint(1 + r.IntN(16))
		case "<money>":
			return fmt.Sprintf("%d,%03d,%03d", 1+r.IntN(900), r.IntN(1000), r.IntN(1000))
		case "<svmoney>":
			return fmt.Sprintf("%d %03d %03d", 1+r.IntN(900), r.IntN(1000), r.IntN(1000))
		case "<rate>":
			return fmt.Sprintf("%d.%02d", r.IntN(100), r.IntN(100))
		case "<order>":
			return figures(8 + r.IntN(12))
		case "<card>":
			return figures(16 + r.IntN(4))
		case "<fixed>":
			return "0971-" + figures(7)
		case "<uscc>":
			return creditCode(figures(2) + "639999" + figures(8))
		case "<orgnr>":
			return organisationNumber("9" + figures(1) + "9" + figures(5))
		case "<row>":
			var cells []string
			for range 4 + r.IntN(8) {
				cells = append(cells, figures(1+r.IntN(5)))
			}
			return strings.Join(cells, " | ")
		case "<isbn>":
			return "978-7-" + figures(4) + "-" + figures(4) + "-" + figures(1)
		}
		return s
	})
}

// cleanLines are the lines of everyday papers that hold many figures and nobody.
const cleanLines = `
国发〔<year>〕<n>号文件于<zhdate>印发。
<year>年全省登记留守儿童<order>名，占<rate>%。
会议于<date> <time>开始，<date> <time>结束。
统一社会信用代码<uscc>，登记日期<date>。
经费预算<money>元，已执行<rate>%。
总机<fixed>，传真<fixed>。
<age>至<n>岁的儿童<n>名。
<age>岁以下儿童每周参加<n>小时活动。
年满<age>周岁的儿童可以申请，<zhdate>截止。
表<n>：<row>
| <row> |
订单<order>，合同<compact>-<n>。
银行账号<card>
第<n>条第（<n>）款、第<n>页。
<n>个村<n>个社区共<n>户参加调查。
东泽市<n>所小学<n>个班试点。
HD-<year>-<n>于<date>提交，<date>受理，<date> <time>答复。
北纬<rate>度，东经<rate>度，面积<money>平方公里。
ISBN <isbn>，<year>年第<n>版。
文件名<compact>_<n>.pdf，<n>页。
Organisation number <orgnr>, founded <date>.
The meeting of <date> began at <time> with <n> of <n> seats.
Children aged <age> and over: <order>.
Ages <age>-<n>, <rate> per cent.
Table <n>: <row>
Budget EUR <money>, spent <rate> per cent.
Invoice <compact>-<n>, order <order>.
Present: Example Foundation (<age>), Example University (<age>).
Grade <age> pupils in <n> schools took part in <year>.
The project ran for <age> years, from <date> to <date>.
Switchboard <fixed>, extension <n>.
ISBN <isbn>.
Organisationsnummer <orgnr>, bildat <date>.
Mötet <date> <svtime>–<svtime> hade <n> deltagare.
Barn från <age> år, <n> platser, <svmoney> kr.
Protokoll <date>, punkt <n>, sida <n>.
Efter <age> år i <n> kommuner, <rate> procent.
Dnr <year>-<n>, fakturanr <order>.
Årskurs <age> på <n> skolor, <svmoney> kronor.
Tabell <n>: <row>`

func TestFalseAlarmsOnFiveThousandCleanLines(t *testing.T) {
	templates := strings.Split(strings.TrimSpace(cleanLines), "\n")
	g, r := safeguard.Default(), rand.New(rand.NewPCG(2016, 2019))
	const lines = 5000
	alarms := map[string]int{}
	total := 0
	for i := range lines {
		text := fill(r, templates[i%len(templates)])
		f := g.Check(text, postingDay)
		if len(f) == 0 {
			continue
		}
		total++
		for _, rule := range f.Rules() {
			alarms[rule]++
		}
		t.Logf("%v: %s", f.Rules(), text)
	}
	t.Logf("false alarms: %d of %d lines %v", total, lines, alarms)
	if share(total, lines) > 0.005 {
		t.Errorf("false alarms on %d of %d lines", total, lines)
	}
}
