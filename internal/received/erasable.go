package received

import (
	"slices"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// Forget lets go of what came about paragraphs of minutes, since their words were erased: words, sender and paper. That something came, of
// whom, how, when and what became of it stays. An organisation limits it to its own.
func Forget(tx *register.Tx, of string, org policy.OrganisationID, blocks ...string) error {
	var all []Letter
	if err := tx.Where("minutes_id = ? AND block_id IN ?", of, blocks).Order("id").Find(&all).Error; err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(l Letter) bool { return org != "" && l.OrganisationID != org })
	for n := range all {
		l := &all[n]
		l.Quote, l.Instead, l.Reason, l.Sender, l.Content, l.Kind, l.Name, l.FileHash = "", "", "", "", []byte{}, "", "", ""
		if err := tx.Save(l); err != nil {
			return err
		}
	}
	return nil
}
