package search_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/search"
	"sametable/internal/text"
	"sametable/internal/thread"
)

func TestWhatPeopleType(t *testing.T) {
	scenes(t, func(s *scene) {
		s.organisation(organisation.Organisation{ID: "huilin", NameZh: "惠邻例社会工作中心", NameEn: "Huilin Example Social Work Centre", SortKey: "huilin li shehui gongzuo zhongxin",
			ServicesZh: "入村探访、家长小组", ServicesEn: "village outreach", State: organisation.Accredited}, policy.Access{Class: policy.Public})
		s.organisation(organisation.Organisation{ID: "mzt", NameZh: "青海省民政厅", Kind: policy.CivilAffairs, State: organisation.Accredited}, policy.Access{Class: policy.Public})
		s.organisation(organisation.Organisation{ID: "cq", NameZh: "重庆大学", SortKey: "chongqing daxue", Kind: policy.University, State: organisation.Accredited}, policy.Access{Class: policy.Public})
		hd := s.forum("HD", "海东论坛", "Haidong Forum", "Haidongforumet")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "农村留守儿童关爱保护", Source: "民政部门牵头"})
		posts := map[string]thread.Post{}
		for name, p := range map[string][2]string{
			"apart": {"zh", "儿童留在村里，守着老人"}, "daughter": {"zh", "他们的女儿"}, "mixed": {"zh", "与NGO合作，见HD-T-2016-01和国发〔2016〕13号"},
			"traditional": {"zh", "關於留守兒童的意見"}, "university": {"sv", "Universiteten antog åtgärdsplanen om barns skydd."},
			"english": {"en", "The children's right to protection and day-care"}, "hostile": {"en", "SELECT * FROM posts OR NOT title: NEAR"},
		} {
			posts[name] = s.post(th, thread.Published, p[0], p[1])
		}
		s.follow()
		org := func(id string) policy.Ref { return policy.Ref{Noun: organisation.Noun, ID: id} }
		post := func(name string) policy.Ref { return posts[name].Record() }
		for query, want := range map[string][]policy.Ref{
			"留守儿童":                            {th.Record(), post("traditional")},
			"留守兒童":                            {th.Record(), post("traditional")},
			"儿童":                              {th.Record(), post("apart"), post("traditional")},
			"儿":                               {th.Record(), post("apart"), post("daughter"), post("traditional")},
			"民政":                              {th.Record(), org("mzt")},
			"与 NGO":                           {post("mixed")},
			"合作NGO":                           {post("mixed")},
			"ＮＧＯ":                             {post("mixed")},
			"universitet":                     {post("university")},
			"atgardsplan":                     {post("university")},
			"åtgärdsplanen":                   {post("university")},
			"A\u030atga\u0308rdsplanen":       {post("university")},
			"children's":                      {post("english")},
			"child":                           {post("english")},
			"children’s protection":           {post("english")},
			`"right to protection"`:           {post("english")},
			`"protection right"`:              {},
			"”barns skydd”":                   {post("university")},
			"day-care":                        {post("english")},
			th.Reference:                      {th.Record()},
			strings.ToLower(th.Reference[5:]): {th.Record()},
			"HD-T-2016-01":                    {post("mixed")},
			"国发〔2016〕13号":                     {post("mixed")},
			"HD":                              {hd.Record()},
			"qhsmzt":                          {org("mzt")},
			"mzt":                             {org("mzt")},
			"hlls":                            {org("huilin")},
			"huilin":                          {org("huilin")},
			"shehui":                          {org("huilin")},
			"chongqing":                       {org("cq")},
			"cqd":                             {org("cq")},
			"zqd":                             {},
			"探访":                              {org("huilin")},
			"outreach":                        {org("huilin")},
			"NEAR title":                      {post("hostile")},
			"* OR":                            {post("hostile")},
			"nothing like that":               {},
		} {
			got := s.find(policy.Actor{}, search.Query{Text: query, Reader: "zh"})
			for _, ref := range want {
				if _, ok := got[ref]; !ok {
					s.t.Errorf("%s: %s %s is not found", query, ref.Noun, ref.ID)
				}
			}
			if query == "HD" || query == "留守儿童" || query == "* OR" { // others may come too
				continue
			}
			if len(got) != len(want) {
				for ref, h := range got {
					s.t.Logf("%s %s: %v", ref.Noun, ref.ID, h.Excerpt)
				}
				s.t.Errorf("%s: %d found, want %d", query, len(got), len(want))
			}
		}
	})
}

