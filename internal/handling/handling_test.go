package handling_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// desk is the world with a proposal that was recommended.
type desk struct {
	house.Table
	p proposal.Proposal
	m handling.Handling
}

func desks(t *testing.T, test func(d *desk)) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		d := &desk{Table: house.Table{T: t, House: h}, p: h.Recommended(t)}
		test(d)
		d.Whole()
	})
}

func (d *desk) now() proposal.Proposal {
	d.Helper()
	var p proposal.Proposal
	d.Must(d.Store.Read(d.Context()).Where("id = ?", d.p.ID).Take(&p).Error)
	return p
}

// state reads the handling as it is.
func (d *desk) state() handling.State {
	d.Helper()
	st, _, err := d.Rooms.Handlings.Of(d.Context(), d.now())
	d.Must(err)
	return st
}

func (d *desk) hand(who string, beside ...string) error {
	d.Helper()
	form := handling.HandOver{Proposal: d.p.ID, Lead: d.Org("hd-edu"), Version: d.now().Version}
	for _, key := range beside {
		form.Beside = append(form.Beside, d.Org(key))
	}
	m, err := d.Rooms.Handlings.Hand(d.Context(), d.Actor(d.T, who), form)
	if err == nil {
		d.m = m
	}
	return err
}

func (d *desk) take(who string, step handling.Step) error {
	d.Helper()
	st := d.state()
	step.Proposal, step.Version, step.Anyway = d.p.ID, st.Version, true
	if step.Reason == "" {
		step.Reason = "理由。"
	}
	_, err := d.Rooms.Handlings.Take(d.Context(), d.Actor(d.T, who), step)
	return err
}

func verdicts(all ...string) []handling.Verdict {
	var list []handling.Verdict
	for i, v := range all {
		one := handling.Verdict{Measure: i + 1, Verdict: v, Reason: "已列入计划。"}
		switch v {
		case handling.UnderStudy:
			one.Until = "2019-12-31"
		case handling.NotCompetent:
			one.Referred = "财政部门"
		}
		list = append(list, one)
	}
	return list
}

func (d *desk) reply(all ...string) handling.Filing {
	return handling.Filing{Proposal: d.p.ID, Kind: handling.Reply, CoreZh: "先试点，后评估。", CoreEn: "A pilot first.", Verdicts: verdicts(all...), Signer: "副处长", Contact: "0970-5550101"}
}

// file files an answer over the one that is there.
func (d *desk) file(who string, f handling.Filing) (handling.Answer, error) {
	d.Helper()
	st := d.state()
	of, _ := handling.Speaks(d.Actor(d.T, who), d.Clock.Now(), st.Case(d.now()), f.Kind)
	if f.Letter != nil && f.Kind == handling.Opinion {
		of = f.Letter.Organisation
	}
	for _, a := range st.Known.Replies {
		if a.Kind == f.Kind && a.Round == st.Round && a.AnswersFor == of {
			f.Version = a.Version
		}
	}
	return d.Rooms.Handlings.File(d.Context(), d.Actor(d.T, who), f)
}

func (d *desk) step(who, verb string, a handling.Answer) (handling.Answer, error) {
	return d.Rooms.Handlings.TakeAnswer(d.Context(), d.Actor(d.T, who), handling.AnswerStep{Answer: a.ID, Verb: verb, Reason: "理由。", Version: a.Version, Anyway: true})
}

// gives files an answer and has it confirmed.
func (d *desk) gives(who, second string, f handling.Filing) handling.Answer {
	d.Helper()
	a, err := d.file(who, f)
	d.Must(err)
	a, err = d.step(second, "confirm", a)
	d.Must(err)
	return a
}

// replied hands the proposal over and has it answered.
func (d *desk) replied(all ...string) handling.Answer {
	d.Helper()
	d.Must(d.hand("sunlizhen"))
	return d.gives("jialixing", "jiangliyan", d.reply(all...))
}

func (d *desk) rated(rating string) handling.Answer {
	d.Helper()
	return d.gives("maliqing", "hanlian", handling.Filing{Proposal: d.p.ID, Kind: handling.Rating, Rating: rating, Words: "第二项未说明理由。"})
}

func (d *desk) is(state string) {
	d.Helper()
	if got := d.now().State; got != state {
		d.Fatalf("the proposal is %s, want %s", got, state)
	}
}

