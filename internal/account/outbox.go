package account

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// SecretMail is a link that waits to be mailed. It is the one place where a secret lies in the clear, from the act that made
// it until the letter is written; a secret never lies in the register.
type SecretMail struct {
	SlipID    SlipID `gorm:"primaryKey"`
	PersonID  policy.PersonID
	Purpose   Purpose
	Name      string
	Address   string
	Language  lang.Code
	Secret    string
	ExpiresAt time.Time // of the slip
}

// TableName is the table's.
func (SecretMail) TableName() string { return "secret_mail" }

// OutsideTheRecord says it: it lives until the letter is written.
func (SecretMail) OutsideTheRecord() {}

func letter(s Slip, secret string) *SecretMail {
	return &SecretMail{SlipID: s.ID, PersonID: s.PersonID, Purpose: s.Purpose, Name: s.Name, Address: s.Email, Language: s.Language,
		Secret: secret, ExpiresAt: s.ExpiresAt}
}

// TakeMail takes the waiting link of a slip out of the outbox, in the transaction that writes the letter: entries whose slip
// goes by mail name it in the fact "slip" and have the fact "by_mail". It gives false when there is none any more.
func (a *Accounts) TakeMail(tx *gorm.DB, slip SlipID) (SecretMail, bool, error) {
	var waiting []SecretMail
	if err := tx.Where("slip_id = ?", slip).Find(&waiting).Error; err != nil || len(waiting) == 0 {
		return SecretMail{}, false, store.Found(err)
	}
	gone := tx.Where("slip_id = ?", slip).Delete(&SecretMail{})
	return waiting[0], gone.RowsAffected == 1, store.Found(gone.Error)
}