func TestHostileQueriesFindNothingAndBreakNothing(t *testing.T) {
	scenes(t, func(s *scene) {
		s.forum("HD", "论坛", "Forum", "Forum")
		s.follow()
		for _, q := range []string{"", " ", "\x00", "* ", `"`, `""`, `"""`, "“", "''", "()", "-", "\xff\xfe", "\u202e", strings.Repeat("a", 10_000), strings.Repeat("儿 ", 5_000),
			strings.Repeat(`"`, 10_000), "Forum\x00 x' OR '1'='1", "forum'; DROP TABLE index_docs; --", "forum:* & !x", `forum" OR title:*`, "{title}: x", "NEAR(a b)", "\\"} {
			res := s.result(policy.Actor{}, search.Query{Text: q, Kinds: []string{"x' OR 1=1"}, Forum: "", Language: "'", Group: "'", Page: -4})
			if res.Total > 0 {
				s.t.Errorf("%.40q found %d", q, res.Total)
			}
		}
		if !s.result(policy.Actor{}, search.Query{Text: " *“” "}).Blank || s.result(policy.Actor{}, search.Query{Text: "x"}).Blank {
			s.t.Error("what could not be looked for is not told from what was not there")
		}
		if len(s.find(policy.Actor{}, search.Query{Text: "forum", Forum: "HD' OR '1'='1", Organisation: "' OR 1=1 --"})) > 0 {
			s.t.Error("a filter was taken for syntax")
		}
		if len(s.find(policy.Actor{}, search.Query{Text: "forum"})) != 1 {
			s.t.Error("the index is not what it was")
		}
	})
}

func TestFilters(t *testing.T) {
	scenes(t, func(s *scene) {
		s.organisation(organisation.Organisation{ID: "huilin", NameZh: "海棠中心", State: organisation.Accredited}, policy.Access{Class: policy.Public})
		hd, jh := s.forum("HD", "论坛", "Forum", "Forum"), s.forum("JH", "论坛", "Forum", "Forum")
		in := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "海棠"})
		there := s.thread(jh, policy.Public, text.Draft{Language: "sv", Title: "海棠 på svenska"})
		p := s.post(in, thread.Published, "zh", "海棠")
		s.act(p.Record(), register.Card{}, func(tx *register.Tx) error {
			p.Kind = thread.Statement
			yesterday := s.r.Now().AddDate(0, 0, -1)
			p.PublishedAt = &yesterday
			return tx.Save(&p)
		})
		s.follow()
		now := s.r.Now()
		for _, c := range []struct {
			name string
			q    search.Query
			want []policy.Ref
		}{
			{"kind", search.Query{Kinds: []string{"statement"}}, []policy.Ref{p.Record()}},
			{"kinds", search.Query{Kinds: []string{"thread", "organisation"}}, []policy.Ref{in.Record(), there.Record(), {Noun: organisation.Noun, ID: "huilin"}}},
			{"forum", search.Query{Forum: "JH"}, []policy.Ref{there.Record()}},
			{"organisation", search.Query{Organisation: "huilin", Forum: "HD"}, []policy.Ref{in.Record(), p.Record()}},
			{"group", search.Query{Group: policy.NGO, Forum: "JH"}, []policy.Ref{there.Record()}},
			{"no such group", search.Query{Group: policy.University}, nil},
			{"language", search.Query{Language: "sv"}, []policy.Ref{there.Record()}},
			{"from", search.Query{From: now, Kinds: []string{"thread", "statement"}}, []policy.Ref{in.Record(), there.Record()}},
			{"to", search.Query{To: now}, []policy.Ref{p.Record()}},
			{"elsewhere", search.Query{Forum: "LH"}, nil},
		} {
			c.q.Text = "海棠"
			got := s.find(policy.Actor{}, c.q)
			for _, ref := range c.want {
				if _, ok := got[ref]; !ok {
					s.t.Errorf("%s: %v is not found", c.name, ref)
				}
			}
			if len(got) != len(c.want) {
				s.t.Errorf("%s: %d found, want %d", c.name, len(got), len(c.want))
			}
		}
		s.act(policy.Ref{Noun: organisation.Noun, ID: "huilin"}, register.Card{}, func(tx *register.Tx) error {
			var o organisation.Organisation
			if err := tx.Where("id = ?", "huilin").Take(&o).Error; err != nil {
				return err
			}
			o.Kind = policy.University
			return tx.Save(&o)
		})
		s.follow()
		if n := len(s.find(policy.Actor{}, search.Query{Text: "海棠", Group: policy.University})); n != 4 {
			s.t.Errorf("after the organisation became a university: %d", n)
		}
	})
}

