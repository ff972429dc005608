package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

var sheetAt = regexp.MustCompile(`/write/proposal/([0-9a-z]{26})`)

// begun begins a proposal without a script, and gives the address of its sheet without the language.
func (s scene) begun(c *house.Client, language, title string) string {
	s.t.Helper()
	p := s.says(s.fill(c, "/"+language+"/write/proposal?forum=HD", "/"+language+"/write/proposal", url.Values{"forum": {"HD"}, "outcome": {"services"}, "language": {language},
		"title": {title}}), http.StatusOK)
	return "/write/proposal/" + sheetAt.FindStringSubmatch(p.URL.Path)[1]
}

// A proposal's way without a script, each actor in another language: three steps, a colleague confirms, a moderator returns it, it comes
// again under its number and is admitted.
func TestAProposalsWayWithoutAScript(t *testing.T) {
	s := threadScene(t)
	writer, colleague, moderator := s.c("maliqing"), s.c("hanlian"), s.c("elin")
	at := s.begun(writer, "zh", "关于延长村级活动站开放时间的建议")
	s.says(s.fill(writer, "/zh"+at+"/situation", "/zh"+at+"/situation", url.Values{"situation": {"活动站下午五点关门。"}, "act": {"next"}}), http.StatusOK, "为什么会这样")
	s.says(s.fill(writer, "/zh"+at+"/analysis", "/zh"+at+"/analysis", url.Values{"analysis": {"家长六点半下班。"}, "act": {"next"}}), http.StatusOK, "措施（3）")
	lacking := s.says(s.fill(writer, "/zh"+at+"/measures", "/zh"+at+"/measures", url.Values{"measure_1": {"开放到晚上七点"}, "level": {""}, "act": {"next"}}), http.StatusOK, "还缺以下内容", "请选择建议由哪一级办理。")
	if !strings.Contains(lacking.Body, "#f-level") {
		t.Error("what is missing does not lead to its field")
	}
	s.says(writer.Post("/zh"+at+"/check", url.Values{"version": {"3"}}), http.StatusUnprocessableEntity, "还缺以下内容")
	s.says(s.fill(writer, "/zh"+at+"/measures", "/zh"+at+"/measures", url.Values{"level": {"county"}, "documents": {"国发[2016]13号"}, "act": {"next"}}), http.StatusOK, "这是全文", "开放到晚上七点")
	asked := s.says(s.fill(writer, "/zh"+at+"/check", "/zh"+at+"/check", url.Values{}), http.StatusOK, "已提请本单位另一人确认。", "国发〔2016〕13号")
	own := strings.TrimPrefix(asked.URL.Path, "/zh")
	s.says(colleague.Get("/en/desk"), http.StatusOK, "Confirm your organisation’s proposal")
	confirmed := s.says(s.fill(colleague, "/en"+own, "/en"+own+"/confirm", url.Values{}), http.StatusOK, "Confirmed and submitted.", "HD-2019-02")
	public := strings.TrimPrefix(confirmed.URL.Path, "/en")
	screen := "/sv" + own + "/screen"
	s.says(moderator.Get(screen), http.StatusOK, "Checklista", "Liknande förslag")
	s.says(s.fill(moderator, screen, screen, url.Values{"decision": {"admit"}}), http.StatusUnprocessableEntity, "Kontrollera varje rad i listan")
	s.says(s.fill(moderator, screen, screen, url.Values{"decision": {"return"}}), http.StatusUnprocessableEntity, "Fyll i")
	template := s.says(moderator.Get(screen+"?template=bodies"), http.StatusOK, "请写明建议由哪一级、哪个部门承办")
	form, _ := template.Form(screen)
	s.says(moderator.Post(screen, form), http.StatusOK, "Återlämnat")
	s.says(writer.Get("/zh"+public), http.StatusOK, "退回补充", "请写明建议由哪一级、哪个部门承办")
	again := s.says(s.fill(writer, "/zh"+public, "/zh"+own+"/change", url.Values{}), http.StatusOK, "活动站下午五点关门。")
	at = strings.TrimPrefix(strings.TrimSuffix(again.URL.Path, "/situation"), "/zh")
	s.says(s.fill(writer, "/zh"+at+"/analysis", "/zh"+at+"/analysis", url.Values{"analysis": {"家长六点半下班，建议由县民政局承办。"}, "act": {"next"}}), http.StatusOK)
	s.says(s.fill(writer, "/zh"+at+"/check", "/zh"+at+"/check", url.Values{}), http.StatusOK, "HD-2019-02")
	s.says(s.fill(colleague, "/sv"+public, "/sv"+own+"/confirm", url.Values{}), http.StatusOK, "Bekräftat och inlämnat.", "HD-2019-02")
	checks := []string{"one_matter", "facts", "measures", "bodies", "children"}
	s.says(s.fill(moderator, screen, screen, url.Values{"decision": {"admit"}, "checks": checks}), http.StatusOK, "Taget upp", "HD-2019-02")
	diff := s.says(moderator.Get("/sv"+public+"/diff/1..2"), http.StatusOK, "建议由县民政局承办")
	if !regexp.MustCompile(`<ins>[^/]*</span>，?建议由县民政局承办`).MatchString(diff.Body) {
		t.Errorf("the difference does not mark what was added:\n%s", diff.Body)
	}
	s.says(moderator.Get("/sv"+public+"/v/1"), http.StatusOK, "Texten gäller inte längre", "家长六点半下班。")
}

