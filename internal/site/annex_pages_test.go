package site_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// aPhoto is a PNG of some size.
func aPhoto(t *testing.T, w, h int) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The files of a proposal without a script: laid on the sheet, refused and taken off it, seen by whoever confirms, who answers for what they
// show, and by readers once she did.
func TestFilesOfAProposalWithoutAScript(t *testing.T) {
	s := threadScene(t)
	writer, colleague, moderator := s.c("maliqing"), s.c("hanlian"), s.c("elin")
	at := s.begun(writer, "zh", "关于延长村级活动站开放时间的建议")
	for step, typed := range map[string]url.Values{"situation": {"situation": {"活动站下午五点关门。"}}, "analysis": {"analysis": {"家长六点半下班。"}}, "measures": {"measure_1": {"开放到七点"}, "level": {"county"}}} {
		s.says(s.fill(writer, "/zh"+at+"/"+step, "/zh"+at+"/"+step, typed), http.StatusOK)
	}
	add := "/zh" + at + "/annex"
	s.says(writer.Get("/zh"+at+"/check"), http.StatusOK, "还没有附件。", "添加照片或PDF")
	s.says(s.sendFile(writer, add, url.Values{"alt": {""}}, "a.png", aPhoto(t, 60, 40)), http.StatusUnprocessableEntity, "请用一句话说明照片内容")
	s.says(s.sendFile(writer, add, url.Values{"alt": {"马小禾，女，9岁，三年级2班"}}, "a.png", aPhoto(t, 60, 40)), http.StatusUnprocessableEntity, "请重新选择文件", "活动站下午五点关门。")
	s.says(s.sendFile(writer, add, url.Values{"alt": {"一扇门"}}, "a.png", "<html><script>"), http.StatusUnprocessableEntity, "PDF、JPEG")
	if kept := s.says(writer.Post(add, url.Values{"alt": {"一扇门"}}), http.StatusUnprocessableEntity, "请填写此项"); !strings.Contains(kept.Body, `value="一扇门"`) {
		t.Error("what was typed is gone")
	}
	s.says(writer.Get(add), http.StatusOK, "还没有附件。") // the address of a refused form leads back
	s.says(s.sendFile(writer, add, url.Values{"alt": {"活动站的门"}}, "IMG_20190603_101112.png", aPhoto(t, 2000, 1000)), http.StatusOK, "附件已添加。", "活动站的门")
	s.says(s.sendFile(writer, add, url.Values{"alt": {""}}, "统计表.pdf", "%PDF-1.4 a"), http.StatusOK, "统计表.pdf")
	page := s.says(s.sendFile(writer, add, url.Values{"alt": {"另一扇门"}}, "b.png", aPhoto(t, 50, 100)), http.StatusOK, "移除附件3")
	remove := regexp.MustCompile(`action="(/zh`+at+`/annex/[0-9a-z]+/remove)"`).FindAllStringSubmatch(page.Body, -1)
	if len(remove) != 3 || !strings.Contains(page.Body, `width="240" height="120" alt="活动站的门" lang="zh-Hans" loading="lazy"`) {
		t.Fatalf("%v\n%s", remove, page.Body)
	}
	gone := s.says(s.fill(writer, "/zh"+at+"/check", remove[2][1], url.Values{}), http.StatusOK, "附件已移除。")
	if gone.Has("另一扇门") {
		t.Error("it is still there")
	}
	asked := s.says(s.fill(writer, "/zh"+at+"/check", "/zh"+at+"/check", url.Values{}), http.StatusOK, "已提请本单位另一人确认。", "活动站的门")
	own := strings.TrimPrefix(asked.URL.Path, "/zh")
	confirm := "/en" + own + "/confirm"
	s.says(colleague.Get(confirm), http.StatusOK, "No child can be recognised in these annexes", "Annexes")
	s.says(s.fill(colleague, confirm, confirm, url.Values{}), http.StatusUnprocessableEntity, "tick this sentence before you confirm")
	done := s.says(s.fill(colleague, confirm, confirm, url.Values{"no_child": {"yes"}}), http.StatusOK, "Confirmed and submitted.")
	files := regexp.MustCompile(`href="(/en/annex/[0-9a-z]+)"`).FindAllStringSubmatch(done.Body, -1)
	if len(files) != 2 {
		t.Fatalf("%v\n%s", files, done.Body)
	}
	s.says(moderator.Get("/sv"+own+"/screen"), http.StatusOK, "Bilagor")
	photo, small, pdf := moderator.Get(files[0][1]), moderator.Get(files[0][1]+"?small"), moderator.Get(files[1][1])
	for name, p := range map[string]struct {
		got  http.Header
		want map[string]string
	}{"photo": {photo.Header, map[string]string{"Content-Type": "image/jpeg"}}, "small": {small.Header, map[string]string{"Content-Type": "image/jpeg"}},
		"pdf": {pdf.Header, map[string]string{"Content-Type": "application/pdf", "Content-Disposition": "attachment; filename*=utf-8''%E7%BB%9F%E8%AE%A1%E8%A1%A8.pdf"}}} {
		p.want["X-Content-Type-Options"], p.want["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
		for key, want := range p.want {
			if got := p.got.Get(key); got != want {
				t.Errorf("%s, %s: %q, want %q", name, key, got, want)
			}
		}
	}
	if len(small.Body) == 0 || len(small.Body) >= len(photo.Body) || pdf.Body != "%PDF-1.4 a" {
		t.Errorf("%d of %d bytes, %q", len(small.Body), len(photo.Body), pdf.Body)
	}
	for _, other := range []string{"", "cairangli"} {
		if p := s.c(other).Get(files[0][1]); p.Status != http.StatusNotFound {
			t.Errorf("%q gets %d before it is admitted", other, p.Status)
		}
	}
}

// What changed is laid out by block in the reader's language: how many, which stayed, and in each what came and went.
func TestADifferenceByBlock(t *testing.T) {
	s := threadScene(t)
	for language, words := range map[string][]string{"zh": {"共9个部分，其中4个有变动", "4个部分未变动：标题、预期成果、情况和分析", "有修改", "新增"},
		"en": {"4 of 9 blocks changed", "4 unchanged blocks: Title, Outcome, Situation and Analysis", "1 unchanged block: Measure 2", "Changed", "New"},
		"sv": {"4 av 9 avsnitt har ändrats", "1 oförändrat avsnitt: Åtgärd 2", "Ändrat", "Tillagt"}} {
		p := s.says(s.c("").Get("/"+language+"/f/LH/p/2019-01/diff/1..2"), http.StatusOK, words...)
		if strings.Count(p.Body, "<ins>") < 4 || strings.Count(p.Body, `<section class="card">`) != 4 || !strings.Contains(p.Body, `lang="zh-Hans"`) || strings.Contains(p.Body, "**") {
			t.Errorf("%s:\n%s", language, p.Body)
		}
	}
	back := s.says(s.c("").Get("/en/f/LH/p/2019-01/diff/2..1"), http.StatusOK, "Taken away")
	if strings.Contains(back.Body, "<ins>") && !strings.Contains(back.Body, "<del>") {
		t.Error("the other way round nothing is taken away")
	}
	s.says(s.c("").Get("/en/f/LH/p/2019-01/diff/1..1"), http.StatusNotFound)
}
