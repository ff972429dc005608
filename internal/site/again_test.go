package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"sametable/internal/forumtest/house"
)

// TestASlipIsShownToTheSecondAnswerToo: whoever presses twice follows the second answer, and the secrets are on no other page.
func TestASlipIsShownToTheSecondAnswerToo(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		focal := h.Client(t, h.Serve(t)).SignIn("hanlian")
		form, there := focal.Get("/sv/o/huilin/people").Form("/invite")
		if !there {
			t.Fatal("no form")
		}
		form.Set("name", "新例人")
		form.Set("language", "zh")
		form.Set("how", "slip")
		form.Set("checked", "1")
		var pages [4]house.Page
		var all sync.WaitGroup
		for i := range 3 {
			all.Go(func() { pages[i] = focal.Post("/sv/o/huilin/invite", form) })
		}
		all.Wait()
		pages[3] = focal.Post("/sv/o/huilin/invite", form)
		link := regexpValue(pages[0].Body, `(/zh/join/[0-9A-Za-z_-]{20,})`)
		for i, p := range pages {
			if p.Status != http.StatusOK || link == "" || !strings.Contains(p.Body, link) {
				t.Errorf("answer %d of the same form, %d, has not the link of the first:\n%s", i, p.Status, p.Text())
			}
		}
		other := h.Client(t, h.Serve(t)).SignIn("hanlian") // a house that was started anew does not know it any more
		late := other.Post("/sv/o/huilin/invite", form)
		if strings.Contains(late.Body, link) || !late.Has("visas bara en gång") {
			t.Errorf("later: %d\n%s", late.Status, late.Text())
		}
	})
}

// TestTheSecondAnswerLeadsWhereTheFirstDid: also where what the form was about is gone by then, and with the same sentence.
func TestTheSecondAnswerLeadsWhereTheFirstDid(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		mod, ngo := h.Client(t, s).SignIn("elin"), h.Client(t, s).SignIn("maliqing")
		twice := func(who *house.Client, page, act string, values url.Values, to string) {
			t.Helper()
			form := with(t, who.Get(page), act, values)
			first := who.Ask(http.MethodPost, "/en"+act, form)
			second := who.Ask(http.MethodPost, "/en"+act, form)
			for i, p := range []house.Page{first, second} {
				if p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/en"+to || !strings.Contains(strings.Join(p.Header.Values("Set-Cookie"), " "), "flash") {
					t.Errorf("%s, answer %d: %d to %q with %q\n%s", act, i+1, p.Status, p.Header.Get("Location"), p.Header.Values("Set-Cookie"), p.Text())
				}
			}
		}
		end := regexpValue(mod.Get("/en/f/HD/seats").Body, `href="/en(/f/HD/seats/[0-9a-z]{26}/end)"`)
		twice(mod, "/en"+end, end, url.Values{"reason": {"The organisation has left the forum."}, "anyway": {"yes"}}, "/f/HD/seats")
		h.Client(t, s).SignIn("maliqing")
		other := regexpValue(ngo.Get("/en/account").Body, `action="/en(/account/sessions/[0-9a-z]{26}/end)"`)
		twice(ngo, "/en/account", other, nil, "/account")
	})
}
