package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/annex"
)

// The files of an agenda without a script: refused beside their field with the typed words kept, added once though the form is sent twice, opened by
// everybody who sees the item, shown in what differs, and taken away with a reason.
func TestFilesOfAnAgendaWithoutAScript(t *testing.T) {
	s := threadScene(t)
	secretary, delegate, visitor := s.c("sunlizhen"), s.c("maliqing"), s.c("")
	m := s.h.Announced(t)
	i := s.h.Items(t, m.ID)[0]
	at := "/meeting/" + m.ID + "/item/" + i.ID + "/file"
	add := func(typed url.Values, name, content string) func() (int, string, string) {
		form, ok := secretary.Get("/zh" + at).Form("/zh" + at)
		if !ok {
			t.Fatal("no form for a file")
		}
		for k, v := range typed {
			form[k] = v
		}
		return func() (int, string, string) {
			p := s.sendFile(secretary, "/zh"+at, form, name, content)
			return p.Status, p.Text(), p.Body
		}
	}
	s.says(secretary.Get("/zh"+m.Path()), http.StatusOK, "添加附件")
	if delegate.Get("/zh"+m.Path()).Has("添加附件") || delegate.Get("/zh"+at).Status != http.StatusForbidden {
		t.Error("a delegate adds files")
	}
	status, words, body := add(url.Values{"title": {"经费测算"}, "language": {"zh"}}, "测算.pdf", "MZ a program")()
	if status != http.StatusUnprocessableEntity || !strings.Contains(words, "不是可以添加的文件类型") || !strings.Contains(body, `value="经费测算"`) {
		t.Errorf("a program: %d\n%s", status, words)
	}
	if status, words, _ = add(url.Values{"title": {"名单"}, "language": {"zh"}}, "名单.txt", "第一行\n马小禾，女，9岁，就读于大坪村小学三年级2班。")(); status != http.StatusUnprocessableEntity || !strings.Contains(words, "文件第2段附近") ||
		strings.Contains(words, "马小禾") {
		t.Errorf("a child: %d\n%s", status, words)
	}
	if status, words, _ = add(url.Values{"title": {"现场"}, "language": {"zh"}}, "现场.png", aPhoto(t, 60, 40))(); status != http.StatusUnprocessableEntity || !strings.Contains(words, "请逐页查看后勾选") || !strings.Contains(words, "请重新选择文件") {
		t.Errorf("a picture: %d\n%s", status, words)
	}
	if status, words, _ = add(url.Values{"title": {"大文件"}, "language": {"zh"}}, "大.txt", strings.Repeat("a", 11<<20))(); status != http.StatusUnprocessableEntity || !strings.Contains(words, "文件超过10 MB") {
		t.Errorf("too large: %d\n%s", status, words)
	}
	sends := add(url.Values{"title": {"经费测算"}, "language": {"zh"}}, "测算.txt", "运行经费由县级财政承担。")
	if status, words, _ = sends(); status != http.StatusOK || !strings.Contains(words, "附件已添加") || !strings.Contains(words, "议程已有改动，尚未发送") {
		t.Fatalf("%d\n%s", status, words)
	}
	sends() // once more, by a line that broke off
	s.says(s.sendFile(secretary, "/zh"+at, url.Values{"title": {"现场"}, "language": {"zh"}, "no_child": {"yes"}, "version": {"1"}, "nonce": {"a-picture-of-the-room"}}, "现场.png", aPhoto(t, 60, 40)), http.StatusOK)
	s.says(s.sendFile(secretary, "/zh"+at, url.Values{"title": {"扫描件"}, "language": {"zh"}, "no_child": {"yes"}, "version": {"1"}, "nonce": {"a-scanned-letter-of-one"}}, "扫描.pdf", "%PDF-1.4 a"), http.StatusOK)
	page := s.says(visitor.Get("/en"+m.Path()), http.StatusOK, "经费测算", "TXT, 1 kB", "SHA-256", "JPG", "choose “…” at the top right")
	files := regexp.MustCompile(`<a href="(/en/meeting-file/[0-9a-z-]+)" lang="zh-Hans" dir="auto"( download)? rel="nofollow">`).FindAllStringSubmatch(page.Body, -1)
	if len(files) != 3 || files[0][2] == "" || files[1][2] != "" || !strings.Contains(page.Body, "mailto:?subject=") {
		t.Fatalf("%v\n%s", files, page.Text())
	}
	for n, want := range []struct{ kind, how, alone string }{{annex.Text, "attachment", "sandbox"}, {annex.JPEG, "inline", "sandbox"}, {annex.PDF, "inline", "default-src 'none'"}} {
		got := visitor.Get(files[n][1])
		h := got.Header
		if got.Status != http.StatusOK || h.Get("Content-Type") != want.kind || !strings.HasPrefix(h.Get("Content-Disposition"), want.how+"; filename") || h.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(h.Get("Content-Security-Policy"), want.alone) || !strings.HasPrefix(h.Get("Cache-Control"), "private") || len(h.Get("ETag")) != 66 {
			t.Errorf("%d %v", got.Status, h)
		}
		if again := visitor.Header(files[n][1], http.Header{"If-None-Match": {h.Get("ETag")}}); again.Status != http.StatusNotModified {
			t.Errorf("once more: %d", again.Status)
		}
	}
	s.says(s.fill(secretary, "/zh/meeting/"+m.ID+"/send_agenda", "/zh/meeting/"+m.ID+"/send_agenda", nil), http.StatusOK)
	s.says(visitor.Get("/en"+m.Path()+"/agenda"), http.StatusOK, "Added: 经费测算", "Changed")
	id := strings.TrimPrefix(files[0][1], "/en/meeting-file/")
	remove := at + "/" + id + "/remove"
	if delegate.Get("/sv"+remove).Status != http.StatusForbidden || visitor.Get("/sv"+files[0][1][3:]).Status != http.StatusOK {
		t.Error("whose a file is to take away")
	}
	s.says(s.fill(secretary, "/zh"+remove, "/zh"+remove, nil), http.StatusUnprocessableEntity, "请填写此项")
	s.says(s.fill(secretary, "/zh"+remove, "/zh"+remove, url.Values{"words": {"数字有误。"}}), http.StatusOK, "附件已撤下", "已撤下，原因", "数字有误。")
	s.says(visitor.Get(files[0][1]), http.StatusNotFound)
	s.says(visitor.Get("/sv"+m.Path()), http.StatusOK, "Bilagan har tagits bort", "经费测算")
	s.says(s.fill(secretary, "/zh/meeting/"+m.ID+"/send_agenda", "/zh/meeting/"+m.ID+"/send_agenda", nil), http.StatusOK)
	s.says(visitor.Get("/sv"+m.Path()+"/agenda"), http.StatusOK, "Borttagen: 经费测算")
	minutes := s.h.IssuedOf(t, s.h.Opens(t, m))
	for language, words := range map[string]string{"zh": "现场", "en": "SHA-256", "sv": "Bilagor"} {
		s.says(visitor.Get("/"+language+minutes.Path()), http.StatusOK, words, "JPG")
	}
	if got := visitor.Get("/zh" + minutes.Path() + ".json"); got.Status == http.StatusOK && !strings.Contains(got.Body, `"files":[{"id":`) {
		t.Error("the JSON lists no file")
	}
}
