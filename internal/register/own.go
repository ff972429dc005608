package register

import (
	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// ownNoun stands for the rows the register keeps itself: entries, values, cards, cursors, keys of forms. No permit opens them.
const ownNoun = "register"

func own() policy.Ref { return policy.Ref{Noun: ownNoun, ID: ownNoun} }

// ours opens the register's own tables, and nothing else, for the statements of this room.
func ours(tx *gorm.DB) *gorm.DB {
	return tx.WithContext(store.WithWatch(tx.Statement.Context, func(ref policy.Ref) error {
		if ref != own() {
			return UnpermittedError{ref}
		}
		return nil
	}))
}
