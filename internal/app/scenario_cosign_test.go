package app_test

import (
	"sametable/internal/cosign"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// welcome is a proposal of huilin that was admitted in HD.
func welcome(s *scene) string {
	return brought(brought(sentOff, "hanlian", "confirm"), "elin", "admit")(s)
}

func (s *scene) signature(id string) cosign.Cosignature {
	s.Helper()
	var c cosign.Cosignature
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&c).Error)
	return c
}

// offers is an attempt to let one's organisation sign a proposal.
func offers(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Cosignatures.Offer(s.ctx, a, cosign.Offer{Proposal: id})
			return c.State, err
		}
	}
}

// offeredBy is a signature that somebody's organisation offers.
func offeredBy(who string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		c, err := s.Rooms.Cosignatures.Offer(s.ctx, s.as(who), cosign.Offer{Proposal: welcome(s)})
		s.must(err)
		return c.ID
	}
}

// signs is an attempt at a step of a signature, and hasSigned one after a step of somebody's.
func signs(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Cosignatures.Take(s.ctx, a, cosign.Step{Cosignature: id, Verb: verb, Reason: s.typed("理由。"), Version: s.page(s.signature(id).Version), Anyway: true})
			return c.State, err
		}
	}
}

func hasSigned(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := signs(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// orphaned is a signature on a proposal that was withdrawn since.
func orphaned(from func(*scene) string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		of := s.signature(id).ProposalID
		_, err := steps(func(*scene) string { return of }, "withdraw")(s)(s.as("maliqing"))
		s.must(err)
		return id
	}
}

// attachesSigned is an attempt to attach the letter of an organisation that signs.
func attachesSigned(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Cosignatures.AttachLetter(s.ctx, a, cosign.Attachment{Cosignature: id, Dated: s.typed("2019-06-10"), Paper: scanned(), Version: s.page(s.signature(id).Version)})
			return c.State, err
		}
	}
}

