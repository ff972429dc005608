package markup

import (
	"strings"
	"testing"
)

// In the answers, 「 」 stand for strong, ‹ › for em and ⌫ ⌦ for struck out.
func TestEmphasis(t *testing.T) {
	short := strings.NewReplacer("<strong>", "「", "</strong>", "」", "<em>", "‹", "</em>", "›", "<del>", "⌫", "</del>", "⌦",
		`<p dir="auto">`, "", "</p>\n", "", "&#34;", `"`)
	for _, c := range []struct{ source, want string }{
		// Chinese, where the standard alone fails
		{"**留守儿童（试点）**的保护", "「留守儿童（试点）」的保护"},
		{"关于**《留守儿童保护意见》**的说明", "关于「《留守儿童保护意见》」的说明"},
		{"**注意：**请各单位按时报送", "「注意：」请各单位按时报送"},
		{"**重点。**其次", "「重点。」其次"},
		{"各方**（含企业）**参与", "各方「（含企业）」参与"},
		{"他说**“保护儿童”**很重要", "他说「“保护儿童”」很重要"},
		{"提出**‘三留守’**问题", "提出「‘三留守’」问题"},
		{"**“留守儿童”**and others", "「“留守儿童”」and others"},
		{"see**“儿童”**here", "see「“儿童”」here"},
		{"**等等……**之后", "「等等……」之后"},
		{"**重要——**请注意", "「重要——」请注意"},
		{"共**3（三）**项", "共「3（三）」项"},
		{"**50%**的儿童", "「50%」的儿童"},
		{"约**$100**元", "约「$100」元"},
		{"**NGO(社会组织)**的作用", "「NGO(社会组织)」的作用"},
		{"的**(试点)**工作", "的「(试点)」工作"},
		{"*强调，*之后", "‹强调，›之后"},
		{"***又重又斜。***之后", "‹「又重又斜。」›之后"},
		{"**甲**、**乙**和**丙**", "「甲」、「乙」和「丙」"},
		{"**甲：**乙**丙：**丁", "「甲：」乙「丙：」丁"},
		{"**外*内。*外**后", "「外‹内。›外」后"},
		{"~~删去（一）~~后", "⌫删去（一）⌦后"},
		{"**全角！**！", "「全角！」！"},
		{"**日本語（仮名）**です", "「日本語（仮名）」です"},
		{"**`代码`**后", "「<code>代码</code>」后"},
		{"**[链接](/a)**后", `「<a href="/a">链接</a>」后`},
		{"**Åtgärder（措施）**：", "「Åtgärder（措施）」："},
		{"** 空格**不是", "** 空格**不是"},
		{"**全角空格　**不是", "**全角空格　**不是"},
		{"2**3**4", "2「3」4"},
		{"参见file_name_文件", "参见file_name_文件"},
		// Latin, to the letter of the standard (numbers of examples in CommonMark 0.31)
		{"*foo bar*", "‹foo bar›"},                         // 350
		{"a * foo bar*", "a * foo bar*"},                   // 351
		{"a*\"foo\"*", `a*"foo"*`},                         // 352
		{"foo*bar*", "foo‹bar›"},                           // 355
		{"_foo bar_", "‹foo bar›"},                         // 357
		{"a_\"foo\"_", `a_"foo"_`},                         // 359
		{"foo_bar_", "foo_bar_"},                           // 360
		{"foo-_(bar)_", "foo-‹(bar)›"},                     // 365
		{"*(*foo)", "*(*foo)"},                             // 369
		{"*(*foo*)*", "‹(‹foo›)›"},                         // 370
		{"**foo bar**", "「foo bar」"},                       // 378
		{"a**\"foo\"**", `a**"foo"**`},                     // 380
		{"foo**bar**", "foo「bar」"},                         // 381
		{"foo__bar__", "foo__bar__"},                       // 386
		{"__foo, __bar__, baz__", "「foo, 「bar」, baz」"},     // 388
		{"**(**foo)", "**(**foo)"},                         // 391
		{"*(**foo**)*", "‹(「foo」)›"},                       // 392
		{"**foo \"*bar*\" foo**", `「foo "‹bar›" foo」`},     // 394
		{"*foo**bar**baz*", "‹foo「bar」baz›"},               // 411
		{"*foo**bar*", "‹foo**bar›"},                       // 412
		{"***foo** bar*", "‹「foo」 bar›"},                   // 413
		{"foo***bar***baz", "foo‹「bar」›baz"},               // 416
		{"foo******bar*********baz", "foo「「「bar」」」***baz"}, // 417
		{"**Gomphocarpus (*Gomphocarpus physocarpus*)**", "「Gomphocarpus (‹Gomphocarpus physocarpus›)」"}, // 395
		{"**Obs!**viktigt", "**Obs!**viktigt"},
		{"~~a~~ ~b~ ~~~", "⌫a⌦ ~b~ ~~~"},
	} {
		if got := short.Replace(Render(c.source).HTML); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
		}
	}
}