// Two colleagues on one step: the second is shown both texts, and hers is not lost.
func TestTwoColleaguesOnOneStep(t *testing.T) {
	s := threadScene(t)
	writer, colleague := s.c("maliqing"), s.c("hanlian")
	at := s.begun(writer, "zh", "关于一件事的建议") + "/situation"
	form, ok := writer.Get("/zh" + at).Form("/zh" + at)
	if !ok {
		t.Fatal("no form")
	}
	s.says(s.fill(colleague, "/en"+at, "/en"+at, url.Values{"situation": {"同事先写的话。"}, "act": {"save"}}), http.StatusOK)
	form["situation"], form["act"] = []string{"我写的话。"}, []string{"next"}
	p := s.says(writer.Post("/zh"+at, form), http.StatusConflict, "同事先写的话。", "我写的话。", "由同事，或在您的另一个窗口中")
	again, _ := p.Form("/zh" + at)
	again["act"] = []string{"next"}
	writer.Post("/zh"+at, again)
	s.says(writer.Get("/zh"+at), http.StatusOK, "我写的话。")
}

// What is typed is kept while it is typed, after the gate; what it stops is not.
func TestASheetIsKeptWhileItIsTyped(t *testing.T) {
	s := threadScene(t)
	writer := s.c("maliqing")
	at := s.begun(writer, "zh", "关于一件事的建议")
	id := strings.TrimPrefix(at, "/write/proposal/")
	send := func(version, text string) string {
		p := writer.Post("/zh/check?draft=proposal:"+id, url.Values{"version": {version}, "situation": {"旧"}, "text": {text}, "field": {"situation"}})
		s.says(p, http.StatusOK)
		return p.Body
	}
	if got := send("0", "写了一半"); !strings.Contains(got, `"version":1`) || !strings.Contains(got, `"saved":`) || !strings.Contains(got, "同事可以看到") {
		t.Errorf("kept: %s", got)
	}
	if got := send("0", "另一页"); !strings.Contains(got, `"said":"这份建议刚刚在别处改过`) {
		t.Errorf("an old page: %s", got)
	}
	if got := send("1", ofAChild()); strings.Contains(got, `"saved"`) || !strings.Contains(got, `"severity":"block"`) {
		t.Errorf("a child: %s", got)
	}
	s.says(writer.Get("/zh"+at+"/situation"), http.StatusOK, "写了一半")
	s.silent(writer.Get("/zh"+at+"/situation"), "马小例", "另一页")
	s.says(s.c("elin").Get("/en"+at+"/situation"), http.StatusNotFound)
}

// Blank measures keep their place while the form is written, and the device is told in one word what it may let go of.
func TestMeasuresKeepTheirPlace(t *testing.T) {
	s := threadScene(t)
	writer := s.c("maliqing")
	at := s.begun(writer, "zh", "关于一件事的建议")
	p := s.says(s.fill(writer, "/zh"+at+"/measures", "/zh"+at+"/measures", url.Values{"measure_1": {"第一件"}, "measure_3": {"第三件"}, "act": {"more"}}), http.StatusOK)
	form, _ := p.Form("/zh" + at + "/measures")
	if form.Get("measure_1") != "第一件" || form.Get("measure_2") != "" || form.Get("measure_3") != "第三件" || !strings.Contains(p.Body, `name="measure_4"`) {
		t.Errorf("the measures are %v", form)
	}
	if want := `data-accepted="proposal:` + strings.TrimPrefix(at, "/write/proposal/") + `"`; !strings.Contains(p.Body, want) {
		t.Errorf("the page does not say %s", want)
	}
	s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "第一件", "第三件")
	s.says(s.fill(writer, "/zh"+at+"/measures", "/zh"+at+"/measures", url.Values{"measure_1": {""}, "measure_3": {""}, "act": {"next"}}), http.StatusOK, "还缺以下内容")
}

