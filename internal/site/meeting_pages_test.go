package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
)

// A meeting on the pages, without a script, each by somebody in her language: planned, announced, answered, an item asked for, opened, the roll
// kept, an item decided in a ballot with a promise, ended.
func TestAMeetingIsHeldOnThePages(t *testing.T) {
	a := newTable(t, "sunlizhen", "maliqing", "wangliwen", "cairangli", "fangliqin")
	form := "/zh/f/HD/meetings/new"
	if a.c["maliqing"].Get(form).Status != http.StatusForbidden {
		t.Error("a delegate plans a meeting")
	}
	typed := url.Values{"day": {"2019-06-20"}, "from": {"14：30"}, "to": {"17.30"}, "place": {"湖宁"}, "place_latin": {"Huning"}, "link": {"https://meet.example.org/hd"}, "languages": {"zh", "en"}}
	bad := url.Values{}
	for k, v := range typed {
		bad[k] = v
	}
	bad["day"], bad["from"] = []string{"2018-06-20"}, []string{"半夜"}
	again := a.want(a.send("sunlizhen", form, form, bad), http.StatusUnprocessableEntity, "请这样填写时间：14:30")
	if kept, _ := again.Form(form); kept.Get("from") != "半夜" || kept.Get("place") != "湖宁" {
		t.Errorf("what was typed is gone: %v", kept)
	}
	page := a.want(a.send("sunlizhen", form, form, typed), http.StatusOK, "已拟定", "距开会还有10天", "议程稍后公布")
	at := page.URL.Path
	if a.c["fangliqin"].Get(at).Status != http.StatusNotFound {
		t.Error("who has no seat reads a plan")
	}
	id := strings.TrimPrefix(at, "/zh/f/HD/m/")
	base := "/zh/meeting/" + id
	for _, item := range []url.Values{{"title_zh": {"开会和点名"}, "title_en": {"Opening and roll"}, "title_sv": {"Öppnande och upprop"}, "purpose": {meeting.Inform}, "minutes": {"10"}},
		{"title_zh": {"工作时间汇总报告"}, "title_en": {"Report on working hours"}, "title_sv": {"Rapport om arbetstider"}, "purpose": {meeting.Decide}, "minutes": {"30"}, "about": {"HD-2018-01"}}} {
		a.want(a.send("sunlizhen", base+"/item", base+"/item", item), http.StatusOK, "已列入议程", item.Get("title_zh"))
	}
	a.want(a.c["sunlizhen"].Get(base+"/announce"), http.StatusForbidden, "工作规则要求至少提前14天通知")
	typed["day"] = []string{"2019-06-27"}
	a.want(a.send("sunlizhen", base+"/change", base+"/change", typed), http.StatusOK, "已修改")
	a.want(a.send("sunlizhen", base+"/announce", base+"/announce", nil), http.StatusOK, "会议通知已发出", "未回复")
	m := a.h.Meeting(t, id)
	a.want(a.c[""].Get("/en/f/HD/meetings"), http.StatusOK, m.Reference, "Plenary", "Huning", "Calendar file")
	public := a.want(a.c[""].Get("/sv"+m.Path()), http.StatusOK, "Plenarmöte", "Rapport om arbetstider", "HD-2018-01", "08.30")
	if public.Has("meet.example.org") || public.Has("Inget svar") {
		t.Error("a visitor reads the link, or who was called")
	}
	a.isACalendar("/sv"+m.Path()+"/meeting.ics", m)

	a.want(a.c["maliqing"].Get("/sv/desk"), http.StatusOK, "Svara på kallelsen", m.Reference)
	reply := "/sv/meeting/" + id + "/reply/" + a.h.PlaceOf(t, id, "huilin").ID
	a.want(a.send("maliqing", reply, reply, nil), http.StatusUnprocessableEntity)
	a.want(a.send("maliqing", reply, reply, url.Values{"reply": {meeting.Coming}}), http.StatusOK, "Svaret är lämnat", "Delegaten kommer", "Ändra svaret")
	ask := "/en/meeting/" + id + "/ask"
	a.want(a.send("maliqing", ask, ask, url.Values{"language": {"zh"}, "title_zh": {"请求讨论寒假安排"}, "purpose": {meeting.Discuss}}), http.StatusOK, "You have asked for it", "请求讨论寒假安排")
	asked := a.h.Items(t, id)[len(a.h.Items(t, id))-1]
	up := base + "/item/" + asked.ID + "/take_up"
	a.want(a.send("sunlizhen", up, up, nil), http.StatusOK, "议程已有改动，尚未发送")
	a.want(a.send("sunlizhen", base+"/send_agenda", base+"/send_agenda", nil), http.StatusOK, "修改后的议程已发送")
	a.want(a.c[""].Get("/en"+m.Path()+"/agenda"), http.StatusOK, "New", "请求讨论寒假安排", "Unchanged")

	a.h.Clock.Set(m.StartsAt)
	a.holds(id, m)
}

