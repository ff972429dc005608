package site_test

import (
	"context"
	"strings"
	"testing"

	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// writing is the page of a discussion with its form, before somebody who may speak there.
func writing(t *testing.T, view browser.View) (seen, *browser.Tab) {
	t.Helper()
	browser.Need(t)
	s := opened(t, house.World(t, store.SQLite))
	p := s.as("maliqing", "zh", view)
	p.Go("/zh" + walkedThread)
	return s, p
}

// kept waits until what was typed lies on the device.
func kept(p *browser.Tab) {
	p.Until(`Object.keys(localStorage).some(k => k.startsWith('draft:') && JSON.parse(localStorage.getItem(k)).v === document.querySelector('` + bodyField + `').value)`)
}

func TestADraftOutlivesItsPage(t *testing.T) {
	s, p := writing(t, browser.Phone())
	const begun = "写到一半，电话响了，"
	private := begun + "稍后接着写。"
	p.Write(bodyField, private)
	kept(p)
	p.Die()
	p = p.Beside()
	p.Go("/zh" + walkedThread)
	if got := p.Value(bodyField); got != private {
		t.Fatalf("after the page died the field holds %q", got)
	}
	s.says(p, "已恢复")
	if found := s.stored(begun); len(found) > 0 {
		t.Fatalf("a draft that was not put aside lies on the server: %v", found)
	}

	p.Rewrite(bodyField, begun+ofAChild())
	p.Until(`document.querySelector('#f-body-hits mark') && !Object.keys(localStorage).some(k => k.startsWith('draft:'))`) // what may identify a child stays nowhere

	p.Rewrite(bodyField, "写完了，谢谢各位。")
	kept(p)
	p.Follow(sendButton)
	s.says(p, "写完了，谢谢各位。")
	if got := p.Value(bodyField); got != "" {
		t.Fatalf("after the post was taken in the field holds %q", got)
	}
	p.Until(`!Object.keys(localStorage).some(k => k.startsWith('draft:'))`)
}

func TestSigningOutForgetsDrafts(t *testing.T) {
	_, p := writing(t, browser.Phone())
	p.Write(bodyField, "不留在网吧的电脑上。")
	kept(p)
	p.Press("details.menu summary")
	p.Follow("form[data-signout] button")
	if n := browser.Eval[int](p, `localStorage.length`); n != 0 {
		t.Fatalf("%d things are left on the device", n)
	}
	p.Go("/zh/login")
	p.Follow("button[value=sunlizhen]") // not herself: what the server put aside for her is hers anywhere
	p.Go("/zh" + walkedThread)
	if got := p.Value(bodyField); got != "" {
		t.Fatalf("the next person at this computer reads %q", got)
	}
}

func TestANervousHandPostsOnce(t *testing.T) {
	s, p := writing(t, browser.Desk())
	const words = "按了两次的发言。"
	before := s.posts("maliqing")
	p.Write(bodyField, words)
	p.Leave(func() {
		browser.Eval[bool](p, `(b => { b.click(); b.click(); return true })(document.querySelector('`+sendButton+`'))`)
	})
	s.says(p, words)
	if n := strings.Count(p.Text(), words); n != 1 {
		t.Errorf("the page has the post %d times", n)
	}
	if n := s.posts("maliqing") - before; n != 1 {
		t.Errorf("%d posts are stored", n)
	}
}

// posts counts what somebody has sent.
func (s seen) posts(username string) (n int64) {
	s.t.Helper()
	if err := s.h.Store.Read(context.Background()).Model(&thread.Post{}).Where("author_id = ?", s.h.Person(s.t, username)).Count(&n).Error; err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestTheLanguageSwitchTakesTextAlong(t *testing.T) {
	_, p := writing(t, browser.Desk())
	p.Go("/zh" + walkedThread + "#reply")
	p.Press("input[name=kind][value=statement]")
	p.Write(bodyField, "换一种语言看看，")
	p.Follow("a[data-lang=sv]")
	if got := p.Path(); !strings.HasPrefix(got, "/sv"+walkedThread) || !strings.HasSuffix(got, "#reply") {
		t.Errorf("arrived at %s", got)
	}
	if got := p.Value(bodyField); got != "换一种语言看看，" {
		t.Errorf("the field holds %q", got)
	}
	if !browser.Eval[bool](p, `document.querySelector('input[name=kind][value=statement]').checked`) {
		t.Error("what was chosen is gone")
	}
}

func TestThePreviewIsWhatIsPublished(t *testing.T) {
	s, p := writing(t, browser.Desk())
	p.Write(bodyField, "先说**结论**：\n\n- 岗位\n- 值班表\n\n> 缺一样都不行\n\n详见 HD-T-2016-01，以及 https://example.org/ 。<b>没有</b>标签。")
	p.Press("button[data-preview]")
	p.Until(`document.querySelector('#f-body-preview .prose')`)
	const rendered = `(e => e.innerHTML.trim())`
	preview := browser.Eval[string](p, rendered+`(document.querySelector('#f-body-preview .prose'))`)
	if !strings.Contains(preview, "<strong>结论</strong>") || !strings.Contains(preview, "<li") || strings.Contains(preview, "<b>") {
		t.Errorf("the preview is %s", preview)
	}
	p.Follow(sendButton)
	s.says(p, "缺一样都不行")
	if got := browser.Eval[string](p, rendered+`(Array.from(document.querySelectorAll('article.post .prose')).pop())`); got != preview {
		t.Errorf("previewed:\n%s\npublished:\n%s", preview, got)
	}
}
