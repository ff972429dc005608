package notice

import (
	"slices"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// holder, member and follower are rows of "who is meant".
type (
	holder struct {
		PersonID policy.PersonID
		Office   policy.Office
	}
	member struct {
		PersonID       policy.PersonID
		OrganisationID policy.OrganisationID
		FocalPoint     bool
	}
	sitting struct {
		PersonID policy.PersonID
		ForumID  policy.ForumID
		Capacity policy.Capacity
	}
	follower struct {
		PersonID     policy.PersonID
		Noun, NounID string
	}
)

// people is everybody a batch of entries can mean, read in four queries.
type people struct {
	holders   []holder
	members   []member
	sittings  []sitting
	followers []follower
}

// audiences gives, for each entry, whom its Tell means, each once.
func audiences(tx *gorm.DB, entries []register.Entry) ([][]policy.PersonID, error) {
	tells := make([]register.Tell, len(entries))
	var orgs []policy.OrganisationID
	var forums []policy.ForumID
	var nouns []string
	for i, e := range entries {
		t := e.Audience()
		tells[i] = t
		orgs = append(append(orgs, t.FocalPoints...), t.Organisation...)
		if t.Secretaries != "" {
			forums = append(forums, t.Secretaries)
		}
		for _, ref := range t.Followers {
			nouns = append(nouns, ref.ID)
			if ref.Noun == forum.Noun {
				forums = append(forums, policy.ForumID(ref.ID))
			}
		}
	}
	p, err := read(tx, orgs, forums, nouns)
	if err != nil {
		return nil, err
	}
	told := make([][]policy.PersonID, len(entries))
	for i, t := range tells {
		told[i] = p.meant(t)
	}
	return told, nil
}

func read(tx *gorm.DB, orgs []policy.OrganisationID, forums []policy.ForumID, nouns []string) (people, error) {
	var p people
	if err := tx.Table("office_grants").Where("state IN ?", account.HeldOffices()).Scan(&p.holders).Error; err != nil {
		return p, err
	}
	if len(orgs) > 0 {
		if err := tx.Table("memberships").Where("organisation_id IN ? AND until IS NULL", orgs).Scan(&p.members).Error; err != nil {
			return p, err
		}
	}
	if len(forums) > 0 {
		if err := tx.Table("mandates").Where("forum_id IN ? AND state = ?", forums, forum.Confirmed).Scan(&p.sittings).Error; err != nil {
			return p, err
		}
	}
	if len(nouns) > 0 {
		if err := tx.Table("follows").Where("noun_id IN ? AND level = 'all'", nouns).Scan(&p.followers).Error; err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p people) meant(t register.Tell) []policy.PersonID {
	all := slices.Clone(t.Persons)
	for _, h := range p.holders {
		if (t.Moderators && h.Office == policy.Moderator) || (t.Office != "" && h.Office == t.Office) {
			all = append(all, h.PersonID)
		}
	}
	for _, m := range p.members {
		if slices.Contains(t.Organisation, m.OrganisationID) || (m.FocalPoint && slices.Contains(t.FocalPoints, m.OrganisationID)) {
			all = append(all, m.PersonID)
		}
	}
	for _, s := range p.sittings {
		whole := slices.Contains(t.Followers, policy.Ref{Noun: forum.Noun, ID: string(s.ForumID)})
		if whole || (s.ForumID == t.Secretaries && s.Capacity == policy.Secretary) {
			all = append(all, s.PersonID)
		}
	}
	for _, f := range p.followers {
		if slices.Contains(t.Followers, policy.Ref{Noun: f.Noun, ID: f.NounID}) {
			all = append(all, f.PersonID)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
