package meeting

import (
	"context"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/commitment"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Stood is a promise as it stood on the day an agenda was sent, or the table sat down. Its words are the promise's own.
type Stood struct {
	ID    string                `json:"id"`
	State string                `json:"state"`
	Due   string                `json:"due"`
	Owner policy.OrganisationID `json:"owner"`
}

// stood reads the promises under matters arising, as they stood.
func (i Item) stood() []Stood {
	var all []Stood
	_ = json.Unmarshal([]byte(i.Stood), &all) // written below
	return all
}

// Pledge is a promise under matters arising with who is to keep it: now, and as it stood.
type Pledge struct {
	commitment.Commitment
	Owner Names
	Then  Stood
	Owned Names // who was to keep it then
}

// Moved tells whether the promise stands otherwise now.
func (p Pledge) Moved() bool {
	return p.State != p.Then.State || p.Due != p.Then.Due || p.OwnerID != p.Then.Owner
}

// arising is the item of matters arising as it would stand now: the promises of a forum that are to be kept, or of which nobody has verified that
// they were, those due first before the others.
func arising(db *gorm.DB, id policy.ForumID) (Item, error) {
	var open []commitment.Commitment
	err := db.Session(&gorm.Session{NewDB: true}).Select("id, state, due, owner_id").
		Where("forum_id = ? AND state NOT IN ?", id, []string{commitment.Verified, commitment.Cancelled, commitment.Refused}).Order("due, year, number").Find(&open).Error
	about, stood := []Paper{}, []Stood{}
	for _, c := range open {
		about, stood = append(about, Paper{commitment.Noun, c.ID}), append(stood, Stood{ID: c.ID, State: c.State, Due: c.Due, Owner: c.OwnerID})
	}
	return Item{TitleZh: "上次会议议定事项落实情况", TitleEn: "Matters arising", TitleSv: "Uppföljning av tidigare beslut", Purpose: Inform, Auto: Arising, About: encode(about), Stood: encode(stood)}, store.Found(err)
}

// freeze keeps the promises under matters arising as they stand on the day the table sits down. Where none is left the item is not taken up: it
// keeps its number and what was sent.
func (s *Scene) freeze(tx *register.Tx) error {
	there := s.auto(Arising)
	if there == nil {
		return nil
	}
	now, err := arising(tx.DB, s.Meeting.Forum)
	if err != nil {
		return err
	}
	if len(now.Papers()) == 0 {
		there.State = Withdrawn
		if err := tx.Save(there); err != nil {
			return err
		}
		return s.itemDone(tx, "withdraw", *there)
	}
	there.About, there.Stood = now.About, now.Stood
	return tx.Save(there)
}

// pledges reads the promises under matters arising of a meeting, by item, whoever asks.
func (s *Meetings) pledges(ctx context.Context, items []ItemRow) (map[string][]Pledge, error) {
	var ids []string
	var orgs []policy.OrganisationID
	for _, i := range items {
		for _, was := range i.stood() {
			ids, orgs = append(ids, was.ID), append(orgs, was.Owner)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var promised []struct {
		commitment.Commitment
		Names
	}
	err := s.r.Read(ctx).Table("commitments").Select("commitments.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv").
		Joins("JOIN organisations o ON o.id = commitments.owner_id").Where("commitments.id IN ?", ids).Scan(&promised).Error
	if err != nil {
		return nil, store.Found(err)
	}
	now, names := map[string]commitment.Commitment{}, map[policy.OrganisationID]Names{}
	for _, c := range promised {
		now[c.ID], names[c.OwnerID] = c.Commitment, c.Names
	}
	if err := s.others(ctx, orgs, names); err != nil {
		return nil, err
	}
	all := map[string][]Pledge{}
	for _, i := range items {
		for _, was := range i.stood() {
			if c, known := now[was.ID]; known {
				all[i.ID] = append(all[i.ID], Pledge{Commitment: c, Owner: names[c.OwnerID], Then: was, Owned: names[was.Owner]})
			}
		}
	}
	return all, nil
}

// others adds the names of those who were to keep a promise and no longer are, if there are any.
func (s *Meetings) others(ctx context.Context, orgs []policy.OrganisationID, names map[policy.OrganisationID]Names) error {
	orgs = slices.DeleteFunc(orgs, func(id policy.OrganisationID) bool { _, known := names[id]; return known })
	if len(orgs) == 0 {
		return nil
	}
	var owners []organisation.Organisation
	err := s.r.Read(ctx).Where("id IN ?", orgs).Find(&owners).Error
	for _, o := range owners {
		names[o.ID] = Names{o.Key, o.Kind, o.NameZh, o.NameEn, o.NameSv}
	}
	return store.Found(err)
}
