package register

import (
	"context"
	"fmt"
	"reflect"

	"sametable/internal/policy"
)

// Pieces reads every row of a kind that is sealed, and how it stands now.
type Pieces func(ctx context.Context, r *Register, see func(p piece, columns string)) error

// PiecesOf gives the rows of a kind, which have the key ID. Batch is small where rows hold files.
func PiecesOf[T Sealed](batch int) Pieces {
	return func(ctx context.Context, r *Register, see func(piece, string)) error {
		for after := ""; ; {
			var rows []T
			err := Legible(r.db.Read(ctx).Where("id > ?", after).Order("id").Limit(batch), &rows, func(key []string, why error) *Break {
				return &Break{What: fmt.Sprintf("the row %s cannot be read: %v", key[0], why)}
			}, "id")
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, row := range rows {
				said, err := columns(r.db.Read(ctx), row)
				if err != nil {
					return err
				}
				see(piece{row.Record(), row.Piece()}, said)
			}
			after = reflect.ValueOf(rows[len(rows)-1]).FieldByName("ID").String()
		}
	}
}

// sealedBy is what the newest entry that speaks of a piece says of it.
type sealedBy struct {
	seq  int64
	hash string // empty: it is gone
	seen bool
}

// hearSeals takes the seals of an entry in.
func (v *verification) hearSeals(e Entry) {
	for name, hash := range e.Attested(FactSeals) {
		v.seals[piece{e.Ref(), name}] = &sealedBy{seq: e.Seq, hash: hash}
	}
}

// verifySeals holds cards and the pieces of subjects against their seals.
func (r *Register) verifySeals(ctx context.Context, v *verification, subjects []Subject) error {
	var salts []seal
	if err := r.db.Read(ctx).Find(&salts).Error; err != nil {
		return err
	}
	salt := map[piece]string{}
	for _, s := range salts {
		salt[piece{policy.Ref{Noun: s.Noun, ID: s.NounID}, s.Piece}] = s.Salt
	}
	see := func(p piece, said string) {
		if by := v.seals[p]; by == nil {
			v.fault(&Break{What: fmt.Sprintf("the %s of %s %s: no entry seals it", p.name, p.ref.Noun, p.ref.ID)})
		} else if by.seen = true; by.hash != commitment(salt[p], p.name, said) {
			v.fault(&Break{Seq: by.seq, What: fmt.Sprintf("the %s of %s %s does not fit its seal in the register", p.name, p.ref.Noun, p.ref.ID)})
		}
	}
	looked := map[string]bool{}
	for _, s := range subjects {
		for _, read := range s.Pieces {
			looked[s.Noun] = true
			if err := read(ctx, r, see); err != nil {
				return err
			}
		}
	}
	if err := r.seeCards(ctx, see); err != nil {
		return err
	}
	for p, by := range v.seals {
		if !by.seen && by.hash != "" && (p.name == cardPiece || looked[p.ref.Noun]) {
			v.fault(&Break{Seq: by.seq, What: fmt.Sprintf("the %s of %s %s is missing", p.name, p.ref.Noun, p.ref.ID)})
		}
	}
	return nil
}

func (r *Register) seeCards(ctx context.Context, see func(piece, string)) error {
	var cards []Card
	if err := legibleCards(r.db.Read(ctx), &cards); err != nil {
		return err
	}
	for _, c := range cards {
		said, err := columns(r.db.Read(ctx), c)
		if err != nil {
			return err
		}
		see(piece{policy.Ref{Noun: c.Noun, ID: c.NounID}, cardPiece}, said)
	}
	return nil
}
