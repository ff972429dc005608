package notice

import (
	"slices"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// audience is who could be told of a batch of entries, read in one query for each way to be named.
type audience struct {
	holders map[policy.Office][]policy.PersonID
	members map[policy.OrganisationID][]organisation.Membership
	follows map[policy.Ref][]thread.Follower
	sits    map[policy.ForumID][]policy.PersonID // whoever has a confirmed mandate; whether it is in force is asked of her standing
}

// wanted are the names the entries use.
type wanted struct {
	offices       []policy.Office
	organisations []policy.OrganisationID
	refs          []policy.Ref
	forums        []policy.ForumID
}

func (w *wanted) add(t register.Tell) {
	if t.Moderators {
		w.offices = append(w.offices, policy.Moderator)
	}
	if t.Office != "" {
		w.offices = append(w.offices, t.Office)
	}
	w.organisations = append(append(w.organisations, t.FocalPoints...), t.Organisation...)
	for _, ref := range t.Followers {
		w.refs = append(w.refs, ref)
		if ref.Noun == forum.Noun {
			w.forums = append(w.forums, policy.ForumID(ref.ID))
		}
	}
	if t.Secretaries != "" {
		w.forums = append(w.forums, t.Secretaries)
	}
}

func audienceOf(tx *gorm.DB, entries []register.Entry) (audience, error) {
	var w wanted
	for _, e := range entries {
		w.add(e.Audience())
	}
	a := audience{holders: map[policy.Office][]policy.PersonID{}, members: map[policy.OrganisationID][]organisation.Membership{},
		follows: map[policy.Ref][]thread.Follower{}, sits: map[policy.ForumID][]policy.PersonID{}}
	for _, read := range []func(*gorm.DB, wanted) error{a.readHolders, a.readMembers, a.readFollows, a.readSits} {
		if err := read(tx, w); err != nil {
			return a, err
		}
	}
	return a, nil
}

func (a audience) readHolders(tx *gorm.DB, w wanted) error {
	if len(w.offices) == 0 {
		return nil
	}
	var grants []account.Grant
	err := tx.Where("office IN ? AND state IN ?", distinct(w.offices), account.HeldOffices()).Order("id").Find(&grants).Error
	for _, g := range grants {
		a.holders[g.Office] = append(a.holders[g.Office], g.PersonID)
	}
	return err
}

func (a audience) readMembers(tx *gorm.DB, w wanted) error {
	if len(w.organisations) == 0 {
		return nil
	}
	var all []organisation.Membership
	err := tx.Where("organisation_id IN ? AND until IS NULL", distinct(w.organisations)).Order("id").Find(&all).Error
	for _, m := range all {
		a.members[m.OrganisationID] = append(a.members[m.OrganisationID], m)
	}
	return err
}

func (a audience) readFollows(tx *gorm.DB, w wanted) error {
	if len(w.refs) == 0 {
		return nil
	}
	ids := make([]string, len(w.refs))
	for i, ref := range w.refs {
		ids[i] = ref.ID
	}
	var all []thread.Follower
	err := tx.Where("noun_id IN ?", distinct(ids)).Order("person_id").Find(&all).Error
	for _, f := range all {
		ref := policy.Ref{Noun: f.Noun, ID: f.NounID}
		a.follows[ref] = append(a.follows[ref], f)
	}
	return err
}

func (a audience) readSits(tx *gorm.DB, w wanted) error {
	if len(w.forums) == 0 {
		return nil
	}
	var all []forum.Mandate
	err := tx.Select("id", "forum_id", "person_id").Where("forum_id IN ? AND state = ?", distinct(w.forums), forum.Confirmed).Order("id").Find(&all).Error
	for _, m := range all {
		a.sits[m.ForumID] = append(a.sits[m.ForumID], m.PersonID)
	}
	return err
}

// candidate is a person an entry names, and why. In is the forum where she must sit for it to be true, and As the role in it.
type candidate struct {
	person policy.PersonID
	why    Why
	in     policy.ForumID
	as     policy.Role
}

// of lists whom an entry names, the strongest reason first. Somebody may stand in it twice.
func (a audience) of(e register.Entry) []candidate {
	t := e.Audience()
	var all []candidate
	for _, p := range t.Persons {
		all = append(all, candidate{person: p, why: Concerned})
	}
	for _, id := range t.FocalPoints {
		for _, m := range a.members[id] {
			if m.FocalPoint {
				all = append(all, candidate{person: m.PersonID, why: FocalPoint})
			}
		}
	}
	for _, p := range a.sits[t.Secretaries] {
		all = append(all, candidate{person: p, why: Secretary, in: t.Secretaries, as: policy.RoleSecretary})
	}
	offices := []policy.Office{t.Office}
	if t.Moderators {
		offices = append(offices, policy.Moderator)
	}
	for _, o := range offices {
		for _, p := range a.holders[o] {
			all = append(all, candidate{person: p, why: Officer})
		}
	}
	for _, id := range t.Organisation {
		for _, m := range a.members[id] {
			all = append(all, candidate{person: m.PersonID, why: Colleague})
		}
	}
	return append(all, a.followers(t.Followers)...)
}

// followers lists who follows. Whoever sits in a forum follows it, unless she switched that off.
func (a audience) followers(refs []policy.Ref) []candidate {
	var all []candidate
	for _, ref := range refs {
		var off []policy.PersonID
		for _, f := range a.follows[ref] {
			if f.Level == "all" {
				all = append(all, candidate{person: f.PersonID, why: Follows})
			} else {
				off = append(off, f.PersonID)
			}
		}
		if ref.Noun != forum.Noun {
			continue
		}
		id := policy.ForumID(ref.ID)
		for _, p := range a.sits[id] {
			if !slices.Contains(off, p) {
				all = append(all, candidate{person: p, why: Sits, in: id})
			}
		}
	}
	return all
}

// distinct sorts and drops repeats, so that a query is the same for the same batch.
func distinct[T ~string](all []T) []T {
	slices.Sort(all)
	return slices.Compact(all)
}
