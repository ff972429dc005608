package printed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Keep keeps a paper within an act that may change its noun, unless it is kept already; the one that is kept counts.
func Keep(tx *register.Tx, of policy.Ref, k Key, content []byte) (f File, fresh bool, err error) {
	known, err := find(tx.DB, of, k)
	if err != nil || known.ID != "" {
		return known, false, err
	}
	sum := sha256.Sum256(content)
	f = File{ID: clock.NewID(), Noun: of.Noun, NounID: of.ID, Key: k, Hash: hex.EncodeToString(sum[:]), Size: len(content), Content: content, MadeAt: tx.Now(), Version: 1}
	return f, true, tx.Add(&f)
}

// Find gives a paper that is kept; an empty one where there is none.
func Find(ctx context.Context, r *register.Register, of policy.Ref, k Key) (File, error) {
	f, err := find(r.Read(ctx), of, k)
	return f, store.Found(err)
}

func find(db *gorm.DB, of policy.Ref, k Key) (File, error) {
	var f File
	err := db.Session(&gorm.Session{NewDB: true}).Where("noun = ? AND noun_id = ? AND stamp = ? AND language = ? AND reader = ? AND ending = ? AND gone_at IS NULL",
		of.Noun, of.ID, k.Stamp, k.Language, k.Reader, k.Ending).Limit(1).Find(&f).Error
	return f, err
}

// Of lists the papers of a noun without their content, the oldest first.
func Of(ctx context.Context, r *register.Register, of policy.Ref) ([]File, error) {
	var all []File
	err := r.Read(ctx).Omit("content").Where("noun = ? AND noun_id = ?", of.Noun, of.ID).Order("made_at, language, reader, ending, id").Find(&all).Error
	return all, store.Found(err)
}

// Drop takes the content of every paper of a noun away, within an act that may change the noun and enters why: what was withheld or erased
// must not come back as a file. It tells how many there were.
func Drop(tx *register.Tx, of policy.Ref) (dropped int, err error) {
	fresh := func() *gorm.DB { return tx.DB.Session(&gorm.Session{NewDB: true}) }
	if err := fresh().Where("noun = ? AND noun_id = ?", of.Noun, of.ID).Delete(&Due{}).Error; err != nil {
		return 0, err
	}
	var all []File
	if err := fresh().Omit("content").Where("noun = ? AND noun_id = ? AND gone_at IS NULL", of.Noun, of.ID).Order("id").Find(&all).Error; err != nil {
		return 0, err
	}
	for n := range all {
		now := tx.Now()
		all[n].Content, all[n].GoneAt = []byte{}, &now
		if err := tx.Save(&all[n]); err != nil {
			return n, err
		}
	}
	return len(all), nil
}
