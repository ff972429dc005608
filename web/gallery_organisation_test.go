package web

import "github.com/a-h/templ"

// organisationPlate is the page of an organisation as its focal point has it: services with all that can stand with one, one that is
// over, and one in another language.
func organisationPlate(s sample) templ.Component {
	tend := []Act{{Word: s.w("修改服务项目", "Change the service", "Ändra tjänsten"), Href: "#"}, {Word: s.w("终止服务项目", "End the service", "Avsluta tjänsten"), Kind: "danger", Href: "#"}}
	where := s.w("服务地区：湖宁市、东泽市", "Offered in Huning City and Dongze City", "Erbjuds i Huning (stad på prefekturnivå) och Dongze")
	org := s.huilin()
	p := s.page(org.Name, "/o/huilin", SectionOrganisations)
	p.Person = s.member()
	return OrgPage(OrgView{Page: p, Org: org, Status: Status{Family: Done, Word: s.w("已认定", "Accredited", "Ackrediterad")}, DoesTitle: s.w("主要工作", "What it does", "Verksamhet"),
		Does: "驻村社会工作。", DoesIn: Version{State: "original", Of: "zh"},
		Facts: []Pair{{Key: s.w("工作地区", "Where it works", "Arbetar i"), Text: s.w("湖宁市", "Huning City", "Huning")}},
		Names: []NameIn{{Word: s.w("中文", "Chinese", "Kinesiska"), Text: "惠邻例社会工作中心", Lang: "zh-Hans"}},
		Serves: ServicesView{New: "#",
			Now: []ServiceLine{
				{Name: s.w("入村探访", "Village outreach", "Uppsökande arbete i byarna"), Lang: s.Tag(), About: s.w("社工两人同行入村。", "Social workers visit in pairs.", "Socialarbetare kommer två och två."),
					AboutLang: s.Tag(), For: []string{s.w("留守儿童", "Left-behind children", "Kvarlämnade barn"), s.w("家长和其他照料人", "Parents and other carers", "Föräldrar och andra omsorgspersoner")},
					Where: where, Acts: tend},
				{Name: "家长小组", Lang: "zh-Hans", Where: where, Acts: tend},
			},
			Ended: []ServiceLine{{Name: "Läxhjälp", Lang: "sv", Over: s.w("已终止，最后一天为2019年3月1日", "Ended; the last day was 1 March 2019", "Avslutad; sista dagen var den 1 mars 2019")}},
		}})
}

// mandatePlate is an authority that has neither described its mandate nor listed anything.
func mandatePlate(s sample) templ.Component {
	org := Org{Kind: "civil_affairs", Name: s.w("湖东省民政厅（例）", "Department of Civil Affairs of Hudong Province (Example)", "Departementet för civila frågor i Hudongprovinsen (exempel)")}
	return OrgPage(OrgView{Page: s.page(org.Name, "/o/hd-ca", SectionOrganisations), Org: org, Mandate: true, DoesTitle: s.w("职责", "Official mandate", "Uppdrag"),
		Status: Status{Family: Done, Word: s.w("已认定", "Accredited", "Ackrediterad")}, Serves: ServicesView{New: "#"}})
}
