package web

import (
	"time"

	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func (s sample) togetherness() string {
	return s.w("亲情视频与弹性探亲假合作", "Family video and flexible home leave", "Videosamtal med familjen och flexibel hemledighet")
}

// partnershipsPlate is the list, narrowed to one stage.
func partnershipsPlate(s sample) templ.Component {
	entry := PartnershipEntry{Ref: "JH-PA-2018-01", Title: s.togetherness(), Href: "#", Status: Status{Family: Open, Word: s.Say("state.partnership.active")}, Parties: []Org{s.huilin(), s.huilin()},
		Where: s.w("江淮省", "Jianghuai Province", "Provinsen Jianghuai"), Since: day(2018, 5, 18), From: &Anchor{Word: "JH-2017-01", Href: "#"}}
	return Partnerships(PartnershipsView{Page: s.page(s.Say("partnership.list"), "/partnerships", SectionForums), Lead: s.Say("partnership.list_lead"), Add: "#", Older: "?after=x",
		Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: s.Say("partnership.list")}},
		Stages: []Tab{{Word: s.Say("commitment.stage_all"), Href: "#", Count: 1}, {Word: s.Say("partnership.stage.active"), Href: "#", Current: true, Count: 1}}, Rows: []PartnershipEntry{entry}})
}

// partnershipPlate is one partnership with everything that can stand on its page.
func partnershipPlate(s sample) templ.Component {
	p := s.page(s.togetherness(), "/f/JH/partnerships/2018-01", SectionForums)
	p.Person, p.Print = s.member(), "JH-PA-2018-01"
	lines := []PartyLine{{Org: s.huilin(), Brings: s.togetherness(), Lang: s.Tag(), Status: Status{Family: Waiting, Word: s.Say("partnership.not_confirmed")}}}
	return PartnershipPage(PartnershipView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: "JH-PA-2018-01"}}, Ref: "JH-PA-2018-01", Title: s.togetherness(),
		Status: []Status{{Family: Waiting, Word: s.Say("state.partnership.proposed")}}, Stops: []Stop{{Word: s.Say("partnership.stop.confirm"), Now: true}, {Word: s.Say("partnership.stop.agree")}},
		Notes: []PostNote{{Kind: Warning, Title: s.Say("partnership.reason_of.declined"), Words: s.w("期限太短。", "Too short.", "För kort."), Label: s.Say("post.reason_given")}},
		Names: []NameIn{{Word: s.Say("commitment.counts", map[string]any{"Language": "中文"}), Text: "亲情视频与弹性探亲假合作", Lang: "zh-Hans"}},
		Scope: Wording{HTML: "<p>" + s.togetherness() + "</p>", Lang: s.Tag()}, Parties: lines, Share: "/zh/f/JH/partnerships/2018-01",
		Facts: []Pair{{Key: s.Say("partnership.f.starts"), Body: Day(s.Speaker, day(2018, 5, 18), lang.Beijing)}, {Key: s.Say("partnership.parties"), Body: PartyLines(s.Speaker, lines)}},
		Acts:  []Act{{Word: s.Say("verb.partnership.confirm"), Href: "#", Kind: "first"}, {Word: s.Say("verb.partnership.decline"), Href: "#"}}, Why: []string{s.Say("guard.partnership.waiting")},
		Entries: []CharterEntry{{Seq: 1204, At: time.Date(2018, 5, 18, 2, 0, 0, 0, time.UTC), What: s.Say("entry.partnership.confirmed"), Who: s.w("冯例倩", "FENG Liqian", "Feng Liqian")}}})
}