// A recommended proposal goes its whole way: handed over, answered by two, rated by two, published, followed up and closed.
func TestTheWholeWay(t *testing.T) {
	desks(t, func(d *desk) {
		if got := house.Says(d.hand("maliqing")); got != "workflow.not_yours" {
			d.Errorf("a delegate hands over: %s", got)
		}
		d.Must(d.hand("sunlizhen", "hd-ca"))
		d.is(proposal.HandedOver)
		if got, want := d.m.Due.Sub(d.m.CoDue) > 0, d.m.Due.Before(d.m.MostDue); !got || !want {
			d.Errorf("limits: opinions %s, reply %s, at most %s", d.m.CoDue, d.m.Due, d.m.MostDue)
		}
		reply := d.gives("jialixing", "jiangliyan", d.reply(handling.Accepted, handling.InPart, handling.NotAccepted))
		d.is(proposal.Replied)
		if reply.Grade != "B" || reply.Class != policy.Public {
			d.Errorf("the reply is of class %s and %s", reply.Grade, reply.Class)
		}
		rating := d.rated(handling.Basically)
		d.is(proposal.Rated)
		if got := house.Says(d.follow("sunlizhen", "2019-12-31")); got != "guard.handling.rating_published" {
			d.Errorf("followed up while the rating is private: %s", got)
		}
		if _, err := d.step("sunlizhen", "publish", rating); house.Says(err) != "fault.not_found" && house.Says(err) != "not_found" {
			d.Errorf("the secretary sees a private rating: %s", house.Says(err))
		}
		_, err := d.step("elin", "publish", rating)
		d.Must(err)
		if got := house.Says(d.follow("sunlizhen", "2018-01-01")); got != "due_1:commitment.due_past" {
			d.Errorf("a day that is over: %s", got)
		}
		d.Must(d.follow("sunlizhen", "2019-12-31"))
		d.is(proposal.FollowUp)
		var promised []commitment.Commitment
		d.Must(d.Store.Read(d.Context()).Where("origin_id = ?", d.p.ID).Order("number").Find(&promised).Error)
		if len(promised) != 2 || promised[0].OriginMeasure != 1 || promised[1].OriginMeasure != 2 {
			d.Fatalf("%d commitments", len(promised))
		}
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "close"})); got != "guard.handling.commitments_kept" {
			d.Errorf("closed before they are kept: %s", got)
		}
		for _, c := range promised {
			for _, s := range []string{"jialixing accept", "jialixing report", "zhaoliran verify"} {
				who, verb, _ := strings.Cut(s, " ")
				c, err = d.Rooms.Commitments.Take(d.Context(), d.Actor(d.T, who), commitment.Step{Commitment: c.ID, Verb: verb, Version: c.Version,
					Proof: commitment.Proof{Words: "已经公布。", Link: "https://example.org/report"}})
				d.Must(err)
			}
		}
		d.Must(d.take("sunlizhen", handling.Step{Verb: "close"}))
		d.is(proposal.Closed)
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "reopen"})); got != "" {
			d.Fatalf("the first who wants it reopened proposes it: %s", got)
		}
		d.is(proposal.Closed)
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "reopen"})); got != "" {
			d.Fatalf("she says it again: %s", got)
		}
		d.is(proposal.Closed)
		d.Must(d.take("wangliwen", handling.Step{Verb: "reopen"}))
		d.is(proposal.FollowUp)
	})
}

// follow begins the follow-up with a commitment for each measure that was accepted.
func (d *desk) follow(who, due string) error {
	d.Helper()
	st := d.state()
	taken, err := d.Rooms.Handlings.ToFollow(d.Context(), d.now(), st)
	d.Must(err)
	f := handling.Following{Proposal: d.p.ID, Version: st.Version}
	for _, v := range taken {
		f.Promises = append(f.Promises, handling.Promise{Measure: v.Measure, Owner: d.m.LeadID, Due: due, TitleZh: "试点专职岗位"})
	}
	_, err = d.Rooms.Handlings.Follow(d.Context(), d.Actor(d.T, who), f)
	return err
}

func at(t *testing.T, day string) time.Time {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04", day, time.FixedZone("Asia/Shanghai", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return got
}
