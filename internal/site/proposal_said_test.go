package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What the gate finds in a formal text is explained as what it is: not as a number, and not as something a word of hers could excuse.
func TestAFormalTextSaysWhyItWasStopped(t *testing.T) {
	s := threadScene(t)
	writer := s.c("maliqing")
	at := s.begun(writer, "zh", "关于一件事的建议") + "/situation"
	for code, words := range map[string][2]string{"zh": {"建议和书面意见会公开", "这样的号码"}, "en": {"Proposals and statements become public", "A number like this"},
		"sv": {"Förslag och yttranden blir offentliga", "Ett sådant nummer"}} {
		p := s.fill(writer, "/"+code+at, "/"+code+at, url.Values{"situation": {ofAChild()}, "act": {"next"}})
		s.says(p, http.StatusUnprocessableEntity, words[0])
		s.silent(p, words[1])
	}
}

// Where something is missing there is nothing to send: the last step leads to what is missing and back.
func TestTheLastStepSendsNothingThatIsNotWhole(t *testing.T) {
	s := threadScene(t)
	writer := s.c("maliqing")
	at := s.begun(writer, "zh", "关于一件事的建议")
	p := s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "还缺以下内容", "上一步")
	if _, sends := p.Form("/zh" + at + "/check"); sends {
		t.Error("there is a button that cannot work")
	}
	s.says(s.fill(writer, "/zh"+at+"/situation", "/zh"+at+"/situation", url.Values{"language": {"sv"}, "situation": {"Stugan stänger klockan fem."}, "act": {"next"}}), http.StatusOK)
	if whole := s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "Nuläge"); !strings.Contains(whole.Body, `lang="sv"`) {
		t.Error("the language chosen anew is not the text's")
	}
}

// A consultation whose translations are missing says so once.
func TestAMissingTranslationIsSaidOnce(t *testing.T) {
	s := threadScene(t)
	writer, colleague, moderator := s.c("maliqing"), s.c("hanlian"), s.c("elin")
	at := s.begun(writer, "zh", "关于一件事的建议")
	for step, values := range map[string]url.Values{"situation": {"situation": {"活动站下午五点关门。"}}, "analysis": {"analysis": {"家长六点半下班。"}},
		"measures": {"measure_1": {"开放到晚上七点"}, "level": {"county"}}} {
		values.Set("act", "next")
		s.says(s.fill(writer, "/zh"+at+"/"+step, "/zh"+at+"/"+step, values), http.StatusOK)
	}
	own := strings.TrimPrefix(s.says(s.fill(writer, "/zh"+at+"/check", "/zh"+at+"/check", url.Values{}), http.StatusOK).URL.Path, "/zh")
	s.says(s.fill(colleague, "/en"+own, "/en"+own+"/confirm", url.Values{}), http.StatusOK)
	s.says(s.fill(moderator, "/en"+own+"/screen", "/en"+own+"/screen", url.Values{"decision": {"admit"}, "checks": {"one_matter", "facts", "measures", "bodies", "children"}}), http.StatusOK)
	consult := "/en" + own + "/consult"
	secretary := s.c("sunlizhen")
	if secretary.Get(consult).Status != http.StatusOK {
		secretary = moderator
	}
	const sentence = "Still missing: 2."
	for what, page := range map[string]string{"before": secretary.Get(consult).Text(), "refused": s.fill(secretary, consult, consult, url.Values{}).Text()} {
		if n := strings.Count(page, sentence); n != 1 {
			t.Errorf("%s: said %d times", what, n)
		}
	}
}

// Whoever states reads the proposal in her own language, with the original beside it.
func TestAStatementIsWrittenBesideATranslation(t *testing.T) {
	s := threadScene(t)
	p := s.says(s.c("xulijia").Get("/sv/f/LH/p/2019-02/statement"), http.StatusOK, "Bidraget måste sökas på den registrerade hemorten", "granskad översättning", "Originaltext (kinesiska)", "惠及困境儿童的基本生活补贴须在户籍所在地申领")
	if strings.Index(p.Text(), "Bidraget måste sökas") > strings.Index(p.Text(), "惠及困境儿童") {
		t.Error("the original stands before the translation")
	}
	zh := s.says(s.c("xulijia").Get("/zh/f/LH/p/2019-02/statement"), http.StatusOK, "惠及困境儿童的基本生活补贴须在户籍所在地申领")
	s.silent(zh, "Bidraget måste")
}

// A letter is listed under the day on which it came, on the page and in the table.
func TestALetterIsListedUnderItsDay(t *testing.T) {
	s := threadScene(t)
	list := s.says(s.c("").Get("/sv/f/LH/p/2019-02/statements"), http.StatusOK, "Mottaget med brev den 3 juni 2019").Text()
	line := list[strings.Index(list, "Mottaget med brev den 3 juni 2019"):][:260]
	if !strings.Contains(line, "den 4 juni 2019") {
		t.Errorf("listed as: %s", line)
	}
}

// Why a public proposal was withdrawn stands on its page for everybody; what is asked for says who will read it.
func TestWhyAPublicProposalWasWithdrawn(t *testing.T) {
	s := threadScene(t)
	c := s.c("chenglihui")
	var id string
	if err := s.h.Store.Read(t.Context()).Table("proposals").Where("reference = ?", "LH-2019-02").Pluck("id", &id).Error; err != nil {
		t.Fatal(err)
	}
	at := "/en/proposal/" + id + "/ask_withdrawal"
	s.says(c.Get(at), http.StatusOK, "every reader sees them")
	s.says(s.fill(c, at, at, url.Values{"reason": {""}}), http.StatusUnprocessableEntity)
	s.says(s.fill(c, at, at, url.Values{"reason": {"Both provinces do it already."}}), http.StatusOK, "A colleague has been asked to confirm the withdrawal", "Both provinces do it already.")
	if open := s.says(s.c("").Get("/en/f/LH/p/2019-02"), http.StatusOK).Text(); strings.Contains(open, "Both provinces") || strings.Contains(open, "withdrawal") {
		t.Error("everybody reads what nobody has confirmed")
	}
	colleague := s.c("xialining")
	s.says(colleague.Get("/en/desk"), http.StatusOK, "Confirm or decline the withdrawal")
	at = "/en/proposal/" + id + "/confirm_withdrawal"
	s.says(colleague.Get(at), http.StatusOK, "Both provinces do it already.", "Co-signers may take the proposal over")
	s.says(s.fill(colleague, at, at, nil), http.StatusOK, "The proposal is withdrawn")
	page := s.says(s.c("").Get("/en/f/LH/p/2019-02"), http.StatusOK, "Both provinces do it already.", "Withdrawn")
	for _, stop := range []string{"Screening", "Consultation"} {
		if !strings.Contains(page.Text(), stop) {
			t.Errorf("the way lacks %s", stop)
		}
	}
}
