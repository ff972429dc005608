package text

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/register"
	"sametable/internal/store"
)

// Witness recomputes the hashes of versions from what lies in the database, for the register's verification. An erased
// version counts as such only when its erasure stands in the register.
func Witness(r *register.Register) register.Witness {
	return func(ctx context.Context, ids []string) (map[string]string, error) {
		var versions []Version
		db := r.Read(ctx)
		for batch := range slices.Chunk(ids, 500) {
			var some []Version
			if err := db.Where("id IN ?", batch).Find(&some).Error; err != nil {
				return nil, store.Found(err)
			}
			versions = append(versions, some...)
		}
		hashes := map[string]string{}
		for _, v := range versions {
			if v.Erased {
				erased, err := erasureStands(db, v)
				if err != nil {
					return nil, err
				}
				if erased {
					hashes[v.ID] = ""
				}
				continue
			}
			hashes[v.ID] = Digest(v.Language, v.Title, v.Source)
		}
		return hashes, nil
	}
}

func erasureStands(db *gorm.DB, v Version) (bool, error) {
	var n int64
	err := db.Model(&register.Entry{}).Where("noun = ? AND noun_id = ? AND verb = ?", v.Noun, v.NounID, v.Noun+".erased").Count(&n).Error
	return n > 0, store.Found(err)
}

// Erase empties every version and translation of a noun's text; the stub keeps number, time and hash.
func Erase(tx *register.Tx, versions []Version, translations []Translation) error {
	for i := range versions {
		v := &versions[i]
		v.Title, v.Source, v.HTML, v.Blocks, v.Hits, v.Erased = "", "", "", "", "", true
		if err := tx.Model(v).Select("title", "source", "html", "blocks", "hits", "erased").Updates(v).Error; err != nil {
			return err
		}
	}
	for i := range translations {
		t := &translations[i]
		t.Title, t.Source, t.HTML, t.Hash = "", "", "", ""
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	return nil
}
