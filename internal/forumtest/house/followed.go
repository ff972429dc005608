package house

import (
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/handling"
	"sametable/internal/proposal"
)

// Followed is the recommended proposal with a reply that accepted its first measure and half of its second, and two commitments of the
// authority out of it: one that was kept and verified, and one that is due on 1 July 2019.
func (h *House) Followed(t testing.TB) (proposal.Proposal, []commitment.Commitment) {
	t.Helper()
	ctx, s, p := t.Context(), h.Rooms.Handlings, h.Recommended(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := func() (proposal.Proposal, handling.State) {
		t.Helper()
		must(h.Store.Read(ctx).Where("id = ?", p.ID).Take(&p).Error)
		st, _, err := s.Of(ctx, p)
		must(err)
		return p, st
	}
	lead := h.Actor(t, "jialixing").Memberships[0].Organisation
	_, err := s.Hand(ctx, h.Actor(t, "sunlizhen"), handling.HandOver{Proposal: p.ID, Lead: lead, Version: p.Version})
	must(err)
	give := func(who, second string, f handling.Filing) handling.Answer {
		t.Helper()
		f.Proposal = p.ID
		a, err := s.File(ctx, h.Actor(t, who), f)
		must(err)
		a, err = s.TakeAnswer(ctx, h.Actor(t, second), handling.AnswerStep{Answer: a.ID, Verb: "confirm", Version: a.Version})
		must(err)
		return a
	}
	now()
	give("jialixing", "jiangliyan", handling.Filing{Kind: handling.Reply, CoreZh: "先试点，后评估。", CoreEn: "A pilot first.", Signer: "副处长", Contact: "0970-5550101",
		Verdicts: []handling.Verdict{{Measure: 1, Verdict: handling.Accepted, Reason: "秋季开始。"}, {Measure: 2, Verdict: handling.InPart, Reason: "每两年公布。"},
			{Measure: 3, Verdict: handling.NotCompetent, Referred: "财政部门", Reason: "由财政部门决定。"}}})
	now()
	rating := give("maliqing", "hanlian", handling.Filing{Kind: handling.Rating, Rating: handling.Basically, Words: "第二项未说明理由。"})
	_, err = s.TakeAnswer(ctx, h.Actor(t, "elin"), handling.AnswerStep{Answer: rating.ID, Verb: "publish", Version: rating.Version})
	must(err)
	_, st := now()
	_, err = s.Follow(ctx, h.Actor(t, "sunlizhen"), handling.Following{Proposal: p.ID, Version: st.Version, Promises: []handling.Promise{
		{Measure: 1, Owner: lead, Due: "2019-12-31", TitleZh: "试点专职岗位", TitleEn: "A pilot of full-time posts"}, {Measure: 2, Owner: lead, Due: "2019-07-01", TitleZh: "公布汇总数"}}})
	must(err)
	var all []commitment.Commitment
	must(h.Store.Read(ctx).Where("origin_id = ?", p.ID).Order("number").Find(&all).Error)
	for i, steps := range [][]string{{"jialixing accept", "jialixing report", "zhaoliran verify"}, {"jialixing accept"}} {
		for _, step := range steps {
			who, verb, _ := strings.Cut(step, " ")
			all[i], err = h.Rooms.Commitments.Take(ctx, h.Actor(t, who), commitment.Step{Commitment: all[i].ID, Verb: verb, Version: all[i].Version,
				Proof: commitment.Proof{Words: "五所学校已有专职人员。", Link: "https://example.org/report"}})
			must(err)
		}
	}
	p, _ = now()
	return p, all
}

// Partnered is the proposal of huilin's in HD as one the table has made a partnership of: what led there is written by hand.
func (h *House) Partnered(t testing.TB) proposal.Proposal {
	t.Helper()
	p := h.Placed(t, h.Admitted(t), proposal.Partnership)
	return p
}
