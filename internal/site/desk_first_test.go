package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/demo"
	"sametable/internal/forumtest"
	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/setup"
	"sametable/internal/store"
)

// begun is a house that was just set up with the profile of the project, and its administrator signed in.
func begun(t *testing.T, engine store.Engine) (*house.House, *house.Client) {
	t.Helper()
	h := house.Empty(t, engine)
	ctx := context.Background()
	secret, err := h.Rooms.Setup.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Rooms.Setup.Complete(ctx, secret, setup.Form{Profile: "qinghai-anhui",
		Person: account.JoinForm{Username: "first", Name: "Mats Exempelgren", Password: "one-table-five-shapes", Language: "sv", MailMode: "never"},
		Facilitator: organisation.Form{Key: "sambord", NameNative: "Föreningen Sambord Exempel", NameSv: "Föreningen Sambord Exempel", NativeLanguage: "sv",
			Region: "SE", Scheme: "se_orgnr", Identifier: "402019-0015", Evidence: "Registreringsbevis"}})
	if err != nil {
		t.Fatal(err)
	}
	c := h.Client(t, h.Serve(t))
	if p := c.Post("/en/login", url.Values{"username": {"first"}, "password": {"one-table-five-shapes"}}); p.Status != http.StatusOK {
		t.Fatalf("sign in: %d", p.Status)
	}
	return h, c
}

func TestANewHouseHasFirstSteps(t *testing.T) {
	forumtest.Each(t, func(t *testing.T, engine store.Engine) {
		h, c := begun(t, engine)
		for code, words := range map[string][]string{
			"en": {"First steps", "0 of 7 done", "Invite a second person", "7 organisations are still drafts", "3 forums have no charter in force", "3 forums have no organisation"},
			"zh": {"起步清单", "已完成0项，共7项", "邀请第二位用户", "尚有7家单位为草稿"},
			"sv": {"Första stegen", "0 av 7 klara", "7 organisationer är ännu utkast"},
		} {
			p := c.Get("/" + code + "/desk")
			for _, w := range words {
				if !p.Has(w) {
					t.Errorf("%s lacks %q: %s", code, w, p.Text())
				}
			}
		}
		for _, link := range c.Get("/en/desk").Links() { // each step leads to where it is done
			if strings.HasPrefix(link, "/en/") {
				if p := c.Get(link); p.Status != http.StatusOK {
					t.Errorf("%s: %d", link, p.Status)
				}
			}
		}
		page := c.Get("/en/accreditation")
		if n := strings.Count(page.Body, "<article class=\"item\">"); page.Status != http.StatusOK || n != 7 || !page.Has("Accreditation officers look after these drafts") {
			t.Errorf("%d, %d drafts: %s", page.Status, n, page.Text())
		}
		ctx := context.Background()
		drafted, err := h.Rooms.Organisations.Drafted(ctx, h.Actor(t, "first"))
		if err != nil || len(drafted) != 7 {
			t.Fatalf("%d drafts, %v", len(drafted), err)
		}
		for _, o := range drafted {
			if o.IdentifierNote != "" || o.Identifier != "" || o.Evidence != "" {
				t.Errorf("%s comes with its file", o.Key)
			}
			if h.Client(t, h.Serve(t)).Get("/en/orgs").Has(o.NameEn) {
				t.Errorf("a visitor is told of %s", o.NameEn)
			}
			if p := c.Get("/en/o/" + o.Key); p.Status != http.StatusNotFound {
				t.Errorf("the page of %s: %d", o.Key, p.Status)
			}
		}
		if drafted, err = h.Rooms.Organisations.Drafted(ctx, policy.Actor{Person: "somebody"}); err != nil || len(drafted) > 0 {
			t.Errorf("a stranger gets %d drafts, %v", len(drafted), err)
		}
	})
}

// TestFirstStepsGo looks at the demo world, where all is done: as a demo it has no such list, and in earnest it lacks a mail server.
func TestFirstStepsGo(t *testing.T) {
	h := house.World(t, store.SQLite)
	desk := func() house.Page {
		t.Helper()
		c := h.Client(t, h.Serve(t))
		if p := c.Post("/en/login", url.Values{"username": {"mats"}, "password": {demo.Password}}); p.Status != http.StatusOK {
			t.Fatalf("sign in: %d", p.Status)
		}
		return c.Get("/en/desk")
	}
	if desk().Has("First steps") {
		t.Error("the demo has first steps")
	}
	h.Demo(nil, "")
	if p := desk(); !p.Has("6 of 7 done") || !p.Has("FORUM_SMTP_URL") {
		t.Errorf("in earnest: %s", p.Text())
	}
	h.Config.SMTP = "smtp://mail.example.org:587"
	if desk().Has("First steps") {
		t.Error("all is done, and the list stays")
	}
}

// TestFirstStepsTickThemselves invites a second person, and nothing has to be ticked.
func TestFirstStepsTickThemselves(t *testing.T) {
	h, c := begun(t, store.SQLite)
	desk := func(words ...string) {
		t.Helper()
		p := c.Get("/en/desk")
		for _, w := range words {
			if !p.Has(w) {
				t.Errorf("lacks %q: %s", w, p.Text())
			}
		}
	}
	invite, ok := c.Get("/en/o/sambord/people").Form("/o/sambord/invite")
	if !ok {
		t.Fatal("nobody can be invited")
	}
	slip := c.Post("/en/o/sambord/invite", invite)
	secret := slipSecret(t, slip)
	second := h.Client(t, h.Serve(t))
	form, _ := second.Get("/en" + secret).Form(secret)
	for name, value := range map[string]string{"username": "second", "name": "Prov Provsson", "password": "nio blå elefanter", "again": "nio blå elefanter", "language": "en", "mail_mode": "never"} {
		form.Set(name, value)
	}
	if p := second.Post("/en"+secret, form); p.Status != http.StatusOK {
		t.Fatalf("join: %d %s", p.Status, p.Text())
	}
	desk("1 of 7 done", "Appoint two accreditation officers")
}