// cosignScenarios are the steps of organisations that sign a proposal of huilin's. liangliheng and suliyi sit for tongxing, cairangli alone
// for sanquan, guliheng for another; sunlizhen is secretary, wangliwen chairs, elin moderates, fangliqin sits in another forum.
func cosignScenarios() []scenario {
	offered, alone := offeredBy("liangliheng"), offeredBy("cairangli")
	confirmed := hasSigned(offered, "suliyi", "confirm")
	joined := hasSigned(confirmed, "maliqing", "accept")
	taking := hasSigned(orphaned(joined), "liangliheng", "take_over")
	asked := hasSigned(alone, "cairangli", "ask_letter")
	attached := func(s *scene) string {
		s.Helper()
		id := asked(s)
		_, err := attachesSigned(func(*scene) string { return id })(s)(s.as("sunlizhen"))
		s.must(err)
		return id
	}
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps = "cosign.Take", signs(from, verb), append(s.steps, "cosignature "+verb)
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	colleagues := "not: every delegate of the organisation may"
	return []scenario{
		{act: "cosign.Offer", steps: []string{"cosignature offer"}, set: offers(welcome), may: "liangliheng", leaves: cosign.Offered, not: "alex", says: "cosign.not_a_delegate",
			stranger: "fangliqin", wrong: "workflow.wrong_state"},
		step("confirm", offered, scenario{may: "suliyi", leaves: cosign.Confirmed, not: "liangliheng", says: "guard.cosignature.colleague", stranger: "maliqing"}),
		step("decline", offered, scenario{may: "suliyi", leaves: cosign.Unsigned, not: "liangliheng", says: "guard.cosignature.colleague", stranger: "maliqing"}),
		step("take_back", offered, scenario{may: "liangliheng", leaves: cosign.Unsigned, stranger: "maliqing", lacks: colleagues}),
		step("ask_letter", alone, scenario{may: "cairangli", leaves: cosign.Offered, stranger: "maliqing", wrong: "guard.cosignature.no_letter", lacks: colleagues}),
		{act: "cosign.AttachLetter", steps: []string{"cosignature attach_letter"}, set: attachesSigned(asked), may: "sunlizhen", leaves: cosign.Offered, not: "cairangli",
			says: "workflow.not_yours", stranger: "maliqing", wrong: "guard.cosignature.letter_asked"},
		step("check", attached, scenario{may: "wangliwen", leaves: cosign.Confirmed, not: "sunlizhen", says: "workflow.not_yours", stranger: "maliqing", wrong: "fault.not_found"}),
		step("refuse_letter", attached, scenario{may: "wangliwen", leaves: cosign.Unsigned, not: "sunlizhen", says: "workflow.not_yours", stranger: "maliqing", wrong: "fault.not_found"}),
		step("accept", confirmed, scenario{may: "maliqing", leaves: cosign.Joined, not: "suliyi", says: "guard.cosignature.proposer", stranger: "guliheng"}),
		step("refuse", confirmed, scenario{may: "hanlian", leaves: cosign.Refused, not: "suliyi", says: "guard.cosignature.proposer", stranger: "guliheng", wrong: "fault.not_found"}),
		step("withdraw", joined, scenario{may: "liangliheng", leaves: cosign.Withdrawn, not: "maliqing", says: "guard.cosignature.own", stranger: "fangliqin"}),
		step("take_over", orphaned(joined), scenario{may: "liangliheng", leaves: cosign.Taking, not: "guliheng", says: "guard.cosignature.own", stranger: "fangliqin"}),
		step("confirm_take_over", taking, scenario{may: "suliyi", leaves: cosign.Proposing, not: "liangliheng", says: "guard.cosignature.heir", stranger: "fangliqin",
			wrong: "guard.cosignature.orphan", steps: []string{"proposal take_over_admitted"}}),
		step("decline_take_over", taking, scenario{may: "suliyi", leaves: cosign.Joined, not: "liangliheng", says: "guard.cosignature.heir", stranger: "fangliqin"}),
		step("drop_take_over", taking, scenario{may: "liangliheng", leaves: cosign.Joined, not: "maliqing", says: "guard.cosignature.own", stranger: "fangliqin"}),
		step("confirm_take_over", hasSigned(lost, "liangliheng", "take_over"), scenario{may: "suliyi", leaves: cosign.Proposing, not: "liangliheng", says: "guard.cosignature.heir",
			steps: []string{"proposal take_over_consulted", "cosignature lapse"}, wrong: "guard.cosignature.orphan", lacks: "stranger: a consultation is public"}),
	}
}

// lost is the signature of tongxing on a proposal that was out for consultation and is withdrawn, which another co-signer wants as well.
func lost(s *scene) string {
	s.Helper()
	of := openToAnswers(s)
	id := ""
	for _, pair := range [][2]string{{"guliheng", "yelizhi"}, {"liangliheng", "suliyi"}} {
		c, err := s.Rooms.Cosignatures.Offer(s.ctx, s.as(pair[0]), cosign.Offer{Proposal: of})
		s.must(err)
		id = hasSigned(hasSigned(func(*scene) string { return c.ID }, pair[1], "confirm"), "maliqing", "accept")(s)
	}
	for _, by := range [][2]string{{"maliqing", "ask_withdrawal"}, {"hanlian", "confirm_withdrawal"}} {
		_, err := steps(func(*scene) string { return of }, by[1])(s)(s.as(by[0]))
		s.must(err)
	}
	var others []cosign.Cosignature
	s.must(s.Store.Read(s.ctx).Where("proposal_id = ? AND id <> ?", of, id).Find(&others).Error)
	hasSigned(func(*scene) string { return others[0].ID }, "guliheng", "take_over")(s)
	if s.proposal(of).State != proposal.Withdrawn {
		s.Fatal("it is not withdrawn")
	}
	return id
}
