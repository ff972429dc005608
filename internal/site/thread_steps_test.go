package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestAHeldPostGoesBackAndComesAgain(t *testing.T) {
	s := threadScene(t)
	author, moderator := s.c("maliqing"), s.c("elin")
	at := s.held(author)
	s.silent(s.c("liliming").Get("/zh"+openThread), "13800138000")
	s.says(s.c("liliming").Get("/zh"+at), http.StatusNotFound)
	s.says(moderator.Get("/sv"+at), http.StatusOK, "Väntar på en moderator", "Publicera", "Skicka tillbaka med motivering")

	form := s.says(moderator.Get("/sv"+at+"/return?template=identifying"), http.StatusOK, "感谢您的发言。其中有些细节", "Tack för ditt inlägg. Några uppgifter")
	typed, _ := form.Form(at + "/return")
	if !strings.HasPrefix(typed.Get("reason"), "感谢您的发言。其中有些细节") {
		t.Errorf("the field holds %q", typed.Get("reason"))
	}
	typed.Set("reason", "")
	s.says(moderator.Post("/sv"+at+"/return", typed), http.StatusUnprocessableEntity, "Skicka tillbaka med motivering")
	typed.Set("reason", "请把电话改成概括的说法。")
	s.says(moderator.Post("/sv"+at+"/return", typed), http.StatusOK)

	s.says(author.Get("/zh"+at), http.StatusOK, "已退回修改", "请把电话改成概括的说法。", "修改后再次提交")
	s.says(s.fill(author, "/zh"+at+"/resubmit", "/zh"+at+"/resubmit", url.Values{"body": {"请看公开的服务热线。"}, "explanation": {""}}), http.StatusOK, "待论坛管理员审核")
	s.says(s.fill(moderator, "/sv"+at, "/sv"+at+"/release", nil), http.StatusOK, "请看公开的服务热线。")
	s.says(s.c("liliming").Get("/zh"+openThread), http.StatusOK, "请看公开的服务热线。")
	s.silent(s.c("liliming").Get("/zh"+at+"/history"), "13800138000", "请把电话改成")
	s.says(author.Get("/zh"+at+"/history"), http.StatusOK, "第2版", "审核后准予发布", "请把电话改成概括的说法。")
}

func TestAReasonIsNotSentByAccidentInALanguageItsReaderDoesNotRead(t *testing.T) {
	for _, c := range []struct{ language, typed, says, tick string }{
		{"zh", "Skriv hellre det i allmänna ord och utan numret.", "收件人阅读中文", "仍以瑞典文发出"},
		{"en", "Please put it in general words and without the number.", "somebody who reads Chinese", "Send it in English all the same"},
		{"sv", "Skriv hellre det i allmänna ord och utan numret.", "någon som läser kinesiska", "Skicka den på svenska ändå"},
	} {
		s := threadScene(t)
		author, moderator := s.c("maliqing"), s.c("elin")
		at := s.held(author)
		back := "/" + c.language + at + "/return"
		asked := s.says(s.fill(moderator, back, back, url.Values{"reason": {c.typed}}), http.StatusUnprocessableEntity, c.says, c.tick)
		form, ok := asked.Form(at + "/return")
		if !ok || form.Get("reason") != c.typed || form.Has("anyway") {
			t.Fatalf("%s: the form comes back with %v", c.language, form)
		}
		s.says(author.Get("/zh"+at), http.StatusOK, "待论坛管理员审核")

		ready := s.says(moderator.Get(back+"?template=identifying"), http.StatusOK)
		s.silent(ready, c.tick)
		if c.language == "sv" { // the ready one needs no tick
			s.says(s.fill(moderator, back+"?template=identifying", back, nil), http.StatusOK)
			s.says(author.Get("/zh"+at), http.StatusOK, "已退回修改", "感谢您的发言。其中有些细节")
			continue
		}
		form.Set("anyway", "yes")
		s.says(moderator.Post(back, form), http.StatusOK)
		s.says(author.Get("/zh"+at), http.StatusOK, "已退回修改", c.typed)
	}
}

func TestHiddenRemovedByTwo(t *testing.T) {
	s := threadScene(t)
	author, first, second := s.c("maliqing"), s.c("elin"), s.c("linlihua")
	s.says(s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"这一条将被隐藏。"}}), http.StatusOK, "这一条将被隐藏。")
	page := author.Get("/zh" + openThread)
	ids := postID.FindAllStringSubmatch(page.Body, -1)
	at := "/p/" + ids[len(ids)-1][1]
	s.says(first.Get("/en"+at+"/hide"), http.StatusOK, "Readers no longer see the text")
	s.says(s.fill(first, "/en"+at+"/hide", "/en"+at+"/hide", url.Values{"reason": {"Off topic"}, "anyway": {"yes"}}), http.StatusOK)
	reader := s.c("liliming")
	s.silent(s.says(reader.Get("/zh"+openThread), http.StatusOK, "此发言已由论坛管理方隐藏。"), "这一条将被隐藏", "Off topic")
	s.says(author.Get("/zh"+at), http.StatusOK, "Off topic", "这一条将被隐藏。")
	s.says(s.fill(first, "/en"+at, "/en"+at+"/restore", nil), http.StatusOK, "这一条将被隐藏。")

	s.says(s.fill(first, "/en"+at+"/remove", "/en"+at+"/remove", url.Values{"reason": {"Names a person"}}), http.StatusOK, "Another moderator has to confirm")
	s.says(reader.Get("/zh"+openThread), http.StatusOK, "这一条将被隐藏。")
	s.says(first.Get("/en"+at+"/remove"), http.StatusForbidden)
	s.says(s.fill(second, "/zh"+at+"/remove", "/zh"+at+"/remove", url.Values{"anyway": {"yes"}}), http.StatusOK, "已由两名论坛管理员移除")
	s.silent(reader.Get("/zh"+openThread), "这一条将被隐藏")
}

