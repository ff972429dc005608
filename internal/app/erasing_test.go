package app_test

import (
	"context"
	"testing"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/erasing"
	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/search"
	"sametable/internal/text"
)

// What two moderators erase is nowhere any more, whatever room it lay in: in no row, no file, no notice and no index, and the register
// stays whole.
func TestWhatWasErasedIsNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := &scene{House: h, ctx: context.Background(), T: t}
		s.open()
		const secret = "独一无二的河湾"
		for _, c := range []struct {
			words string // empty: a paper alone
			ref   policy.Ref
		}{
			{secret + "一", policy.Ref{Noun: commitment.Noun, ID: s.promisedIn(secret + "一")}},
			{secret + "二", policy.Ref{Noun: partnership.Noun, ID: s.togetherIn(secret + "二")}},
			{"先写明经费", policy.Ref{Noun: ballot.VoiceNoun, ID: voiced(s)}},
			{"已列入计划", policy.Ref{Noun: handling.AnswerNoun, ID: s.said(repliedTo(s), handling.Reply).ID}},
			{"请先试点", policy.Ref{Noun: handling.Noun, ID: s.onlyHandling()}},
			{s.titleOf(s.recommendedOnly()), policy.Ref{Noun: proposal.Noun, ID: s.recommendedOnly()}},
			{"章程第二条写明了这一范围", policy.Ref{Noun: appeal.Noun, ID: appealed(filed, "hanlian", "confirm")(s)}},
			{"", policy.Ref{Noun: cosign.LetterNoun, ID: signedOnPaper(s)}},
			{"", policy.Ref{Noun: byletter.Noun, ID: cameByLetter(s)}},
			{"", policy.Ref{Noun: byletter.Noun, ID: endedByLetter(s)}},
		} {
			s.erased(c.ref, c.words)
		}
		again := s.appeal(appealed(filed, "hanlian", "confirm")(s)) // goes with the proposal it is about
		s.erased(policy.Ref{Noun: proposal.Noun, ID: again.ProposalID}, "章程第二条写明了这一范围")
		for table, model := range map[string]any{"of signatures": &cosign.Letter{}, "of versions": &byletter.Letter{}, "of commitments": &commitment.File{}} {
			var left int64
			s.must(h.Store.Read(s.ctx).Model(model).Where("name = ?", "来函.pdf").Count(&left).Error)
			if left > 0 {
				t.Errorf("%d papers %s are left", left, table)
			}
		}
		found, err := h.Rooms.Search.Find(s.ctx, s.as("elin"), search.Query{Text: secret, Reader: "zh", Page: 1})
		if err != nil || len(found.Hits) > 0 {
			t.Errorf("found %d: %v", len(found.Hits), err)
		}
		if _, err := h.Verify(s.ctx, register.Verified{}); err != nil {
			t.Errorf("the register: %v", err)
		}
	})
}

// erased erases something and looks for its words in the whole house.
func (s *scene) erased(ref policy.Ref, words string) {
	s.Helper()
	s.must(s.Rooms.Register.CatchUp(s.ctx))
	if words != "" && len(s.Stored(s.T, words)) == 0 {
		s.Fatalf("%s: the words stand nowhere from the beginning", ref.Noun)
	}
	for _, who := range []string{"elin", "linlihua"} {
		read, err := s.Rooms.Erasings.Find(s.ctx, s.as(who), ref, "zh")
		if err == nil {
			_, err = s.Rooms.Erasings.Erase(s.ctx, s.as(who), erasing.Erasing{Of: ref, Reason: "文中可认出一个孩子。", Mark: read.Mark})
		}
		if err != nil {
			s.Fatalf("%s: %s: %v", ref.Noun, who, err)
		}
	}
	s.must(s.Rooms.Register.CatchUp(s.ctx))
	if words == "" {
		return
	}
	if found := s.Stored(s.T, words); len(found) > 0 {
		s.Errorf("%s: the words stand in %v", ref.Noun, found)
	}
}

// promisedIn is a commitment in some words that its owner reports as kept, in the same words and with a paper.
func (s *scene) promisedIn(words string) string {
	s.Helper()
	form := s.promise()
	form.TitleZh, form.Details, form.Origin.Words = words, words, words
	c, err := s.Rooms.Commitments.Enter(s.ctx, s.as("sunlizhen"), form)
	s.must(err)
	c, err = s.Rooms.Commitments.Take(s.ctx, s.as("maliqing"), commitment.Step{Commitment: c.ID, Verb: "accept", Version: c.Version})
	s.must(err)
	_, err = s.Rooms.Commitments.Take(s.ctx, s.as("maliqing"), commitment.Step{Commitment: c.ID, Verb: "report", Version: c.Version,
		Proof: commitment.Proof{Words: words, File: scanned()}})
	s.must(err)
	return c.ID
}

// togetherIn is a partnership in some words.
func (s *scene) togetherIn(words string) string {
	s.Helper()
	form := s.together()
	form.TitleZh, form.Scope, form.Origin.Words, form.Parties[0].Brings = words, words, words, words
	p, err := s.Rooms.Partnerships.Enter(s.ctx, s.as("sunlizhen"), form)
	s.must(err)
	return p.ID
}

// onlyHandling is the one handling there is.
func (s *scene) onlyHandling() string {
	s.Helper()
	var m handling.Handling
	s.must(s.Store.Read(s.ctx).Where("note = ?", "请先试点。").Take(&m).Error)
	return m.ID
}

// recommendedOnly is the proposal it is of.
func (s *scene) recommendedOnly() string {
	s.Helper()
	var m handling.Handling
	s.must(s.Store.Read(s.ctx).Where("note = ?", "请先试点。").Take(&m).Error)
	return m.ProposalID
}

// titleOf is what a proposal is called.
func (s *scene) titleOf(id string) string {
	s.Helper()
	_, v, _, err := text.Of(s.Store.Read(s.ctx), policy.Ref{Noun: proposal.Noun, ID: id})
	s.must(err)
	return v.Title
}
