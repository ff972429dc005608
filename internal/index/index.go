// Package index finds texts: tokens in, references out, the same on both engines. It keeps a document for each language a noun
// can be read in, with the access of the noun, so that a search asks for what the viewer may see in the same statement. What a
// document is made of, and when, others decide. Nothing here belongs to the record: it can be made anew at any time.
package index

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/words"
)

// generation changes when tokens are made in another way: documents of an older one are indexed again when they are touched.
const generation = "1"

// Doc is one noun in one language, as readers see it.
type Doc struct {
	ID       int64 `gorm:"primaryKey"`
	Noun     string
	NounID   string
	Language string
	Kind     string // what a reader would call it: "thread", "statement"
	Parent   string // id of the noun it lies in; empty: none
	policy.Access
	ForumKey  string                // "HD"; empty: no forum
	VoiceID   policy.OrganisationID // in whose name it was said
	VoiceKind policy.Kind           // the stakeholder group of that organisation
	State     string                // of the text in this language: original, machine, reviewed …
	At        time.Time
	Hash      string // of what the engine has indexed
	Title     string
	Body      string   `gorm:"column:body_text"` // plain text
	Also      []string `gorm:"-"`                // further tokens it is found by, e.g. the initials of a name in pinyin
}

// TableName is the table's.
func (Doc) TableName() string { return "index_docs" }

// OutsideTheRecord says it: the index is made from the record and can be made from it again.
func (Doc) OutsideTheRecord() {}

// Ref is the noun the document belongs to.
func (d Doc) Ref() policy.Ref { return policy.Ref{Noun: d.Noun, ID: d.NounID} }

// content is the hash of what the engine is to index.
func (d Doc) content() string {
	h := sha256.New()
	for _, part := range append([]string{generation, d.Title, d.Body}, d.Also...) {
		h.Write([]byte(part + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// same tells whether nothing but the content could differ.
func (d Doc) same(o Doc) bool {
	return d.Kind == o.Kind && d.Parent == o.Parent && d.Access == o.Access && d.ForumKey == o.ForumKey && d.VoiceID == o.VoiceID &&
		d.VoiceKind == o.VoiceKind && d.State == o.State && d.At.Equal(o.At)
}

// text gives the tokens of the document.
func (d Doc) text() store.SearchText {
	t := store.SearchText{Title: searchWords(d.Title), Body: searchWords(d.Body)}
	if len(d.Also) > 0 && len(t.Title) > 0 {
		t.Title[0].Forms = append(t.Title[0].Forms, d.Also...)
	}
	return t
}

// searchWords groups the tokens of a text by their place; the first of a place is the word as written.
func searchWords(text string) []store.SearchWord {
	var list []store.SearchWord
	at := -1
	for _, t := range words.Index(text) {
		if t.Pos != at {
			at = t.Pos
			list = append(list, store.SearchWord{Exact: t.Text})
			continue
		}
		last := &list[len(list)-1]
		last.Forms = append(last.Forms, t.Text)
	}
	return list
}

// Replace makes the index hold exactly these documents for these nouns: new ones are indexed, changed ones again, the rest of
// the nouns' documents go. What has the same content keeps its tokens; only its access and the like are written. Anew writes
// the tokens in any case.
func Replace(tx *gorm.DB, refs []policy.Ref, docs []Doc, anew bool) error {
	known, err := documentsOf(tx, refs)
	if err != nil {
		return err
	}
	for _, d := range docs {
		key := place{d.Noun, d.NounID, d.Language}
		old, there := known[key]
		delete(known, key)
		d.Hash = d.content()
		if there {
			d.ID = old.ID
			if d.Hash == old.Hash && !anew {
				if !d.same(old) {
					err = tx.Model(&d).Select("*").Omit("title", "body_text").Updates(&d).Error
				}
				if err != nil {
					return store.Found(err)
				}
				continue
			}
			err = tx.Model(&d).Select("*").Updates(&d).Error
		} else {
			err = tx.Create(&d).Error
		}
		if err != nil {
			return store.Found(err)
		}
		if err := store.PutSearch(tx, d.ID, d.text()); err != nil {
			return err
		}
	}
	var gone []int64
	for _, d := range known {
		gone = append(gone, d.ID)
	}
	return drop(tx, gone)
}

// place is what a document is unique by.
type place struct{ noun, id, language string }

// documentsOf reads the rows of some nouns, without their texts.
func documentsOf(tx *gorm.DB, refs []policy.Ref) (map[place]Doc, error) {
	known := map[place]Doc{}
	for noun, ids := range byNoun(refs) {
		var docs []Doc
		err := tx.Omit("title", "body_text").Where("noun = ? AND noun_id IN ?", noun, ids).Find(&docs).Error
		if err != nil {
			return nil, store.Found(err)
		}
		for _, d := range docs {
			known[place{d.Noun, d.NounID, d.Language}] = d
		}
	}
	return known, nil
}

func byNoun(refs []policy.Ref) map[string][]string {
	ids := map[string][]string{}
	for _, ref := range refs {
		ids[ref.Noun] = append(ids[ref.Noun], ref.ID)
	}
	return ids
}

func drop(tx *gorm.DB, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	if err := store.DropSearch(tx, ids); err != nil {
		return err
	}
	return store.Found(tx.Where("id IN ?", ids).Delete(&Doc{}).Error)
}