func TestAStatementIsConfirmedByAColleague(t *testing.T) {
	s := threadScene(t)
	author, colleague := s.c("maliqing"), s.c("hanlian")
	p := s.says(s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"本单位支持按周统计。"}, "kind": {"statement"}}), http.StatusOK, "另一人确认")
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	at := "/p/" + ids[len(ids)-1][1]
	s.says(s.c("liliming").Get("/zh"+at), http.StatusNotFound)
	s.says(author.Get("/zh"+at+"/confirm"), http.StatusForbidden)
	s.says(s.fill(colleague, "/zh"+at, "/zh"+at+"/confirm", nil), http.StatusOK, "由韩例安确认")
	s.says(author.Get("/zh"+at+"/edit"), http.StatusForbidden, "单位意见按确认时的文字保留")
	s.says(s.c("liliming").Get("/en"+openThread), http.StatusOK, "Confirmed by HAN Li")
}

func TestTwoEditsMeet(t *testing.T) {
	s := threadScene(t)
	author := s.c("maliqing")
	p := s.says(s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"第一稿"}}), http.StatusOK, "第一稿")
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	edit := "/zh/p/" + ids[len(ids)-1][1] + "/edit"
	old, _ := author.Get(edit).Form(edit)
	s.says(s.fill(author, edit, edit, url.Values{"body": {"第二稿"}}), http.StatusOK, "第二稿")
	old.Set("body", "另一份第二稿")
	back := s.says(author.Post(edit, old), http.StatusConflict, "您的文字", "已保存的文字", "第二稿", "另一份第二稿")
	mine, _ := back.Form(edit)
	if mine.Get("body") != "另一份第二稿" {
		t.Errorf("typed text is gone: %q", mine.Get("body"))
	}
	s.says(author.Post(edit, mine), http.StatusOK, "另一份第二稿")
}

func TestAThreadIsOpenedLockedAndRead(t *testing.T) {
	s := threadScene(t)
	author := s.c("maliqing")
	bad := s.fill(author, "/en/f/HD/write", "/en/f/HD/write", url.Values{"title": {"Weekend care"}, "purpose": {"Find out"}, "body": {""}})
	s.says(bad, http.StatusUnprocessableEntity, "Fill in this field.")
	form, _ := bad.Form("/f/HD/write")
	form["body"] = []string{"Who looks after boarders at weekends?"}
	form["language"] = []string{"en"}
	p := s.says(author.Post("/en/f/HD/write", form), http.StatusOK, "Weekend care", "Who looks after boarders")
	path := strings.TrimPrefix(p.URL.Path, "/en")
	secretary := s.c("sunlizhen")
	page := secretary.Get("/zh" + path + "?steer=1")
	lock, _ := page.Form("/lock")
	lock.Set("reason", "已转入建议稿")
	action := actionOf(page.Body, "/lock")
	s.says(secretary.Post(action, lock), http.StatusOK, "已锁定", "已转入建议稿")
	s.says(author.Post("/en"+path, form), http.StatusOK) // the same form again: it was carried out
	form.Set("nonce", "another-nonce-of-this-test")
	s.says(author.Post("/en"+path, form), http.StatusForbidden, "This discussion is locked")
}

// actionOf is the address of a button that sends its form elsewhere.
func actionOf(body, end string) string {
	at := strings.Index(body, end+`"`)
	start := strings.LastIndex(body[:at], `"`)
	return body[start+1 : at+len(end)]
}

func TestALetterIsEnteredAndChecked(t *testing.T) {
	s := threadScene(t)
	secretary := s.c("sunlizhen")
	path := "/zh" + openThread + "/letter"
	p := secretary.Get(path)
	form, _ := p.Form(path)
	mandate := regexpValue(p.Body, `<option value="([0-9a-z]{26})">[^<]*才让例`)
	if mandate == "" {
		t.Fatalf("the sender is not offered:\n%s", p.Text())
	}
	form["mandate"], form["dated"], form["body"] = []string{mandate}, []string{"2019-06-30"}, []string{"我中心同意按周统计。"}
	s.says(secretary.Post(path, form), http.StatusUnprocessableEntity, "日期不能晚于今天")
	form["dated"] = []string{"2019-06-03"}
	s.says(secretary.Post(path, form), http.StatusOK)
	checker := s.c("elin")
	page := s.says(checker.Get("/sv"+openThread), http.StatusOK, "Väntar på att en andra person", "Inkommet med brev den 3 juni 2019")
	check := regexpValue(page.Body, `action="(/sv/p/[0-9a-z]{26}/check)"`)
	send, _ := page.Form("/check")
	if check == "" {
		t.Fatal("the button to check is missing")
	}
	s.says(checker.Post(check, send), http.StatusOK, "kontrollerat av")
	s.says(s.c("maliqing").Get(path), http.StatusForbidden, "只有论坛秘书")
}

func TestHelpComesFirst(t *testing.T) {
	s := threadScene(t)
	author := s.c("maliqing")
	text := "我们班有" + "个孩子。她" + "被父亲" + "殴打。" // invented, and put together here for the gate
	p := s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {text}})
	s.says(p, http.StatusUnprocessableEntity, "110", "12345", "这段文字没有保存")
	if form, _ := p.Form(openThread); form.Get("body") != text {
		t.Errorf("the way back holds %q", form.Get("body"))
	}
	s.silent(s.c("elin").Get("/zh"+openThread), "我们班有个孩子")
}
