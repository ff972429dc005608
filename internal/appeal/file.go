package appeal

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/calendar"
	"sametable/internal/clock"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Days is within how many working days after the refusal an appeal is filed and confirmed.
const Days = 15

// WordsMost is how many characters an appeal has at most; what the others say beside it has a ballot's measure.
const WordsMost = 3000

// Form is an appeal as whoever writes it fills it in. Version is that of the appeal: 0 before there is one.
type Form struct {
	Proposal string
	Words    string
	Language string
	Version  int
}

// Until is the last instant at which the refusal of a proposal can be appealed against.
func Until(days calendar.Days, p proposal.Proposal) time.Time {
	end, _ := days.After(p.StateSince, Days)
	return end
}

// File writes an appeal and asks a second person of the organisation to confirm it.
func (s *Appeals) File(ctx context.Context, actor policy.Actor, form Form) (Appeal, error) {
	var a Appeal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := proposal.Locked(tx, actor, form.Proposal)
		if err != nil {
			return err
		}
		if a, err = s.of(tx, p); err != nil {
			return err
		}
		known, err := s.know(tx.DB, a, p)
		if err != nil {
			return err
		}
		now := tx.Now()
		to, err := Machine().StepOn(form.Version == a.Version, a.State, "file", actor.RolesIn(p.Forum, now), Judge(actor, now, a, known))
		if err != nil {
			return err
		}
		r := text.Reads(s.gate, now)
		words := r.Prose("words", form.Words, WordsMost, true)
		language := input.Choice(&r.Fields, "language", form.Language, lang.Codes())
		if err := r.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, "file"))
		from := a.State
		a.move(tx, to)
		a.Words, a.Language, a.FiledBy, a.FiledAt = words, string(language), actor.Person, now
		for _, m := range proposal.Represents(actor, p.Forum, now) {
			if m.Organisation == a.Organisation {
				a.MandateID = m.ID
				break
			}
		}
		a.settle()
		if a.Version == 0 {
			a.Version = 1
			err = tx.Add(&a)
		} else {
			err = tx.Save(&a)
		}
		if err != nil {
			return err
		}
		return a.told(tx, a.note("filed", from), "file")
	})
	return a, err
}

func (a *Appeal) move(tx *register.Tx, to string) {
	if a.State != to {
		a.State, a.StateSince = to, tx.Now()
	}
}

// of gives the appeal against the refusal of a proposal; one that is new has the version 0. The proposal is locked: of two who appeal at
// once, the second finds the first one's.
func (s *Appeals) of(tx *register.Tx, p proposal.Proposal) (Appeal, error) {
	var found []Appeal
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("proposal_id = ?", p.ID).Limit(1).Find(&found).Error
	if err != nil || len(found) == 1 {
		return append(found, Appeal{})[0], err
	}
	days, err := calendar.Of(tx.DB)
	if err != nil {
		return Appeal{}, err
	}
	a := fresh(p, Until(days, p))
	a.RefusedBy, err = first(tx.DB, p)
	return a, err
}

// fresh is an appeal nobody has written yet.
func fresh(p proposal.Proposal, until time.Time) Appeal {
	return Appeal{ID: clock.NewID(), ProposalID: p.ID, Reference: p.Reference, State: Machine().First, StateSince: p.StateSince, RefusedAt: p.StateSince,
		SecondedBy: p.JudgedBy, EndsAt: until, Access: policy.Access{Class: policy.Colleagues, Forum: p.Forum, Organisation: p.ProposedFor}}
}

// first is who proposed the refusal that another then carried out: the proposal's row keeps the second one's name.
func first(db *gorm.DB, p proposal.Proposal) (policy.PersonID, error) {
	var found []policy.PersonID
	err := db.Session(&gorm.Session{NewDB: true}).Table("entries").Where("noun = ? AND noun_id = ? AND verb = 'proposal.refusal_proposed'", proposal.Noun, p.ID).
		Order("seq DESC").Limit(1).Pluck("actor_id", &found).Error
	return append(found, "")[0], store.Found(err)
}
