package document

import (
	"context"
	"slices"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Citation says that a noun refers to a document. It belongs to the noun that cites: who may change that may change what it cites.
type Citation struct {
	ID         string `gorm:"primaryKey"`
	DocumentID ID
	Noun       string
	NounID     string
}

// Record is the noun that cites.
func (c Citation) Record() policy.Ref { return policy.Ref{Noun: c.Noun, ID: c.NounID} }

// Piece is the citation among what belongs to that noun.
func (c Citation) Piece() string { return "cites " + string(c.DocumentID) }

// Cite makes a noun cite these documents and no others, within an act that has leave to change the noun and enters what it did. A
// document that was withdrawn may stay where it was cited; it is cited nowhere anew.
func Cite(tx *register.Tx, citing policy.Ref, documents []ID) error {
	var before []Citation
	if err := tx.Where("noun = ? AND noun_id = ?", citing.Noun, citing.ID).Find(&before).Error; err != nil {
		return store.Found(err)
	}
	kept := map[ID]bool{}
	for _, c := range before {
		if kept[c.DocumentID] = slices.Contains(documents, c.DocumentID); !kept[c.DocumentID] {
			if err := tx.Drop(&c); err != nil {
				return err
			}
		}
	}
	known, err := byID(tx.DB, documents)
	if err != nil {
		return err
	}
	for _, id := range documents {
		at := slices.IndexFunc(known, func(d Document) bool { return d.ID == id })
		if at < 0 || known[at].State == Withdrawn && !kept[id] {
			return fault.Invalid(fault.Says("documents", "document.not_to_cite", nil))
		}
		if kept[id] {
			continue
		}
		kept[id] = true
		if err := tx.Add(&Citation{ID: clock.NewID(), DocumentID: id, Noun: citing.Noun, NounID: citing.ID}); err != nil {
			return err
		}
	}
	return nil
}

// CitedBy gives the cards of what cites a document, as far as the viewer may see it, in the order of their references.
func (s *Documents) CitedBy(ctx context.Context, viewer policy.Actor, id ID) ([]register.Card, error) {
	var cards []register.Card
	err := s.r.Read(ctx).Joins("JOIN citations c ON c.noun = cards.noun AND c.noun_id = cards.noun_id").
		Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("c.document_id = ?", id).Order("cards.reference, cards.seq").Find(&cards).Error
	return cards, store.Found(err)
}

// Citing counts, for some documents, what cites each as far as the viewer may see it.
func (s *Documents) Citing(ctx context.Context, viewer policy.Actor, ids []ID) (map[ID]int, error) {
	var rows []struct {
		DocumentID ID
		N          int
	}
	err := s.r.Read(ctx).Table("cards").Select("c.document_id, COUNT(*) AS n").
		Joins("JOIN citations c ON c.noun = cards.noun AND c.noun_id = cards.noun_id").
		Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("c.document_id IN ?", ids).Group("c.document_id").Scan(&rows).Error
	counts := map[ID]int{}
	for _, row := range rows {
		counts[row.DocumentID] = row.N
	}
	return counts, store.Found(err)
}

// Cited gives the documents something cites, oldest first. Whoever shows them has shown what cites them.
func (s *Documents) Cited(ctx context.Context, citing policy.Ref) ([]Document, error) {
	db := s.r.Read(ctx)
	var all []Document
	err := db.Where("id IN (?)", db.Model(&Citation{}).Select("document_id").Where("noun = ? AND noun_id = ?", citing.Noun, citing.ID)).Order("dated, id").Find(&all).Error
	return all, store.Found(err)
}
