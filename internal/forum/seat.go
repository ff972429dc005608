package forum

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Seat is an organisation's place at a table. The facilitator and donors sit without a vote.
type Seat struct {
	ID             string `gorm:"primaryKey"`
	ForumID        policy.ForumID
	OrganisationID policy.OrganisationID
	Voting         bool
	Since          time.Time
	Until          *time.Time
	Version        int
}

// Record is the seat itself.
func (s Seat) Record() policy.Ref { return policy.Ref{Noun: SeatNoun, ID: s.ID} }

// Piece is its row in the register's seals.
func (Seat) Piece() string { return "row" }

// Lock is the optimistic lock.
func (s *Seat) Lock() *int { return &s.Version }

// GiveSeat gives an accredited organisation a seat; secretary, chair, convener or moderator may. The charter's number of
// seats for the group is the limit.
func (s *Forums) GiveSeat(ctx context.Context, actor policy.Actor, key string, org policy.OrganisationID) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var f Forum
		if err := tx.Where("key = ?", key).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		if !policy.May(policy.EditCharter, actor.RolesIn(f.ID, tx.Now())) {
			return fault.Forbidden("seat.not_yours", nil)
		}
		if org == "" {
			return fault.Invalid(fault.Says("organisation", "input.required", nil))
		}
		var o organisation.Organisation
		if err := tx.Where("id = ?", org).Take(&o).Error; err != nil {
			return store.Found(err)
		}
		if !o.Accredited(tx.Now()) {
			return fault.Invalid(fault.Says("organisation", "seat.not_accredited", nil))
		}
		if err := roomLeft(tx, f, o.Kind); err != nil {
			return err
		}
		seat := Seat{ID: clock.NewID(), ForumID: f.ID, OrganisationID: org, Since: tx.Now(),
			Voting: o.Kind != policy.Facilitator && o.Kind != policy.Donor}
		tx.Permit(policy.Allow(SeatNoun, seat.ID, "give"))
		if err := tx.Add(&seat); err != nil {
			return taken(err, "seat.taken")
		}
		tx.Enter(register.Note{Noun: SeatNoun, ID: seat.ID, Verb: "seat.given", For: org, Facts: map[string]any{"forum": f.Key, "kind": string(o.Kind),
			"organisation": string(org)}, Values: map[string]string{"organisation": o.Name(f.Language)},
			Access: policy.Access{Class: policy.Public, Forum: f.ID, Organisation: org}, Tell: register.Tell{FocalPoints: []policy.OrganisationID{org}}})
		return nil
	})
}

// roomLeft refuses a seat beyond what the rules in force give a group.
func roomLeft(tx *register.Tx, f Forum, kind policy.Kind) error {
	rules, err := rulesInForce(tx.DB, f.ID)
	if err != nil {
		return err
	}
	most, limited := rules.Seats[kind]
	if !limited {
		return nil
	}
	var n int64
	err = tx.Model(&Seat{}).Joins("JOIN organisations ON organisations.id = seats.organisation_id").
		Where("seats.forum_id = ? AND seats.until IS NULL AND organisations.kind = ?", f.ID, kind).Count(&n).Error
	if err != nil {
		return err
	}
	if int(n) >= most {
		return fault.Invalid(fault.Says("organisation", "seat.group_full", fault.Args{"Most": most}))
	}
	return nil
}

// SeatRow is a seat with what a page shows of its organisation.
type SeatRow struct {
	Seat
	OrgKey  string
	Kind    policy.Kind
	NameZh  string
	NameEn  string
	NameSv  string
	SortKey string
}

// Seats lists the seats of a forum.
func (s *Forums) Seats(ctx context.Context, id policy.ForumID) ([]SeatRow, error) {
	var rows []SeatRow
	err := s.r.Read(ctx).Table("seats").
		Select("seats.*, organisations.key AS org_key, organisations.kind, organisations.name_zh, organisations.name_en, organisations.name_sv, organisations.sort_key").
		Joins("JOIN organisations ON organisations.id = seats.organisation_id").
		Where("seats.forum_id = ? AND seats.until IS NULL", id).Order("organisations.kind, organisations.sort_key").Scan(&rows).Error
	return rows, store.Found(err)
}

// SeatsOf lists the forums an organisation sits in.
func (s *Forums) SeatsOf(ctx context.Context, org policy.OrganisationID) ([]Forum, error) {
	var fs []Forum
	err := s.r.Read(ctx).Joins("JOIN seats ON seats.forum_id = forums.id").
		Where("seats.organisation_id = ? AND seats.until IS NULL", org).Order("forums.made_at, forums.key").Find(&fs).Error
	return fs, store.Found(err)
}