// isACalendar reads a calendar file with an independent parser.
func (a table) isACalendar(at string, m meeting.Meeting) {
	a.t.Helper()
	got := a.c[""].Get(at)
	c, err := ics.ParseCalendar(strings.NewReader(got.Body))
	if err != nil || len(c.Events()) != 1 || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/calendar") {
		a.t.Fatalf("%s: %v, %s", at, err, got.Header.Get("Content-Type"))
	}
	start, err := c.Events()[0].GetStartAt()
	if err != nil || !start.Equal(m.StartsAt) || !strings.Contains(c.Events()[0].GetProperty(ics.ComponentPropertyDescription).Value, "08.30") {
		a.t.Errorf("starts %v, %v: %s", start, err, got.Body)
	}
}

// holds holds the meeting on the page for it.
func (a table) holds(id string, m meeting.Meeting) {
	t, hold, base := a.t, "/zh"+m.Path()+"/hold", "/zh/meeting/"+id
	a.want(a.c["maliqing"].Get(hold), http.StatusForbidden)
	a.want(a.c["sunlizhen"].Get(hold), http.StatusOK, "会议尚未开始", "宣布开会")
	a.want(a.send("sunlizhen", hold, base+"/open", url.Values{"at": {"14:30"}}), http.StatusOK, "会议开始", "未达到法定人数")
	sanquan := a.calls(id, hold)
	a.want(a.send("cairangli", "/zh"+m.Path(), base+"/place/"+sanquan+"/check_in", url.Values{"mode": {"link"}}), http.StatusOK, "已签到")
	a.want(a.send("sunlizhen", hold, base+"/place/"+sanquan+"/leave", url.Values{"at": {"19:00"}}), http.StatusUnprocessableEntity, "这个时间不在会议期间。")
	at := func(n int) string { return base + "/item/" + a.h.Items(t, id)[n].ID }
	a.want(a.send("sunlizhen", hold, at(0)+"/open", nil), http.StatusOK, "正在审议", "听取完毕")
	a.want(a.send("sunlizhen", hold, at(0)+"/note", url.Values{"words": {"会议由王例文处长主持。"}}), http.StatusOK, "听取", "会议由王例文处长主持。")
	decide := 0
	for n, i := range a.h.Items(t, id) {
		if i.Purpose == meeting.Decide {
			decide = n
		}
	}
	a.want(a.send("sunlizhen", hold, at(decide)+"/open", nil), http.StatusOK, "议定事项（瑞典文）")
	motion := house.Motion()
	a.want(a.send("sunlizhen", hold, at(decide)+"/word", url.Values{"motion_zh": {motion.Zh}, "motion_en": {motion.En}}), http.StatusUnprocessableEntity, motion.En)
	a.want(a.send("sunlizhen", hold, at(decide)+"/word", url.Values{"motion_zh": {motion.Zh}, "motion_en": {motion.En}, "motion_sv": {motion.Sv}}), http.StatusOK, "付诸表决")
	a.want(a.c["wangliwen"].Get("/sv"+m.Path()), http.StatusOK, "Förslag till beslut", motion.Sv)
}

// calls calls the roll, wrongly and then rightly: nine delegates, and apologies for one place. It gives the place of sanquan, whom nobody
// has seen.
func (a table) calls(id, hold string) string {
	t, roll := a.t, "/zh/meeting/"+id+"/roll"
	sanquan, tongxing := a.h.PlaceOf(t, id, "sanquan").ID, a.h.PlaceOf(t, id, "tongxing").ID
	a.want(a.send("sunlizhen", hold, roll, nil), http.StatusUnprocessableEntity, "请至少为一个席位选择到会人员或请假。")
	said := url.Values{"at": {"19:00"}, "person_" + tongxing: {meeting.Excused}}
	for org, who := range house.Seated() {
		place := a.h.PlaceOf(t, id, org).ID
		said.Set("person_"+place, string(a.h.Person(t, who)))
		said.Set("mode_"+place, "link")
	}
	again := a.want(a.send("sunlizhen", hold, roll, said), http.StatusUnprocessableEntity, "这个时间不在会议期间。")
	if kept, _ := again.Form(roll); kept.Get("person_"+tongxing) != meeting.Excused || kept.Get("at") != "19:00" || kept.Get("mode_"+a.h.PlaceOf(t, id, "huilin").ID) != "link" {
		t.Errorf("what was chosen is gone: %v", kept)
	}
	said.Del("at")
	a.want(a.send("sunlizhen", hold, roll, said), http.StatusOK, "已记录", "达到法定人数", "取消请假")
	a.want(a.c["maliqing"].Get("/en"+strings.TrimSuffix(strings.TrimPrefix(hold, "/zh"), "/hold")), http.StatusOK, "Apologies")
	a.want(a.send("sunlizhen", hold, roll, url.Values{"person_" + a.h.PlaceOf(t, id, "huilin").ID: {string(a.h.Person(t, "hanlian"))}, "mode_" + a.h.PlaceOf(t, id, "huilin").ID: {"room"}}),
		http.StatusUnprocessableEntity)
	return sanquan
}
