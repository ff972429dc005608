package organisation

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// Organisations is the room's door.
type Organisations struct {
	r        *register.Register
	accounts *account.Accounts
	gate     *safeguard.Gate
}

// New opens the room.
func New(r *register.Register, accounts *account.Accounts, gate *safeguard.Gate) *Organisations {
	return &Organisations{r, accounts, gate}
}

// look runs the gate over free text in an act; what it finds comes back beside the field, and nothing is stored. A finding that
// asks for an explanation stops as well, since these fields have no place for one. An organisation cannot write its name another
// way, so a name is stopped by what refuses a text alone, by numbers that lead to a person, and by what tells one child from others.
func (s *Organisations) look(f *fault.Fields, field, text string, isName bool) {
	found := s.gate.Check(text, s.r.Now())
	if found.Blocks() || found.Hotline() || found.Warns() && !isName || isName && account.NamesAPerson(found) {
		said := found.Stopped()
		f.Add(field, said.ID, said.Args)
	}
}

// find gives an organisation the actor may see, within an act.
func find(tx *register.Tx, id policy.OrganisationID) (Organisation, error) {
	var o Organisation
	err := tx.Scopes(visible(tx.Actor)).Where("organisations.id = ?", id).Take(&o).Error
	return o, store.Found(err)
}

// folded is a name as it is compared: width and case folded, without blanks. 民政厅（例） and 民政厅 (例) are one name.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(norm.NFC.String(name)))
}

// twin turns the database's word that another living body has this identifier or name into the guard's sentence.
func twin(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Forbidden(guardDuplicate, nil)
	}
	return err
}
