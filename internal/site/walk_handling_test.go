package site_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/policy"
)

// handlingThings are a proposal that waits to be handed over, one that authorities have, with an opinion that came by letter, and one
// that was answered.
func handlingThings(t *testing.T, h *house.House) []string {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	org := func(who string) policy.OrganisationID { return h.Actor(t, who).Memberships[0].Organisation }
	waiting, had, answered := h.Recommended(t), h.Recommended(t), h.Recommended(t)
	for p, who := range map[string][2]string{had.ID: {"liliming", "jialixing"}, answered.ID: {"jialixing", "liliming"}} {
		_, err := h.Rooms.Handlings.Hand(t.Context(), h.Actor(t, "sunlizhen"), handling.HandOver{Proposal: p, Lead: org(who[0]), Beside: []policy.OrganisationID{org(who[1])}, Version: had.Version})
		must(err)
	}
	opinion, err := h.Rooms.Handlings.File(t.Context(), h.Actor(t, "sunlizhen"), handling.Filing{Proposal: had.ID, Kind: handling.Opinion, Words: "支持试点。", Letter: &handling.Letter{Organisation: org("jialixing"),
		Channel: "letter", Dated: "2019-06-10", Received: "2019-06-10", Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "函.pdf"}}})
	must(err)
	reply := handling.Filing{Proposal: answered.ID, Kind: handling.Reply, CoreZh: "先试点。", Signer: "副处长", Contact: "0970-5550101"}
	for n := 1; n <= 3; n++ {
		reply.Verdicts = append(reply.Verdicts, handling.Verdict{Measure: n, Verdict: handling.Accepted, Reason: "已列入计划。"})
	}
	given, err := h.Rooms.Handlings.File(t.Context(), h.Actor(t, "jialixing"), reply)
	must(err)
	_, err = h.Rooms.Handlings.TakeAnswer(t.Context(), h.Actor(t, "jiangliyan"), handling.AnswerStep{Answer: given.ID, Verb: "confirm", Version: given.Version})
	must(err)
	rating, err := h.Rooms.Handlings.File(t.Context(), h.Actor(t, "maliqing"), handling.Filing{Proposal: answered.ID, Kind: handling.Rating, Rating: handling.Satisfied})
	must(err)
	for _, step := range [][2]string{{"hanlian", "confirm"}, {"elin", "publish"}} {
		rating, err = h.Rooms.Handlings.TakeAnswer(t.Context(), h.Actor(t, step[0]), handling.AnswerStep{Answer: rating.ID, Verb: step[1], Version: rating.Version})
		must(err)
	}
	return []string{"/f/:key/p/:no/reply/:n", answered.Path() + "/reply/1", "/f/:key/p/:no/reply", answered.Path() + "/reply", "/handling/:id/hand_over", "/handling/" + waiting.ID + "/hand_over",
		"/handling/:id/follow_up", "/handling/" + answered.ID + "/follow_up", "/handling/:id/write/:kind", "/handling/" + had.ID + "/write/reply", "/handling/:id/enter/:kind", "/handling/" + had.ID + "/enter/reply",
		"/handling/:id/:verb", "/handling/" + had.ID + "/meet", "/answer/:id/:verb", "/answer/" + opinion.ID + "/check", "/answer/:id", "/answer/" + opinion.ID, "/handling-letter/:id", "/handling-letter/" + opinion.LetterID}
}
