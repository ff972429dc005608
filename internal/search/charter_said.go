package search

import (
	"gorm.io/gorm"

	"sametable/internal/charter"
	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/store"
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
