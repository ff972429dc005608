package handling

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// standings reads how organisations stand in a forum.
func standings(db *gorm.DB, in policy.ForumID, now time.Time, ids []policy.OrganisationID) (map[policy.OrganisationID]Standing, error) {
	all := map[policy.OrganisationID]Standing{}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var bodies []organisation.Organisation
	err := fresh().Where("id IN ?", ids).Where("id IN (?)", fresh().Model(&forum.Seat{}).Select("organisation_id").Where("forum_id = ? AND until IS NULL", in)).Find(&bodies).Error
	if err != nil {
		return nil, store.Found(err)
	}
	for _, o := range bodies {
		all[o.ID] = Standing{Sits: o.Accredited(now)}
	}
	var held []struct {
		OrganisationID policy.OrganisationID
		Capacity       policy.Capacity
	}
	err = fresh().Table("mandates").Distinct("mandates.organisation_id", "mandates.capacity").
		Joins("JOIN memberships ON memberships.person_id = mandates.person_id AND memberships.organisation_id = mandates.organisation_id AND memberships.until IS NULL").
		Where("mandates.forum_id = ? AND mandates.organisation_id IN ? AND mandates.capacity IN ? AND mandates.state = ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)",
			in, ids, []policy.Capacity{policy.Responder, policy.Signatory}, forum.Confirmed, now, now).Scan(&held).Error
	if err != nil {
		return nil, store.Found(err)
	}
	for _, h := range held {
		st := all[h.OrganisationID]
		st.Responds, st.Signs = true, st.Signs || h.Capacity == policy.Signatory
		all[h.OrganisationID] = st
	}
	var counted []struct {
		OrganisationID policy.OrganisationID
		N              int
	}
	err = fresh().Table("memberships").Select("organisation_id, COUNT(*) AS n").Where("organisation_id IN ? AND until IS NULL", ids).Group("organisation_id").Scan(&counted).Error
	for _, c := range counted {
		st := all[c.OrganisationID]
		st.Alone = c.N == 1
		all[c.OrganisationID] = st
	}
	return all, store.Found(err)
}