// What was written about a grant is kept while the outcome is another, is no part of the text, and the page says so.
func TestAGrantIsKeptAside(t *testing.T) {
	s := threadScene(t)
	writer := s.c("maliqing")
	at := s.begun(writer, "zh", "关于一件事的建议")
	first := "/zh" + at + "/situation"
	save := func(typed url.Values) { s.t.Helper(); s.says(s.fill(writer, first, first, typed), http.StatusOK) }
	save(url.Values{"outcome": {"grants"}, "situation": {"情况如此。"}, "act": {"next"}})
	save(url.Values{"grant_name": {"营养补贴"}, "grant_who": {"寄养儿童"}, "act": {"next"}})
	save(url.Values{"outcome": {"services"}, "act": {"next"}})
	s.says(writer.Get(first), http.StatusOK, "全文中不再包含")
	check := s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "全文中不再包含", "情况如此。")
	if strings.Contains(check.Body, "营养补贴") {
		t.Error("the lines about a grant are in a text that is about none")
	}
	save(url.Values{"outcome": {"grants"}, "act": {"next"}})
	again := s.says(writer.Get(first), http.StatusOK)
	s.silent(again, "全文中不再包含")
	if !strings.Contains(again.Body, `value="营养补贴"`) || !strings.Contains(again.Body, `value="寄养儿童"`) {
		t.Error("the lines about a grant are gone")
	}
	s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "营养补贴")
}

// Of two on one step, the second is shown every field in which the colleague's differs from hers.
func TestEveryFieldThatDiffersIsShown(t *testing.T) {
	s := threadScene(t)
	writer, colleague := s.c("maliqing"), s.c("hanlian")
	at := s.begun(writer, "zh", "关于一件事的建议")
	differ := func(step string, theirs, mine url.Values, words ...string) {
		s.t.Helper()
		path := "/zh" + at + "/" + step
		form, _ := writer.Get(path).Form(path)
		theirs["act"] = []string{"save"}
		s.says(s.fill(colleague, path, path, theirs), http.StatusOK)
		for name, values := range mine {
			form[name] = values
		}
		p := s.says(writer.Post(path, form), http.StatusConflict, "由同事，或在您的另一个窗口中")
		_, conflict, _ := strings.Cut(p.Body, `<section class="note waiting"`)
		conflict, _, _ = strings.Cut(conflict, "</section>")
		for _, w := range words {
			if !strings.Contains(conflict, w) {
				t.Errorf("%s: the conflict does not show %q: %s", step, w, conflict)
			}
		}
	}
	differ("situation", url.Values{"title": {"同事的标题"}, "outcome": {"grants"}}, url.Values{"situation": {"我的情况。"}, "act": {"next"}},
		"同事的标题", "关于一件事的建议", "改进对儿童的补贴", "改善服务", "我的情况。")
	differ("analysis", url.Values{"grant_obstacle": {"同事写的障碍"}}, url.Values{"act": {"next"}, "analysis": {"原因。"}}, "原因。")
	bodies := regexp.MustCompile(`name="addressed" value="([^"]+)"`).FindStringSubmatch(s.says(writer.Get("/zh"+at+"/measures"), http.StatusOK).Body)
	differ("measures", url.Values{"measure_1": {""}, "measure_2": {"同事的措施"}, "grant_after": {"同事的规定"}, "level": {"county"}, "addressed": {bodies[1]}, "documents": {"国发〔2016〕13号"}},
		url.Values{"measure_1": {"我的措施"}, "measure_2": {""}, "grant_after": {""}, "addressed": {""}, "documents": {""}, "act": {"next"}},
		"同事的措施", "我的措施", "同事的规定", "县", "国发〔2016〕13号", "民政")
}

// A consultation is nobody's duty before it can be opened; until then its translations are, on translators' desks.
func TestTranslationsWaitOnTranslatorsDesks(t *testing.T) {
	s := threadScene(t)
	var id string
	for _, thing := range proposalThings(t, s.h) {
		if at, ok := strings.CutSuffix(thing, "/consult"); ok && !strings.Contains(thing, ":id") {
			id = strings.TrimPrefix(at, "/proposal/")
		}
	}
	title, ref := "关于一件事的建议", policy.Ref{Noun: proposal.Noun, ID: id}
	secretary, karin, duliwen := s.c("sunlizhen"), s.c("karin"), s.c("duliwen")
	s.silent(s.says(secretary.Get("/en/desk"), http.StatusOK, "Waits for its translations", title), "A consultation can be opened")
	for language, word := range map[string]string{"en": "English", "sv": "Swedish"} {
		s.says(karin.Get("/en/desk"), http.StatusOK, "Translate a proposal into "+word)
		if err := s.h.Translates(t, "karin", ref, language, drafting.Typed{"title": {"One matter"}, "measure_1": {"The first thing"}}); err != nil {
			t.Fatal(err)
		}
		s.says(karin.Get("/en/desk"), http.StatusOK, "Your translation into "+word+" waits")
		s.says(duliwen.Get("/en/desk"), http.StatusOK, "Review a proposal’s translation into "+word)
		if err := s.h.Reviews(t, "duliwen", ref, language); err != nil {
			t.Fatal(err)
		}
	}
	s.says(secretary.Get("/en/desk"), http.StatusOK, "A consultation can be opened")
	s.silent(duliwen.Get("/en/desk"), "Review a proposal’s translation", "Translate a proposal")
}