func TestANounInThreeLanguagesIsOneHit(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "微信", "WeChat forum", "WeChat-forum")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "WeChat 使用"})
		s.translate(th.Record(), "en", text.Reviewed, "Using WeChat", "")
		s.translate(th.Record(), "sv", text.Machine, "Att använda WeChat", "")
		s.follow()
		for _, reader := range []string{"zh", "en", "sv"} {
			hits := s.find(policy.Actor{}, search.Query{Text: "WeChat", Reader: reader})
			if h := hits[th.Record()]; len(hits) != 2 || h.Language != reader || marked(h.Title) != "WeChat" {
				s.t.Errorf("%s: %d hits, the thread in %s: %v", reader, len(hits), h.Language, h.Title)
			}
		}
		if h := s.find(policy.Actor{}, search.Query{Text: "använda", Reader: "zh"})[th.Record()]; h.Language != "sv" || h.State != text.Machine {
			s.t.Errorf("found in the Swedish translation, shown in %s, %s", h.Language, h.State)
		}
	})
}

func TestCharters(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		charter := func(number int, source string) forum.Charter {
			c := forum.Charter{ID: fmt.Sprint("c-", number), ForumID: hd.ID, Number: number, State: forum.CharterDraft, MadeAt: s.r.Now(), RulesJSON: "{}"}
			s.act(c.Record(), register.Card{Noun: forum.CharterNoun, NounID: c.ID, Path: hd.Path() + "/charter", Access: policy.Access{Class: policy.Public}}, func(tx *register.Tx) error {
				doc, v, err := text.Begin(tx, c.Record(), text.Draft{Language: "zh", Title: "论坛", Source: source})
				if err != nil {
					return err
				}
				c.TextID, c.VersionID = doc.ID, v.ID
				return tx.Add(&c)
			})
			return c
		}
		first := charter(1, "第一条 会议须有**三分之二**席位出席。")
		s.follow()
		if h, ok := s.find(policy.Actor{}, search.Query{Text: "三分之二席位"})[first.Record()]; !ok || h.Card.Path != "/f/HD/charter" || marked(h.Excerpt) != "三分之二席位" {
			s.t.Errorf("the charter: %+v", h)
		}
		second := charter(2, "第一条 会议须有过半数席位出席。")
		s.follow()
		hits := s.find(policy.Actor{}, search.Query{Text: "席位出席"})
		if _, ok := hits[second.Record()]; !ok || len(hits) != 1 {
			s.t.Errorf("of two charters: %v", hits)
		}
	})
}

func TestPages(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "题目"})
		for i := range 45 {
			s.post(th, thread.Published, "zh", fmt.Sprintf("第%d次说到海棠", i))
		}
		s.post(th, thread.Published, "zh", "海棠，海棠，海棠，又是海棠")
		s.follow()
		seen := map[string]bool{}
		for page := 1; page <= 3; page++ {
			res := s.result(policy.Actor{}, search.Query{Text: "海棠", Page: page})
			if res.Total != 46 || res.Pages != 3 || res.Page != page || res.More || res.Took < 0 || res.Took > time.Minute {
				s.t.Errorf("page %d: %d of %d, %d pages", page, len(res.Hits), res.Total, res.Pages)
			}
			if page == 1 && marked(res.Hits[0].Excerpt) == "" {
				s.t.Error("the first hit shows nothing of what was looked for")
			}
			for _, h := range res.Hits {
				seen[h.Card.NounID] = true
			}
		}
		if len(seen) != 46 {
			s.t.Errorf("%d different hits on three pages", len(seen))
		}
		for asked, got := range map[int]int{0: 1, -1: 1, 4: 3, 1 << 40: 3} {
			if res := s.result(policy.Actor{}, search.Query{Text: "海棠", Page: asked}); res.Page != got {
				s.t.Errorf("page %d gives page %d", asked, res.Page)
			}
		}
	})
}
