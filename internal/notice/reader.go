package notice

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// reader is a person as somebody who is told: what she is, for what she may see, and where her letters go.
type reader struct {
	policy.Actor
	name     string // for the greeting, in her language
	language lang.Code
	email    string
	mode     account.MailMode
}

// zone is the clock she lives by; profiles do not say more.
func (r reader) zone() lang.Zone {
	if r.language == lang.Swedish {
		return lang.Stockholm
	}
	return lang.Beijing
}

// may tells whether she may see an entry and the noun it is about, at an instant. An entry that is hers alone is hers whatever
// became of its card. It is the same rule as visible has in SQL.
func may(a policy.Actor, e register.Entry, card *register.Card, now time.Time) bool {
	return a.Sees(e.Access, now) && (card == nil || e.Class == policy.Own || a.Sees(card.Access, now))
}

// chunk is how many ids one query takes; engines have limits.
const chunk = 1000

// readersOf reads the active ones among some persons with their standing, in four queries however many they are. It is
// forum.Standing for many at once.
func readersOf(g *gorm.DB, ids []policy.PersonID, now time.Time) (map[policy.PersonID]reader, error) {
	all := map[policy.PersonID]reader{}
	for some := range slices.Chunk(distinct(ids), chunk) {
		if err := readPersons(g, some, all); err != nil {
			return nil, err
		}
		if err := readOffices(g, some, all); err != nil {
			return nil, err
		}
		organisations, err := readMemberships(g, some, all, now)
		if err != nil {
			return nil, err
		}
		if err := readMandates(g, some, all, organisations); err != nil {
			return nil, err
		}
	}
	for id, r := range all {
		if !policy.Stands(r.Memberships) {
			r.Offices = nil // they rest
			all[id] = r
		}
	}
	return all, nil
}

func readPersons(g *gorm.DB, ids []policy.PersonID, all map[policy.PersonID]reader) error {
	var persons []account.Person
	err := g.Select("id", "name", "latin", "email", "language", "mail_mode").Where("id IN ? AND state = ?", ids, account.Active).Find(&persons).Error
	for _, p := range persons {
		all[p.ID] = reader{Actor: policy.Actor{Person: p.ID, Name: p.Name, Language: string(p.Language)}, name: p.Called(string(p.Language)),
			language: p.Language, email: p.Email, mode: p.MailMode}
	}
	return err
}

func readOffices(g *gorm.DB, ids []policy.PersonID, all map[policy.PersonID]reader) error {
	var grants []account.Grant
	err := g.Select("id", "person_id", "office").Where("person_id IN ? AND state IN ?", ids, account.HeldOffices()).Order("id").Find(&grants).Error
	for _, grant := range grants {
		if r, ok := all[grant.PersonID]; ok && !r.Has(grant.Office) {
			r.Offices = append(r.Offices, grant.Office)
			all[grant.PersonID] = r
		}
	}
	return err
}

func readMemberships(g *gorm.DB, ids []policy.PersonID, all map[policy.PersonID]reader, now time.Time) (map[policy.OrganisationID]organisation.Organisation, error) {
	organisations := map[policy.OrganisationID]organisation.Organisation{}
	var members []organisation.Membership
	err := g.Where("person_id IN ? AND until IS NULL", ids).Order("since, id").Find(&members).Error
	if err != nil || len(members) == 0 {
		return organisations, err
	}
	var theirs []policy.OrganisationID
	for _, m := range members {
		theirs = append(theirs, m.OrganisationID)
	}
	var found []organisation.Organisation
	err = g.Select("id", "kind", "state", "accredited_until").Where("id IN ?", distinct(theirs)).Find(&found).Error
	for _, o := range found {
		organisations[o.ID] = o
	}
	for _, m := range members {
		o := organisations[m.OrganisationID]
		if r, ok := all[m.PersonID]; ok {
			r.Memberships = append(r.Memberships, policy.Membership{Organisation: m.OrganisationID, Kind: o.Kind, FocalPoint: m.FocalPoint, Accredited: o.Accredited(now)})
			all[m.PersonID] = r
		}
	}
	return organisations, err
}

// readMandates takes the mandates that count: for an accredited organisation the person belongs to, to the end of its
// accreditation at the latest.
func readMandates(g *gorm.DB, ids []policy.PersonID, all map[policy.PersonID]reader, organisations map[policy.OrganisationID]organisation.Organisation) error {
	var mandates []forum.Mandate
	err := g.Where("person_id IN ? AND state = ?", ids, forum.Confirmed).Order("id").Find(&mandates).Error
	for _, m := range mandates {
		r, ok := all[m.PersonID]
		if member, belongs := r.Member(m.OrganisationID); !ok || !belongs || !member.Accredited {
			continue
		}
		held := policy.Mandate{ID: m.ID, Forum: m.ForumID, Organisation: m.OrganisationID, Kind: organisations[m.OrganisationID].Kind,
			Capacity: m.Capacity, From: m.Starts}
		for _, end := range []*time.Time{m.Ends, organisations[m.OrganisationID].AccreditedUntil} {
			if end != nil && (held.Until.IsZero() || end.Before(held.Until)) {
				held.Until = *end
			}
		}
		r.Mandates = append(r.Mandates, held)
		all[m.PersonID] = r
	}
	return err
}
