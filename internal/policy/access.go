package policy

import (
	"slices"
	"time"
)

// Class says who may see a noun, a card or an entry.
type Class string

// The access classes, widest first.
const (
	Public         Class = "public"         // everybody
	Members        Class = "members"        // whoever sits in the forum, moderators, and the person it concerns
	Deciders       Class = "deciders"       // whoever votes in the forum, those who keep and convene it, the people of one organisation, and moderators
	Moderation     Class = "moderation"     // moderators, and the person it concerns
	Secretariat    Class = "secretariat"    // the people of one organisation, the forum's secretary and chair, and moderators
	Organisational Class = "organisation"   // the people of one organisation, and moderators
	Colleagues     Class = "colleagues"     // the people of one organisation alone
	Accreditation  Class = "accreditation"  // accreditation officers, and the people of the organisation
	Administration Class = "administration" // administrators and auditors
	Own            Class = "own"            // one person
)

// Classes lists every access class.
func Classes() []Class {
	return []Class{Public, Members, Deciders, Moderation, Secretariat, Organisational, Accreditation, Colleagues, Administration, Own}
}

// Access is a class with the forum, organisation and person it is about. GORM models embed it.
type Access struct {
	Class        Class          `gorm:"column:access"`
	Forum        ForumID        `gorm:"column:forum_id"`
	Organisation OrganisationID `gorm:"column:organisation_id"`
	Person       PersonID       `gorm:"column:person_id"`
}

// Sees tells whether the actor may see what carries this access, at an instant. register.Visible is the same rule in SQL.
func (a Actor) Sees(x Access, now time.Time) bool {
	if a.System || x.Class == Public {
		return true
	}
	if a.Visitor() {
		return false
	}
	switch x.Class {
	case Members:
		return a.Has(Moderator) || x.Person == a.Person || len(a.In(x.Forum, now)) > 0
	case Deciders:
		_, member := a.Member(x.Organisation)
		return member || a.Has(Moderator) || slices.Contains(a.Decides(now), x.Forum)
	case Moderation:
		return a.Has(Moderator) || x.Person == a.Person
	case Secretariat:
		_, member := a.Member(x.Organisation)
		return member || a.Has(Moderator) || slices.Contains(a.Keeps(now), x.Forum)
	case Organisational:
		_, member := a.Member(x.Organisation)
		return member || a.Has(Moderator)
	case Colleagues:
		_, member := a.Member(x.Organisation)
		return member
	case Accreditation:
		_, member := a.Member(x.Organisation)
		return member || a.Has(AccreditationOfficer)
	case Administration:
		return a.Has(Administrator) || a.Has(Auditor)
	case Own:
		return x.Person == a.Person
	}
	return false
}

// ForumsNow lists the forums the actor sits in at an instant, each once.
func (a Actor) ForumsNow(now time.Time) []ForumID {
	var forums []ForumID
	seen := map[ForumID]bool{}
	for _, m := range a.Mandates {
		if m.At(now) && !seen[m.Forum] {
			seen[m.Forum] = true
			forums = append(forums, m.Forum)
		}
	}
	return forums
}

// Keeps lists the forums whose secretary or chair the actor is at an instant.
func (a Actor) Keeps(now time.Time) []ForumID {
	var forums []ForumID
	for _, m := range a.Mandates {
		if (m.Capacity == Secretary || m.Capacity == Chair) && m.At(now) && !slices.Contains(forums, m.Forum) {
			forums = append(forums, m.Forum)
		}
	}
	return forums
}

// Decides lists the forums in which the actor gives a voice when the table decides, or which she keeps or convenes, at an instant.
// Facilitators and donors sit without a vote.
func (a Actor) Decides(now time.Time) []ForumID {
	forums := a.Keeps(now)
	for _, m := range a.Mandates {
		votes := (m.Capacity == Titular || m.Capacity == Alternate) && m.Kind != Facilitator && m.Kind != Donor
		if (votes || m.Capacity == Convener) && m.At(now) && !slices.Contains(forums, m.Forum) {
			forums = append(forums, m.Forum)
		}
	}
	return forums
}

// Organisations lists the organisations the actor belongs to.
func (a Actor) Organisations() []OrganisationID {
	ids := make([]OrganisationID, 0, len(a.Memberships))
	for _, m := range a.Memberships {
		ids = append(ids, m.Organisation)
	}
	return ids
}
