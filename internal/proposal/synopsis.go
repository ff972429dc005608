package proposal

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/drafting"
	"sametable/internal/fault"
)

// Answers is the synopsis of the proposal, if Find gave the row, each line with the statement it answers, and the language of its
// words: the reader's, where she gets a translation of this very version, else the proposal's own.
func (r Row) Answers() (all []drafting.Answer, language string) {
	all, language = r.Content().Answers, r.Language
	if r.Text.Original != nil && r.TrSourceHash == r.VHash {
		if put := drafting.Parse(r.Text.Language, r.TrTitle, r.TrSource).Answers; len(put) == len(all) {
			all, language = put, r.Text.Language
		}
	}
	return r.answered(all), language
}

// answered says which statement each line answers.
func (p Proposal) answered(all []drafting.Answer) []drafting.Answer {
	for i, id := range strings.Fields(p.Synopsis) {
		if i < len(all) {
			all[i].Of = id
		}
	}
	return all
}

// standing lists the statements that count on a proposal, oldest filing first.
func standing(db *gorm.DB, proposal string) ([]Statement, error) {
	var all []Statement
	err := db.Session(&gorm.Session{NewDB: true}).Where("proposal_id = ? AND stands", proposal).Order("standing_filed_at, id").Find(&all).Error
	return all, err
}

// unanswered says what a synopsis lacks: a line for every statement that asks for something, and in each line what was asked, what
// became of it, and why where it was not taken up whole.
func unanswered(answers []drafting.Answer, statements []Statement, fields *fault.Fields) {
	nth := map[string]int{}
	for _, a := range answers {
		nth[a.Of]++
		asked, fate, reply := drafting.AnswerFields(a.Of, nth[a.Of])
		if a.Asked == "" {
			fields.Add(asked, "input.required", nil)
		}
		if a.Fate == "" {
			fields.Add(fate, "synopsis.choose_fate", nil)
		}
		if a.Reply == "" && (a.Fate == drafting.InPart || a.Fate == drafting.NotTakenUp) {
			fields.Add(reply, "synopsis.say_why", nil)
		}
	}
	for _, st := range statements {
		if st.Standing.Stance.NeedsReasons() && nth[st.ID] == 0 {
			asked, _, _ := drafting.AnswerFields(st.ID, 1)
			fields.Add(asked, "synopsis.answer_it", nil)
		}
	}
}

// foreign tells whether a synopsis answers what is no statement on the proposal.
func foreign(answers []drafting.Answer, statements []Statement) bool {
	return slices.ContainsFunc(answers, func(a drafting.Answer) bool {
		return !slices.ContainsFunc(statements, func(st Statement) bool { return st.ID == a.Of })
	})
}

// Lacks tells a page the same.
func (s *Proposals) Lacks(ctx context.Context, sh drafting.Sheet) (fault.Fields, error) {
	var f *fault.Fault
	err := s.whole(s.r.Read(ctx), sh, sh.Content())
	if errors.As(err, &f) {
		return f.Fields, nil
	}
	return nil, err
}
