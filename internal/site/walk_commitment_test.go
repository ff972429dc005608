package site_test

import (
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
)

// commitmentThings are a commitment that was accepted, one that was refused, and the paper behind a report.
func commitmentThings(t *testing.T, h *house.House) []string {
	t.Helper()
	kept, refused, reported := committed(t, h, "maliqing accept"), committed(t, h, "maliqing refuse"), committed(t, h, "maliqing accept")
	reported, err := h.Rooms.Commitments.Take(t.Context(), h.Actor(t, "maliqing"), commitment.Step{Commitment: reported.ID, Verb: "report", Version: reported.Version,
		Proof: commitment.Proof{Words: "已经公布。", Paper: "国发〔2016〕13号", File: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "表.pdf"}}})
	if err != nil {
		t.Fatal(err)
	}
	return []string{"/f/:key/c/:no", "/f/HD/c/" + reported.At(), "/commitment/:id/propose_again", "/commitment/" + refused.ID + "/propose_again",
		"/commitment/:id/:verb", "/commitment/" + kept.ID + "/report", "/commitment-file/:id", "/commitment-file/" + reported.FileID}
}

// committed is a commitment of huilin's in HD after some steps, each "who verb".
func committed(t *testing.T, h *house.House, steps ...string) commitment.Commitment {
	t.Helper()
	form := commitment.Form{Forum: "HD", Owner: h.Actor(t, "maliqing").Memberships[0].Organisation, Language: "zh", TitleZh: "提交工作时间汇总报告", TitleEn: "Summary report on working hours",
		Due: "2019-06-30", Details: "由两家单位试行。", From: "LH-2019-02", Origin: commitment.Origin{Measure: 2, Words: "HD-M-2019-01，议题4", On: "2019-01-17"}}
	c, err := h.Rooms.Commitments.Enter(t.Context(), h.Actor(t, "sunlizhen"), form)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		who, verb, _ := strings.Cut(step, " ")
		c, err = h.Rooms.Commitments.Take(t.Context(), h.Actor(t, who), commitment.Step{Commitment: c.ID, Verb: verb, Reason: "理由。", Due: "2019-12-31", Version: c.Version, Anyway: true,
			Proof: commitment.Proof{Words: "已经公布。", Link: "https://example.org/report"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}
