package annex

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Keep keeps a file that was taken in with a part of a record, within an act that may change the record and enters it. The same file is there once.
func Keep(tx *register.Tx, of policy.Ref, part string, t Taken, title Title) (File, error) {
	there, err := Of(tx.DB, of)
	if err != nil {
		return File{}, err
	}
	f := File{ID: clock.NewID(), Noun: of.Noun, NounID: of.ID, Part: part, Place: 1, Kind: t.Kind, Name: t.Name, Language: title.Language, Title: title.Words, Hash: t.Hash, Size: len(t.Content),
		Vouched: t.Vouched, Content: t.Content, AddedBy: tx.Actor.Person, AddedAt: tx.Now(), Version: 1}
	standing := 0
	for _, other := range there {
		if other.Part != part {
			continue
		}
		f.Place = max(f.Place, other.Place+1)
		if !other.Stands() {
			continue
		}
		if standing++; other.Hash == f.Hash {
			return File{}, fault.Invalid(fault.Says("file", "annexed.there", nil))
		}
	}
	if standing >= MostFiles {
		return File{}, fault.Invalid(fault.Says("file", "annexed.many", fault.Args{"Most": MostFiles}))
	}
	return f, tx.Add(&f)
}

// fresh is a query of its own.
func fresh(db *gorm.DB) *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }

// Of lists the files of a record without their content, part by part, in the order they came; those that were taken away as well.
func Of(db *gorm.DB, of policy.Ref) ([]File, error) {
	var all []File
	err := fresh(db).Omit("content").Where("noun = ? AND noun_id = ?", of.Noun, of.ID).Order("part, place, id").Find(&all).Error
	return all, store.Found(err)
}

// With are those of some files that go with a part.
func With(all []File, part string) []File {
	return slices.DeleteFunc(slices.Clone(all), func(f File) bool { return f.Part != part })
}

// ByIDs gives some files of a noun without their content.
func ByIDs(db *gorm.DB, noun string, ids ...string) ([]File, error) {
	var all []File
	err := fresh(db).Omit("content").Where("noun = ? AND id IN ?", noun, ids).Order("id").Find(&all).Error
	return all, store.Found(err)
}

// Content reads the bytes of a file.
func Content(ctx context.Context, r *register.Register, id string) ([]byte, error) {
	var f File
	err := r.Read(ctx).Select("id", "content").Where("id = ?", id).Take(&f).Error
	return f.Content, store.Found(err)
}

// whole reads a file with its bytes, to write it anew.
func whole(db *gorm.DB, id string) (File, error) {
	var f File
	return f, store.Found(fresh(db).Where("id = ?", id).Take(&f).Error)
}

// Strike takes a file away, within an act. What nobody was told of goes for good; else the row stays, and says why.
func Strike(tx *register.Tx, f File, told bool, reason string) error {
	if !told {
		return tx.Drop(&f)
	}
	f, err := whole(tx.DB, f.ID)
	if err != nil {
		return err
	}
	now := tx.Now()
	f.GoneAt, f.GoneBy, f.Reason = &now, tx.Actor.Person, reason
	return tx.Save(&f)
}

// Erase takes the words and the bytes of a file for good; the hash stays, so that it can still be told what it was.
func Erase(tx *register.Tx, f File) error {
	now := tx.Now()
	f.Title, f.Name, f.Reason, f.Content, f.ErasedAt = "", "", "", []byte{}, &now
	return tx.Save(&f)
}

// Same gives the files with some content, wherever they lie, without it.
func Same(db *gorm.DB, noun, hash string) ([]File, error) {
	var all []File
	err := fresh(db).Omit("content").Where("noun = ? AND hash = ? AND erased_at IS NULL", noun, hash).Order("id").Find(&all).Error
	return all, store.Found(err)
}

// Copy gives the files that stand with a part to a part of another record, one at a time: they are large.
func Copy(tx *register.Tx, files []File, to policy.Ref, part string) error {
	for _, listed := range files {
		if !listed.Stands() || listed.Erased() {
			continue
		}
		f, err := whole(tx.DB, listed.ID)
		if err != nil {
			return err
		}
		f.ID, f.Noun, f.NounID, f.Part, f.Version = clock.NewID(), to.Noun, to.ID, part, 1
		if err := tx.Add(&f); err != nil {
			return err
		}
	}
	return nil
}
