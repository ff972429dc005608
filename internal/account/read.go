package account

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// visiblePersons is who may see which accounts: administrators all, everybody else her own. That people of one organisation see
// each other is a rule of the room above, which reads Named.
func visiblePersons(viewer policy.Actor) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if viewer.System || viewer.Has(policy.Administrator) {
			return g
		}
		return g.Where("persons.id = ? AND persons.id <> ''", viewer.Person)
	}
}

// Find gives an account the viewer may see, without its password hash; else NotFound.
func (a *Accounts) Find(ctx context.Context, viewer policy.Actor, id policy.PersonID) (Person, error) {
	var p Person
	err := a.register.Read(ctx).Omit("password_hash").Scopes(visiblePersons(viewer)).Where("id = ?", id).Take(&p).Error
	return p, store.Found(err)
}

// PersonFilter narrows the list of accounts. After is the last row of the page before, by its sort key and id.
type PersonFilter struct {
	Text     string // part of a name or username
	State    string
	AfterKey string
	AfterID  policy.PersonID
	PerPage  int // at most 200; 0: 50
}

// List gives the accounts the viewer may see, by sort key, without password hashes.
func (a *Accounts) List(ctx context.Context, viewer policy.Actor, filter PersonFilter) ([]Person, error) {
	if viewer.Visitor() {
		return nil, fault.Unauthenticated()
	}
	q := a.register.Read(ctx).Omit("password_hash").Scopes(visiblePersons(viewer))
	if filter.State != "" {
		q = q.Where("state = ?", filter.State)
	}
	if text := login(filter.Text); text != "" {
		like := "%" + escapeLike(text) + "%"
		q = q.Where(`sort_key LIKE ? ESCAPE '!' OR username LIKE ? ESCAPE '!' OR LOWER(name) LIKE ? ESCAPE '!'`, like, like, like)
	}
	if filter.AfterID != "" {
		q = q.Where("sort_key > ? OR (sort_key = ? AND id > ?)", filter.AfterKey, filter.AfterKey, filter.AfterID)
	}
	size := min(max(filter.PerPage, 0), 200)
	if size == 0 {
		size = 50
	}
	var persons []Person
	err := q.Order("sort_key, id").Limit(size).Find(&persons).Error
	return persons, store.Found(err)
}

// Named gives what stands on people's acts, by id: names, language, state, post. No address, no sex, no hash. It takes no
// viewer: the rooms above decide who is shown, and pass on nothing else.
func (a *Accounts) Named(ctx context.Context, ids ...policy.PersonID) (map[policy.PersonID]Person, error) {
	named := map[policy.PersonID]Person{}
	if len(ids) == 0 {
		return named, nil
	}
	var persons []Person
	err := a.register.Read(ctx).Select("id", "username", "name", "latin", "sort_key", "language", "post_zh", "post_en", "post_sv", "state",
		"verified_by", "verified_on", "joined_at", "version").Where("id IN ?", ids).Find(&persons).Error
	for _, p := range persons {
		named[p.ID] = p
	}
	return named, store.Found(err)
}

// Addressee is what a letter to a person needs.
type Addressee struct {
	ID       policy.PersonID
	Name     string
	Latin    string
	Email    string
	Language string
	MailMode MailMode
}

// Addressees gives whom letters can reach: active persons among these who have a confirmed address. For the room that writes
// letters, which has judged what each may be told.
func (a *Accounts) Addressees(ctx context.Context, ids ...policy.PersonID) ([]Addressee, error) {
	var all []Addressee
	if len(ids) == 0 {
		return all, nil
	}
	err := a.register.Read(ctx).Model(&Person{}).Where("id IN ? AND state = ? AND email <> ''", ids, Active).Order("id").Find(&all).Error
	return all, store.Found(err)
}

// escapeLike takes the meaning from the signs of LIKE.
func escapeLike(text string) string { return likeSigns.Replace(text) }

var likeSigns = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")
