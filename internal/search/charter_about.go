package search

import (
	"gorm.io/gorm"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/index"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// charters that something was said on, with their forums and the groups of those who said it.
type onCharters struct {
	charters map[string]forum.Charter
	forums   map[policy.ForumID]forum.Forum
	groups   map[policy.OrganisationID]policy.Kind
}

func chartered(tx *gorm.DB, ids, voices []string) (about onCharters, err error) {
	var charters []forum.Charter
	if err := tx.Where("id IN ?", ids).Find(&charters).Error; err != nil {
		return about, store.Found(err)
	}
	var forums []forum.Forum
	if err := tx.Where("id IN ?", pick(charters, func(c forum.Charter) string { return string(c.ForumID) })).Find(&forums).Error; err != nil {
		return about, store.Found(err)
	}
	about.charters, about.forums = map[string]forum.Charter{}, map[policy.ForumID]forum.Forum{}
	for _, c := range charters {
		about.charters[c.ID] = c
	}
	for _, f := range forums {
		about.forums[f.ID] = f
	}
	about.groups, err = groups(tx, voices)
	return about, err
}

// doc begins a document of what was said on a charter, called as the charter is.
func (o onCharters) doc(ref policy.Ref, of, language string) index.Doc {
	c := o.charters[of]
	f := o.forums[c.ForumID]
	return index.Doc{Noun: ref.Noun, NounID: ref.ID, Parent: of, Language: language, ForumKey: f.Key, State: string(text.Original), Title: f.Name(language), Also: wholes(c.Reference(f.Key))}
}

// chartersWith gives what changes with some charters: those before and after them, and what was said on them.
func chartersWith(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	all, err := siblingsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	var said, objected []string
	if err := tx.Model(&charter.Comment{}).Where("charter_id IN ?", ids).Order("id").Pluck("id", &said).Error; err != nil {
		return nil, store.Found(err)
	}
	err = tx.Model(&charter.Change{}).Where("charter_id IN ?", ids).Order("id").Pluck("id", &objected).Error
	return append(append(all, refsOf(charter.CommentNoun, said)...), refsOf(charter.ChangeNoun, objected)...), store.Found(err)
}

// within is where the card of something is that has none of its own: what was said on a charter lies on that charter's page.
func within(d index.Doc) (ref policy.Ref, place string) {
	switch d.Noun {
	case charter.CommentNoun:
		return policy.Ref{Noun: forum.CharterNoun, ID: d.Parent}, "#c-" + d.NounID
	case charter.ChangeNoun:
		return policy.Ref{Noun: forum.CharterNoun, ID: d.Parent}, "#changes"
	}
	return d.Ref(), ""
}

// placed is a card as it leads to a place on its page.
func placed(c register.Card, place string) register.Card {
	c.Path += place
	return c
}
