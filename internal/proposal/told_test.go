package proposal_test

import (
	"slices"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/proposal"
)

// told lists what somebody is told of a noun.
func told(t *testing.T, h *house.House, who, id string) []string {
	t.Helper()
	must(t, h.Rooms.Register.CatchUp(ctx))
	var verbs []string
	must(t, h.Store.Read(ctx).Table("notices").Where("person_id = ? AND noun_id = ?", h.Person(t, who), id).Order("seq").Pluck("verb", &verbs).Error)
	return verbs
}

// Everybody whose organisation has a confirmed statement is told that its proposal was withdrawn; nobody else is for that.
func TestAWithdrawalIsToldToThoseWhoAnswered(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "support", "", 0)))
		filed(t, h, "yelizhi", stateForm(p, "support", "", 0)) // waits
		_, err := take(t, h, p, "maliqing", "ask_withdrawal")
		must(t, err)
		if got := told(t, h, "suliyi", p.ID); slices.Contains(got, "proposal.withdrawal_asked") {
			t.Errorf("others hear of what nobody has confirmed: %v", got)
		}
		_, err = take(t, h, p, "hanlian", "confirm_withdrawal")
		must(t, err)
		for who, want := range map[string]bool{"liangliheng": true, "suliyi": true, "sunlizhen": true, "maliqing": true, "yelizhi": false, "guliheng": false} {
			if got := told(t, h, who, p.ID); slices.Contains(got, "proposal.withdrawn") != want {
				t.Errorf("%s is told %v", who, got)
			}
		}
	})
}

// What an organisation files itself takes the place of a letter that waits for its check.
func TestAWaitingLetterHoldsNobodyUp(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		letter, err := letterOf(t, h, p, "2019-06-03", "2019-06-04")
		must(t, err)
		own := filed(t, h, "cairangli", stateForm(p, "support", "", letter.Version))
		if own.ID != letter.ID || own.Letter != "" || own.State != proposal.Confirming {
			t.Fatalf("%+v", own)
		}
		if _, err := h.Rooms.Proposals.StatementPaper(ctx, h.Actor(t, "linlihua"), letter.LetterID); err == nil {
			t.Error("the letter is kept that confirms nothing")
		}
		if _, err := takeStep(t, h, "linlihua", "check", own); err == nil {
			t.Error("the letter is checked after all")
		}
		wholeRegister(t, h)
	})
}

// A letter that is older than the words confirms other ones. Until it has come, a colleague may confirm or decline.
func TestALetterIsNoOlderThanItsWords(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p, err := take(t, h, asked(t, h), "maliqing", "ask_letter")
		must(t, err)
		attach := func(dated string) error {
			_, err := h.Rooms.Proposals.AttachLetter(ctx, h.Actor(t, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: dated, Version: p.Version,
				Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "来函.pdf"}})
			return err
		}
		for _, day := range []string{"1990-01-01", "2019-06-09"} {
			refused(t, day, attach(day), "proposal.letter_older")
		}
		if got := told(t, h, "hanlian", p.ID); !slices.Contains(got, "proposal.letter_asked") {
			t.Errorf("her colleague is told %v", got)
		}
		must(t, attach("2019-06-10"))
		_, err = take(t, h, p, "hanlian", "confirm")
		refused(t, "a colleague after the letter came", err, "guard.proposal.colleague")

		other, err := take(t, h, asked(t, h), "maliqing", "ask_letter")
		must(t, err)
		other, err = take(t, h, other, "hanlian", "confirm")
		must(t, err)
		if other.LetterAsked || other.ConfirmedBy != h.Person(t, "hanlian") {
			t.Errorf("%+v", other)
		}
	})
}
