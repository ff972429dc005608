package site_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
)

func TestEvidenceByItsPage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		s := scene{t: t}
		server := h.Serve(t)
		o, err := h.Rooms.Organisations.Draft(ctx, h.Actor(t, "johan"), organisation.Form{Kind: "ngo", NameNative: "新例中心", NativeLanguage: "zh"})
		if err != nil {
			t.Fatal(err)
		}
		at := "/o/" + o.Key + "/application"
		officer := h.Client(t, server).SignIn("johan")
		p := officer.Get("/en" + at)
		form, there := p.Form("/evidence")
		if !there {
			t.Fatalf("no form: %s", p.Text())
		}
		p = s.sendFile(officer, "/en/o/"+o.Key+"/evidence", form, "a.html", "<html>")
		if p.Status != http.StatusUnprocessableEntity || !p.Has("This file cannot be read") {
			t.Errorf("a page as a paper: %d\n%s", p.Status, p.Text())
		}
		form, _ = p.Form("/evidence")
		p = s.sendFile(officer, "/en/o/"+o.Key+"/evidence", form, "登记证书.pdf", "%PDF-1.4 x")
		file := regexpValue(p.Body, `href="(/en/evidence/[0-9a-z]{26})"`)
		if p.Status != http.StatusOK || file == "" {
			t.Fatalf("a paper: %d\n%s", p.Status, p.Text())
		}
		got := officer.Get(file)
		if head := got.Header; got.Body != "%PDF-1.4 x" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") ||
			head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Content-Type") != "application/pdf" || head.Get("Cache-Control") != "private, no-store" {
			t.Errorf("served as %v", got.Header)
		}
		for _, who := range []string{"mats", "elin", "maliqing", "hanlian"} {
			if p := h.Client(t, server).SignIn(who).Get(file); p.Status != http.StatusNotFound {
				t.Errorf("%s gets %d", who, p.Status)
			}
		}
		if p := h.Client(t, server).Stay(file); p.Status != http.StatusSeeOther && p.Status != http.StatusNotFound {
			t.Errorf("a visitor gets %d", p.Status)
		}
		remove := strings.TrimPrefix(file, "/en/evidence/") + "/remove"
		form, _ = officer.Get("/en" + at).Form(remove)
		if p := officer.Post("/en/o/"+o.Key+"/evidence/"+remove, form); p.Status != http.StatusOK || strings.Contains(p.Body, file) {
			t.Errorf("removing: %d", p.Status)
		}
	})
}
