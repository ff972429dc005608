package site_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/partnership"
)

// partnershipThings are a partnership that waits for its parties, and one that is active, with its agreement.
func partnershipThings(t *testing.T, h *house.House) []string {
	t.Helper()
	asked, active := partnered(t, h), partnered(t, h)
	for _, step := range []partnership.Step{{Verb: "confirm"}, {Verb: "confirm"},
		{Verb: "activate", Starts: "2019-06-10", File: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "协议.pdf"}}} {
		who := map[string]string{"activate": "sunlizhen", "confirm": "maliqing"}[step.Verb]
		if p, err := h.Rooms.Partnerships.ByID(t.Context(), h.Actor(t, "sunlizhen"), active.ID); err == nil && p.Parties[0].ConfirmedAt != nil && step.Verb == "confirm" {
			who = "cairangli"
		}
		step.Partnership, step.Version = active.ID, active.Version
		var err error
		if active, err = h.Rooms.Partnerships.Take(t.Context(), h.Actor(t, who), step); err != nil {
			t.Fatal(err)
		}
	}
	return []string{"/f/:key/partnerships/:no", "/f/HD/partnerships/" + active.At(), "/partnership/:id/revise", "/partnership/" + asked.ID + "/revise",
		"/partnership/:id/:verb", "/partnership/" + asked.ID + "/decline", "/partnership-file/:id", "/partnership-file/" + active.FileID}
}

// partnered is a partnership of huilin and sanquan in HD that waits for both.
func partnered(t *testing.T, h *house.House) partnership.Partnership {
	t.Helper()
	form := partnership.Form{Forum: "HD", Language: "zh", TitleZh: "亲情视频与弹性探亲假合作", Scope: "不录音录像。", Region: "680000", From: "LH-2019-02",
		Parties: []partnership.Brought{{Organisation: h.Actor(t, "maliqing").Memberships[0].Organisation, Brings: "视频点"}, {Organisation: h.Actor(t, "cairangli").Memberships[0].Organisation, Brings: "场地"}}}
	p, err := h.Rooms.Partnerships.Enter(t.Context(), h.Actor(t, "sunlizhen"), form)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
