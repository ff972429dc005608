package drafting

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Annex is a file that goes with a version of a proposal. It never changes; another version has its own. Who may open it the room of
// proposals knows.
type Annex struct {
	ID         string `gorm:"primaryKey"`
	ProposalID string
	VersionID  string // of the text
	Matter
}

// TableName is the table's.
func (Annex) TableName() string { return "proposal_annexes" }

// Record is the proposal the file belongs to.
func (a Annex) Record() policy.Ref { return policy.Ref{Noun: "proposal", ID: a.ProposalID} }

// Piece names it in the entries that seal it.
func (a Annex) Piece() string { return "annex " + a.ID }

// Annexes lists the files of a version without their content.
func Annexes(db *gorm.DB, version string) ([]Annex, error) {
	var all []Annex
	return all, listing(db).Where("version_id = ?", version).Order("place").Find(&all).Error
}

// laid lists the files of a sheet without their content.
func laid(db *gorm.DB, sheet string) ([]File, error) {
	var all []File
	return all, listing(db).Where("sheet_id = ?", sheet).Order("place").Find(&all).Error
}

// SameFiles tells whether a sheet has the files that a version has.
func SameFiles(db *gorm.DB, sheet, version string) (bool, error) {
	files, err := laid(db, sheet)
	if err != nil {
		return false, err
	}
	annexes, err := Annexes(db, version)
	return slices.EqualFunc(files, annexes, func(f File, a Annex) bool { return f.Same(a.Matter) }), err
}

// Attach gives the files of a sheet to a version of a proposal, one at a time: they are large.
func Attach(tx *register.Tx, proposal, version, sheet string) error {
	files, err := laid(tx.DB, sheet)
	if err != nil {
		return err
	}
	for i, listed := range files {
		var f File
		if err := tx.Where("id = ?", listed.ID).Take(&f).Error; err != nil {
			return err
		}
		f.Place = i + 1
		if err := tx.Add(&Annex{ID: clock.NewID(), ProposalID: proposal, VersionID: version, Matter: f.Matter}); err != nil {
			return err
		}
	}
	return nil
}

// Lay lays the files of a version on a sheet on which it is changed.
func Lay(g *gorm.DB, sheet, version string) error {
	annexes, err := Annexes(g, version)
	if err != nil {
		return err
	}
	for _, listed := range annexes {
		var a Annex
		if err := g.Where("id = ?", listed.ID).Take(&a).Error; err != nil {
			return err
		}
		if err := g.Create(&File{ID: clock.NewID(), SheetID: sheet, Matter: a.Matter}).Error; err != nil {
			return err
		}
	}
	return nil
}

// DropAnnexes takes the files of every version of a proposal away, for good.
func DropAnnexes(tx *register.Tx, proposal string) error {
	var all []Annex
	if err := tx.Select("id", "proposal_id").Where("proposal_id = ?", proposal).Find(&all).Error; err != nil {
		return err
	}
	for i := range all {
		if err := tx.Drop(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

// LookAtAll lets the whole through the gate, as it will stand with the words for its files: what is harmless in each part may say in one
// who a child is.
func (s *Drafts) LookAtAll(db *gorm.DB, sh Sheet, c Content) error {
	files, err := laid(db, sh.ID)
	if err != nil {
		return err
	}
	words := []string{c.Title, c.Compose()}
	for _, f := range files {
		words = append(words, f.Alt)
	}
	if found := s.Look(strings.Join(words, "\n\n")); len(found) > 0 {
		return safeguard.Stop("situation", found, false)
	}
	return nil
}

// Vouch asks whoever confirms a proposal with files to say that no child can be recognised in them, and notes that she did. The gate
// reads words; a face it does not see.
func Vouch(tx *register.Tx, n *register.Note, said bool) error {
	files, err := Annexes(tx.DB, n.Version)
	if err != nil || len(files) == 0 {
		return err
	}
	if !said {
		return fault.Invalid(fault.Says("no_child", "annex.vouch_missing", nil))
	}
	n.Facts["annexes"], n.Facts["no_child_recognisable"] = len(files), true
	return nil
}
