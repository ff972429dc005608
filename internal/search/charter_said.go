package search

import (
	"gorm.io/gorm"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// ObjectionKind is what an objection to an editorial change of a charter is looked for as.
const ObjectionKind = "charter_objection"

// comments on a charter are found by what is said and what was quoted, and by what they were answered, each in its language, while they are
// not taken back: by those who sit in the forum.
func comments(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []charter.Comment
	if err := tx.Where("id IN ? AND withdrawn_at IS NULL AND words <> ''", ids).Order("filed_at, id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	about, err := chartered(tx, pick(rows, func(c charter.Comment) string { return c.CharterID }), pick(rows, func(c charter.Comment) string { return string(c.Organisation) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, c := range rows {
		d := about.doc(policy.Ref{Noun: charter.CommentNoun, ID: c.ID}, c.CharterID, c.Language)
		d.Kind, d.Access, d.VoiceID, d.VoiceKind, d.At = charter.CommentNoun, c.Access, c.Organisation, about.groups[c.Organisation], c.FiledAt
		d.Body = markup.Render(c.Words).Text
		if c.Quote != "" {
			d.Body = c.Quote + "\n" + d.Body
		}
		answer := markup.Render(c.Answer).Text
		switch {
		case answer == "":
		case c.AnswerLanguage == c.Language:
			d.Body += "\n" + answer
		default:
			other := about.doc(d.Ref(), c.CharterID, c.AnswerLanguage)
			other.Kind, other.Access, other.VoiceID, other.VoiceKind, other.At, other.Body = d.Kind, d.Access, d.VoiceID, d.VoiceKind, d.At, answer
			docs = append(docs, other)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// objections to editorial changes are found by their reasons, by those who sit in the forum.
func objections(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []charter.Change
	if err := tx.Where("id IN ? AND objection <> ''", ids).Order("state_since, id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	about, err := chartered(tx, pick(rows, func(x charter.Change) string { return x.CharterID }), pick(rows, func(x charter.Change) string { return string(x.ObjectedFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, x := range rows {
		d := about.doc(policy.Ref{Noun: charter.ChangeNoun, ID: x.ID}, x.CharterID, x.ObjectionLanguage)
		d.Kind, d.Access, d.At = ObjectionKind, policy.Access{Class: policy.Members, Forum: x.ForumID}, x.StateSince
		d.VoiceID, d.VoiceKind, d.Body = x.ObjectedFor, about.groups[x.ObjectedFor], markup.Render(x.Objection).Text
		docs = append(docs, d)
	}
	return docs, nil
}

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
