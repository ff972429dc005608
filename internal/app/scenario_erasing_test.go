package app_test

import (
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// of is something that can be erased, of a kind.
func of(noun string, from func(*scene) string) func(*scene) policy.Ref {
	return func(s *scene) policy.Ref { return policy.Ref{Noun: noun, ID: from(s)} }
}

// erases is an attempt to erase something, or to keep what another wants gone.
func erases(from func(*scene) policy.Ref, keep bool) func(*scene) attempt {
	return func(s *scene) attempt {
		ref := from(s)
		return func(a policy.Actor) (string, error) {
			mark := "old"
			if read, err := s.Rooms.Erasings.Find(s.ctx, s.as("elin"), ref, "zh"); err == nil && !s.hasty {
				mark = read.Mark
			}
			done, err := s.Rooms.Erasings.Erase(s.ctx, a, erasing.Erasing{Of: ref, Keep: keep, Reason: s.typed("理由。"), Mark: mark})
			return map[bool]string{true: "gone", false: "there"}[done], err
		}
	}
}

// condemned is something that one moderator wants gone.
func condemned(from func(*scene) policy.Ref) func(*scene) policy.Ref {
	return func(s *scene) policy.Ref {
		s.Helper()
		ref := from(s)
		_, err := erases(func(*scene) policy.Ref { return ref }, false)(s)(s.as("elin"))
		s.must(err)
		return ref
	}
}

// voiced is the voice of an objection.
func voiced(s *scene) string {
	s.Helper()
	var v ballot.Voter
	s.must(s.Store.Read(s.ctx).Where("ballot_id = ? AND words <> ''", objected(s)).Take(&v).Error)
	return v.ID
}

// confirmedBy is tongxing's statement, confirmed.
func confirmedBy(s *scene) string {
	s.Helper()
	id := filedBy(s)
	_, err := states(func(*scene) string { return id }, "confirm")(s)(s.as("suliyi"))
	s.must(err)
	return id
}

// signedOnPaper is a signature whose letter has come.
func signedOnPaper(s *scene) string {
	s.Helper()
	id := hasSigned(offeredBy("cairangli"), "cairangli", "ask_letter")(s)
	_, err := attachesSigned(func(*scene) string { return id })(s)(s.as("sunlizhen"))
	s.must(err)
	return id
}

// cameByLetter is the letter for a new version, as it came.
func cameByLetter(s *scene) string {
	s.Helper()
	id := expected(s)
	_, err := attachesByLetter(func(*scene) string { return id })(s)(s.as("sunlizhen"))
	s.must(err)
	return id
}

// endedByLetter is the letter by which a proposal was withdrawn, checked.
func endedByLetter(s *scene) string {
	s.Helper()
	id := letterBy("maliqing", true, endsByLetter)(s)
	_, err := takesLetter(func(*scene) string { return id }, "check")(s)(s.as("wangliwen"))
	s.must(err)
	return id
}

// answeredTo is the place of huilin at a meeting, whose answer has words beside it.
func answeredTo(s *scene) string {
	s.Helper()
	id := convoked(s)
	p := s.PlaceOf(s.T, id, "huilin")
	_, err := s.Rooms.Meetings.Reply(s.ctx, s.as("maliqing"), meeting.Answer{Meeting: id, Place: p.ID, Reply: meeting.Coming, Note: "带一位同事。", Version: p.Version})
	s.must(err)
	return p.ID
}

// circulatedMinutes are minutes that go round.
func circulatedMinutes(s *scene) string { return s.CirculatedMinutes(s.T).ID }

// notedDown is an item of a meeting beside which something was noted at the table.
func notedDown(s *scene) string {
	s.Helper()
	b := s.BlockOf(s.T, writtenMinutes(s), minutes.Information)
	s.must(s.Rooms.Minutes.NoteDown(s.ctx, s.as("sunlizhen"), b.MinutesID, b.ItemID, "桌边记录。"))
	return b.ItemID
}

// changing is an editorial change that is open.
func changing(s *scene) string {
	s.Helper()
	c, err := s.Rooms.Forums.Charter(s.ctx, "HD", "zh")
	s.must(err)
	var open []charter.Change
	s.must(s.Store.Read(s.ctx).Where("state IN ?", []string{charter.ChangeAsked, charter.ChangeOpen}).Find(&open).Error)
	for _, x := range open { // one at a time
		_, err := s.Rooms.Charters.TakeChange(s.ctx, s.as("sunlizhen"), charter.ChangeStep{Change: x.ID, Verb: "withdraw", Version: x.Version})
		s.must(err)
	}
	x, err := s.proposeChange(s.as("sunlizhen"), c.Charter.ID)
	s.must(err)
	return s.ChangeAnnounced(s.T, x).ID
}

// condemnable is something that can be erased, and what she hears who comes once more.
type condemnable struct {
	from func(*scene) policy.Ref
	gone string
}

// erasingScenarios are those of what is written in the forums.
func erasingScenarios() []scenario {
	return erasuresOf([]condemnable{
		{of(proposal.Noun, brought(sentOff, "hanlian", "confirm")), "fault.stale"},
		{of(commitment.Noun, promised), "fault.stale"},
		{of(partnership.Noun, between), "fault.stale"},
		{of(handling.Noun, func(s *scene) string { return s.handling(handedOver(s)).ID }), "fault.stale"},
		{of(handling.AnswerNoun, func(s *scene) string { return s.said(repliedTo(s), handling.Reply).ID }), "fault.stale"},
		{of(ballot.VoiceNoun, voiced), "fault.stale"},
		{of(proposal.StatementNoun, confirmedBy), "fault.stale"},
		{of(appeal.Noun, appealed(filed, "hanlian", "confirm")), "fault.stale"},
		{of(cosign.LetterNoun, signedOnPaper), "fault.not_found"},
		{of(byletter.Noun, cameByLetter), "fault.not_found"},
		{of(byletter.Noun, endedByLetter), "fault.not_found"},
		{of(byletter.Noun, letterBy("sunlizhen", true, entersByLetter)), "fault.not_found"},
		{of(forum.CharterNoun, func(s *scene) string { return commented(s).CharterID }), "fault.stale"},
		{of(charter.CommentNoun, func(s *scene) string { return commented(s).ID }), "fault.stale"},
		{of(charter.ChangeNoun, changing), "fault.stale"},
	})
}

// tableErasingScenarios are those of what was said at the table. They come before others take seats away from it.
func tableErasingScenarios() []scenario {
	return erasuresOf([]condemnable{
		{of(meeting.Noun, calledOff), "fault.stale"},
		{of(meeting.ItemNoun, func(s *scene) string { return s.item(convoked(s), 1).ID }), "fault.stale"},
		{of(meeting.FileNoun, func(s *scene) string { return s.file(convoked(s)).ID }), "fault.stale"},
		{of(meeting.ReplyNoun, answeredTo), "fault.not_found"},
		{of(erasing.ParagraphNoun, func(s *scene) string { return s.BlockOf(s.T, s.IssuedMinutes(s.T).ID, minutes.Information).ID }), "fault.stale"},
		{of(erasing.ParagraphNoun, func(s *scene) string { return s.BlockOf(s.T, writtenMinutes(s), minutes.Information).ID }), "fault.stale"},
		{of(erasing.NoteNoun, notedDown), "fault.stale"},
		{of(minutes.CorrectionNoun, func(s *scene) string { return s.correction(round(circulatedMinutes).filed(minutes.Information)(s)).ID }), "fault.stale"},
	})
}

// erasuresOf: elin and linlihua moderate; maliqing writes for huilin, sunlizhen is secretary.
func erasuresOf(of []condemnable) []scenario {
	told := "not: whoever is no moderator is told nothing of it"
	var all []scenario
	for _, c := range of {
		all = append(all,
			scenario{act: "erasing.Erase", set: erases(c.from, false), may: "elin", leaves: "there", stranger: "maliqing", wrong: "guard.second_person", lacks: told},
			scenario{act: "erasing.Erase", set: erases(condemned(c.from), false), may: "linlihua", leaves: "gone", stranger: "sunlizhen", wrong: c.gone, lacks: told},
			scenario{act: "erasing.Erase", set: erases(condemned(c.from), true), may: "linlihua", leaves: "there", stranger: "sunlizhen", wrong: "proposal.no_erasure", lacks: told})
	}
	return all
}
